"""Tablets and phones of a session: the real client in Chromium against a real server in the test's own loop."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.kit.session import Session

TABLET: dict[str, Any] = {"viewport": {"width": 800, "height": 1280}, "has_touch": True, "is_mobile": True}

Open = Callable[..., Awaitable[Page]]


def chromium_path() -> str:
    """The system's Chromium; tests that need it stop with what to install, they never skip."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "Chromium is missing: apt-get install chromium"
    return found


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield opened
        await opened.close()


@pytest.fixture
async def open_client(browser: Browser) -> AsyncIterator[Open]:
    """`await open_client(session, "member0", PHONE, path="/people")`: somebody's device at an address of the meeting.

    At the end nothing may have gone wrong on any page: no exception, and no breach of the content policy."""
    faults: list[str] = []

    async def opened(session: Session, name: str, size: dict[str, Any] = TABLET, path: str = "") -> Page:
        context = await browser.new_context(base_url=session.home.url, locale="vi-VN", **size)
        await context.add_cookies([{"name": "ecabinet", "value": session[name].cookie, "url": session.home.url}])
        page = await context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{name}: {error}"))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        await page.goto(f"/m/{session.meeting}{path}")
        return page

    yield opened
    assert faults == []
