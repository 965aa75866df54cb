"""Votes of every kind from the chair's console: together, en bloc, by hands, tied, elections; motions as prepared."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ecabinet import protocol
from tests.web.conftest import Demo, Open
from tests.web.small import CHAIR, LONG, MEMBERS, SECRETARY, Small

pytestmark = pytest.mark.browser
AXE = protocol.ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
SECOND = "Giao Sở Khoa học và Công nghệ hoàn thiện hồ sơ"


@pytest.fixture
def small(demo: Demo) -> Iterator[Small]:
    made = Small(demo)
    yield made
    for poll in [one for one in made.objects("poll") if one["state"] in ("tied", "counting", "paused")]:
        made.do("voting.void", by=CHAIR, poll=poll["id"], reason="thử nghiệm")
    made.end()


def in_session(small: Small) -> None:
    """Everybody is here, and the item with the motions is open."""
    small.check_in(*MEMBERS)
    small.do("meeting.start", by=CHAIR)
    small.do("agenda.open_item", by=CHAIR, item=small.items[1])


def console(device: Open, small: Small, width: int = 1280, height: int = 800) -> Page:
    page = device(CHAIR, width, height)
    page.goto(f"/m/{small.meeting}/chair")
    page.wait_for_selector(".next-step")
    return page


def to_the_vote(page: Page) -> None:
    """The paper is passed over."""
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Bỏ qua").click()
    expect(page.locator(".next-step .button.main")).to_have_text("Mở biểu quyết")
    page.wait_for_timeout(800)


def step(page: Page, words: str) -> None:
    """One tap on the proposed step, once it may be touched."""
    expect(page.locator(".next-step .button.main")).to_have_text(words)
    page.wait_for_timeout(800)
    page.locator(".next-step .button.main").click()


def put_ballot_away(page: Page) -> None:
    """The chair's own ballot rises by itself; here others vote."""
    page.wait_for_selector("dialog.ballot")
    page.wait_for_timeout(800)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def polls(small: Small) -> list[dict[str, Any]]:
    return sorted(small.objects("poll"), key=lambda one: one["id"])


def serious(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        one["id"] + one["nodes"][0]["html"] for one in found["violations"] if one["impact"] in ("serious", "critical")
    ]


def test_two_are_opened_together_and_both_closed(small: Small, device: Open) -> None:
    in_session(small)
    page = console(device, small)
    to_the_vote(page)
    page.get_by_role("button", name="Cách khác").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("checkbox", name=SECOND).check()
    assert serious(page) == []
    sheet.get_by_role("button", name="Mở cùng lúc (2)").click()
    put_ballot_away(page)
    first, second = polls(small)
    for name in MEMBERS[1:4]:
        small.do("voting.cast", by=name, poll=first["id"], choice="yes")
    expect(page.locator(".vote-one").first).to_contain_text("3/5")
    expect(page.locator(".missing li")).to_have_count(2)
    page.locator(".vote-one-head").last.click()
    expect(page.locator(".missing li")).to_have_count(5)
    assert serious(page) == []
    step(page, "Đóng tất cả")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Còn 2 người chưa biểu quyết.")
    sheet.get_by_role("button", name="Đóng tất cả").click()
    expect(page.locator(".vote-result li")).to_have_count(2)
    expect(page.locator(".vote-result li").first).to_contain_text("Được thông qua")
    expect(page.locator(".vote-result li").last).to_contain_text("Không được thông qua")
    assert [one["state"] for one in polls(small)] == ["closed", "closed"]
    assert second["opened_at"] == first["opened_at"]


def test_a_bloc_leaves_out_what_is_to_be_voted_on_its_own(small: Small, device: Open) -> None:
    small.do("voting.add_motion", item=small.items[1], text="Thông qua kinh phí", rule="ubnd-session")
    in_session(small)
    out = next(one for one in small.objects("motion") if one["text"] == SECOND)
    small.do("voting.take_out", by=MEMBERS[2], motion=out["id"])
    page = console(device, small)
    to_the_vote(page)
    page.get_by_role("button", name="Cách khác").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.locator(".pick-line", has_text=SECOND)).to_contain_text("Biểu quyết riêng")
    sheet.get_by_role("checkbox", name=SECOND).check()
    expect(sheet.get_by_role("radio", name="Biểu quyết gộp")).to_be_disabled()
    sheet.get_by_role("checkbox", name=SECOND).uncheck()
    sheet.get_by_role("checkbox", name="Thông qua kinh phí").check()
    sheet.get_by_role("radio", name="Biểu quyết gộp").check()
    sheet.get_by_label("Câu hỏi chung").fill("Thông qua hai nội dung")
    sheet.get_by_role("button", name="Mở biểu quyết gộp (2)").click()
    put_ballot_away(page)
    (poll,) = polls(small)
    assert len(poll["bloc"]) == 2
    for name in MEMBERS:
        small.do("voting.cast", by=name, poll=poll["id"], choice="yes")
    step(page, "Đóng biểu quyết")  # everybody has voted: nothing is asked
    expect(page.locator(".result-verdict")).to_contain_text("Được thông qua")
    expect(page.locator(".result-bloc li")).to_have_count(2)
    expect(page.locator(".next-step .meaning")).to_contain_text(SECOND)


