"""Engine.IO's connection without its queue: packets are written straight to the wire.

What it is not: a transport for polling; the server offers websockets only. Heartbeats and time-outs are Engine.IO's.
"""

import asyncio
from typing import Any

import engineio
from engineio.async_socket import AsyncSocket
from engineio.packet import Packet

from ecabinet.live.wire import EXTENSION, Wire, text_frame

HANDSHAKE = 5.0  # seconds to send Socket.IO's CONNECT; the library would keep a silent socket for ever


class DirectSocket(AsyncSocket):  # type: ignore[misc]
    """`wire` is there once the websocket is accepted; before that packets wait in the library's queue."""

    wire: Wire | None = None
    connects_by: asyncio.TimerHandle | None = None
    upgraded: bool

    async def _upgrade_websocket(self, environ: dict[str, Any]) -> Any:
        wire = environ["asgi.scope"]["extensions"].get(EXTENSION)
        if wire is None or self.upgraded:
            raise OSError("only direct websockets are served")
        self.accepted = wire
        return await super()._upgrade_websocket(environ)

    async def _websocket_handler(self, ws: Any) -> None:
        """Write what waited, then read until the end."""
        self.wire = self.accepted
        self.connected = self.upgraded = True
        self.connects_by = asyncio.get_running_loop().call_later(HANDSHAKE, self.wire.abort)
        while not self.queue.empty():
            self.put(self.queue.get_nowait())
        try:
            await self.read(ws)
        finally:
            self.greeted()
            await self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)

    async def read(self, ws: Any) -> None:
        """One message after the other; anything malformed ends the connection."""
        while not self.closed:
            try:
                message = await ws.wait()
            except OSError:
                return
            if not isinstance(message, str) or len(message) > self.server.max_http_buffer_size:
                self.cut()
                return
            try:
                await self.receive(Packet(encoded_packet=message))
            except Exception:
                self.cut()
                return

    async def send(self, pkt: Packet) -> None:
        if self.wire is None:
            await self.queue.put(pkt)
        else:
            self.put(pkt)

    def put(self, pkt: Packet) -> None:
        encoded = pkt.encode()
        if self.wire is not None and isinstance(encoded, str):
            self.wire.write(text_frame(encoded.encode()))

    def greeted(self) -> None:
        """Socket.IO's CONNECT arrived (or the connection ended)."""
        if self.connects_by is not None:
            self.connects_by.cancel()
            self.connects_by = None

    def cut(self) -> None:
        if self.wire is not None:
            self.wire.abort()

    async def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """Tell the server, then end the transport; a peer that does not read must not keep it."""
        await super().close(wait=False, abort=abort, reason=reason)
        if self.wire is not None:
            asyncio.get_running_loop().call_later(0 if abort else 1, self.wire.abort)


class DirectEngine(engineio.AsyncServer):  # type: ignore[misc]
    """Engine.IO with direct sockets: the library names its socket class in one place only."""

    start_service_task: bool

    async def _handle_connect(self, environ: dict[str, Any], transport: str, jsonp_index: int | None = None) -> Any:
        self._service()
        sid = self.generate_id()
        socket = DirectSocket(self, sid)
        self.sockets[sid] = socket
        await socket.send(Packet(0, self._greeting(sid)))
        if await self._trigger_event("connect", sid, environ, run_async=False) not in (None, True):
            del self.sockets[sid]
            return self._unauthorized()
        socket.schedule_ping()
        answer = await socket.handle_get_request(environ)
        self.sockets.pop(sid, None)
        return answer

    def _greeting(self, sid: str) -> dict[str, Any]:
        return {
            "sid": sid,
            "upgrades": [],
            "pingTimeout": int(self.ping_timeout * 1000),
            "pingInterval": int(self.ping_interval * 1000),
            "maxPayload": self.max_http_buffer_size,
        }

    def _service(self) -> None:
        """The library's task that finds connections which stopped answering pings."""
        if self.start_service_task:
            self.start_service_task = False
            self.service_task_handle = self.start_background_task(self._service_task)
