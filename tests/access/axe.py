"""axe-core on a page, in both languages and by day and by night."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
LANGUAGES, THEMES = ("vi", "en"), ("light", "dark")
# As the settings do; the projector has a dark and a light look of its own. Pages of the server are light only.
PAINT = """(theme) => {
    const root = document.documentElement;
    const screen = root.dataset.theme?.startsWith('screen');
    if (root.dataset.theme) root.dataset.theme = screen ? (theme === 'dark' ? 'screen' : 'screen-light') : theme;
}"""


def faults(page: Page) -> list[str]:
    """What axe calls serious or critical on the page as it is now, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{fault['id']} ({len(fault['nodes'])}): {fault['nodes'][0]['html'][:160]} {said(fault)}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def said(fault: dict[str, Any]) -> str:
    """Why, for the first place."""
    checks = fault["nodes"][0]["any"] + fault["nodes"][0]["all"] + fault["nodes"][0]["none"]
    return checks[0]["message"][:160] if checks else ""


def everywhere(page: Page, name: str, there: str) -> list[str]:
    """The page in both languages and both themes; `there` is what must be on it."""
    found: list[str] = []
    page.emulate_media(reduced_motion="reduce")
    for language in LANGUAGES:
        page.evaluate("(one) => { document.cookie = `lang=${one}; path=/`; }", language)
        page.reload()
        expect(page.locator(there).first).to_be_visible()
        if "/screen/" not in page.url:  # the room's screen speaks the room's language
            assert page.locator("html").get_attribute("lang") == language, name
        for theme in THEMES:
            page.evaluate(PAINT, theme)
            page.wait_for_timeout(100)
            found += [f"{name} ({language}, {theme}): {fault}" for fault in faults(page)]
    return found
