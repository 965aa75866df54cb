"""One meeting from check-in to a verified record, in one run, on real browsers."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import LANDSCAPE, TABLET, Hall
from tests.e2e.meeting import (
    ARMING,
    CHAIR,
    DEPUTY,
    OFFLINE,
    Meeting,
    button,
    next_step,
    on_page,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

PIN = "123456"
DRAFT = "Dự thảo Nghị quyết và Quy định kèm theo"


def test_a_whole_meeting(hall: Hall, tmp_path: Path) -> None:
    meeting = Meeting(hall)
    checking_in(meeting)
    opening(meeting)
    presenting(meeting)
    writing_offline(meeting)
    speaking(meeting)
    voting(meeting)
    handing_the_chair(meeting)
    finishing(meeting)
    recording(meeting)
    signing(meeting)
    verifying(meeting, tmp_path)
    assert hall.troubles == []


def checking_in(meeting: Meeting) -> None:
    """Delegates check themselves in; the secretary sees the count; quorum is reached."""
    hall = meeting.hall
    hall.shot(meeting.reader, "home-before-800x1280")
    for page in (meeting.reader, meeting.phone, meeting.offline, meeting.guest):
        button(page, "Điểm danh").click()
        button(page, "Tôi ở phòng họp").click()
    button(meeting.chair, "Điểm danh").first.click()
    button(meeting.chair, "Tôi ở phòng họp").click()
    meeting.all_do(meeting.members, "agenda.check_in")
    meeting.all_do(meeting.visitors, "agenda.check_in")
    expect(meeting.reader.get_by_text("25/27")).to_be_visible()


def opening(meeting: Meeting) -> None:
    """The chair starts and opens the items up to the third; the guest of item 3 sees no other."""
    next_step(meeting.chair, "Bắt đầu phiên họp")
    next_step(meeting.chair, "Mở nội dung 1")
    expect(meeting.screen.get_by_text("Khai mạc, điểm danh")).to_be_visible()
    meeting.hall.shot(meeting.screen, "screen-item-1920x1080")
    expect(meeting.guest.get_by_text("Khai mạc, điểm danh")).to_have_count(0)
    meeting.opens("3")
    expect(meeting.guest.get_by_text("Thông qua dự thảo Nghị quyết").first).to_be_visible()
    expect(meeting.guest.get_by_text("Báo cáo tình hình phát triển")).to_have_count(0)


def presenting(meeting: Meeting) -> None:
    """A follower turns with the chair, leaves, sees where the presenter is, and comes back with one tap."""
    chair, reader = meeting.chair, meeting.reader
    chair.get_by_text(DRAFT).first.click()
    button(chair, "Trình chiếu").first.click()
    reader.get_by_role("link", name="Xem cùng phiên họp").or_(button(reader, "Xem cùng phiên họp")).click()
    on_page(reader, 1, 34)
    for _ in range(2):
        button(chair, "Trang sau").click()
    on_page(reader, 3, 34)
    expect(meeting.screen.get_by_text("3/34")).to_be_visible()
    meeting.hall.shot(meeting.screen, "screen-paper-1920x1080")
    meeting.hall.shot(chair, "chair-1280x800")
    reader.keyboard.press("ArrowRight")
    on_page(reader, 4, 34)
    button(reader, "Về trang 3").click()
    on_page(reader, 3, 34)
    meeting.hall.shot(reader, "reader-800x1280")
    meeting.guest.get_by_role("link", name="Xem cùng phiên họp").or_(
        button(meeting.guest, "Xem cùng phiên họp")
    ).click()
    on_page(meeting.guest, 3, 34)


def writing_offline(meeting: Meeting) -> None:
    """A note written without a connection waits, survives, and reaches the person's other device."""
    page, hall = meeting.offline, meeting.hall
    page.get_by_role("link", name="Xem cùng phiên họp").or_(button(page, "Xem cùng phiên họp")).click()
    on_page(page, 3, 34)
    page.context.set_offline(True)
    button(page, "Ghi chú").click()
    page.mouse.click(560, 420)
    page.get_by_role("textbox").last.fill("Hỏi Sở KH&CN về lộ trình cấp xã")
    button(page, "Lưu ghi chú").click()
    expect(page.get_by_text(re.compile("1 ghi chú chờ gửi")).first).to_be_visible()
    expect(page.get_by_text(re.compile("Mất kết nối")).first).to_be_visible()
    hall.shot(page, "reader-offline-1280x800")
    button(meeting.chair, "Trang sau").click()
    other = hall.seat(OFFLINE, LANDSCAPE)
    other.get_by_role("link", name="Ghi chú của tôi").click()
    page.context.set_offline(False)
    expect(other.get_by_text("Hỏi Sở KH&CN về lộ trình cấp xã").first).to_be_visible(timeout=20_000)
    expect(page.get_by_text(re.compile("ghi chú chờ gửi"))).to_have_count(0)
    other.close()


