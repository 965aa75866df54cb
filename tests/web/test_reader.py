"""A paper in the hands of delegates: read, followed, found in, written on. Real server, real browser."""

import math
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.web.conftest import Demo, Open, Seat

pytestmark = pytest.mark.browser

DELEGATE, OTHER, CHAIR, PRESENTER = "Đặng Thị Phương Thảo", "Bùi Văn Tuấn", "Lê Quang Vinh", "Vũ Đình Khải"


class Room:
    """The session at item 3: its draft is presented at page 12 by the director who brings it in."""

    def __init__(self, demo: Demo) -> None:
        self.chair, self.presenter = demo.seat(CHAIR), demo.seat(PRESENTER)
        self.begin(self.chair)
        papers = {paper["title"]: paper for paper in self.chair.all("paper")}
        self.draft = papers["Dự thảo Nghị quyết và Quy định kèm theo"]
        self.scan = next(paper for title, paper in papers.items() if "bản quét" in title)

    def begin(self, chair: Seat) -> None:
        if chair.view()["meeting"]["phase"] != "running":
            for person in chair.all("person"):
                if person["capacity"] == "member" and person["presence"] is None:
                    chair.do("agenda.check_in", participant=person["id"], mode="room")
            chair.do("meeting.start")
        item = next(item for item in chair.all("item") if item["number"] == "3")
        if item["state"] != "open":
            chair.do("agenda.open_item", item=item["id"])

    def show(self, page: int) -> None:
        self.presenter.do("papers.present", paper=self.draft["id"], page=page)

    def turn(self, page: int) -> None:
        self.presenter.do("papers.turn_page", page=page)

    def address(self, page: int = 1, paper: dict[str, Any] | None = None) -> str:
        return f"/m/{self.chair.meeting}/r/{(paper or self.draft)['id']}/{page}"


@pytest.fixture(scope="module")
def started(demo: Demo) -> Room:
    return Room(demo)


@pytest.fixture
def room(started: Room) -> Room:
    started.show(12)
    return started


def reads(page: Page, address: str) -> Page:
    page.goto(address)
    sharp(page)
    return page


def sharp(page: Page) -> None:
    expect(page.locator('.face[data-state="sharp"]')).to_be_visible()


def on_page(page: Page, number: int) -> None:
    page.wait_for_url(f"**/{number}")
    expect(page.locator(".face img")).to_have_attribute(
        "alt", f"Dự thảo Nghị quyết và Quy định kèm theo, trang {number} trên 34"
    )


def tool(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def spot(page: Page, x: float, y: float) -> tuple[float, float]:
    """A place of the page, in thousandths of its width, as a place of the window."""
    box = page.locator(".leaf").bounding_box()
    assert box
    return box["x"] + x * box["width"] / 1000, box["y"] + y * box["width"] / 1000


def draw(page: Page, *points: tuple[float, float]) -> None:
    page.mouse.move(*spot(page, *points[0]))
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*spot(page, *point), steps=4)
    page.mouse.up()


def strokes(page: Page) -> int:
    return page.locator(".ink path[d^=M]").count()


def test_a_delegate_follows_leaves_and_comes_back_with_one_tap(room: Room, device: Open) -> None:
    page = reads(device(DELEGATE), room.address())
    on_page(page, 12)
    room.turn(13)
    on_page(page, 13)
    page.keyboard.press("ArrowRight")
    on_page(page, 14)
    expect(page.locator(".follow")).to_contain_text("Đang xem riêng trang 14")
    room.turn(20)
    expect(page.locator(".follow-act")).to_have_text("Về trang 20")
    on_page(page, 14)
    page.wait_for_timeout(800)  # a button that takes another's place is inert for a moment
    page.locator(".follow-act").click()
    on_page(page, 20)
    expect(page.locator(".follow")).to_contain_text("Đang theo người trình bày · trang 20/34")


def test_opening_a_link_to_another_page_browses_alone_and_stays_there_after_reload(room: Room, device: Open) -> None:
    page = reads(device(DELEGATE), room.address(5))
    on_page(page, 5)
    page.reload()
    on_page(page, 5)
    page.keyboard.press("f")
    on_page(page, 12)


def test_nothing_presented_and_then_presented_again(room: Room, device: Open) -> None:
    page = reads(device(DELEGATE), room.address(12))
    room.chair.do("papers.stop_presenting")
    expect(page.locator(".follow")).to_contain_text("Chưa trình chiếu tài liệu nào")
    room.show(3)
    on_page(page, 3)


def test_the_chair_calls_all_to_the_page_and_the_call_waits_for_the_tap(room: Room, device: Open) -> None:
    alone = reads(device(DELEGATE), room.address(5))
    chair = device(CHAIR)
    chair.goto(f"/m/{room.chair.meeting}/chair")
    chair.locator("button.following").click()
    chair.get_by_role("button", name="Mời tất cả đến trang 12").click()
    expect(alone.locator(".follow")).to_contain_text("Chủ tọa mời xem trang 12")
    on_page(alone, 5)
    alone.wait_for_timeout(800)
    alone.get_by_role("button", name="Đến trang 12", exact=True).and_(alone.locator(".follow-act")).click()
    on_page(alone, 12)


