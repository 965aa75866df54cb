"""An opinion in writing on screens: prepared and sent on a laptop, answered on tablet and phone, followed, closed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ecabinet import protocol
from tests.web.conftest import Demo, Open, serving_demo
from tests.web.small import CHAIR, SECRETARY, pdf

pytestmark = pytest.mark.browser

AXE = protocol.ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = os.environ.get("SHOTS")
TITLE = "Dự thảo Nghị quyết của HĐND tỉnh về phân bổ vốn đầu tư công đợt 2 năm 2026"
QUESTION = "Đồng ý với phương án phân bổ vốn đầu tư công đợt 2 nêu tại Tờ trình?"
MEMBERS = (CHAIR, "Bùi Văn Tuấn", "Mai Thị Hồng Vân", "Trịnh Công Hậu")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One of its own: its lists of meetings are looked at."""
    with serving_demo(tmp_path_factory.mktemp("written")) as found:
        yield found


def test_from_the_draft_to_the_result(demo: Demo, device: Open, tmp_path: Path) -> None:
    officer = device(SECRETARY, 1440, 900)
    prepare(officer, tmp_path)
    officer.get_by_role("button", name="Gửi phiếu lấy ý kiến").click()
    sheet = officer.get_by_role("dialog")
    expect(sheet).to_contain_text("4 thành viên nhận phiếu")
    sheet.get_by_role("button", name="Gửi phiếu lấy ý kiến").click()
    expect(officer.get_by_text("0/4")).to_be_visible()
    address = officer.url

    tablet = device("Bùi Văn Tuấn", 800, 1280)
    from_the_start_page(tablet)
    answer(tablet, "Đồng ý")
    shot(tablet, "written-sign-800x1280")
    sign(tablet)
    shot(tablet, "written-signed-800x1280")

    phone = device("Mai Thị Hồng Vân", 390, 844)
    phone.goto(address)
    shot(phone, "written-answer-390x844")
    answer(phone, "Ý kiến khác", "Bố trí thêm vốn đối ứng cho các xã mới sáp nhập")
    attach(phone, tmp_path)
    shot(phone, "written-sign-390x844", whole=True)
    sign(phone)

    chair = device(CHAIR, 800, 1280)
    chair.goto(address)
    answer(chair, "Đồng ý")
    sign(chair)
    follow(officer)
    close(officer)

    expect(phone.get_by_role("heading", name="Kết quả", exact=True)).to_be_visible()
    expect(phone.get_by_text("Không được thông qua")).to_be_visible()
    phone.get_by_text("Ý kiến của từng thành viên").click()
    expect(phone.locator(".wr-by-name").get_by_role("link", name="gop-y.pdf")).to_be_visible()
    shot(phone, "written-result-390x844", whole=True)
    shot(tablet, "written-result-800x1280")
    listed(officer)
    for page in (officer, tablet, phone):
        assert serious(page) == []


def prepare(page: Page, folder: Path) -> None:
    """Title, question, paper, people."""
    page.goto("/m/new/written")
    page.get_by_label("Trích yếu").fill(TITLE)
    shot(page, "written-new-1440x900")
    page.get_by_role("button", name="Tạo bản nháp").click()
    page.get_by_role("button", name="Thêm nội dung").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Câu hỏi").fill(QUESTION)
    sheet.get_by_label("Quy tắc quyết định").select_option("government-written")
    sheet.get_by_role("button", name="Lưu nội dung").click()
    expect(sheet).to_be_hidden()
    paper = folder / "to-trinh.pdf"
    paper.write_bytes(pdf(3))
    page.locator("input[type=file]").first.set_input_files(paper)
    expect(page.get_by_text("to-trinh")).to_be_visible()
    page.get_by_role("button", name="Thêm thành viên").click()
    register = page.get_by_role("dialog")
    for name in MEMBERS:
        register.get_by_label("Tìm trong danh bạ").fill(name)
        register.get_by_role("button", name=f"Thêm {name}").click()
        expect(register.get_by_text("Thành viên", exact=True)).to_be_visible()
    register.get_by_role("button", name="Đóng").click()
    expect(page.get_by_text("Gửi đến 4 thành viên")).to_be_visible()
    shot(page, "written-prepare-1440x900", whole=True)