def speaking(meeting: Meeting) -> None:
    """A delegate asks on the phone; the chair invites with one tap; every clock runs."""
    button(meeting.phone, "Đăng ký phát biểu").or_(button(meeting.phone, "Phát biểu")).first.click()
    give = button(meeting.chair, "Mời Phạm Đức Long phát biểu")
    expect(give).to_be_visible()
    give.click()
    expect(meeting.screen.get_by_text("Phạm Đức Long")).to_be_visible()
    expect(meeting.phone.get_by_role("contentinfo").get_by_text("Đến lượt bạn phát biểu")).to_be_visible()
    meeting.hall.shot(meeting.phone, "phone-my-turn-390x844")
    button(meeting.chair, "Kết thúc").click()
    expect(meeting.screen.get_by_text("Phạm Đức Long")).to_have_count(0)


def voting(meeting: Meeting) -> None:
    """25 members vote, 23 in favour: two taps each; the result stands on every seat within a moment."""
    hall = meeting.hall
    next_step(meeting.chair, "Mở biểu quyết")
    vote(meeting.reader, "Tán thành", hall.shot)
    vote(meeting.phone, "Không tán thành", hall.shot)
    vote(meeting.offline, "Tán thành", None)
    vote(meeting.chair, "Tán thành", None)
    meeting.cast({"Cao Minh Đạt": "abstain"})
    expect(
        meeting.screen.get_by_text("25/25").or_(meeting.screen.get_by_text(re.compile(r"^25$"))).first
    ).to_be_visible()
    next_step(meeting.chair, "Đóng biểu quyết")
    for page in (meeting.screen, meeting.guest, meeting.reader):
        expect(page.get_by_text("Được thông qua").first).to_be_visible(timeout=3_000)
    expect(meeting.screen.get_by_text(re.compile("Cần 14 trong 27 thành viên tán thành; có 23"))).to_be_visible()
    hall.shot(meeting.screen, "screen-result-1920x1080")
    expect(meeting.guest.get_by_text("Cao Minh Đạt")).to_have_count(0)


def vote(page, choice, shot) -> None:  # type: ignore[no-untyped-def]
    """Choose, send: the sheet rises by itself and then shows that the ballot arrived."""
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    page.wait_for_timeout(ARMING)
    sheet.get_by_text(choice, exact=True).click()
    if shot:
        shot(page, f"ballot-{page.viewport_size['width']}x{page.viewport_size['height']}")
    button(sheet, f"Gửi phiếu: {choice}").click()
    expect(sheet.get_by_text("Đã nhận phiếu của bạn")).to_be_visible()
    if shot:
        shot(page, f"received-{page.viewport_size['width']}x{page.viewport_size['height']}")


def handing_the_chair(meeting: Meeting) -> None:
    """The chair's tablet dies: the secretary hands the chair to the deputy, who runs on and hands it back."""
    meeting.chair.context.set_offline(True)
    console = meeting.secretary
    console.goto(f"/m/{meeting.id}/chair")
    hand_to(console, DEPUTY)
    deputy = meeting.hall.seat(DEPUTY, TABLET)
    next_step(deputy, "Kết thúc nội dung, mở nội dung 4")
    expect(meeting.screen.get_by_text("Quy chế tiếp nhận, xử lý").first).to_be_visible()
    meeting.hall.shot(deputy, "chair-800x1280")
    meeting.chair.context.set_offline(False)
    hand_to(deputy, CHAIR)
    deputy.close()
    expect(meeting.chair.get_by_text(re.compile("Đã kết nối lại. Bạn đang ở nội dung 4")).first).to_be_visible(
        timeout=20_000
    )


def hand_to(page: Page, name: str) -> None:
    button(page, "Việc khác").click()
    button(page, "Giao quyền chủ tọa").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile(f"^{name}")).click()


