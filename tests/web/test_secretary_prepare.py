"""The secretary at a laptop: a meeting from nothing to the invitation, and minutes that never lose a word."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ecabinet import protocol
from tests.web.conftest import Demo, Open
from tests.web.small import CHAIR, MEMBERS, SECRETARY, Small, pdf

pytestmark = pytest.mark.browser

AXE = protocol.ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
OPENING, REPORT, PLAN = "Khai mạc", "Báo cáo an toàn thông tin mạng", "Kế hoạch chuyển đổi số năm 2027"
MEMBER, GUEST = "Vũ Đình Khải", "Nguyễn Tiến Dũng"


@pytest.fixture
def small(demo: Demo) -> Iterator[Small]:
    made = Small(demo)
    yield made
    made.end()


def test_from_nothing_to_the_invitation(demo: Demo, device: Open) -> None:
    page = device(SECRETARY, 1440, 900)
    page.goto("/m/new/prepare")
    create(page)
    meeting = page.url.split("/m/")[1].split("/")[0]
    lay_out_the_agenda(page)
    invite(page)
    lay_papers_on_the_table(page)
    put_a_motion_ready(page)
    assert seen(demo, MEMBER, meeting) is None, "nobody is invited yet"

    page.get_by_role("button", name="Gửi giấy mời").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("4 người sẽ thấy 3 nội dung và 1 tài liệu")
    sheet.get_by_role("button", name="Gửi giấy mời").click()
    expect(page.get_by_text("Đã gửi giấy mời.")).to_be_visible()

    assert seen(demo, MEMBER, meeting) == [OPENING, REPORT, PLAN]
    assert seen(demo, GUEST, meeting) == [REPORT], "a guest sees only their item"
    call_it_off(page)


def seen(demo: Demo, name: str, meeting: str) -> list[str] | None:
    """Titles of the items that somebody sees there; None where the meeting does not exist for them."""
    answer = demo.seat(name).http.get(f"/m/{meeting}/view")
    if answer.status_code == 404:
        return None
    objects: dict[str, Any] = answer.json()["set"]
    items = [one for key, one in objects.items() if key.startswith("item/")]
    return [one["title"] for one in sorted(items, key=lambda one: one["order"])]


def create(page: Page) -> None:
    page.get_by_label("Tên phiên họp").fill("Phiên họp chuyên đề về chuyển đổi số")
    page.get_by_label("Loại phiên họp").select_option("thematic")
    page.get_by_label("Ngày", exact=True).fill("27/11/2026")
    page.get_by_label("Giờ bắt đầu").fill("830")
    expect(page.get_by_text("Thứ Sáu, 27/11/2026, 08:30–12:30 (4 giờ)")).to_be_visible()
    page.get_by_label("Địa điểm").fill("Phòng họp số 2")
    page.get_by_role("button", name="Tạo phiên họp").click()
    expect(page.get_by_role("heading", name="Chương trình")).to_be_visible()


def row(page: Page, title: str) -> Any:
    return page.locator("li[data-item]", has_text=title)


def numbered(page: Page, title: str, number: str) -> None:
    expect(row(page, title).locator(".ag-number")).to_have_text(number)


def lay_out_the_agenda(page: Page) -> None:
    """Three items by the keyboard alone; one moved by two keys, put under another, taken out and dragged."""
    field = page.get_by_label("Thêm nội dung", exact=True)
    for title in (OPENING, PLAN, REPORT):
        field.fill(title)
        field.press("Enter")
        expect(row(page, title)).to_be_visible()
        expect(field).to_have_value("")
    plan = row(page, PLAN).locator("[data-row]")
    plan.focus()
    plan.press("Alt+ArrowDown")
    numbered(page, PLAN, "3")
    plan.press("Alt+ArrowRight")
    numbered(page, PLAN, "2.1")
    page.get_by_role("button", name="Đưa ra").click()
    numbered(page, PLAN, "3")
    drag(page, PLAN, before=OPENING)
    numbered(page, PLAN, "1")
    drag(page, OPENING, before=PLAN)
    numbered(page, PLAN, "2")
    drag(page, REPORT, before=PLAN)
    numbered(page, PLAN, "3")
    edit(page)
    assert serious(page) == []


def drag(page: Page, title: str, before: str) -> None:
    """By its handle, to just above another row."""
    handle, target = row(page, title).locator(".ag-handle").bounding_box(), row(page, before).bounding_box()
    assert handle
    assert target
    page.mouse.move(handle["x"] + 10, handle["y"] + 20)
    page.mouse.down()
    page.mouse.move(target["x"] + 200, target["y"] + 4, steps=4)
    page.mouse.up()


def edit(page: Page) -> None:
    plan = row(page, PLAN).locator("[data-row]")
    plan.focus()
    plan.press("Enter")
    page.get_by_label("Thời lượng (phút)").fill("40")
    page.get_by_label("Người trình bày").select_option("written")
    page.get_by_label("Tên ghi trong chương trình").fill("Sở Khoa học và Công nghệ")
    page.get_by_role("button", name="Lưu nội dung").click()
    expect(plan).to_contain_text("Sở Khoa học và Công nghệ")
    expect(plan).to_contain_text("40 phút")


def invite(page: Page) -> None:
    """The chair, a member, a guest of the second item. Without a chair there is no invitation."""
    expect(page.get_by_role("button", name="Gửi giấy mời")).to_be_disabled()
    page.get_by_role("link", name="Thành phần").click()
    page.get_by_role("button", name="Thêm người").click()
    duty = page.get_by_role("checkbox", name="Chủ tọa", exact=True)
    duty.check()
    add(page, CHAIR)
    expect(page.get_by_role("checkbox", name="Chủ tọa đang là")).to_be_disabled()
    add(page, MEMBER)
    page.get_by_role("radio", name="Khách mời").check()
    page.get_by_role("checkbox", name=REPORT).check()
    add(page, GUEST)
    page.get_by_role("button", name="Đóng").click()
    expect(page.locator(".ppl-row", has_text=GUEST)).to_contain_text("thấy nội dung 2")
    assert serious(page) == []


def add(page: Page, name: str) -> None:
    page.get_by_role("searchbox", name="Tìm trong danh bạ").fill(name)
    page.get_by_role("button", name=f"Thêm {name}").click()
    expect(page.locator(".register-row", has_text=name).locator(".badge")).to_be_visible()


def lay_papers_on_the_table(page: Page) -> None:
    """A good file and one that is none; then a new version by one press and one choice."""
    page.get_by_role("link", name="Tài liệu").click()
    good = {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": pdf(2)}
    bad = {"name": "ghi-chu.pdf", "mimeType": "application/pdf", "buffer": b"not a PDF"}
    page.get_by_label("Thêm tệp PDF vào nội dung 2").and_(page.locator("input")).set_input_files([good, bad])  # type: ignore[arg-type]
    expect(page.get_by_text("Chỉ nhận tệp PDF.")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Bỏ", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Thay bằng bản mới: bao-cao").click()
    chooser.value.set_files({"name": "moi.pdf", "mimeType": "application/pdf", "buffer": pdf(3)})
    expect(page.locator(".pp-line")).to_contain_text("bản lần 2", timeout=20_000)
    assert serious(page) == []


def put_a_motion_ready(page: Page) -> None:
    """Two presses: the question begins with the title of its item, the rule with the usual one."""
    page.get_by_role("link", name="Biểu quyết").click()
    page.get_by_role("button", name="Thêm biểu quyết vào nội dung 3").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Chọn quy tắc khác").click()
    expect(sheet.get_by_role("radio", name="Hai phần ba tổng số thành viên")).to_be_visible()
    sheet.get_by_role("button", name="Thêm biểu quyết").click()
    expect(page.locator(".pp-line.motion")).to_contain_text(f"{PLAN}Phiên họp Ủy ban nhân dân. Quá nửa")


def call_it_off(page: Page) -> None:
    page.get_by_role("link", name="Thông tin").click()
    page.get_by_role("button", name="Hủy phiên họp").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("button", name="Hủy phiên họp")).to_be_disabled()
    sheet.get_by_label("Lý do").fill("Chuyển sang tháng sau")
    sheet.get_by_role("button", name="Hủy phiên họp").click()
    expect(page.get_by_text("Phiên họp đã hủy: Chuyển sang tháng sau")).to_be_visible()


def serious(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        one["id"] + one["nodes"][0]["html"] for one in found["violations"] if one["impact"] in ("serious", "critical")
    ]


def test_the_minutes_save_as_one_types_and_lose_no_word(small: Small, device: Open) -> None:
    small.check_in(*MEMBERS)
    small.do("meeting.start", CHAIR)
    small.do("agenda.open_item", CHAIR, item=small.items[1])
    page = device(SECRETARY, 1440, 900)
    page.goto(f"/m/{small.meeting}/minutes")
    conclusion = page.get_by_label("Kết luận của chủ tọa")
    conclusion.fill("Thống nhất thông qua.")
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible()

    write_elsewhere(small, "Viết ở máy khác.")
    conclusion.fill("Thống nhất thông qua, giao Sở Tài chính.")
    expect(page.locator(".mn-conflict")).to_contain_text("Viết ở máy khác.")
    page.get_by_role("button", name="Giữ bản của tôi").click()
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible()
    assert prose(small)["blocks"] == {f"conclusion/{small.items[1]}": "Thống nhất thông qua, giao Sở Tài chính."}

    page.context.set_offline(True)
    conclusion.fill("Thống nhất thông qua, giao Sở Nội vụ.")
    expect(page.get_by_text("Chữ của bạn còn trên máy này")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible(timeout=15_000)
    assert serious(page) == []

    small.do("meeting.close", CHAIR)
    page.get_by_role("button", name="Hoàn tất biên bản").click()
    page.get_by_role("dialog").get_by_role("button", name="Hoàn tất biên bản").click()
    expect(page.get_by_role("button", name="Ký biên bản")).to_be_visible(timeout=20_000)
    expect(page.locator(".mn-frozen").last).to_have_text("Thống nhất thông qua, giao Sở Nội vụ.")
    expect(page.get_by_role("list", name="Trình tự ký")).to_contain_text("Thư kýđang chờ ký")


def prose(small: Small) -> dict[str, Any]:
    found: dict[str, Any] = small.http.get(f"/m/{small.meeting}/prose").json()
    return found


def write_elsewhere(small: Small, text: str) -> None:
    body = {"key": f"conclusion/{small.items[1]}", "text": text, "rev": prose(small)["rev"]}
    assert small.http.put(f"/m/{small.meeting}/prose", json=body).json()["ok"]
