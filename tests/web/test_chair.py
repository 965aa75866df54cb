"""The chair runs a session from the console: the next step, taps, reasons, a vote, the floor, the page all see."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ecabinet import protocol
from tests.web.conftest import Demo, Open
from tests.web.small import CHAIR, MEMBERS, SECRETARY, Small

pytestmark = pytest.mark.browser
AXE = protocol.ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def small(demo: Demo) -> Iterator[Small]:
    made = Small(demo)
    yield made
    made.end()


def console(device: Open, small: Small, width: int = 1280, height: int = 800, name: str = CHAIR, **more: Any) -> Page:
    page = device(name, width, height, **more)
    page.goto(f"/m/{small.meeting}/chair")
    page.wait_for_selector(".next-step")
    return page


def proposed(page: Page, words: str) -> None:
    expect(page.locator(".next-step .button.main")).to_have_text(words)


def step(page: Page, words: str) -> None:
    """One tap on the proposed step, once it may be touched."""
    proposed(page, words)
    page.wait_for_timeout(800)
    page.locator(".next-step .button.main").click()


def started(small: Small, page: Page) -> None:
    small.check_in(*MEMBERS)
    step(page, "Bắt đầu phiên họp")


def to_the_vote(small: Small, page: Page) -> None:
    started(small, page)
    step(page, "Mở nội dung 1")
    step(page, "Kết thúc nội dung, mở nội dung 2")
    step(page, "Trình chiếu")
    proposed(page, "Mở biểu quyết")


def serious(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")]


def test_starting_without_a_quorum_asks_for_the_reason(small: Small, device: Open) -> None:
    page = console(device, small)
    expect(page.locator(".meaning")).to_contain_text("Chưa đủ điều kiện tiến hành: có mặt 0/5, cần 4.")
    step(page, "Bắt đầu phiên họp…")
    send = page.locator(".confirm-acts .button.main")
    expect(send).to_be_disabled()
    page.get_by_label("Lý do (ghi vào biên bản)").fill("Họp khẩn về phòng chống lụt bão")
    send.click()
    proposed(page, "Mở nội dung 1")
    assert small.view()["meeting"]["phase"] == "running"


def test_the_check_in_list_takes_one_tap_a_person_and_takes_it_back(small: Small, device: Open) -> None:
    page = console(device, small)
    row = page.locator(".att-row", has_text="Trịnh Công Hậu")
    row.get_by_role("button", name="Điểm danh Trịnh Công Hậu: có mặt").click()
    expect(row).to_contain_text("Có mặt")
    expect(page.locator(".bar-quorum b")).to_have_text("1/5")
    row.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".bar-quorum b")).to_have_text("0/5")


def test_the_next_step_leads_through_a_session(small: Small, device: Open) -> None:
    page = console(device, small)
    to_the_vote(small, page)
    expect(page.locator(".meaning")).to_contain_text("5 thành viên được biểu quyết, cần 3/5.")
    step(page, "Mở biểu quyết")
    page.wait_for_selector("dialog.ballot")
    page.wait_for_timeout(800)
    poll = small.open_poll()["id"]
    page.locator(".ballot .choice.yes").click()
    page.locator(".ballot .send").click()
    expect(page.locator("dialog.ballot")).to_have_count(0)  # it lowers itself: nothing lies over the console
    for name in MEMBERS[1:3]:
        small.do("voting.cast", by=name, poll=poll, choice="yes")
    expect(page.locator(".vote-count b")).to_have_text("3")
    expect(page.locator(".missing li")).to_have_count(2)
    expect(page.locator(".missing li", has_text="Phạm Đức Long")).to_contain_text("mất kết nối")
    step(page, "Đóng biểu quyết")
    expect(page.locator(".sheet-title")).to_have_text("Còn 2 người chưa biểu quyết. Đóng biểu quyết?")
    expect(page.get_by_role("button", name="Chờ thêm")).to_be_focused()
    page.get_by_role("button", name="Đóng ngay").click()
    expect(page.locator(".result-verdict")).to_contain_text("Được thông qua")
    expect(page.locator(".result-reason")).to_have_text("Cần 3 trong 5 thành viên tán thành; có 3.")
    expect(page.locator("dialog[open]")).to_have_count(0)
    proposed(page, "Mở biểu quyết")  # the item's second motion
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Bỏ qua").click()
    step(page, "Kết thúc nội dung, mở nội dung 3")
    step(page, "Kết thúc phiên họp")
    expect(page.locator(".sheet-title")).to_have_text("Kết thúc phiên họp?")
    page.locator(".confirm-acts .button.main").click()
    expect(page.locator(".meaning")).to_contain_text("Thư ký đang hoàn thiện biên bản.")
    expect(page.locator(".decisions li")).to_have_count(1)


def test_a_vote_without_a_quorum_asks_for_the_reason_and_may_be_voided(small: Small, device: Open) -> None:
    page = console(device, small)
    to_the_vote(small, page)
    for name in MEMBERS[3:]:
        small.do("agenda.check_out", participant=small.people[name])
    step(page, "Mở biểu quyết…")
    expect(page.locator(".sheet-title")).to_have_text("Mở biểu quyết dù chưa đủ điều kiện?")
    page.get_by_label("Lý do (ghi vào biên bản)").fill("Hai thành viên đã gửi ý kiến bằng văn bản")
    page.locator(".confirm-acts .button.main").click()
    page.wait_for_selector("dialog.ballot")
    page.wait_for_timeout(800)
    page.keyboard.press("Escape")
    expect(page.locator(".vote-count")).to_contain_text("/ 3 đã biểu quyết")
    page.get_by_role("button", name="Việc khác").click()
    page.get_by_role("button", name="Hủy cuộc biểu quyết").click()
    page.get_by_label("Lý do (ghi vào biên bản)").fill("Mở nhầm câu hỏi")
    page.locator(".confirm-acts .button.main").click()
    expect(page.locator(".vote-count")).to_have_count(0)
    assert [poll["state"] for poll in small.objects("poll")] == ["void"]


def until(page: Page, true: Callable[[], bool]) -> None:
    """The goal of quick taps is on the screen before the server has it."""
    for _ in range(50):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to be")


def test_the_page_turns_in_one_tap_and_another_paper_takes_two(small: Small, device: Open) -> None:
    small.upload(small.items[1], "Báo cáo thẩm định", 2)
    page = console(device, small)
    to_the_vote(small, page)
    page.get_by_role("button", name="Trang sau").click()
    expect(page.locator(".page-number input")).to_have_value("2")
    for _ in range(2):  # quick taps add up
        page.get_by_role("button", name="Trang sau").click()
    expect(page.locator(".page-number input")).to_have_value("4")
    page.wait_for_function("fetch(location.pathname).then(() => true)")
    page.locator("body").press("ArrowLeft")
    expect(page.locator(".page-number input")).to_have_value("3")
    until(page, lambda: small.view()["stage"]["page"] == 3)
    page.get_by_role("button", name="Đổi tài liệu").click()
    page.locator(".choose-row", has_text="Báo cáo thẩm định").click()
    expect(page.locator(".stage-what")).to_contain_text("Báo cáo thẩm định")


def test_the_red_pen_reaches_everybody_and_can_be_taken_back(small: Small, device: Open) -> None:
    page = console(device, small)
    to_the_vote(small, page)
    page.get_by_role("button", name="Bút đỏ, mọi người thấy").click()
    box = page.locator(".leaf").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 120, box["y"] + 120)
    page.mouse.down()
    for i in range(20):
        page.mouse.move(box["x"] + 120 + 8 * i, box["y"] + 120 + i % 3)
    page.mouse.up()
    page.get_by_role("button", name="Xóa nét vừa vẽ").wait_for()
    (mark,) = [one for key, one in small.view().items() if key.startswith("ink/")]
    assert mark["colour"] == "#b3261e"
    page.get_by_role("button", name="Xóa nét vừa vẽ").click()
    expect(page.get_by_role("button", name="Xóa nét vừa vẽ")).to_have_count(0)


def test_the_floor_is_given_in_one_tap_with_a_clock(small: Small, device: Open) -> None:
    page = console(device, small)
    started(small, page)
    step(page, "Mở nội dung 1")
    for name in MEMBERS[1:3]:
        small.do("agenda.request_floor", by=name)
    page.get_by_role("button", name=f"Mời {MEMBERS[2]} phát biểu").click()
    expect(page.locator(".speaker-name")).to_have_text(MEMBERS[2])
    expect(page.locator(".queue-item")).to_have_count(1)
    page.get_by_role("button", name="+1 phút").click()
    expect(page.locator(".speaker-clock")).to_contain_text("trong 6 phút")
    page.locator(".speaker-acts").get_by_role("button", name="Kết thúc").click()
    expect(page.locator(".speaker")).to_have_count(0)


def test_a_deputy_takes_over_when_the_chair_hands_over(small: Small, device: Open) -> None:
    page = console(device, small)
    started(small, page)
    page.get_by_role("button", name="Việc khác").click()
    page.get_by_role("button", name="Giao quyền chủ tọa").click()
    page.locator(".choose-row", has_text=MEMBERS[1]).click()
    expect(page.locator(".bar-title")).to_contain_text(MEMBERS[1])
    expect(page.locator(".next-step .button.main")).to_have_count(1)  # opening an item is the secretary's and chair's
    deputy = console(device, small, name=MEMBERS[1])
    step(deputy, "Mở nội dung 1")
    proposed(deputy, "Kết thúc nội dung, mở nội dung 2")


def test_items_are_put_off_with_a_reason_and_opened_in_any_order(small: Small, device: Open) -> None:
    page = console(device, small)
    started(small, page)
    page.locator(".plan-row", has_text="Kết luận").locator(".plan-head").click()
    page.get_by_role("button", name="Mở nội dung 3").click()
    expect(page.locator(".plan-row[aria-current=step]")).to_contain_text("Kết luận")
    page.get_by_role("button", name="Việc khác").click()
    page.get_by_role("button", name="Hoãn nội dung 3").click()
    page.get_by_label("Lý do, nếu có (ghi vào biên bản)").fill("chờ ý kiến Bộ")
    page.locator(".confirm-acts .button.main").click()
    expect(page.locator(".plan-row.postponed")).to_contain_text("chờ ý kiến Bộ")


def test_what_only_the_chair_may_do_says_so_to_the_secretary(small: Small, device: Open) -> None:
    page = console(device, small, name=SECRETARY)
    expect(page.locator(".waits")).to_contain_text(f"Chủ tọa thực hiện bước này: {CHAIR}.")


def test_a_lost_connection_says_that_the_act_was_not_sent(small: Small, device: Open) -> None:
    page = console(device, small)
    started(small, page)
    proposed(page, "Mở nội dung 1")
    page.context.set_offline(True)
    page.wait_for_timeout(800)
    page.locator(".next-step .button.main").click()
    expect(page.locator(".next-step .reason")).to_be_visible(timeout=30_000)
    page.context.set_offline(False)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 1280), (390, 844)])
def test_the_console_fits_its_screen_and_axe_finds_nothing_serious(
    small: Small, device: Open, width: int, height: int
) -> None:
    page = console(device, small, width, height)
    to_the_vote(small, page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.locator(".next-step .button.main").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= height
    assert serious(page) == []