def test_a_show_of_hands_is_entered_and_carried(small: Small, device: Open) -> None:
    in_session(small)
    page = console(device, small)
    to_the_vote(page)
    page.get_by_role("button", name="Cách khác").click()
    page.get_by_role("radio", name="Giơ tay").check()
    page.get_by_role("dialog").get_by_role("button", name="Mở biểu quyết").click()
    step(page, "Nhập số phiếu")
    sheet = page.locator(".count-sheet")
    close = sheet.get_by_role("button", name="Nhập và đóng biểu quyết")
    for choice, n in (("Tán thành", 4), ("Không tán thành", 2), ("Không biểu quyết", 0), ("Ý kiến khác", 0)):
        sheet.get_by_label(choice, exact=True).fill(str(n))
    expect(sheet).to_contain_text("Nhiều hơn số được biểu quyết (5).")
    expect(close).to_be_disabled()
    sheet.get_by_label("Không tán thành", exact=True).fill("1")
    expect(sheet).to_contain_text("Cộng: 5 trên 5 người được biểu quyết.")
    assert serious(page) == []
    close.click()
    expect(page.locator(".result-verdict")).to_contain_text("Được thông qua")
    expect(page.locator(".result-rule")).to_contain_text("giơ tay")


def test_the_chair_casts_the_deciding_vote(small: Small, device: Open) -> None:
    small.do("voting.add_motion", item=small.items[0], text="Chọn phương án hai", rule="board")
    small.check_in(*MEMBERS)
    small.do("meeting.start", by=CHAIR)
    small.do("agenda.open_item", by=CHAIR, item=small.items[0])
    page = console(device, small)
    step(page, "Mở biểu quyết")
    put_ballot_away(page)
    (poll,) = polls(small)
    for name, choice in zip(MEMBERS[1:], ("yes", "yes", "no", "no"), strict=True):
        small.do("voting.cast", by=name, poll=poll["id"], choice=choice)
    page.get_by_role("button", name="Tạm ngừng nhận phiếu").click()
    expect(page.locator(".next-step")).to_contain_text("Đang tạm ngừng nhận phiếu.")
    step(page, "Nhận phiếu tiếp")
    step(page, "Đóng biểu quyết")
    page.get_by_role("button", name="Đóng ngay").click()
    choices = page.locator(".next-step .casting-choice")
    expect(choices).to_have_count(2)
    widths = [round(box["width"]) for box in (one.bounding_box() for one in choices.all()) if box]
    assert widths[0] == widths[1], "none is offered more than the other"
    page.wait_for_timeout(800)
    choices.first.click()
    page.get_by_role("button", name="Quyết định: Tán thành").click()
    expect(page.locator(".result-verdict")).to_contain_text("Được thông qua")


def test_an_election_with_a_tie_goes_into_its_second_round(small: Small, device: Open) -> None:
    options = [{"id": n, "text": name} for n, name in enumerate(("Nguyễn An", "Trần Bình", "Lê Chi"), start=1)]
    method = {"kind": "approval", "options": options, "least": 1, "most": 2, "seats": 2}
    small.do("voting.add_motion", item=small.items[0], text="Bầu Ban kiểm phiếu", rule="simple-present", method=method)
    small.check_in(*MEMBERS)
    small.do("meeting.start", by=CHAIR)
    small.do("agenda.open_item", by=CHAIR, item=small.items[0])
    page = console(device, small)
    step(page, "Mở biểu quyết")
    put_ballot_away(page)
    (poll,) = polls(small)
    for name, marks in zip(MEMBERS[:4], ((1, 2), (1, 3), (1, 2), (1, 3)), strict=True):
        small.do("voting.cast", by=name, poll=poll["id"], marks=marks)
    step(page, "Đóng biểu quyết")
    page.get_by_role("button", name="Đóng ngay").click()
    expect(page.locator(".vote-result")).to_contain_text("Nguyễn An")
    expect(page.locator(".next-step .meaning")).to_contain_text("Còn 1 vị trí chưa bầu được.")
    step(page, "Chuẩn bị vòng hai")
    expect(page.locator(".next-step .button.main")).to_have_text("Mở biểu quyết")
    again = next(one for one in small.objects("motion") if one["follows"] == poll["id"])
    assert again["method"]["seats"] == 1


