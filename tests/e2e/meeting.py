"""The people of the story: seven on devices of their own, all others over HTTP."""

import contextlib
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import LANDSCAPE, LAPTOP, PHONE, PROJECTOR, TABLET, Hall, Person

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
        self.screen = hall.seat(next(name for name, link in hall.links.items() if "/s/" in link), PROJECTOR)
        self.id = hall.person(CHAIR).get("/api/v1/meetings")[0]["id"]
        people = [n for n in hall.links if n not in ON_DEVICES | {RECORDS} and "/l/" in hall.links[n]]
        self.others = {name: hall.person(name) for name in people}

    @property
    def members(self) -> dict[str, Person]:
        """Members in the room who have no device in this story."""
        return {name: person for name, person in self.others.items() if name not in AWAY | SUBSTITUTES | GUESTS}

    def all_do(self, people: dict[str, Person], cmd: str, **args: Any) -> None:
        """Everybody at once, and everybody is answered yes."""
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda person: person.do(self.id, cmd, **args), people.values()))
        assert all(answer["ok"] for answer in answers), answers

    def view(self, person: Person) -> dict[str, Any]:
        found: dict[str, Any] = person.get(f"/m/{self.id}/view")["set"]
        return found

    def opens(self, number: str) -> None:
        """The chair opens an item that is not the next one (over HTTP: any program may)."""
        chair = self.hall.person(CHAIR)
        items = [one for key, one in self.view(chair).items() if key.startswith("item/")]
        answer = chair.do(self.id, "agenda.open_item", item=next(one["id"] for one in items if one["number"] == number))
        assert answer["ok"], answer

    def open_poll(self) -> int:
        view = self.view(self.others[DEPUTY])
        return next(one["id"] for key, one in view.items() if key.startswith("poll/") and one["state"] == "open")

    def cast(self, choices: dict[str, str]) -> None:
        """The members without a device vote: in favour, unless `choices` says otherwise."""
        poll = self.open_poll()
        for name, person in self.members.items():
            answer = person.do(self.id, "voting.cast", poll=poll, choice=choices.get(name, "yes"))
            assert answer["ok"], (name, answer)


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


def eventually(true: Callable[[], Any], seconds: float = 10) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        with contextlib.suppress(AssertionError, KeyError, StopIteration):
            if true():
                return
        time.sleep(0.1)
    raise AssertionError("it did not come to be")
