"""Several ballots for one member: together, changed, by proxy; by hands none; a separate vote, and none at all."""

import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Demo, Open
from tests.web.small import CHAIR, LONG, MEMBERS, Small
from tests.web.votes import VOTER, in_session, in_the_book, motion, opened, own_rule, risen, seat, serious

pytestmark = pytest.mark.browser
SECOND = "Giao Sở Khoa học và Công nghệ hoàn thiện hồ sơ"


@pytest.fixture
def small(demo: Demo) -> Iterator[Small]:
    with in_session(demo) as made:
        yield made


def test_two_votes_opened_together_are_sent_one_after_the_other(small: Small, device: Open) -> None:
    page = seat(device, small)
    both = [one["id"] for one in small.objects("motion")]
    small.do("voting.open_together", by=CHAIR, motions=both)
    sheet = risen(page)
    expect(sheet.locator(".sheet-over")).to_contain_text("Phiếu 1 trong 2")
    expect(sheet.locator(".sheet-title")).to_have_text(LONG)
    expect(page.locator(".session-bar")).to_contain_text("Còn 2 trong 2 phiếu của bạn")
    sheet.locator(".choice.yes").click()
    sheet.locator(".send").click()
    page.wait_for_timeout(800)
    sheet.get_by_role("button", name="Phiếu tiếp theo (còn 1 trong 2)").click()
    expect(sheet.locator(".sheet-title")).to_have_text(SECOND)
    risen(page)
    sheet.locator(".choice.no").click()
    sheet.locator(".send").click()
    expect(sheet.locator(".receipt")).to_contain_text("Không tán thành")
    expect(sheet.get_by_role("button", name="Trở lại")).to_be_visible()
    polls = [one["id"] for one in small.objects("poll")]
    for poll in polls:
        small.do("voting.close", by=CHAIR, poll=poll)
    expect(sheet.locator(".outcome-word")).to_be_visible()
    assert [in_the_book(small, poll)["choice"] for poll in polls] == ["yes", "no"]


def test_a_ballot_is_changed_until_closing_where_the_rule_lets_it(small: Small, device: Open) -> None:
    rule = own_rule(small, "simple-present", changeable=True)
    poll = opened(small, motion(small, "Chọn ngày họp", rule))
    page = seat(device, small)
    sheet = risen(page)
    expect(sheet.locator(".ballot-foot").first).to_contain_text("Đổi phiếu được đến khi đóng biểu quyết.")
    sheet.locator(".choice.yes").click()
    sheet.locator(".send").click()
    page.wait_for_timeout(800)
    sheet.get_by_role("button", name="Đổi phiếu").click()
    expect(sheet.locator(".choice.yes input")).to_be_checked()
    page.wait_for_timeout(800)
    sheet.locator(".choice.no").click()
    sheet.get_by_role("button", name="Gửi phiếu: Không tán thành").click()
    expect(sheet.locator(".receipt")).to_contain_text("Không tán thành")
    small.do("voting.pause", by=CHAIR, poll=poll)
    expect(sheet).to_contain_text("Đang tạm dừng biểu quyết")
    expect(sheet.get_by_role("button", name="Đổi phiếu")).to_have_count(0)
    small.do("voting.resume", by=CHAIR, poll=poll)
    small.do("voting.close", by=CHAIR, poll=poll)
    expect(sheet.locator(".own-choice")).to_contain_text("Không tán thành")
    assert in_the_book(small, poll)["choice"] == "no"


def test_a_proxy_is_a_ballot_of_its_own_that_says_for_whom(small: Small, device: Open) -> None:
    giver = MEMBERS[4]
    small.do("agenda.check_out", participant=small.people[giver])
    small.do("voting.give_proxy", giver=small.people[giver], holder=small.people[VOTER])
    poll = opened(small, motion(small, "Thông qua kế hoạch", "board"))
    page = seat(device, small)
    sheet = risen(page)
    expect(sheet.locator(".sheet-over")).to_contain_text("Phiếu 1 trong 2")
    assert sheet.locator(".on-behalf").count() == 0
    sheet.locator(".choice.yes").click()
    sheet.locator(".send").click()
    page.wait_for_timeout(800)
    sheet.locator(".next-ballot").click()
    expect(sheet.locator(".on-behalf")).to_have_text(f"Phiếu thay mặt {giver}")
    risen(page)
    assert serious(page) == []
    sheet.locator(".choice.no").click()
    sheet.locator(".send").click()
    expect(sheet.locator(".receipt")).to_contain_text("Không tán thành")
    small.do("voting.cast", by=CHAIR, poll=poll, choice="yes")  # else it would be a tie
    small.do("voting.close", by=CHAIR, poll=poll)
    assert in_the_book(small, poll)["choice"] == "yes"
    assert in_the_book(small, poll, giver)["choice"] == "no"


def test_a_vote_by_hands_has_no_ballot_and_says_so(small: Small, device: Open) -> None:
    page = seat(device, small)
    by_hands = {"motion": small.objects("motion")[0]["id"], "by": "hands"}  # the one argument that is called as ours
    body = {"id": secrets.token_hex(16), "cmd": "voting.open", "args": by_hands}
    answer = small.seat(CHAIR).http.post(f"/api/v1/meetings/{small.meeting}/commands", json=body).json()
    assert answer["ok"], answer
    expect(page.locator(".session-bar")).to_contain_text("Biểu quyết bằng giơ tay")
    assert page.locator("dialog[open]").count() == 0
    page.locator(".bar-act button").click()
    expect(page.locator("dialog.ballot")).to_contain_text("Giơ tay theo lời Chủ tọa.")
    expect(page.locator("dialog.ballot .send")).not_to_be_visible()


def test_a_member_asks_for_a_separate_vote_and_takes_no_part_in_an_item(small: Small, device: Open) -> None:
    page = seat(device, small)
    row = page.locator(".motion-row", has_text=SECOND)
    row.get_by_role("button", name="Đề nghị biểu quyết riêng").click()
    page.get_by_role("button", name="Đề nghị tách riêng").click()
    expect(row).to_contain_text("Biểu quyết riêng")
    page.get_by_role("button", name="Tôi không tham gia biểu quyết…").click()
    send = page.get_by_role("button", name="Không tham gia biểu quyết", exact=True)
    expect(send).to_be_disabled()
    page.get_by_label("Lý do (ghi vào nhật ký phiên họp)").fill("Có lợi ích liên quan")
    assert serious(page) == []
    send.click()
    expect(page.locator(".recuse-line")).to_contain_text("Bạn không tham gia biểu quyết nội dung này.")
    opened(small, small.objects("motion")[0]["id"])
    page.locator(".bar-act button").click()
    expect(page.locator("dialog.ballot")).to_contain_text("Bạn không tham gia biểu quyết nội dung này vì có liên quan.")
