"""A secret ballot on a member's device: sealed there, nothing of the choice stays, and the receipt can be checked."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Demo, Open
from tests.web.small import CHAIR, MEMBERS, Small
from tests.web.votes import CANDIDATES, in_session, method, motion, opened, risen, serious

pytestmark = pytest.mark.browser
CHOSEN = "Không tán thành"


@pytest.fixture
def small(demo: Demo) -> Iterator[Small]:
    with in_session(demo) as made:
        yield made


def listened(page: Page) -> list[str]:
    """Every frame that leaves this device from now on."""
    frames: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(str(frame))))
    return frames


def stored(page: Page) -> str:
    return str(page.evaluate("JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)])"))


def test_nothing_of_a_secret_choice_stays_on_the_device_and_the_receipt_is_in_the_urn(
    small: Small, device: Open
) -> None:
    poll = opened(small, motion(small, "Bãi nhiệm đại biểu", "council-removal"))
    page = device(MEMBERS[1], 800, 1280)
    frames = listened(page)
    page.goto(f"/m/{small.meeting}")
    sheet = risen(page)
    before = stored(page)
    sheet.locator(".choice.no").click()
    expect(sheet.locator(".send")).to_have_text(f"Gửi phiếu: {CHOSEN}")
    assert stored(page) == before, "a secret choice is not even kept over a reload"
    sheet.locator(".send").click()

    receipt = sheet.locator(".receipt")
    expect(receipt).to_contain_text("Đã nhận phiếu kín của bạn")
    code = receipt.locator(".receipt-code").inner_text()
    assert len(code) == len("7F3K-92QD")
    assert CHOSEN not in receipt.inner_text()
    assert page.locator("input:checked, .choice.chosen").count() == 0
    assert stored(page) == before
    cast = [frame for frame in frames if "voting.cast" in frame]
    assert len(cast) == 1
    args = cast_args(cast[0])
    assert set(args) == {"poll", "sealed"}
    assert serious(page) == []

    page.reload()
    page.locator(".bar-act button").click()
    expect(page.locator(".receipt-code")).to_have_text(code)
    assert page.locator("input:checked, .choice.chosen").count() == 0

    small.do("voting.close", by=CHAIR, poll=poll)
    expect(page.locator(".in-urn")).to_have_text(f"Phiếu của bạn có trong hòm: mã {code}.", timeout=15_000)
    risen(page).locator(".codes summary").click()
    expect(page.locator(".codes li.own")).to_contain_text(code)
    assert page.locator(".own-choice").count() == 0
    assert serious(page) == []


def test_a_secret_ranking_leaves_no_name_on_the_page(small: Small, device: Open) -> None:
    poll = opened(small, motion(small, "Bầu 2 thành viên", "secret-election", method("ranked", least=1, seats=2)))
    page = device(MEMBERS[1], 390, 844, has_touch=True, is_mobile=True)
    page.goto(f"/m/{small.meeting}")
    sheet = risen(page)
    for at in (2, 0):
        sheet.locator(".rank-tap").nth(at).tap()
    sheet.get_by_role("button", name="Gửi phiếu: xếp 2 trong 4").tap()
    expect(sheet.locator(".receipt")).to_contain_text("Đã nhận phiếu kín của bạn")
    left = page.evaluate("document.documentElement.outerHTML")
    assert not any(name in left for name in CANDIDATES if name not in MEMBERS)
    small.do("voting.close", by=CHAIR, poll=poll)
    expect(page.locator(".in-urn")).to_be_visible(timeout=15_000)
    expect(sheet.locator(".option-table tr.won").first).to_contain_text(CANDIDATES[2])


def cast_args(frame: str) -> dict[str, Any]:
    """The arguments of a command in a Socket.IO frame."""
    packet = json.loads(frame[frame.index("[") :])
    found: dict[str, Any] = packet[1]["args"]
    return found