def test_the_presenter_turns_for_everybody(room: Room, device: Open) -> None:
    presenter = reads(device(PRESENTER), room.address(12))
    delegate = reads(device(DELEGATE), room.address(12))
    expect(presenter.locator(".follow")).to_contain_text("Bạn đang trình bày")
    presenter.keyboard.press("PageDown")
    on_page(presenter, 13)
    on_page(delegate, 13)


def test_the_presenters_pen_is_seen_while_it_writes(room: Room, device: Open) -> None:
    presenter = reads(device(PRESENTER), room.address(12))
    delegate = reads(device(DELEGATE), room.address(12))
    before = strokes(delegate)
    presenter.get_by_role("button", name="Ai thấy nét mực: Ghi chú riêng").click()
    tool(presenter, "Bút")
    presenter.mouse.move(*spot(presenter, 300, 300))
    presenter.mouse.down()
    for step in range(12):
        presenter.mouse.move(*spot(presenter, 300 + 20 * step, 300 + 30 * math.sin(step)))
        presenter.wait_for_timeout(40)
    expect(delegate.locator(".ink.lines path[d^=M]")).to_have_count(before + 1)
    presenter.mouse.up()
    delegate.wait_for_timeout(700)
    assert strokes(delegate) == before + 1
    assert delegate.locator('.ink.lines path[fill="#b3261e"]').count() >= 1
    tool(presenter, "Tẩy")
    draw(presenter, (280, 300), (420, 300))
    expect(delegate.locator(".ink.lines path[d^=M]")).to_have_count(before)
    tool(presenter, "Bút")
    draw(presenter, (300, 500), (400, 520))
    expect(delegate.locator(".ink.lines path[d^=M]")).to_have_count(before + 1)
    tool(presenter, "Hoàn tác")
    expect(delegate.locator(".ink.lines path[d^=M]")).to_have_count(before)


def test_ink_and_notes_are_on_all_ones_devices_within_a_second_and_on_nobody_elses(room: Room, device: Open) -> None:
    tablet = reads(device(DELEGATE), room.address(30))
    phone = reads(device(DELEGATE, 390, 844, has_touch=True, is_mobile=True), room.address(30))
    neighbour = reads(device(OTHER), room.address(30))
    tool(tablet, "Bút")
    draw(tablet, (200, 200), (300, 220), (400, 200))
    expect(phone.locator(".ink path[d^=M]")).to_have_count(1, timeout=1000)
    tool(tablet, "Tô sáng")
    draw(tablet, (200, 300), (500, 302))
    tool(tablet, "Ghi chú")
    tablet.mouse.click(*spot(tablet, 600, 300))
    tablet.keyboard.type("Hỏi lại thời hạn.")
    tool(tablet, "Lưu ghi chú")
    expect(phone.locator(".pin")).to_have_count(1)
    phone.locator(".pin").tap()
    expect(phone.locator(".note-card")).to_contain_text("Hỏi lại thời hạn.")
    assert strokes(phone) == 2
    tablet.reload()
    sharp(tablet)
    expect(tablet.locator(".note-card")).to_contain_text("Hỏi lại thời hạn.")
    assert strokes(tablet) == 2
    assert strokes(neighbour) == 0
    assert neighbour.locator(".pin").count() == 0


def test_undo_redo_and_the_rubber(room: Room, device: Open) -> None:
    page = reads(device(OTHER), room.address(31))
    tool(page, "Bút")
    draw(page, (200, 200), (400, 200))
    draw(page, (200, 300), (400, 300))
    tool(page, "Hoàn tác")
    assert strokes(page) == 1
    tool(page, "Làm lại")
    assert strokes(page) == 2
    tool(page, "Tẩy")
    draw(page, (300, 150), (300, 250))
    assert strokes(page) == 1
    page.keyboard.press("Control+z")
    assert strokes(page) == 2


def test_a_note_is_changed_deleted_and_brought_back(room: Room, device: Open) -> None:
    page = reads(device(OTHER), room.address(32))
    tool(page, "Ghi chú")
    page.mouse.click(*spot(page, 500, 300))
    page.keyboard.type("Số liệu năm nào?")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Số liệu năm nào?", exact=True).click()
    tool(page, "Sửa")
    page.keyboard.type(" Hỏi Sở Tài chính.")
    tool(page, "Lưu ghi chú")
    expect(page.locator(".note-card")).to_contain_text("Số liệu năm nào? Hỏi Sở Tài chính.")
    tool(page, "Xóa")
    expect(page.locator(".note-card")).to_have_count(0)
    page.locator(".toast").get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".note-card")).to_have_count(1)


