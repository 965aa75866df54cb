"""A bare websocket to the server, as cheap as it can be: bytes in, whole messages out.

What it is not: a websocket library. It speaks only what the server may say to us (unfragmented, uncompressed text,
ping, close) and takes anything else for a fault. It can read slowly or not at all, which libraries cannot.
"""

import asyncio
import base64
import secrets
import socket
import struct
from collections.abc import Callable

SHARED = bytearray(64 * 1024)  # messages are taken out of it before the next line reads
MOST_MESSAGE = 16 * 1024 * 1024


class Lost(Exception):
    """The connection is gone, or was never made."""


class Line(asyncio.BufferedProtocol):
    """`take(message)` for each text message, `lost()` once at the end. `pace` (bytes a second): a slow reader."""

    def __init__(self, take: Callable[[bytes], None], lost: Callable[[], None], pace: int | None = None) -> None:
        self.take = take
        self.lost = lost
        self.pace = pace
        self.open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = bytearray()
        self.transport: asyncio.Transport | None = None
        self.read = 0  # bytes
        self.timer: asyncio.TimerHandle | None = None

    # -- the transport's side -----------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def get_buffer(self, sizehint: int) -> memoryview:
        return memoryview(SHARED) if self.pace is None else memoryview(SHARED)[: max(1, self.pace // 10)]

    def buffer_updated(self, nbytes: int) -> None:
        self.read += nbytes
        self.buffer += memoryview(SHARED)[:nbytes]
        if self.pace is not None:
            self.rest(0.1)
        try:
            self.parse()
        except Exception:
            self.cut()
            raise

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        if self.timer is not None:
            self.timer.cancel()
        if not self.open.done():
            self.open.set_exception(Lost("while opening"))
            self.open.exception()  # whoever waited may have given up
        self.lost()

    # -- reading ------------------------------------------------------------------------------------------------------

    def parse(self) -> None:
        if not self.open.done():
            head, end, rest = bytes(self.buffer).partition(b"\r\n\r\n")
            if not end:
                return
            self.buffer = bytearray(rest)
            if not head.startswith(b"HTTP/1.1 101 "):
                self.open.set_exception(Lost(head.split(b"\r\n")[0].decode("latin-1")))
                self.cut()
                return
            self.open.set_result(None)
        while (frame := self.frame()) is not None:
            self.understand(*frame)

    def frame(self) -> tuple[int, bytes] | None:
        """The next whole frame: opcode with its flags, and payload."""
        buffer = self.buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1], 2
        if size == 126:
            start = 4
            size = struct.unpack_from("!H", buffer, 2)[0] if len(buffer) >= 4 else MOST_MESSAGE
        elif size == 127:
            start = 10
            size = struct.unpack_from("!Q", buffer, 2)[0] if len(buffer) >= 10 else MOST_MESSAGE
        if len(buffer) < start + size:
            return None
        found = buffer[0], bytes(memoryview(buffer)[start : start + size])
        del buffer[: start + size]
        return found

    def understand(self, kind: int, payload: bytes) -> None:
        match kind:
            case 0x81:
                self.take(payload)
            case 0x88:
                self.cut()
            case 0x89:
                self.write(0x8A, payload)
            case 0x8A:
                pass
            case _:
                raise ValueError(f"a frame of kind {kind:#x}")

    def stall(self) -> None:
        """Read nothing more."""
        if self.transport is not None:
            self.transport.pause_reading()

    def rest(self, seconds: float) -> None:
        """Read nothing for a while."""
        self.stall()
        self.timer = asyncio.get_running_loop().call_later(seconds, self.go_on)

    def go_on(self) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.resume_reading()

    # -- writing ------------------------------------------------------------------------------------------------------

    def write(self, kind: int, payload: bytes) -> None:
        """One masked frame (with a mask of zeros, which changes nothing)."""
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", kind, 0x80 | size)
        elif size < 65536:
            head = struct.pack("!BBH", kind, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", kind, 0x80 | 127, size)
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(head + b"\0\0\0\0" + payload)

    def cut(self) -> None:
        """Gone at once, without a goodbye."""
        if self.transport is not None:
            self.transport.abort()


async def dial(port: int, host: str, cookie: str, line: Callable[[], Line], window: int | None = None) -> Line:
    """Connect to this port as a browser at `host` would. `window`: receive buffer in bytes, for slow readers."""
    plug = socket.socket()
    plug.setblocking(False)
    if window is not None:
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    loop = asyncio.get_running_loop()
    try:
        await loop.sock_connect(plug, ("127.0.0.1", port))
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _, made = await loop.create_connection(line, sock=plug)
    except BaseException:
        plug.close()
        raise
    assert made.transport is not None
    made.transport.write(request(host, cookie))
    try:
        await made.open
    except BaseException:
        made.cut()
        raise
    return made


def request(host: str, cookie: str) -> bytes:
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    return (
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
        f"Host: {host}\r\nOrigin: http://{host}\r\nCookie: ecabinet={cookie}\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {key}\r\n\r\n"
    ).encode()