def test_results_have_a_page_with_history_and_a_roll_call_to_print(small: Small, device: Open) -> None:
    in_session(small)
    motion = next(one for one in small.objects("motion") if one["text"] == LONG)["id"]
    small.do("voting.open", by=CHAIR, motion=motion)
    small.do("voting.void", by=CHAIR, poll=polls(small)[0]["id"], reason="mở nhầm")
    small.do("voting.open", by=CHAIR, motion=motion)
    poll = polls(small)[-1]["id"]
    for name in MEMBERS[:4]:
        small.do("voting.cast", by=name, poll=poll, choice="yes")
    small.do("voting.close", by=CHAIR, poll=poll)
    page = console(device, small, 1440, 900)
    page.goto(f"/m/{small.meeting}/chair?page=results")
    expect(page.locator(".results-motion")).to_contain_text("Được thông qua")
    expect(page.locator(".results-earlier")).to_contain_text("mở nhầm")
    assert serious(page) == []
    page.get_by_role("link", name="Danh sách biểu quyết").click()
    expect(page.locator(".roll-sheet tbody tr")).to_have_count(4)
    expect(page.locator(".roll-silent")).to_contain_text("Phạm Đức Long")
    page.emulate_media(media="print")
    expect(page.locator(".topbar")).to_be_hidden()


def test_the_secretary_prepares_an_election(small: Small, device: Open) -> None:
    page = device(SECRETARY, 1440, 900)
    page.goto(f"/m/{small.meeting}/prepare?part=motions")
    page.get_by_role("button", name="Thêm biểu quyết vào nội dung 3").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Nội dung biểu quyết").fill("Bầu Tổ thư ký")
    sheet.get_by_role("radio", name="Bầu cử: chọn người").check()
    expect(sheet.locator(".rule-chosen")).to_contain_text("Bỏ phiếu kín")
    done = sheet.get_by_role("button", name="Thêm biểu quyết")
    expect(done).to_be_disabled()
    sheet.get_by_role("button", name="Dán danh sách").click()
    sheet.get_by_label("Mỗi dòng một tên").fill("1. Nguyễn An\n2. Trần Bình\n3. Lê Chi")
    sheet.get_by_role("button", name="Thêm 3 dòng").click()
    sheet.get_by_role("textbox", name="Số người được bầu").fill("2")
    expect(sheet.get_by_role("status")).to_contain_text("3 người, bầu 2. Chọn tối đa 2 trong 3 người.")
    sheet.get_by_role("button", name="Đưa dòng 3 lên").click()
    assert serious(page) == []
    done.click()
    expect(page.locator(".pp-line.motion", has_text="Bầu Tổ thư ký")).to_contain_text("Nguyễn An; Lê Chi; Trần Bình")
    made = small.objects("motion")[-1]
    assert (made["method"]["kind"], made["method"]["most"], made["rule"]["named"]) == ("approval", 2, False)


def test_the_secretary_gives_a_proxy_and_writes_down_a_recusal(small: Small, device: Open) -> None:
    page = device(SECRETARY, 1440, 900)
    page.goto(f"/m/{small.meeting}/prepare?part=people")
    page.locator(".ppl-row", has_text=MEMBERS[4]).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Trọng số phiếu").fill("1,5")
    sheet.get_by_role("button", name="Lưu trọng số").click()
    sheet.get_by_label("Ủy quyền biểu quyết cho").select_option(label=f"{MEMBERS[1]}, Giám đốc Sở Tài chính")
    sheet.get_by_role("button", name="Ghi ủy quyền").click()
    expect(sheet).to_contain_text(f"Đã ủy quyền biểu quyết cho {MEMBERS[1]}")
    sheet.get_by_label("Thêm nội dung không tham gia").select_option(index=1)
    sheet.get_by_label("Lý do (ghi vào biên bản)").fill("có lợi ích liên quan")
    sheet.get_by_role("button", name="Ghi không tham gia").click()
    expect(sheet.locator(".voter-recusals li")).to_have_count(1)
    assert serious(page) == []
    sheet.get_by_role("button", name="Đóng").click()
    row = page.locator(".ppl-row", has_text=MEMBERS[4])
    expect(row).to_contain_text(f"phiếu tính 3/2 · ủy quyền cho {MEMBERS[1]} · không biểu quyết nội dung 1")


def test_a_unit_copies_a_rule_and_a_motion_goes_by_it(small: Small, device: Open) -> None:
    page = device(SECRETARY, 1440, 900)
    page.goto("/rules")
    page.get_by_role("button", name="Sao chép: Hội đồng").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Tên quy tắc").fill("Hội đồng khoa học")
    sheet.get_by_label("Căn cứ").fill("Quy chế Hội đồng khoa học, Điều 7")
    sheet.get_by_role("radio", name="Ít nhất một tỷ lệ").check()
    sheet.get_by_label("Tỷ lệ: tử số").fill("2")
    sheet.get_by_label("Tỷ lệ: mẫu số").fill("3")
    assert serious(page) == []
    sheet.get_by_role("button", name="Lưu bản mới").click()
    expect(page.locator(".rules-list").first).to_contain_text("Hội đồng khoa học")
    page.wait_for_function("!history.state?.sheet")  # a sheet that closes takes its own step in the history back
    page.goto(f"/m/{small.meeting}/prepare?part=motions")
    page.get_by_role("button", name="Thêm biểu quyết vào nội dung 3").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Chọn quy tắc khác").click()
    sheet.get_by_role("radio", name="Hội đồng khoa học").check()
    sheet.get_by_role("button", name="Thêm biểu quyết").click()
    expect(page.locator(".pp-line.motion", has_text="Kết luận")).to_contain_text("Ít nhất 2/3")
