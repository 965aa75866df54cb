"""The browsers that are open, so that a failing test can say what stood on every page."""

from typing import Any

from playwright.sync_api import Browser, Error

MOST = 1500  # characters of a page

opened: list[Browser] = []


def pages() -> list[tuple[str, str]]:
    """Address and words of each open page, in the order of their devices."""
    found = [page for browser in opened for context in browser.contexts for page in context.pages]
    return [(f"page {page.url}", words(page)) for page in found]


def words(page: Any) -> str:
    try:
        return str(page.locator("body").inner_text(timeout=2_000))[:MOST]
    except Error as failure:
        return f"not to be read: {failure}"
