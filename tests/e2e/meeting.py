"""The people of the story: seven on devices of their own, all others over HTTP."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import LANDSCAPE, LAPTOP, PHONE, PROJECTOR, TABLET, Hall
from tests.web.conftest import Seat

CHAIR, SECRETARY, DEPUTY = "Lê Quang Vinh", "Đỗ Thị Ngọc Ánh", "Nguyễn Thị Minh Tâm"
READER, OFFLINE, ON_PHONE = "Hoàng Thị Bích Ngọc", "Đặng Thị Phương Thảo", "Phạm Đức Long"
GUEST_OF_3, RECORDS = "Nguyễn Tiến Dũng", "Nguyễn Thị Hương Lan"
AWAY = {"Dương Thị Hồng Nhung", "Nguyễn Hữu Thắng"}  # their substitutes attend
SUBSTITUTES = {"Lê Minh Châu", "Trần Quốc Hưng"}
GUESTS = {GUEST_OF_3, "Lương Thị Kim Oanh", "Đào Trọng Nghĩa"}
ON_DEVICES = {CHAIR, SECRETARY, READER, OFFLINE, ON_PHONE, GUEST_OF_3}
ARMING = 800  # ms that a button which took another's place stays inert


class Meeting:
    """The seats of the story, by what they are in it."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.chair = hall.seat(CHAIR, LANDSCAPE)
        self.secretary = hall.seat(SECRETARY, LAPTOP)
        self.reader = hall.seat(READER, TABLET)
        self.offline = hall.seat(OFFLINE, LANDSCAPE)
        self.phone = hall.seat(ON_PHONE, PHONE)
        self.guest = hall.seat(GUEST_OF_3, TABLET)
        self.screen = hall.seat("Màn hình", PROJECTOR)
        self.id = hall.demo.seat(CHAIR).meeting
        people = [name for name, link in hall.demo.links.items() if link.startswith("/l/")]
        self.others = {name: hall.demo.seat(name) for name in people if name not in ON_DEVICES | {RECORDS}}

    @property
    def members(self) -> dict[str, Seat]:
        """Members in the room who have no device in this story."""
        return {name: seat for name, seat in self.others.items() if name not in AWAY | SUBSTITUTES | GUESTS}

    @property
    def visitors(self) -> dict[str, Seat]:
        """Substitutes, and the guests without a device."""
        return {name: seat for name, seat in self.others.items() if name in SUBSTITUTES | GUESTS}

    def all_do(self, people: dict[str, Seat], cmd: str, **args: Any) -> None:
        """Everybody at once."""
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda seat: seat.do(cmd, **args), people.values()))

    def opens(self, number: str) -> None:
        """The chair opens an item that is not the next one (over HTTP: any program may)."""
        chair = self.hall.demo.seat(CHAIR)
        chair.do("agenda.open_item", item=next(one["id"] for one in chair.all("item") if one["number"] == number))

    def cast(self, choices: dict[str, str]) -> None:
        """The members without a device vote: in favour, unless `choices` says otherwise."""
        poll = next(one["id"] for one in self.others[DEPUTY].all("poll") if one["state"] == "open")
        for name, seat in self.members.items():
            seat.do("voting.cast", poll=poll, choice=choices.get(name, "yes"))


def button(where: Page | Locator, name: str) -> Locator:
    return where.get_by_role("button", name=name, exact=True)


def next_step(chair: Page, name: str) -> None:
    """The one button at the bottom right of the chair's console."""
    step = button(chair.locator(".next-step"), name)
    expect(step).to_be_visible()
    chair.wait_for_timeout(ARMING)
    step.click()


def on_page(page: Page, number: int, pages: int) -> None:
    """The reader shows this page, and its picture is there."""
    picture = page.get_by_role("img", name=re.compile(rf", trang {number} trên {pages}$")).first
    expect(picture).to_be_visible()