def from_the_start_page(page: Page) -> None:
    """The list is one tap away, the consultation two."""
    page.goto("/meetings")
    page.wait_for_selector(".wr-all")
    shot(page, "written-start-800x1280")
    page.locator(".wr-all").click()
    expect(page.get_by_text("Chờ ý kiến của bạn")).to_be_visible()
    page.get_by_text(TITLE).click()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    shot(page, "written-answer-800x1280")
    page.get_by_text("to-trinh").click()
    back = page.get_by_role("button", name="Đến phiếu")
    expect(back).to_be_visible()
    shot(page, "written-reader-800x1280")
    back.click()
    expect(page.get_by_text(QUESTION)).to_be_visible()


def answer(page: Page, choice: str, text: str = "") -> None:
    page.get_by_role("radio", name=choice, exact=True).check()
    if text:
        page.get_by_label("Nội dung ý kiến khác").fill(text)
    page.get_by_role("button", name=f"Gửi ý kiến: {choice}").click()
    expect(page.get_by_role("heading", name="Ký phiếu")).to_be_visible()


def sign(page: Page) -> None:
    """What is signed stands above the PIN."""
    page.get_by_label("Mã PIN của chứng thư").fill("123456")
    page.get_by_role("button", name="Ký phiếu: ").click()
    expect(page.get_by_text("Đã ký lúc")).to_be_visible(timeout=20_000)


def attach(page: Page, folder: Path) -> None:
    """Two files on the opinion, one of them taken away again."""
    for name in ("gop-y.pdf", "nham.pdf"):
        path = folder / name
        path.write_bytes(pdf(1 if name == "nham.pdf" else 2))
        page.locator(".wr-attached input[type=file]").set_input_files(path)
        expect(page.locator(".wr-attached").get_by_role("link", name=name)).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Gỡ nham.pdf").click()
    expect(page.get_by_role("link", name="nham.pdf")).to_have_count(0)


def follow(page: Page) -> None:
    """Who has answered, who has not; never what."""
    expect(page.get_by_text("3/4")).to_be_visible()
    expect(page.get_by_text("3 đã ký")).to_be_visible()
    expect(page.get_by_text("Bố trí thêm vốn")).to_have_count(0)
    expect(page.get_by_role("link", name="gop-y.pdf")).to_have_count(0)
    page.get_by_role("button", name="Nhắc ngay").click()
    expect(page.get_by_text("Đã nhắc 1 thành viên.")).to_be_visible()
    shot(page, "written-desk-1440x900", whole=True)


def close(page: Page) -> None:
    page.get_by_role("button", name="Kết thúc lấy ý kiến").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Còn 1 thành viên chưa trả lời")
    sheet.get_by_role("button", name="Kết thúc lấy ý kiến").click()
    expect(page.get_by_role("link", name="Lập biên bản tổng hợp")).to_be_visible()
    expect(page.locator(".wr-lines").get_by_role("link", name="gop-y.pdf")).to_be_visible()
    shot(page, "written-closed-1440x900", whole=True)
    page.get_by_role("link", name="Lập biên bản tổng hợp").click()
    expect(page.get_by_text("Tổng hợp").first).to_be_visible()
    shot(page, "written-minutes-1440x900")


def listed(page: Page) -> None:
    page.goto("/written")
    page.get_by_label("Tìm theo trích yếu").fill("phan bo von")
    expect(page.get_by_text(TITLE)).to_be_visible()
    expect(page.get_by_role("heading", name="Đã kết thúc")).to_be_visible()
    shot(page, "written-list-1440x900")


def serious(page: Page) -> list[str]:
    """Serious faults that axe finds."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in ("serious", "critical")
    ]


def shot(page: Page, name: str, whole: bool = False) -> None:
    if SHOTS:
        page.wait_for_timeout(250)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=whole)
