"""The composition root: which parts the server is made of, and in what order a request meets them."""

import contextlib
import importlib
import importlib.util
from collections.abc import AsyncIterator, Sequence

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from ecabinet.house import House, build
from ecabinet.http import account, api, health, shell, static, views
from ecabinet.http.errors import problem, wants_page
from ecabinet.http.gate import Gate
from ecabinet.http.origin import allowed_origin, same_origin
from ecabinet.http.replies import refusal
from ecabinet.live.wire import PATH
from ecabinet.settings import Settings
from journal.shapes import Refusal

# ecabinet/http/{room}.py, each with `routes(house)`
ROOMS = ("pages", "record", "documents", "prepare", "written", "demo")


def create_app(settings: Settings) -> "Sockets":
    """The ASGI application of one server. Locks the data folder: data.DataFolderInUse when another server has it."""
    return application(build(settings))


def application(house: House, rooms: Sequence[str] = ROOMS) -> "Sockets":
    """The same for a house that is already built (tests, the demo), with these rooms."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        await house.start()
        try:
            yield
        finally:
            await house.stop()

    async def refused(_request: Request, no: Exception) -> Response:
        assert isinstance(no, Refusal)
        return refusal(no, 404 if no.code == "meeting.not_found" else 409)

    async def stopped(request: Request, failure: Exception) -> Response:
        assert isinstance(failure, HTTPException)
        if failure.status_code == 401 and wants_page(request.scope):
            return RedirectResponse("/sign-in", status_code=303)
        return problem(request.scope, house.texts, failure.status_code)

    web = ExceptionMiddleware(
        Router(all_routes(house, rooms), lifespan=lifespan), handlers={Refusal: refused, HTTPException: stopped}
    )
    return Sockets(house, Gate(web, house.settings, house.sessions, house.texts))


def all_routes(house: House, rooms: Sequence[str]) -> list[BaseRoute]:
    """Pages of the client answer only browsers; everything below is data."""
    found: list[BaseRoute] = [
        *static.routes(),
        *health.routes(house),
        *shell.routes(house),
        *account.routes(house),
        *api.routes(house),
        *views.routes(house),
    ]
    for name in rooms:
        found += room_routes(house, name)
    return found


def room_routes(house: House, name: str) -> list[Route]:
    """The routes of a room that is there."""
    if importlib.util.find_spec(f"ecabinet.http.{name}") is None:
        return []
    made: list[Route] = importlib.import_module(f"ecabinet.http.{name}").routes(house)
    return made


class Sockets:
    """Sends `/socket.io/` to python-socketio, where a setting asks for it, and everything else on. (Websockets of
    tablets do not come here: `live.wire` takes them before.) What comes from another page is refused at once."""

    def __init__(self, house: House, web: ASGIApp) -> None:
        self.web = web
        self.house = house
        self.stock = house.stock.application() if house.stock is not None else None
        self.polling = self.stock if house.settings.polling else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            if self.stock is not None and scope["path"] == PATH and self.is_ours(scope):
                await self.stock(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
        elif self.polling is not None and scope["type"] == "http" and scope["path"] == PATH:
            if same_origin(self.house.settings, "POST", Headers(scope=scope)):
                await self.polling(scope, receive, send)
            else:
                await Response(status_code=403)(scope, receive, send)
        else:
            scope["app"] = self  # then Starlette raises its 404 and 405, and they are answered in our words
            await self.web(scope, receive, send)

    def is_ours(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        return allowed_origin(self.house.settings, headers.get("origin"), headers.get("host"))
