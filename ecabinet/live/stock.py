"""The same conversation over python-socketio and uvicorn's own websocket class, or over polling.

The step back when our own class (`line`) is in doubt, and, where a setting allows it, the way in for clients behind a
proxy without websockets. What it is not: fast. Each message costs a queue, two tasks and a timer.

Rules: as for a line. Every packet passes `_handle_eio_message` first, before the library could act on it; the
library keeps the connections and their heartbeats, nothing else.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import socketio
from engineio.packet import MESSAGE, Packet
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ecabinet.live import heart
from ecabinet.live.frames import answer_frame, message_of
from ecabinet.live.heart import PING_EVERY
from ecabinet.live.live import Live
from ecabinet.live.parser import MOST_BYTES
from ecabinet.live.seat import Seat
from ecabinet.live.talk import BESIDE, MOST_WAITING, Hostile, event_of
from ecabinet.live.wire import STOCK_LINE
from ecabinet.metrics import FIGURES
from journal.shapes import Refusal

MOST_QUEUED = 256  # messages a reader may be behind
KINDS = frozenset("12345")  # Engine.IO packets of a client: close, ping, pong, message, upgrade


class StockLine:
    """One connection of the library."""

    def __init__(self, server: "Stock", eio_sid: str, protocol: Any) -> None:
        self.server = server
        self.eio_sid = eio_sid
        self.protocol = protocol  # uvicorn's, to cut off a reader that stopped; None over polling
        self.seat: Seat | None = None
        self.pending = 0
        self.ready = asyncio.Event()

    def write(self, frame: bytes) -> None:
        socket = self.server.eio.sockets.get(self.eio_sid)
        if socket is None or socket.closed:
            return
        if socket.queue.qsize() > MOST_QUEUED:
            FIGURES.slow_cuts += 1
            self.cut()
        else:
            socket.queue.put_nowait(Packet(MESSAGE, message_of(frame)[1:].decode()))

    def cut(self) -> None:
        """Forget what waits, tell the library, and do not wait for the other side."""
        self.pending = 0
        self.ready.set()
        self.server.cut(self.eio_sid)
        if self.protocol is not None:
            self.protocol.transport.abort()

    def cut_if_silent(self) -> None:
        """Nobody said who they are."""
        if self.seat is None:
            self.cut()

    def answer(self, ident: int | None, answer: Any) -> None:
        self.pending -= 1
        self.ready.set()
        if ident is not None and answer is not None:
            self.write(answer_frame(ident, answer, False))


class Stock(socketio.AsyncServer):  # type: ignore[misc]
    """python-socketio with `Live` behind it. `cookie_in`: our cookie in a Cookie header."""

    def __init__(
        self, live: Live, allowed: Callable[[str | None, str | None], bool], cookie_in: Callable[[str], str | None],
        polling: bool,
    ) -> None:  # fmt: skip
        super().__init__(
            async_mode="asgi",
            transports=["websocket", "polling"] if polling else ["websocket"],
            ping_interval=PING_EVERY,
            ping_timeout=PING_EVERY,
            max_http_buffer_size=MOST_BYTES,
            http_compression=False,
            cors_allowed_origins=lambda origin, environ: allowed(origin, environ.get("HTTP_HOST")),
            cors_credentials=False,
            async_handlers=False,
            namespaces=["/"],
        )
        self.live = live
        self.cookie_in = cookie_in
        self.lines: dict[str, StockLine] = {}
        self.cutting: set[asyncio.Task[None]] = set()
        self.on("connect", self.admitted)
        self.on("disconnect", self.ended)

    def application(self) -> ASGIApp:
        """What stands at `/socket.io/`."""
        library = socketio.ASGIApp(self, socketio_path="socket.io")

        async def guard(scope: Scope, receive: Receive, send: Send) -> None:
            await library(scope, guarded(receive) if scope["type"] == "websocket" else receive, send)

        return guard

    async def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> Any:
        protocol = environ["asgi.scope"].get("extensions", {}).get(STOCK_LINE)
        line = self.lines[eio_sid] = StockLine(self, eio_sid, protocol)
        asyncio.get_running_loop().call_later(heart.GREETING, line.cut_if_silent)
        return await super()._handle_eio_connect(eio_sid, environ)

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        await super()._handle_eio_disconnect(eio_sid, reason)
        self.lines.pop(eio_sid, None)

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        line = self.lines.get(eio_sid)
        if line is None:
            return
        try:
            await self.packet(line, data)
        except Hostile:
            line.cut()

    async def packet(self, line: StockLine, data: Any) -> None:
        """One Socket.IO packet."""
        if not isinstance(data, str):
            raise Hostile
        if data.startswith("2"):
            await self.event(line, data[1:])
        elif data == "1":
            await self._handle_disconnect(line.eio_sid, "/", self.reason.CLIENT_DISCONNECT)
        elif data[:2] in ("0", "0{") and line.seat is None:
            await self._handle_connect(line.eio_sid, "/", None)
            if line.seat is None:
                asyncio.get_running_loop().call_later(1, line.cut)
        else:
            raise Hostile

    async def admitted(self, sid: str, environ: dict[str, Any], _auth: Any) -> None:
        """The library's `connect`: only with a live session."""
        line = self.lines[self.manager.eio_sid_from_sid(sid, "/")]
        try:
            line.seat = self.live.admit(line, self.cookie_in(environ.get("HTTP_COOKIE", "")))
        except Refusal as no:
            FIGURES.refused(no.code)
            raise refused_connection(no.code) from None

    async def ended(self, sid: str, _reason: str = "") -> None:
        line = self.lines.get(self.manager.eio_sid_from_sid(sid, "/") or "")
        if line is not None and line.seat is not None:
            self.live.gone(line.seat)
            line.seat = None

    async def event(self, line: StockLine, rest: str) -> None:
        """As on a line: `do` is answered beside it, everything else holds it."""
        if line.seat is None:
            raise Hostile
        ident, name, body = event_of(rest)
        line.pending += 1
        self.live.take(line.seat, name, body, partial(line.answer, ident))
        while line.pending and (name not in BESIDE or line.pending >= MOST_WAITING):
            line.ready.clear()
            await line.ready.wait()

    def cut(self, eio_sid: str) -> None:
        socket = self.eio.sockets.get(eio_sid)
        if socket is None:
            return
        while not socket.queue.empty():
            socket.queue.get_nowait()
        task = asyncio.get_running_loop().create_task(socket.close(wait=False, abort=True))
        self.cutting.add(task)
        task.add_done_callback(self.cutting.discard)


def guarded(receive: Receive) -> Receive:
    """What the library would raise at, log or pass over ends the connection before it sees it."""

    async def next_message() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive":
            text = message.get("text")
            if not text or text[0] not in KINDS or len(text) > MOST_BYTES:
                return {"type": "websocket.disconnect", "code": 1002}
        return message

    return next_message


def refused_connection(code: str) -> Exception:
    """The client reads `data.code` of the connection error."""
    refusal: Exception = socketio.exceptions.ConnectionRefusedError(code, {"code": code})
    return refusal
