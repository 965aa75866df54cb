"""The Socket.IO server: only our four events, only text, only the default namespace, answers encoded by us.

python-socketio would let a client call `connect` and `disconnect` handlers by name, collect binary attachments without
bound, and run a client's events out of order. Here every packet passes `_handle_eio_message` first.

Rules:
- Anything that is not CONNECT, DISCONNECT or one of `EVENTS` with one object and an acknowledgement id ends the socket.
- Events of a seat start in the order they came. `do` waits for its commit beside the line (at most `MOST_WAITING` at
  once), all others hold it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import socketio
from socketio import packet

from ecabinet.live.frames import answer_frame, encode
from ecabinet.live.socket import DirectEngine, DirectSocket
from ecabinet.logs import bug

EVENTS = frozenset({"join", "do", "keep", "signal"})
BESIDE = frozenset({"do"})
MOST_WAITING = 64
MOST_BYTES = 128 * 1024

Handler = Callable[[str, str, dict[str, Any]], Awaitable[Any]]


class Hostile(Exception):
    """Not our protocol: the socket is cut without a word."""


class Server(socketio.AsyncServer):  # type: ignore[misc]
    """`handler(sid, event, body)` answers events; connect and disconnect are registered with `on` as usual."""

    def __init__(self, handler: Handler, allowed_origin: Callable[[str | None, dict[str, Any]], bool]) -> None:
        super().__init__(
            async_mode="asgi",
            transports=["websocket"],
            ping_interval=10,
            ping_timeout=10,
            max_http_buffer_size=MOST_BYTES,
            http_compression=False,
            cors_allowed_origins=allowed_origin,
            cors_credentials=False,
            async_handlers=False,
            namespaces=["/"],
        )
        self.handler = handler
        self.beside: dict[str, set[asyncio.Task[None]]] = {}

    def _engineio_server_class(self) -> type[DirectEngine]:
        return DirectEngine

    def socket(self, eio_sid: str) -> DirectSocket | None:
        found: DirectSocket | None = self.eio.sockets.get(eio_sid)
        return found

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        try:
            await self.take(eio_sid, self.packet_class(encoded_packet=only_text(data)))
        except Exception:  # malformed or hostile: the parser raises many things; none is worth an answer
            socket = self.socket(eio_sid)
            if socket is not None:
                socket.cut()

    async def take(self, eio_sid: str, pkt: Any) -> None:
        if (pkt.namespace or "/") != "/":
            raise Hostile
        match pkt.packet_type:
            case packet.CONNECT:
                await self.greet(eio_sid, pkt.data)
            case packet.DISCONNECT:
                await self._handle_disconnect(eio_sid, "/", self.reason.CLIENT_DISCONNECT)
            case packet.EVENT:
                await self.event(eio_sid, pkt.id, pkt.data)
            case _:
                raise Hostile

    async def greet(self, eio_sid: str, data: Any) -> None:
        """Socket.IO's CONNECT: from here on a session is behind the socket, or it ends."""
        socket = self.socket(eio_sid)
        if socket is not None:
            socket.greeted()
        await self._handle_connect(eio_sid, "/", data)
        if socket is not None and self.manager.sid_from_eio_sid(eio_sid, "/") is None:
            asyncio.get_running_loop().call_later(1, socket.cut)

    async def event(self, eio_sid: str, ident: int | None, data: Any) -> None:
        name, body = understood(data)
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        if sid is None or not self.manager.is_connected(sid, "/"):
            raise Hostile
        if name in BESIDE:
            await self.run_beside(sid, eio_sid, ident, name, body)
        else:
            await self.answer(sid, eio_sid, ident, name, body)

    async def run_beside(self, sid: str, eio_sid: str, ident: int | None, name: str, body: dict[str, Any]) -> None:
        """Start now, in order; wait only when too many of this seat are still waiting."""
        tasks = self.beside.setdefault(sid, set())
        if len(tasks) >= MOST_WAITING:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        task = asyncio.create_task(self.answer(sid, eio_sid, ident, name, body))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    async def answer(self, sid: str, eio_sid: str, ident: int | None, name: str, body: dict[str, Any]) -> None:
        """Run the handler and send what it returns: an object, or JSON that is ready."""
        try:
            result = await self.handler(sid, name, body)
        except Exception as failure:
            result = {"ok": False, "code": "house.error", "args": {"id": bug(f"socket {name}", failure)}}
        socket = self.socket(eio_sid)
        if ident is not None and result is not None and socket is not None and socket.wire is not None:
            socket.wire.write(answer_frame(ident, result if isinstance(result, bytes) else encode(result)))

    def write(self, eio_sid: str, frame: bytes) -> None:
        """Send one finished frame to one seat."""
        socket = self.socket(eio_sid)
        if socket is not None and socket.wire is not None:
            socket.wire.write(frame)

    def cut(self, eio_sid: str) -> None:
        """End a seat's connection now."""
        socket = self.socket(eio_sid)
        if socket is not None:
            socket.cut()


def only_text(data: Any) -> str:
    if not isinstance(data, str):
        raise Hostile
    return data


def understood(data: Any) -> tuple[str, dict[str, Any]]:
    """The event's name and its one object."""
    match data:
        case [str(name), dict(body)] if name in EVENTS:
            encode(body)  # raises on half characters and endless numbers, which JSON's parser lets through
            return name, body
        case _:
            raise Hostile
