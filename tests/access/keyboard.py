"""Without a mouse and without a finger: sign in, open a paper, turn its pages, vote."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.access.conftest import DELEGATE, Session

# What has the focus: its words, and whether one sees that it has it.
FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one);
    const words = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent ?? '';
    const box = one.getBoundingClientRect();
    const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return {
        words: words.replace(/\\s+/g, ' ').trim(),
        tag: one.tagName, href: one.getAttribute('href') ?? '', top: box.top, left: box.left,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
        ringed: ringed || style.boxShadow !== 'none',
    };
}"""


def focus(page: Page) -> dict[str, Any] | None:
    found: dict[str, Any] | None = page.evaluate(FOCUS)
    return found


def tabbed(page: Page, most: int = 60) -> list[dict[str, Any]]:
    """Where the focus goes with the Tab key, until it comes round."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        now = focus(page)
        if now is None or (stops and (now["words"], now["top"]) == (stops[0]["words"], stops[0]["top"])):
            break
        stops.append(now)
    return stops


def tab_to(page: Page, words: str, most: int = 60) -> None:
    """Tab until something with these words has the focus."""
    for _ in range(most):
        now = focus(page)
        if now is not None and words in (now["words"] + now["href"]):
            return
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
    raise AssertionError(f"the Tab key never comes to {words!r}")


def desktop(session: Session) -> Page:
    context = session.hall.browser.new_context(
        base_url=session.hall.demo.url, locale="vi-VN", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    session.hall.contexts.append(context)
    return context.new_page()


def signs_in(session: Session, page: Page) -> None:
    """With a wrong password first: what is said is said where the focus is. (In a demo people come by links; here the
    table of seats is one.)"""
    page.goto("/sign-in")
    assert (focus(page) or {}).get("tag") == "INPUT", "the first field waits for typing"
    page.keyboard.type("ngoc.htb")
    page.keyboard.press("Tab")
    page.keyboard.type("sai mat khau")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto("/")
    tab_to(page, DELEGATE)
    assert (focus(page) or {})["ringed"]
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_visible()


def opens_the_meeting(session: Session, page: Page) -> None:
    """Every stop of the Tab key is seen and ringed, and the order is that of reading."""
    page.goto(f"/m/{session.id}/papers")
    expect(page.locator("ul.papers").first).to_be_visible()
    stops = tabbed(page)
    assert len(stops) > 8
    blind = [stop["words"] for stop in stops if not stop["ringed"]]
    assert blind == [], "the focus is not to be seen"
    lost = [stop["words"] for stop in stops if not stop["seen"]]
    assert lost == [], "the focus is out of sight"
    papers = [stop["top"] for stop in stops if "/r/" in stop["href"]]
    assert len(papers) > 3
    tab_to(page, "Tờ trình số 214")
    page.keyboard.press("Enter")
    expect(page.locator(".face-image img").first).to_be_visible()


def reads(session: Session, page: Page) -> None:
    """Pages turn by keys; Escape or the browser's own key leads back."""
    address = page.url
    before = int(address.rsplit("/", 1)[1])
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(address.rsplit("/", 1)[0] + f"/{before + 1}")
    page.keyboard.press("PageDown")
    expect(page).to_have_url(address.rsplit("/", 1)[0] + f"/{before + 2}")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(address.rsplit("/", 1)[0] + f"/{before + 1}")
    page.keyboard.press("Home")
    expect(page).to_have_url(address.rsplit("/", 1)[0] + "/1")
    blind = [stop["words"] for stop in tabbed(page) if not stop["ringed"]]
    assert blind == [], "the focus is not to be seen"


def votes(session: Session, page: Page) -> None:
    """2 chooses; Tab to the button, which says what was chosen; Enter sends."""
    page.goto(f"/m/{session.id}")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    page.wait_for_timeout(1000)
    page.keyboard.press("2")
    expect(sheet.get_by_role("radio", name="Không tán thành")).to_be_checked()
    tab_to(page, "Gửi phiếu")
    assert (focus(page) or {})["ringed"]
    page.keyboard.press("Enter")
    expect(sheet).to_contain_text("Đã nhận phiếu của bạn")
    expect(sheet).to_contain_text("Không tán thành")
    assert session.one("voted", name=DELEGATE)["voted"]
