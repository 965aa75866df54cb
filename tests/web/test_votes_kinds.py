"""A member elects, ranks and scores: each kind of ballot by touch and by keys, and what its result says."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Demo, Open
from tests.web.small import CHAIR, MEMBERS, Small
from tests.web.votes import CANDIDATES, in_session, in_the_book, method, motion, opened, risen, seat, serious

pytestmark = pytest.mark.browser
PLACES = "rows => rows.map((row) => [row.offsetTop, row.offsetHeight])"
PHONE = {"has_touch": True, "is_mobile": True}


@pytest.fixture
def small(demo: Demo) -> Iterator[Small]:
    with in_session(demo) as made:
        yield made


def others(small: Small, poll: int, marks: list[list[int]]) -> None:
    for name, one in zip((CHAIR, *MEMBERS[2:]), marks, strict=False):
        small.do("voting.cast", by=name, poll=poll, marks=one)


def close(small: Small, poll: int) -> None:
    small.do("voting.close", by=CHAIR, poll=poll)


def test_an_election_by_approval_marks_no_more_than_the_most_and_names_who_is_elected(
    small: Small, device: Open
) -> None:
    poll = opened(small, motion(small, "Bầu 2 Ủy viên", "simple-present", method("approval", least=0, most=2, seats=2)))
    page = seat(device, small)
    sheet = risen(page)
    expect(sheet.get_by_role("checkbox")).to_have_count(4)
    expect(sheet.locator(".send")).to_have_text("Gửi phiếu trắng")
    assert sheet.locator("input:checked").count() == 0, "nothing is preselected"
    sheet.get_by_label(CANDIDATES[2]).check()
    page.keyboard.press("1")
    expect(sheet.locator(".send")).to_have_text("Gửi phiếu: 2 trong 4 người")
    expect(sheet.get_by_label(CANDIDATES[1])).to_be_disabled()
    assert serious(page) == []
    sheet.locator(".send").click()
    expect(sheet.locator(".receipt")).to_contain_text(f"{CANDIDATES[0]} và {CANDIDATES[2]}")
    others(small, poll, [[1, 3], [1], [1, 2], []])
    close(small, poll)
    expect(sheet.locator(".outcome-word")).to_have_text("Bầu được 1 trong 2 người")
    expect(sheet.locator(".option-table tr.won")).to_contain_text(CANDIDATES[0])
    expect(sheet.locator(".option-table tr.won")).to_contain_text("Trúng cử")
    expect(sheet.locator(".own-choice")).to_contain_text(CANDIDATES[2])
    assert serious(page) == []
    assert in_the_book(small, poll)["marks"] == [1, 3]


def test_a_ranking_on_a_phone_by_touch_and_by_keys_while_the_rows_stand_still(small: Small, device: Open) -> None:
    poll = opened(small, motion(small, "Xếp thứ tự ưu tiên", "simple-present", method("ranked", least=1, seats=2)))
    page = seat(device, small, 390, 844, **PHONE)
    sheet = risen(page)
    rows = sheet.locator(".rank-row")
    expect(sheet.locator(".send")).to_be_disabled()
    places = rows.evaluate_all(PLACES)
    for at in (2, 0, 3):
        rows.nth(at).locator(".rank-tap").tap()
    rows.nth(0).get_by_role("button", name=f"Đưa {CANDIDATES[0]} lên thứ 1").tap()
    assert rows.locator(".rank-figure").all_inner_texts() == ["1", "", "2", "3"]
    rows.nth(3).locator(".rank-tap").focus()
    page.keyboard.press("ArrowUp")
    assert rows.locator(".rank-figure").all_inner_texts() == ["1", "", "3", "2"]
    assert rows.evaluate_all(PLACES) == places, "nothing moves under the finger"
    assert serious(page) == []
    expect(sheet.locator(".send")).to_have_text("Gửi phiếu: xếp 3 trong 4")
    sheet.locator(".send").tap()
    expect(sheet.locator(".receipt")).to_contain_text(f"1. {CANDIDATES[0]}; 2. {CANDIDATES[3]}; 3. {CANDIDATES[2]}")
    others(small, poll, [[1, 2], [2, 1], [1, 4], [4]])
    close(small, poll)
    expect(sheet.locator(".outcome-word")).to_have_text("Đã bầu đủ 2 người")
    risen(page).locator(".rounds summary").tap()
    expect(sheet.locator(".rounds tbody tr")).to_have_count(5)
    assert serious(page) == []
    assert in_the_book(small, poll)["marks"] == [1, 4, 3]


def test_yes_or_no_to_each_candidate_and_points_for_each_option(small: Small, device: Open) -> None:
    poll = opened(small, motion(small, "Bầu Ban Chỉ đạo", "simple-present", method("each", least=1, seats=4)))
    page = seat(device, small)
    sheet = risen(page)
    expect(sheet.locator(".send")).to_have_text("Cho ý kiến ít nhất một người")
    for name, side in zip(CANDIDATES, ("Đồng ý", "Không đồng ý"), strict=False):
        sheet.get_by_role("radiogroup", name=name).get_by_role("radio", name=side, exact=True).check()
    expect(sheet.locator(".send")).to_have_text("Gửi phiếu: 1 đồng ý, 1 không đồng ý")
    assert serious(page) == []
    sheet.locator(".send").click()
    expect(sheet.locator(".receipt")).to_be_visible()
    close(small, poll)
    assert in_the_book(small, poll)["marks"] == [1, 0, -1, -1]

    places = ("Sửa trụ sở cũ", "Xây mới", "Thuê")
    poll = opened(small, motion(small, "Cho điểm", "consultation", method("score", *places, least=0, top=10)))
    sheet = risen(page)
    expect(sheet.locator(".sheet-title")).to_have_text("Cho điểm")
    page.wait_for_timeout(800)
    sheet.get_by_role("button", name="Xây mới: thêm 1 điểm").click(click_count=2)
    sheet.get_by_label("Thuê", exact=True).fill("99")
    expect(sheet.locator(".send")).to_have_text("Gửi phiếu: tổng 12 điểm")
    assert serious(page) == []
    sheet.locator(".send").click()
    expect(sheet.locator(".receipt")).to_contain_text("Sửa trụ sở cũ: 0; Xây mới: 2; Thuê: 10")
    close(small, poll)
    assert in_the_book(small, poll)["marks"] == [0, 2, 10]