def test_what_is_written_without_connection_waits_survives_a_reload_and_is_sent(room: Room, device: Open) -> None:
    page = device(DELEGATE)
    cut: list[WebSocketRoute] = []
    wire = {"up": True}

    def between(socket: WebSocketRoute) -> None:
        if wire["up"]:
            socket.connect_to_server()
            cut.append(socket)
        else:
            socket.close()

    page.route_web_socket("**/socket.io/**", between)
    reads(page, room.address(33))
    wire["up"] = False
    for socket in cut:
        socket.close()
    tool(page, "Bút")
    draw(page, (200, 200), (400, 200))
    draw(page, (200, 300), (400, 300))
    assert strokes(page) == 2
    expect(page.locator(".reader-bar .link")).to_contain_text("2 ghi chú chờ gửi", timeout=15_000)
    expect(page.locator(".follow")).to_contain_text("Tạm dừng theo")
    other = reads(device(DELEGATE), room.address(33))
    assert strokes(other) == 0
    wire["up"] = True
    page.reload()
    sharp(page)
    expect(other.locator(".ink path[d^=M]")).to_have_count(2)
    assert strokes(page) == 2


def test_the_notes_tab_leads_to_the_page(room: Room, device: Open) -> None:
    page = reads(device("Cao Minh Đạt"), room.address(7))
    tool(page, "Ghi chú")
    page.mouse.click(*spot(page, 500, 300))
    page.keyboard.type("Cần giải thích rõ hơn.")
    tool(page, "Lưu ghi chú")
    page.goto(f"/m/{room.chair.meeting}/notes")
    page.get_by_text("Cần giải thích rõ hơn.").click()
    on_page(page, 7)
    expect(page.locator(".follow")).to_contain_text("Đang xem riêng trang 7")


@pytest.mark.parametrize("typed", ["điểm danh", "diem danh"])
def test_words_are_found_with_and_without_marks(room: Room, device: Open, typed: str) -> None:
    page = reads(device(DELEGATE), room.address(12))
    page.keyboard.press("/")
    page.keyboard.type(typed)
    expect(page.locator(".hit").first).to_be_visible()
    expect(page.locator(".hit mark").first).to_have_text("điểm danh", ignore_case=True)
    expect(page.locator(".found rect").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".found rect.strong")).to_have_count(1)
    here = page.locator(".find-count").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".find-count")).not_to_have_text(here)
    page.keyboard.press("Escape")
    expect(page.locator(".found")).to_have_count(0)


def test_a_page_as_text_that_reflows_and_a_scan_that_has_none(room: Room, device: Open) -> None:
    page = reads(device(DELEGATE), room.address(12))
    page.keyboard.press("t")
    expect(page.locator(".text-page")).to_contain_text("Điều 14. Chuẩn bị và gửi tài liệu họp")
    page.get_by_role("button", name="Chữ to hơn").click()
    expect(page.get_by_role("group", name="Cỡ chữ 22")).to_be_visible()
    page.goto(room.address(1, room.scan))
    page.get_by_role("button", name="Xem dạng văn bản").click()
    expect(page.locator(".text-page")).to_contain_text("Không có lớp văn bản")


def test_a_page_that_fails_says_so_alone_and_can_be_loaded_again(room: Room, device: Open) -> None:
    page = device(DELEGATE)
    page.route("**/p/*/21/*", lambda route: route.abort())
    page.goto(room.address(21))
    expect(page.get_by_role("alert").filter(has_text="Trang 21 lỗi hiển thị")).to_be_visible()
    page.keyboard.press("ArrowRight")
    sharp(page)
    page.keyboard.press("ArrowLeft")
    page.unroute("**/p/*/21/*")
    page.get_by_role("button", name="Tải lại trang này").click()
    sharp(page)


def test_the_size_of_the_page_is_there_before_its_picture(room: Room, device: Open) -> None:
    page = device(DELEGATE)
    page.route("**/p/*/22/*", lambda route: None)  # never answered
    page.goto(room.address(22))
    expect(page.locator(".face-number")).to_have_text("22")
    box = page.locator(".leaf").bounding_box()
    assert box
    assert abs(box["height"] / box["width"] - 842 / 595) < 0.01
    page.unroute_all(behavior="ignoreErrors")


def test_zoom_is_sharp_and_its_buttons_are_in_the_menu(room: Room, device: Open) -> None:
    page = reads(device(DELEGATE), room.address(12))
    fit = page.locator(".leaf").bounding_box()
    page.get_by_role("button", name="Thêm").click()
    page.get_by_role("button", name="Phóng to").click()
    page.get_by_role("button", name="Phóng to").click()
    page.keyboard.press("Escape")
    sharp(page)
    big = page.locator(".leaf").bounding_box()
    assert fit
    assert big
    assert abs(big["width"] / fit["width"] - 2) < 0.01
    assert "/1800" in (page.locator(".face img").get_attribute("src") or "")


def test_going_to_a_page_by_its_number(room: Room, device: Open) -> None:
    page = reads(device(DELEGATE), room.address(12))
    page.keyboard.press("g")
    page.keyboard.type("28")
    page.keyboard.press("Enter")
    on_page(page, 28)
    page.get_by_role("button", name="Quay lại nội dung 3").click()
    page.wait_for_url("**?item=*")


def test_all_keys_are_listed(room: Room, device: Open) -> None:
    page = reads(device(DELEGATE), room.address(12))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Tìm trong tài liệu")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("End")
    on_page(page, 34)
