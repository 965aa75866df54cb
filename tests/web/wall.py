"""The projector of a meeting, which is never touched."""

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from tests.web.small import Small


@contextlib.contextmanager
def on_the_wall(chromium: Browser, small: Small) -> Iterator[Page]:
    """At 1920x1080; its script must raise nothing."""
    context = chromium.new_context(viewport={"width": 1920, "height": 1080}, base_url=small.demo.url)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(small.screen_link())
    page.wait_for_selector(".slide")
    yield page
    context.close()
    assert not faults
