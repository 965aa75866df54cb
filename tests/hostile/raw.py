"""A client that knows no rules: one TCP connection, requests and websocket frames made by hand, so that each of them
can be wrong in any way. Everything that comes back is kept in `heard`."""

import asyncio
import base64
import contextlib
import json
import os
import zlib
from typing import Any

import msgspec

Headers = list[tuple[str, str]]
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Frame(msgspec.Struct, frozen=True):
    """One frame from the server."""

    opcode: int
    payload: bytes

    @property
    def text(self) -> str:
        return self.payload.decode()


class Gone(Exception):
    """The server has ended the connection."""


class Raw:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.heard = bytearray()

    @classmethod
    async def open(cls, port: int) -> "Raw":
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
        return cls(reader, writer)

    async def send(self, data: bytes) -> None:
        """Write; that the other side is gone shows when reading."""
        with contextlib.suppress(ConnectionError):
            self.writer.write(data)
            await self.writer.drain()

    @property
    def gone(self) -> bool:
        """The other side has ended it, as far as is known here."""
        return self.reader.at_eof() or self.reader.exception() is not None or self.writer.transport.is_closing()

    async def take(self, count: int) -> bytes:
        """Exactly so many bytes, or Gone."""
        try:
            data = await self.reader.readexactly(count)
        except (asyncio.IncompleteReadError, ConnectionError) as end:
            self.heard += getattr(end, "partial", b"")
            raise Gone from None
        self.heard += data
        return data

    async def head(self) -> tuple[int, str]:
        """Status and header lines of an HTTP answer; 0 when the connection ended without one."""
        try:
            data = await self.reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError) as end:
            self.heard += getattr(end, "partial", b"")
            return 0, ""
        self.heard += data
        return int(data.split(b" ", 2)[1]), data.decode("latin-1")

    async def rest(self, seconds: float = 3) -> bool:
        """Read whatever comes; whether the server ended the connection within that time."""
        with contextlib.suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(seconds):
                while data := await self.reader.read(65536):
                    self.heard += data
                return True
        return self.reader.at_eof() or self.reader.exception() is not None

    async def frame(self) -> Frame:
        """The next frame; inflated, if compression was agreed on."""
        first, second = await self.take(2)
        size = second & 127
        if size > 125:
            size = int.from_bytes(await self.take(2 if size == 126 else 8), "big")
        payload = await self.take(size)
        if first & 0x40:
            payload = zlib.decompressobj(-15).decompress(payload + b"\x00\x00\xff\xff")
            self.heard += payload
        return Frame(first & 15, payload)

    async def message(self, begins: str) -> str:
        """The next text that begins so; what else comes is passed over."""
        while True:
            frame = await self.frame()
            if frame.opcode == CLOSE:
                raise Gone
            if frame.opcode == TEXT and frame.text.startswith(begins):
                return frame.text

    async def ask(self, name: str, body: Any, seconds: float = 5) -> Any:
        """One event, and its answer."""
        await self.send(text(f"427{json.dumps([name, body])}"))
        async with asyncio.timeout(seconds):
            return json.loads((await self.message("437"))[3:])[0]

    async def close(self) -> None:
        self.writer.transport.abort()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()


def request(method: str, target: str, headers: Headers, body: bytes = b"") -> bytes:
    """A whole request; nothing is added."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + body


def upgrade_headers(port: int, cookie: str) -> dict[str, str]:
    """What an honest client sends, to be changed."""
    return {
        "Host": f"127.0.0.1:{port}",
        "Origin": f"http://127.0.0.1:{port}",
        "Cookie": f"ecabinet={cookie}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
    }


TARGET = "/socket.io/?EIO=4&transport=websocket"


def frame(payload: bytes, opcode: int = TEXT, *, fin: bool = True, rsv: int = 0, masked: bool = True,
          size: int | None = None) -> bytes:  # fmt: skip
    """A websocket frame; `size` is what it claims to carry."""
    length = len(payload) if size is None else size
    head = bytes([(0x80 if fin else 0) | (rsv << 4) | opcode])
    bit = 0x80 if masked else 0
    if length < 126:
        head += bytes([bit | length])
    elif length < 65536:
        head += bytes([bit | 126]) + length.to_bytes(2, "big")
    else:
        head += bytes([bit | 127]) + length.to_bytes(8, "big")
    if not masked:
        return head + payload
    mask = os.urandom(4)
    return head + mask + veiled(payload, mask)


def veiled(payload: bytes, mask: bytes) -> bytes:
    key = (mask * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(len(payload), "big")


def text(message: str) -> bytes:
    return frame(message.encode())


async def shaken(port: int, cookie: str, **changed: str) -> Raw:
    """Up to the answer 101 and Engine.IO's greeting."""
    raw = await Raw.open(port)
    headers = upgrade_headers(port, cookie) | changed
    try:
        await raw.send(request("GET", TARGET, list(headers.items())))
        status, _ = await raw.head()
        assert status == 101, bytes(raw.heard[:200])
        await raw.message("0")
    except BaseException:
        await raw.close()
        raise
    return raw


async def greeted(port: int, cookie: str, **changed: str) -> Raw:
    """Up to and including Socket.IO's own handshake."""
    raw = await shaken(port, cookie, **changed)
    try:
        await raw.send(text("40"))
        await raw.message("40{")
    except BaseException:
        await raw.close()
        raise
    return raw
