"""The demo meeting on a server of its own, and real browsers: one context is one device, with cookies of its own."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.conftest import Demo, chromium, serving_demo

__all__ = ["chromium"]

TABLET: dict[str, Any] = {"viewport": {"width": 800, "height": 1280}, "has_touch": True}
LANDSCAPE: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "has_touch": True}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2}
LAPTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PROJECTOR: dict[str, Any] = {"viewport": {"width": 1920, "height": 1080}}
SHOTS = os.environ.get("SHOTS")  # a folder: then every story leaves its pictures there

expect.set_options(timeout=20_000)


class Hall:
    """The demo's server and the devices in it."""

    def __init__(self, demo: Demo, browser: Browser) -> None:
        self.demo = demo
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.troubles: list[str] = []

    def seat(self, name: str, device: dict[str, Any]) -> Page:
        """A new device on which this person signs in with one click."""
        context = self.browser.new_context(base_url=self.demo.url, locale="vi-VN", accept_downloads=True, **device)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(f"{name}: {error}"))
        page.on("console", lambda line: self.console(name, line))
        page.goto(self.demo.links[name])
        return page

    def console(self, name: str, line: Any) -> None:
        """A policy violation or an uncaught fault is ours; a cut connection and a refusal (409) belong to the story."""
        if line.type == "error" and not any(word in line.text for word in ("net::ERR", "WebSocket", "409")):
            self.troubles.append(f"{name}: {line.text}")

    def shot(self, page: Page, name: str) -> None:
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(400)
            page.screenshot(path=f"{SHOTS}/{name}.png")

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture(scope="module")
def hall(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with serving_demo(tmp_path_factory.mktemp("story")) as demo:
        made = Hall(demo, chromium)
        yield made
        made.leave()
