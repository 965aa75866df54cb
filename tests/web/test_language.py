"""One choice of language for a device: the pages before signing in and the client inside follow the same one."""

import pytest
from playwright.sync_api import Browser, expect

from tests.web.conftest import Demo

pytestmark = pytest.mark.browser

DELEGATE = "Hoàng Thị Bích Ngọc"


def test_the_language_chosen_before_signing_in_holds_inside_and_the_other_way_round(
    demo: Demo, chromium: Browser
) -> None:
    context = chromium.new_context(viewport={"width": 800, "height": 1280}, base_url=demo.url, locale="en-US")
    page = context.new_page()
    html = page.locator("html")
    page.goto("/sign-in")
    expect(html).to_have_attribute("lang", "vi")  # what the browser came with is no choice
    page.goto("/sign-in?lang=en")
    expect(html).to_have_attribute("lang", "en")

    page.goto(demo.links[DELEGATE])
    expect(page.get_by_text("Connected")).to_be_attached()
    expect(html).to_have_attribute("lang", "en")

    page.get_by_role("button", name="Settings of").click()
    page.get_by_role("radio", name="Tiếng Việt").check()
    expect(html).to_have_attribute("lang", "vi")
    expect(page.get_by_text("Đã kết nối")).to_be_attached()

    page.goto("/no/such/page")
    expect(html).to_have_attribute("lang", "vi")
    context.close()
