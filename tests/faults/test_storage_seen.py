"""The chair's and the secretary's screens say within seconds that the server cannot store, and stop saying it."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.faults.disk import Fault, spoil
from tests.kit.device import Device
from tests.kit.home import serving
from tests.kit.session import Session, running

pytestmark = pytest.mark.browser
FULL, FAILING = "Ổ đĩa của máy chủ đã đầy", "Máy chủ không ghi được xuống ổ đĩa"


async def shown(session: Session, browser: Browser, device: Device, place: str) -> Page:
    """This person's screen, in a window of its own."""
    context = await browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 800})
    await context.add_cookies([{"name": "ecabinet", "value": device.cookie, "url": device.url}])
    page: Page = await context.new_page()
    await page.goto(f"{device.url}/m/{session.meeting}/{place}")
    await page.locator("#content").wait_for()
    return page


async def story(folder: Path) -> None:
    async with serving(folder) as home, async_playwright() as play:
        session = await running(home)
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = await play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        chair = await shown(session, browser, session["chair"], "chair")
        secretary = await shown(session, browser, session["secretary"], "prepare")
        member = await shown(session, browser, session["member0"], "")
        home.house.db.writer.engine.dispose()
        fault = Fault(step=1, kind="failing", lasting=True)
        spoil(home.house, fault, home.house.settings.database)

        assert not (await session["member1"].post("agenda.request_floor"))["ok"]

        for page in (chair, secretary):
            await expect(page.locator(".storage-band")).to_contain_text(FAILING)
        await expect(member.locator(".storage-band")).to_have_count(0)
        await chair.locator(".storage-band button").click()
        await expect(chair.locator(".storage-chip")).to_contain_text(FAILING)
        fault.kind = "full"
        assert not (await session["member1"].post("agenda.request_floor"))["ok"]
        await expect(chair.locator(".storage-band")).to_contain_text(FULL)
        fault.healed = True
        for page in (chair, secretary):
            await expect(page.locator(".storage-band, .storage-chip")).to_have_count(0, timeout=15_000)
        await browser.close()


def test_chair_and_secretary_see_that_storing_fails(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as apart:  # a loop of its own beside the one of the other browser tests
        apart.submit(asyncio.run, story(tmp_path)).result(timeout=120)
