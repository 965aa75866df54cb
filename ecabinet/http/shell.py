"""HTML for people: the start page, the demo's table of seats, the shell of the web client and of the projector.

The client's own addresses (`/m/{meeting}/minutes`, ...) share names with data (`GET /m/{meeting}/minutes` as JSON). A
browser that opens a page asks for `text/html`; then, and only then, the shell answers.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
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
    "/rules",
    "/written",
    "/d/{document}",
)
DATA = ("p", "record.pdf", "record", "view", "papers.zip", "opinion", "opinions.csv")


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
    return len(parts) > 3 and parts[1] == "m" and parts[3] in DATA


def routes(house: House) -> list[Route]:
    """Pages first: they answer only browsers that open one."""
    it = Pages(house)
    pages = [DataLast(address, it.client) for address in ADDRESSES]
    return [
        Route("/", it.start),
        Route("/favicon.ico", it.favicon),
        Route("/screen/{meeting}", it.screen),
        *pages,
    ]


class Pages:
    """The handlers."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def start(self, request: Request) -> Response:
        if self.house.settings.demo and self.here(request):
            return await self.seats(request)
        who = visitor(self.house, request)
        if who is None:
            return await self.front(request)
        return RedirectResponse(f"/screen/{who.session.meeting}" if who.screen else "/meetings", status_code=303)

    async def front(self, request: Request) -> Response:
        """Nobody signed in: the demo away from its machine explains itself, everything else signs in."""
        if self.house.settings.demo:
            return page(request.scope, self.house.texts, "signin.html", error=None, login="", demo=True)
        return RedirectResponse("/sign-in", status_code=303)

    def here(self, request: Request) -> bool:
        """Only somebody on this machine, who asked for it by a name of this machine, sees the links."""
        return (
            request.client is not None and is_loopback(request.client.host) and is_loopback(request.url.hostname or "")
        )

    async def seats(self, request: Request) -> Response:
        links = await self.house.sessions.links()
        people = [(link, self.house.people.get(link.person)) for link in links if link.kind == "seat"]
        screens = [link for link in links if link.kind == "screen"]
        return page(request.scope, self.house.texts, "seats.html", people=people, screens=screens)

    async def client(self, request: Request) -> Response:
        who = visitor(self.house, request)
        if who is None:
            return RedirectResponse("/sign-in", status_code=303)
        if who.screen:
            return RedirectResponse(f"/screen/{who.session.meeting}", status_code=303)
        return page(request.scope, self.house.texts, "shell.html", entry=bundle("src/main.tsx"), root="app")

    async def screen(self, request: Request) -> Response:
        who = visitor(self.house, request)
        if who is None:
            return RedirectResponse("/sign-in", status_code=303)
        return page(request.scope, self.house.texts, "shell.html", entry=bundle("src/screen/main.tsx"), root="screen")

    async def favicon(self, _request: Request) -> Response:
        return Response(status_code=204, headers={"cache-control": "public, max-age=86400"})


class DataLast(PageRoute):
    """A page of the client, unless the address is one of files."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and is_data(scope["path"]):
            return Match.NONE, {}
        return super().matches(scope)
