"""Votes on the projector: several at once, paused, an election with many names; nothing under 34 px."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import Demo, Open
from tests.web.small import CHAIR, MEMBERS, Small
from tests.web.test_screen import sound
from tests.web.votes import in_session, method, motion, opened
from tests.web.wall import on_the_wall

pytestmark = pytest.mark.browser
MANY = tuple(f"Nguyễn Thị Phương Thảo {n}, Phó Giám đốc Sở Nông nghiệp và Môi trường" for n in range(1, 18))


@pytest.fixture
def small(demo: Demo) -> Iterator[Small]:
    with in_session(demo) as made:
        yield made


@pytest.fixture
def screen(chromium: Browser, small: Small) -> Iterator[Page]:
    with on_the_wall(chromium, small) as page:
        yield page


def test_votes_opened_together_stand_on_one_slide_and_so_do_their_results(small: Small, screen: Page) -> None:
    both = [one["id"] for one in small.objects("motion")]
    small.do("voting.open_together", by=CHAIR, motions=both)
    expect(screen.locator(".together li")).to_have_count(2)
    first, second = [one["id"] for one in small.objects("poll")]
    for name in MEMBERS[:3]:
        small.do("voting.cast", by=name, poll=first, choice="yes")
    expect(screen.locator(".together li").first).to_contain_text("3/5")
    sound(screen)
    for poll in (first, second):
        small.do("voting.close", by=CHAIR, poll=poll)
    expect(screen.locator(".together-now.yes")).to_have_text("Được thông qua")
    expect(screen.locator(".together-now.no")).to_have_text("Không được thông qua")
    sound(screen)


def test_a_pause_says_so(small: Small, screen: Page) -> None:
    poll = opened(small, small.objects("motion")[0]["id"])
    small.do("voting.pause", by=CHAIR, poll=poll)
    expect(screen.locator(".voted-word")).to_contain_text("Đang tạm dừng biểu quyết")
    sound(screen)


def test_an_election_with_many_names_fits_and_marks_who_is_elected(small: Small, screen: Page) -> None:
    how = method("approval", *MANY, least=0, seats=2) | {"most": 3}
    poll = opened(small, motion(small, "Bầu 2 thành viên Ban Kiểm phiếu", "simple-present", how))
    expect(screen.locator(".voted-figure .unseen")).to_have_text("0")
    sound(screen)
    for name in MEMBERS[:4]:
        small.do("voting.cast", by=name, poll=poll, marks=[2, 3])
    small.do("voting.close", by=CHAIR, poll=poll)
    expect(screen.locator(".verdict")).to_have_text("Đã bầu đủ 2 người")
    expect(screen.locator(".option-table tr.won")).to_have_count(2)
    expect(screen.locator(".option-rest")).to_contain_text("dòng khác")
    sound(screen)
    below = "(box) => box.getBoundingClientRect()"
    table, reason = (screen.locator(one).evaluate(below) for one in (".option-rest", ".reasoning"))
    assert table["bottom"] <= reason["top"], "nothing lies over the reasoning"


def test_names_come_on_demand_with_their_choice_and_go_again(small: Small, screen: Page, device: Open) -> None:
    poll = opened(small, small.objects("motion")[0]["id"])
    for name, choice in zip(MEMBERS, ("yes", "no", "yes", "abstain", "yes"), strict=True):
        small.do("voting.cast", by=name, poll=poll, choice=choice)
    small.do("voting.close", by=CHAIR, poll=poll)
    expect(screen.locator(".hemicycle")).to_be_visible()
    assert not any(name in screen.locator("#screen").inner_text() for name in MEMBERS)
    chair = device(CHAIR)
    chair.goto(f"/m/{small.meeting}/chair?page=results")
    chair.get_by_role("button", name="Chiếu danh sách", exact=True).click()
    lines = screen.locator(".names li")
    expect(lines).to_have_count(8)
    against, abstain, others = lines.nth(0), lines.nth(2), lines.nth(4)
    expect(against).to_have_text("Không tán thành · 1")
    expect(lines.nth(1)).to_have_text(MEMBERS[1])
    expect(abstain).to_have_text("Không biểu quyết · 1")
    expect(others).to_have_text("Tán thành · 3")
    sound(screen)
    small.do("papers.present", by=CHAIR, paper=small.paper)
    expect(screen.locator(".strip-page")).to_be_visible()
    chair.get_by_role("button", name="Thôi chiếu danh sách").click()
    chair.get_by_role("button", name="Chiếu danh sách", exact=True).click()
    expect(lines).to_have_count(8)
    chair.get_by_role("button", name="Thôi chiếu danh sách").click()
    expect(screen.locator(".hemicycle")).to_be_visible()
