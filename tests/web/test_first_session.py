"""A Government's first electronic session: 27 members, 21 in the room and 4 remote, 25 for. Seen on the console, on a
delegate's tablet and on the wall, with the reasoning."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import Demo, Open
from tests.web.small import CHAIR, SECRETARY, Small
from tests.web.test_chair import console, step
from tests.web.votes import risen
from tests.web.wall import on_the_wall

pytestmark = pytest.mark.browser
QUESTION = "Thông qua dự thảo Nghị định về phiên họp điện tử của Chính phủ?"
DELEGATE = "Hoàng Thị Bích Ngọc"
MEMBERS, IN_ROOM, REMOTE = 27, 21, 4
WATCH = """() => {
  window.seen = 0;
  const look = () => { if (!seen && document.querySelector('.verdict')) seen = Date.now(); };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}"""
SENTENCE = "Cần 14 trong 27 thành viên tán thành; có 25."


class First(Small):
    """All 27 members of the demo; the last two stay away."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        secretary = demo.seat(SECRETARY)
        self.http = secretary.http
        names = [one["name"] for one in secretary.all("person") if one["capacity"] == "member"]
        self.names = [CHAIR, DELEGATE, *(name for name in names if name not in (CHAIR, DELEGATE))]
        self.meeting = self.create()
        self.people = {name: self.add(name) for name in self.names}
        self.do("agenda.add_item", title="Dự thảo Nghị định về phiên họp điện tử", minutes=30)
        item = self.objects("item")[0]["id"]
        self.do("voting.add_motion", item=item, text=QUESTION, rule="government-session")
        self.do("meeting.convene")
        self.items = [item]

    def arrive(self) -> None:
        for place, name in enumerate(self.names[: IN_ROOM + REMOTE]):
            mode = "room" if place < IN_ROOM else "online"
            self.do("agenda.check_in", participant=self.people[name], mode=mode)


@pytest.fixture
def first(demo: Demo) -> Iterator[First]:
    made = First(demo)
    yield made
    made.end()


@pytest.fixture
def wall(chromium: Browser, first: First) -> Iterator[Page]:
    with on_the_wall(chromium, first) as page:
        yield page


def test_twenty_five_of_twenty_seven(device: Open, first: First, wall: Page, tmp_path: Path) -> None:
    assert len(first.names) == MEMBERS
    chair = console(device, first)
    first.arrive()
    step(chair, "Bắt đầu phiên họp")
    step(chair, "Mở nội dung 1")
    step(chair, "Mở biểu quyết")
    poll = first.open_poll()
    assert (poll["members"], poll["entitled"], poll["needed"], poll["quorum"]["present"]) == (27, 25, 14, 25)

    tablet = device(DELEGATE, 800, 1280)
    tablet.goto(f"/m/{first.meeting}")
    expect(tablet.get_by_text("Được thông qua khi ít nhất 14 trong 27")).to_be_visible()
    sheet = risen(tablet)
    sheet.locator(".choice.yes").click()
    sheet.get_by_role("button", name="Gửi phiếu: Tán thành").click()
    expect(tablet.get_by_text("Đã nhận phiếu của bạn")).to_be_visible()
    for name in (*first.names[2 : IN_ROOM + REMOTE], CHAIR):
        first.do("voting.cast", by=name, poll=poll["id"], choice="yes")
    expect(wall.locator(".voted-figure")).to_contain_text("25")

    wall.evaluate(WATCH)
    step(chair, "Đóng biểu quyết")
    expect(wall.locator(".verdict")).to_contain_text("Được thông qua")
    expect(wall.locator(".reasoning")).to_have_text(f"{SENTENCE}")
    expect(wall.locator(".tally-table tr.absent td")).to_have_text("2")
    wall.screenshot(path=tmp_path / "wall.png")
    chair.screenshot(path=tmp_path / "chair.png")
    expect(tablet.locator(".outcome-word")).to_have_text("Được thông qua")

    found = next(one for one in first.objects("poll") if one["id"] == poll["id"])
    assert (found["totals"]["yes"], found["totals"]["absent"]) == (25, 2)
    print(f"\nresult on the wall {wall.evaluate('seen') - found['closed_at']} ms after the vote was closed")
    why = found["reasoning"]
    assert (why["base"], why["needed"], why["has"], why["carried"]) == (27, 14, 25, True)
