"""The projector: what the last row reads while the meeting goes on; nothing under 34 px, no buttons."""

import gzip
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from ecabinet import protocol
from tests.web.conftest import Demo
from tests.web.small import CHAIR, LONG, MEMBERS, Small
from tests.web.wall import on_the_wall

pytestmark = pytest.mark.browser
STATIC = protocol.ROOT / "ecabinet" / "static"
BUDGET = 40_000  # bytes of script, packed

SMALLEST = """() => {
  const sizes = [];
  const walk = document.createTreeWalker(document.querySelector('#screen'), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const seen = node.textContent.trim() && !node.parentElement.closest('.unseen');
    const scale = node.parentElement.closest('svg')?.getScreenCTM().a ?? 1;
    if (seen) sizes.push(parseFloat(getComputedStyle(node.parentElement).fontSize) * scale);
  }
  return Math.min(...sizes);
}"""


@pytest.fixture
def small(demo: Demo) -> Iterator[Small]:
    made = Small(demo)
    yield made
    made.end()


@pytest.fixture
def screen(chromium: Browser, small: Small) -> Iterator[Page]:
    with on_the_wall(chromium, small) as page:
        yield page


def sound(page: Page) -> None:
    """Every slide: large enough, nothing to press, nothing outside the picture."""
    assert page.evaluate(SMALLEST) >= 33.9
    assert page.locator("#screen button, #screen a").count() == 0
    assert page.evaluate("getComputedStyle(document.body).cursor") == "none"
    assert page.evaluate(
        "document.documentElement.scrollHeight <= innerHeight && document.body.scrollWidth <= innerWidth"
    )


def at_item_two(small: Small) -> None:
    small.check_in(*MEMBERS)
    small.do("meeting.start", by=CHAIR)
    small.do("agenda.open_item", item=small.items[1])


def vote(small: Small, choices: tuple[str, ...], motion: int = 0) -> None:
    motions = small.objects("motion")
    small.do("voting.open", by=CHAIR, motion=motions[motion]["id"])
    poll = small.open_poll()["id"]
    for name, choice in zip(MEMBERS, choices, strict=False):
        small.do("voting.cast", by=name, poll=poll, choice=choice)


def close(small: Small) -> None:
    small.do("voting.close", by=CHAIR, poll=small.open_poll()["id"])


def test_before_the_session_title_time_and_place(small: Small, screen: Page) -> None:
    expect(screen.locator(".idle-title")).to_have_text("Phiên họp chuyên đề về chuyển đổi số")
    expect(screen.locator(".idle-where")).to_have_text("Phòng họp số 2")
    sound(screen)


def test_an_item_with_its_whole_title_speaker_and_who_is_next(small: Small, screen: Page) -> None:
    at_item_two(small)
    expect(screen.locator(".headline .title")).to_have_text(LONG)
    for name in MEMBERS[1:3]:
        small.do("agenda.request_floor", by=name)
    small.do("agenda.give_floor", participant=small.people[MEMBERS[1]], seconds=300)
    expect(screen.locator(".name")).to_have_text(MEMBERS[1].replace(" ", "\u00a0"))
    expect(screen.locator(".then")).to_contain_text(MEMBERS[2].replace(" ", "\u00a0"))
    sound(screen)


def test_a_page_at_full_height_turns_and_keeps_its_place_over_a_reload(small: Small, screen: Page) -> None:
    at_item_two(small)
    small.do("papers.present", by=CHAIR, paper=small.paper)
    expect(screen.locator(".strip-page")).to_have_text("Trang 1/5")
    small.do("papers.turn_page", by=CHAIR, page=4)
    expect(screen.locator(".strip-page")).to_have_text("Trang 4/5")
    screen.wait_for_selector(".sheet-page img")
    box = screen.locator(".sheet-page").bounding_box()
    assert box is not None
    assert box["height"] >= 1079
    sound(screen)
    screen.reload()
    expect(screen.locator(".strip-page")).to_have_text("Trang 4/5")


def test_an_open_vote_shows_how_many_and_never_what(small: Small, screen: Page) -> None:
    at_item_two(small)
    vote(small, ("yes", "no"))
    expect(screen.locator(".voted-figure .unseen")).to_have_text("2")
    text = screen.locator("#screen").inner_text()
    assert "Tán thành" not in text
    assert not any(name in text for name in MEMBERS)
    sound(screen)


def test_a_result_stays_until_the_next_thing_happens(small: Small, screen: Page) -> None:
    at_item_two(small)
    small.do("papers.present", by=CHAIR, paper=small.paper)
    vote(small, ("yes", "yes", "yes", "no"))
    close(small)
    expect(screen.locator(".verdict")).to_contain_text("Được thông qua")
    expect(screen.locator(".reasoning")).to_have_text("Cần 3 trong 5 thành viên tán thành; có 3.")
    expect(screen.locator(".hemicycle .seat")).to_have_count(5)
    sound(screen)
    screen.reload()
    expect(screen.locator(".verdict")).to_contain_text("Được thông qua")
    small.do("papers.turn_page", by=CHAIR, page=2)
    expect(screen.locator(".strip-page")).to_have_text("Trang 2/5")
    screen.reload()
    expect(screen.locator(".strip-page")).to_have_text("Trang 2/5")


def test_a_tie_says_who_decided(small: Small, screen: Page) -> None:
    at_item_two(small)
    vote(small, ("yes", "yes", "no", "no"))
    close(small)
    expect(screen.locator(".reasoning")).to_contain_text("Số phiếu ngang nhau (2 và 2).")
    expect(screen.locator(".reasoning")).to_contain_text("Quyết định theo phiếu của Chủ tọa: tán thành.")


def test_a_pause_and_the_end_are_said(small: Small, screen: Page) -> None:
    at_item_two(small)
    small.do("meeting.pause", by=CHAIR)
    expect(screen.locator(".still-word")).to_have_text("Tạm dừng")
    sound(screen)
    small.do("meeting.resume", by=CHAIR)
    small.do("meeting.close", by=CHAIR)
    expect(screen.locator(".still-word")).to_have_text("Phiên họp đã kết thúc")
    sound(screen)


def test_a_lost_connection_shows_a_small_sign_and_heals(small: Small, screen: Page) -> None:
    at_item_two(small)
    expect(screen.locator(".headline")).to_be_visible()
    screen.context.set_offline(True)
    screen.evaluate("dispatchEvent(new Event('offline'))")
    expect(screen.locator(".lost")).to_be_visible(timeout=20_000)
    screen.context.set_offline(False)
    screen.evaluate("dispatchEvent(new Event('online'))")
    expect(screen.locator(".lost")).to_have_count(0, timeout=20_000)


def test_the_projector_needs_little() -> None:
    entry = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))["src/screen/main.tsx"]
    needed = [entry["file"], *entry["preload"]]
    assert sum(len(gzip.compress((STATIC / name).read_bytes())) for name in needed) <= BUDGET
