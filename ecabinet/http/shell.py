"""HTML for people: the start page, the demo's table of seats, the shell of the web client and of the projector.

The client's own addresses (`/m/{meeting}/minutes`, ...) share names with data (`GET /m/{meeting}/minutes` as JSON). A
browser that opens a page asks for `text/html`; then, and only then, the shell answers.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from ecabinet.house import House
from ecabinet.http.templates import bundle, page
from ecabinet.http.who import visitor
from ecabinet.settings import is_loopback

ADDRESSES = (
    "/meetings",
    "/m/{meeting}",
    "/m/{meeting}/{rest:path}",
    "/documents",
    "/d/{document}",
)


class PageRoute(Route):
    """Matches only when a browser opens a page."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and not wants_html(scope):
            return Match.NONE, {}
        return super().matches(scope)


def wants_html(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def is_data(path: str) -> bool:
    """Addresses below a meeting that are never a page of the client: images, downloads, the record itself."""
    parts = path.split("/")
    return len(parts) > 3 and parts[1] == "m" and parts[3] in ("p", "record.pdf", "record", "view", "papers.zip")


def routes(house: House) -> list[Route]:
    """Pages first: they answer only browsers that open one."""

    async def start(request: Request) -> Response:
        if house.settings.demo and here(request):
            return await seats(request)
        who = visitor(house, request)
        if who is None:
            return await front(request)
        return RedirectResponse(f"/screen/{who.session.meeting}" if who.screen else "/meetings", status_code=303)

    async def front(request: Request) -> Response:
        """Nobody signed in: the demo away from its machine explains itself, everything else signs in."""
        if house.settings.demo:
            return page(request.scope, house.texts, "signin.html", error=None, login="")
        return RedirectResponse("/sign-in", status_code=303)

    def here(request: Request) -> bool:
        """Only somebody on this machine, who asked for it by a name of this machine, sees the links."""
        return (
            request.client is not None and is_loopback(request.client.host) and is_loopback(request.url.hostname or "")
        )

    async def seats(request: Request) -> Response:
        links = await house.sessions.links()
        people = [(link, house.people.get(link.person)) for link in links if link.kind == "seat"]
        screens = [link for link in links if link.kind == "screen"]
        return page(request.scope, house.texts, "seats.html", people=people, screens=screens)

    async def client(request: Request) -> Response:
        who = visitor(house, request)
        if who is None:
            return RedirectResponse("/sign-in", status_code=303)
        if who.screen:
            return RedirectResponse(f"/screen/{who.session.meeting}", status_code=303)
        return page(request.scope, house.texts, "shell.html", entry=bundle("src/main.tsx"), root="app")

    async def screen(request: Request) -> Response:
        who = visitor(house, request)
        if who is None:
            return RedirectResponse("/sign-in", status_code=303)
        return page(request.scope, house.texts, "shell.html", entry=bundle("src/screen/main.tsx"), root="screen")

    async def healthz(_request: Request) -> Response:
        await house.db.rows("SELECT 1")
        return JSONResponse({"ok": True})

    async def favicon(_request: Request) -> Response:
        return Response(status_code=204, headers={"cache-control": "public, max-age=86400"})

    pages = [DataLast(address, client) for address in ADDRESSES]
    return [
        Route("/", start),
        Route("/healthz", healthz),
        Route("/favicon.ico", favicon),
        Route("/screen/{meeting}", screen),
        *pages,
    ]


class DataLast(PageRoute):
    """A page of the client, unless the address is one of files."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and is_data(scope["path"]):
            return Match.NONE, {}
        return super().matches(scope)
