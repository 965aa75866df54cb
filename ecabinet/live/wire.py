"""The door for websockets: what uvicorn makes for a request to upgrade, and who is let in.

A tablet's socket (Engine.IO 4 over a websocket from the first byte) becomes a `Line`. Everything else, and everything
when the setting says so, goes to uvicorn's own class and from there to python-socketio (`stock`).

Rules:
- Only from our own pages: exactly one `Origin` and one `Host`, and `http.origin` says they are ours.
- The handshake is the `websockets` library's. Compression is agreed only without context takeover, so that one
  compressed view serves every seat and a seat keeps no window.
"""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import parse_qs

from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.http11 import Request
from websockets.server import ServerProtocol

from ecabinet.live.heart import Heart
from ecabinet.live.line import Line
from ecabinet.live.live import Live

PATH = "/socket.io/"
DEFLATE = ServerPerMessageDeflateFactory(server_no_context_takeover=True, client_no_context_takeover=True)
STOCK_LINE = "ecabinet.line"


class Door:
    """What every socket needs to know. `allowed(origin, host)`; `direct`: our own lines instead of the stock ones."""

    def __init__(
        self, live: Live, allowed: Callable[[str | None, str | None], bool], cookie_in: Callable[[str], str | None],
        direct: bool,
    ) -> None:  # fmt: skip
        self.live = live
        self.allowed = allowed
        self.cookie_in = cookie_in
        self.direct = direct
        self.heart = Heart()

    def takes(self, target: str) -> bool:
        """Whether this is a tablet's first request (one with a `sid` upgrades from polling, which is stock)."""
        path, _, query = target.partition("?")
        asked = parse_qs(query)
        return (
            self.direct
            and path == PATH
            and asked.get("transport") == ["websocket"]
            and asked.get("EIO") == ["4"]
            and "sid" not in asked
        )

    def protocol(
        self, config: Config, server_state: ServerState, app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> asyncio.Protocol:  # fmt: skip
        """For uvicorn's `ws=`."""
        if self.direct:
            return Wire(self, config, server_state, app_state)
        return StockProtocol(config, server_state, app_state)


class Wire(asyncio.Protocol):
    """From the upgrade request to its answer; then `then` has the transport."""

    def __init__(self, door: Door, config: Config, state: ServerState, app_state: dict[str, Any]) -> None:
        self.door = door
        self.config = config
        self.state = state
        self.app_state = app_state
        self.then: asyncio.Protocol | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """The whole request, as uvicorn read it. (uvicorn names us the transport's protocol only after this.)"""
        if self.then is not None:
            self.then.data_received(data)
            return
        handshake = ServerProtocol(extensions=[DEFLATE])
        handshake.receive_data(data)
        request = next((event for event in handshake.events_received() if isinstance(event, Request)), None)
        if request is None or not self.door.takes(request.path):
            self.then = StockProtocol(self.config, self.state, self.app_state)
            self.then.connection_made(self.transport)
            self.then.data_received(data)
        elif self.let_in(handshake, request):
            self.then = self.line(handshake, request)
        if self.then is not None:
            asyncio.get_running_loop().call_soon(self.hand_over)

    def let_in(self, handshake: ServerProtocol, request: Request) -> bool:
        """Answer the request; False when it was refused."""
        if self.door.allowed(only(request, "Origin"), only(request, "Host")):
            response = handshake.accept(request)
        else:
            response = handshake.reject(HTTPStatus.FORBIDDEN, "")
        handshake.send_response(response)
        self.transport.write(b"".join(handshake.data_to_send()))
        if response.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
            return True
        self.transport.close()
        return False

    def line(self, handshake: ServerProtocol, request: Request) -> Line:
        agreed = next((one for one in handshake.extensions if isinstance(one, PerMessageDeflate)), None)
        cookie = self.door.cookie_in("; ".join(request.headers.get_all("Cookie")))
        return Line(
            self.door.live,
            self.door.heart,
            self.transport,
            self.state.connections,
            cookie,
            inflates=agreed is not None,
            deflates=agreed is not None and agreed.local_max_window_bits == 15,
        )

    def hand_over(self) -> None:
        if self.then is not None and not self.transport.is_closing():
            self.transport.set_protocol(self.then)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.then is not None:
            self.then.connection_lost(exc)


class StockProtocol(WebSocketsSansIOProtocol):
    """uvicorn's own class. It puts itself into the ASGI scope: only so a reader that stops can be cut off."""

    async def run_asgi(self) -> None:
        cast(dict[str, Any], self.scope["extensions"])[STOCK_LINE] = self
        await super().run_asgi()


def only(request: Request, name: str) -> str | None:
    """A header that may be there once; several are as good as none."""
    found = request.headers.get_all(name)
    return found[0] if len(found) == 1 else None