def finishing(meeting: Meeting) -> None:
    """A pause, a vote opened by mistake and voided, the last item, the end."""
    chair = meeting.chair
    button(chair, "Tạm dừng").click()
    expect(meeting.screen.get_by_text("Tạm dừng").first).to_be_visible()
    next_step(chair, "Tiếp tục phiên họp")
    skip(chair)
    next_step(chair, "Mở biểu quyết")
    expect(button(chair.get_by_role("dialog"), "Thu gọn")).to_be_visible()
    chair.wait_for_timeout(ARMING)
    button(chair.get_by_role("dialog"), "Thu gọn").click()
    button(chair, "Việc khác").click()
    button(chair, "Hủy cuộc biểu quyết").click()
    chair.get_by_label("Lý do (ghi vào biên bản)").fill("Mở nhầm khi chưa thảo luận xong")
    button(chair.get_by_role("dialog"), "Hủy cuộc biểu quyết").click()
    meeting.opens("7")
    button(chair, "Việc khác").click()  # items are left over: the next step would go on with them
    button(chair, "Kết thúc phiên họp").click()
    button(chair.get_by_role("dialog", name="Kết thúc phiên họp?"), "Kết thúc phiên họp").click()
    expect(meeting.screen.get_by_text("Phiên họp đã kết thúc")).to_be_visible()
    expect(meeting.phone.get_by_role("contentinfo").get_by_text("Đã kết thúc")).to_be_visible()


def skip(chair: Page) -> None:
    """Presenting again is proposed; the chair passes it over."""
    chair.wait_for_timeout(ARMING)
    if button(chair.locator(".next-step"), "Trình chiếu").count():
        button(chair.locator(".next-step"), "Bỏ qua").click()


def recording(meeting: Meeting) -> None:
    """The minutes wrote themselves; the secretary adds a conclusion, sees the real page, and finalises."""
    page = meeting.secretary
    page.goto(f"/m/{meeting.id}/minutes")
    page.get_by_role("navigation", name="Các phần của biên bản").get_by_text("Thông qua dự thảo Nghị quyết").click()
    expect(page.get_by_text("Ghi tự động từ nhật ký phiên họp")).to_be_visible()
    expect(page.get_by_text(re.compile("Cần 14/27 thành viên tán thành; có 23")).first).to_be_visible()
    conclusion = (
        "Ủy ban nhân dân tỉnh thống nhất thông qua dự thảo Nghị quyết. Giao Sở Khoa học và Công nghệ hoàn thiện."
    )
    page.get_by_label("Kết luận của chủ tọa").fill(conclusion)
    expect(page.get_by_text(re.compile("Đã lưu lúc"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Biên bản, trang"))).to_be_visible()
    meeting.hall.shot(page, "minutes-1440x900")
    button(page, "Hoàn tất biên bản").click()
    button(page.get_by_role("dialog"), "Hoàn tất biên bản").click()
    expect(page.get_by_text("01/BB-UBND").first).to_be_visible()


def signing(meeting: Meeting) -> None:
    """Secretary, then chair, each with their own PIN; a wrong one changes nothing."""
    button(meeting.secretary, "Ký biên bản").click()
    sign(meeting.secretary, "000000")
    expect(meeting.secretary.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    sign(meeting.secretary, PIN)
    expect(meeting.secretary.get_by_text(re.compile("Từ lúc này biên bản không sửa được"))).to_be_visible()
    next_step(meeting.chair, "Ký biên bản")
    meeting.hall.shot(meeting.chair, "sign-1280x800")
    sign(meeting.chair, PIN)
    expect(meeting.chair.get_by_text(re.compile("Từ lúc này biên bản không sửa được"))).to_be_visible()
    button(meeting.chair.get_by_role("dialog"), "Đóng").last.click()


def sign(page: Page, pin: str) -> None:
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Mã PIN").fill(pin)
    button(sheet, "Ký biên bản").click()


def verifying(meeting: Meeting, folder: Path) -> None:
    """The filed record says of itself that it holds; the same file, checked offline, says so too."""
    next_step(meeting.chair, "Xem biên bản")
    expect(meeting.chair.get_by_text("Biên bản nguyên vẹn, chữ ký hợp lệ")).to_be_visible(timeout=30_000)
    meeting.hall.shot(meeting.chair, "document-1280x800")
    with meeting.chair.expect_download() as download:
        meeting.chair.get_by_role("link", name="Tải văn bản").click()
    record, roots = folder / "record.pdf", folder / "roots.pem"
    download.value.save_as(record)
    roots.write_bytes(meeting.others[DEPUTY].http.get("/api/v1/trust.pem").content)
    command = [sys.executable, "-m", "ecabinet.cli", "verify", "--roots", str(roots), str(record)]
    verdict = subprocess.run(command, capture_output=True, text=True, check=False)
    assert verdict.returncode == 0, verdict.stdout
    assert "Biên bản nguyên vẹn" in verdict.stdout
    assert meeting.guest.request.get(f"/m/{meeting.id}/record.pdf").status == 404
