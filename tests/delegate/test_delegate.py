"""What a delegate does on a tablet and a phone, with the taps that it may take."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.delegate.conftest import Open
from tests.kit.device import fine
from tests.kit.home import serving
from tests.kit.session import running

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
WCAG = "{runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}}"


async def faults(page: Page) -> list[str]:
    """What axe finds on the page as it is now, of any weight."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate(f"axe.run({WCAG})")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


async def ready(page: Page) -> None:
    """The sheet that opened by itself may be touched now."""
    await expect(page.locator("dialog:not([data-unarmed])")).to_be_visible(timeout=15_000)


async def test_a_member_votes_in_two_taps_and_sees_that_it_arrived(tmp_path: Path, open_client: Open) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        page = await open_client(session, "member0")
        await expect(page.get_by_text("Đã kết nối")).to_be_visible()

        poll = await session.open_poll()
        sheet = page.get_by_role("dialog")
        await expect(sheet).to_contain_text("Được thông qua khi ít nhất 3 trong 4 thành viên tán thành.")
        await expect(sheet.get_by_role("radio")).to_have_count(4)
        await expect(sheet.get_by_role("button", name="Chọn một phương án")).to_be_disabled()
        assert await sheet.locator("input:checked").count() == 0, "nothing is preselected"
        height = await sheet.evaluate("sheet => sheet.offsetHeight")

        await ready(page)
        await sheet.locator(".choice.no").tap()
        await sheet.get_by_role("button", name="Gửi phiếu: Không tán thành").tap()
        await expect(sheet).to_contain_text("Đã nhận phiếu của bạn")
        await expect(sheet).to_contain_text("1/4")
        assert await sheet.evaluate("sheet => sheet.offsetHeight") == height, "the sheet keeps its height"
        assert set(session.state.voting.polls[poll].voted) == {session.participants["member0"]}

        for name in ("chair", "member1", "member2"):
            fine(await session[name].post("voting.cast", poll=poll, choice="yes"))
        fine(await session["chair"].post("voting.close", poll=poll))
        await expect(sheet).to_contain_text("Cần 3 trong 4 thành viên tán thành; có 3.")


async def test_a_sheet_that_opens_by_itself_takes_no_tap_that_was_meant_for_the_page(
    tmp_path: Path, open_client: Open
) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        page = await open_client(session, "member0")
        await expect(page.get_by_text("Đã kết nối")).to_be_visible()

        await session.open_poll()
        sheet = page.get_by_role("dialog")
        await expect(sheet).to_be_visible()
        await sheet.locator(".choice.yes").tap()
        assert await sheet.locator("input:checked").count() == 0
        await ready(page)
        await sheet.locator(".choice.yes").tap()
        assert await sheet.locator("input:checked").count() == 1


async def test_a_ballot_without_a_connection_is_not_sent_and_the_choice_is_kept(
    tmp_path: Path, open_client: Open
) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        page = await open_client(session, "member0", PHONE)
        await expect(page.locator(".link.connected")).to_be_visible()
        poll = await session.open_poll()
        sheet = page.get_by_role("dialog")
        await ready(page)
        await sheet.locator(".choice.other").tap()
        await sheet.get_by_role("textbox").fill("Đồng ý về chủ trương")

        await page.context.set_offline(True)
        await sheet.get_by_role("button", name="Gửi phiếu: Ý kiến khác").tap()
        await expect(sheet).to_contain_text("Chưa gửi được phiếu. Lựa chọn của bạn còn giữ trên máy này")
        await page.context.set_offline(False)
        await expect(page.locator(".link.connected")).to_be_attached(timeout=15_000)
        assert not session.state.voting.polls[poll].voted, "ballots never send themselves"

        await page.reload()
        sheet = page.get_by_role("dialog")
        await ready(page)
        await sheet.get_by_role("button", name="Gửi phiếu: Ý kiến khác").tap()
        await expect(sheet).to_contain_text("Đồng ý về chủ trương")
        await expect(sheet).to_contain_text("Đã nhận phiếu của bạn")


async def test_the_floor_is_asked_for_in_one_tap_and_given_back_in_two(tmp_path: Path, open_client: Open) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        page = await open_client(session, "member1", PHONE)

        await page.get_by_role("button", name="Đăng ký phát biểu").tap()
        await expect(page.get_by_role("button", name="thứ 1")).to_be_visible()
        await page.get_by_role("button", name="thứ 1").tap()
        await page.get_by_role("button", name="Hủy đăng ký").tap()
        await expect(page.get_by_role("button", name="Đăng ký phát biểu")).to_be_visible()

        await page.get_by_role("button", name="Đăng ký phát biểu").tap()
        await expect(page.get_by_role("button", name="thứ 1")).to_be_visible()
        speaker = session.participants["member1"]
        fine(await session["chair"].post("agenda.give_floor", participant=speaker, seconds=300))
        await expect(page.locator(".session-bar")).to_contain_text("Đến lượt bạn phát biểu")


async def test_a_guest_sees_only_the_items_of_the_invitation_and_no_ballot(tmp_path: Path, open_client: Open) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        page = await open_client(session, "guest")
        await expect(page.get_by_text("Đề án chuyển đổi số")).to_be_visible()

        await session.open_poll()
        await page.wait_for_timeout(600)
        await expect(page.get_by_text("Kế hoạch đầu tư công")).to_have_count(0)
        await expect(page.get_by_role("dialog")).to_have_count(0)
        assert "biểu quyết" not in (await page.locator("body").inner_text()).lower()


async def test_axe_finds_nothing_on_a_delegates_screens(tmp_path: Path, open_client: Open) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        page = await open_client(session, "member2")
        found: dict[str, list[str]] = {}
        for tab in ("", "/papers", "/people", "/notes"):
            await page.goto(f"/m/{session.meeting}{tab}")
            await expect(page.locator(".session-bar")).to_be_visible()
            found[tab] = await faults(page)
        await page.get_by_role("button", name="Cài đặt của").tap()
        await page.get_by_label("Tối").check()
        found["menu, dark"] = await faults(page)
        await page.keyboard.press("Escape")
        await session.open_poll()
        await ready(page)
        found["ballot, dark"] = await faults(page)
        assert {where: what for where, what in found.items() if what} == {}


async def test_a_vote_by_keyboard_alone(tmp_path: Path, open_client: Open) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        page = await open_client(session, "member0")
        await expect(page.get_by_text("Đã kết nối")).to_be_visible()
        poll = await session.open_poll()
        await ready(page)

        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await page.get_by_role("button", name="Mở phiếu").press("Enter")
        await expect(page.get_by_role("dialog")).to_be_visible()
        await page.wait_for_timeout(300)  # the sheet listens to keys from its first frame on
        await page.keyboard.press("1")
        await page.get_by_role("button", name="Gửi phiếu: Tán thành").press("Enter")
        await expect(page.get_by_role("dialog")).to_contain_text("Đã nhận phiếu của bạn")
        assert session.state.voting.polls[poll].voted
