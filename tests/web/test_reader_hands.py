"""Fingers, pens and ears on a paper: swipe, pinch, a real pen, and what a screen reader is given."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.web.conftest import Open
from tests.web.test_reader import DELEGATE, Room, on_page, reads, room, sharp, spot, started, strokes

pytestmark = pytest.mark.browser
__all__ = ["room", "started"]

AXE = Path("web/node_modules/axe-core/axe.min.js")
TABLET: dict[str, Any] = {"width": 800, "height": 1280, "has_touch": True}


def touch(cdp: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})


def swipe(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    cdp = page.context.new_cdp_session(page)
    touch(cdp, "touchStart", start)
    for step in range(1, 6):
        touch(cdp, "touchMove", (start[0] + (end[0] - start[0]) * step / 5, start[1] + (end[1] - start[1]) * step / 5))
    touch(cdp, "touchEnd")


def test_a_swipe_turns_the_page(room: Room, device: Open) -> None:
    page = reads(device(DELEGATE, **TABLET), room.address(12))
    swipe(page, (600, 500), (250, 510))
    on_page(page, 13)
    swipe(page, (250, 500), (600, 510))
    on_page(page, 12)
    swipe(page, (400, 800), (410, 500))
    page.wait_for_timeout(300)
    on_page(page, 12)


def test_two_fingers_zoom_and_a_double_tap_returns(room: Room, device: Open) -> None:
    page = reads(device(DELEGATE, **TABLET), room.address(12))
    fit = page.locator(".leaf").bounding_box()
    cdp = page.context.new_cdp_session(page)
    touch(cdp, "touchStart", (350, 500), (450, 500))
    for step in range(1, 6):
        touch(cdp, "touchMove", (350 - 10 * step, 500), (450 + 10 * step, 500))
    touch(cdp, "touchEnd")
    page.wait_for_timeout(200)
    big = page.locator(".leaf").bounding_box()
    assert fit
    assert big
    assert big["width"] > 1.8 * fit["width"]
    sharp(page)
    page.wait_for_timeout(400)
    for _ in range(2):
        page.touchscreen.tap(400, 500)
    expect(page.locator(".leaf")).to_have_css("width", f"{fit['width']:g}px")


def pen(cdp: CDPSession, kind: str, at: tuple[float, float]) -> None:
    cdp.send(
        "Input.dispatchMouseEvent",
        {"type": kind, "x": at[0], "y": at[1], "button": "left", "buttons": 1, "pointerType": "pen", "force": 0.6},
    )


def test_a_real_pen_writes_while_reading_and_fingers_then_only_move(room: Room, device: Open) -> None:
    page = reads(device("Trịnh Công Hậu", **TABLET), room.address(12))
    cdp = page.context.new_cdp_session(page)
    pen(cdp, "mousePressed", spot(page, 300, 300))
    for step in range(1, 8):
        pen(cdp, "mouseMoved", spot(page, 300 + 20 * step, 300 + step))
    pen(cdp, "mouseReleased", spot(page, 440, 307))
    before = page.locator('.ink.lines path[fill="#1652b4"][d^=M]')
    expect(before).to_have_count(1)
    page.get_by_role("button", name="Bút", exact=True).tap()
    swipe(page, (600, 500), (250, 510))
    on_page(page, 13)
    assert strokes(page) == 0


def test_a_finger_draws_where_no_pen_was_seen_and_a_second_one_takes_it_back(room: Room, device: Open) -> None:
    page = reads(device("Ngô Xuân Trường", **TABLET), room.address(29))
    page.get_by_role("button", name="Bút", exact=True).tap()
    swipe(page, (300, 400), (500, 420))
    page.wait_for_timeout(200)
    assert strokes(page) == 1
    cdp = page.context.new_cdp_session(page)
    touch(cdp, "touchStart", (300, 600))
    touch(cdp, "touchMove", (350, 600))
    touch(cdp, "touchStart", (350, 600), (450, 600))
    touch(cdp, "touchEnd")
    page.wait_for_timeout(200)
    assert strokes(page) == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 1280), (390, 844)])
def test_axe_finds_no_serious_fault(room: Room, device: Open, width: int, height: int, theme: str) -> None:
    page = device(DELEGATE, width, height)
    page.evaluate("theme => localStorage.setItem('ecabinet.theme', theme)", theme)
    reads(page, room.address(12))
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    for key in ("", "/", "?", "t"):
        if key:
            page.keyboard.press("Escape")
            page.wait_for_timeout(200)
            page.keyboard.press(key)
            page.wait_for_timeout(400)
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
        assert not grave, [(key, one["id"], [node["html"][:160] for node in one["nodes"]]) for one in grave]


def test_nothing_moves_sideways_on_a_narrow_phone_with_large_letters(room: Room, device: Open) -> None:
    page = device(DELEGATE, 320, 640)
    page.evaluate("localStorage.setItem('ecabinet.text', '200')")
    reads(page, room.address(12))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
