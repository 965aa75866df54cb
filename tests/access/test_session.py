"""A session for people who see, point or hear differently: no serious fault of axe on any page, and all by keyboard."""

import pytest
from playwright.sync_api import Page

from tests.access import keyboard
from tests.access.axe import everywhere
from tests.access.conftest import CHAIR, DELEGATE, SECRETARY, Session
from tests.e2e.conftest import LANDSCAPE, LAPTOP, PROJECTOR, TABLET

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("access"), pytest.mark.timeout(600)]

Place = tuple[str, str, str]  # what it is called, its address, what is on it when it is ready


def looked_at(page: Page, *places: Place) -> list[str]:
    found: list[str] = []
    for name, address, there in places:
        page.goto(address)
        found += everywhere(page, name, there)
    page.close()
    return found


def test_a_session_with_axe_on_every_page_and_one_delegate_without_a_mouse(session: Session) -> None:
    found = before(session)
    delegate = keyboard.desktop(session)
    keyboard.signs_in(session, delegate)
    keyboard.opens_the_meeting(session, delegate)
    keyboard.reads(session, delegate)
    session.starts()
    found += running(session)
    session.opens_the_vote()
    found += voting(session)
    keyboard.votes(session, delegate)
    session.ends()
    found += afterwards(session)
    assert found == []


def before(session: Session) -> list[str]:
    hall, home = session.hall, f"/m/{session.id}"
    visitor = hall.browser.new_context(base_url=hall.demo.url).new_page()
    tabs = (("agenda", ""), ("papers", "/papers"), ("people", "/people"), ("notes", "/notes"))
    return [
        *looked_at(visitor, ("sign-in", "/sign-in", "form"), ("seats", "/", "table"), ("error", "/nowhere", "h1")),
        *looked_at(
            hall.seat(DELEGATE, TABLET),
            ("password", "/password", "form"),
            ("meetings", "/meetings", "#content a"),
            *((f"home: {name}", home + part, "[role=tabpanel], #content h1, #content h2") for name, part in tabs),
            ("documents, empty", "/documents", "#content"),
        ),
        *looked_at(hall.seat(CHAIR, LANDSCAPE), ("chair, before", f"{home}/chair", ".next-step")),
        *looked_at(hall.seat(SECRETARY, LAPTOP), ("prepare", f"{home}/prepare", "#content")),
        *looked_at(hall.seat(session.screen, PROJECTOR), ("screen, before", f"/screen/{session.id}", "body *")),
    ]


def running(session: Session) -> list[str]:
    hall, home = session.hall, f"/m/{session.id}"
    return [
        *looked_at(
            hall.seat(DELEGATE, TABLET),
            ("home, running", home, "#content"),
            ("reader", f"{home}/r/{session.paper}/2", ".face-image img"),
        ),
        *looked_at(hall.seat(CHAIR, LANDSCAPE), ("chair, running", f"{home}/chair", ".face-image img")),
        *looked_at(hall.seat(session.screen, PROJECTOR), ("screen, a page", f"/screen/{session.id}", "img")),
    ]


def voting(session: Session) -> list[str]:
    hall, home = session.hall, f"/m/{session.id}"
    return [
        *looked_at(hall.seat(DELEGATE, TABLET), ("ballot", home, "dialog[open], [role=dialog]")),
        *looked_at(hall.seat(CHAIR, LANDSCAPE), ("chair, vote open", f"{home}/chair", ".next-step")),
        *looked_at(hall.seat(session.screen, PROJECTOR), ("screen, vote", f"/screen/{session.id}?lang=en", "body *")),
    ]


def afterwards(session: Session) -> list[str]:
    hall, home = session.hall, f"/m/{session.id}"
    found = looked_at(hall.seat(SECRETARY, LAPTOP), ("minutes", f"{home}/minutes", "textarea"))
    document = session.is_filed()
    return [
        *found,
        *looked_at(
            hall.seat(DELEGATE, TABLET),
            ("home, filed", home, "#content"),
            ("documents", "/documents", f"a[href='/d/{document}']"),
            ("document", f"/d/{document}", "#content h1"),
        ),
        *looked_at(hall.seat(CHAIR, LANDSCAPE), ("chair, filed", f"{home}/chair", ".next-step")),
        *looked_at(hall.seat(session.screen, PROJECTOR), ("screen, closed", f"/screen/{session.id}", "body *")),
    ]
