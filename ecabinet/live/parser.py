"""What a client sends over a websocket, taken apart: whole text messages, pings and the end (RFC 6455 section 5).

What it is not: the handshake, or anything that answers. Pure: bytes in, messages out. `tests/live/test_parser.py` holds
it against the `websockets` library.

Rules:
- Client frames are masked; text only; no reserved bit but the one of permessage-deflate (RFC 7692) where that was
  agreed. Each compressed message stands alone (no context takeover), so nothing is kept between messages.
- A message has at most `MOST_BYTES`, before and after decompression; so has what waits for its end.
- Messages come one by one: whoever counts them stops before the next is decompressed.
- Anything else raises `Broken` with the close code, and the parser is done.
"""

import zlib
from collections.abc import Iterator
from typing import Literal

from websockets.exceptions import ProtocolError
from websockets.frames import Close

try:
    from websockets.speedups import apply_mask
except ImportError:  # a build without the C part
    from websockets.utils import apply_mask

MOST_BYTES = 128 * 1024
MOST_PIECES = 64  # of one message; a tablet's library never sends more than one

FIN, DEFLATED, RESERVED, MASKED = 0x80, 0x40, 0x30, 0x80
PROTOCOL_ERROR, UNSUPPORTED, BAD_DATA, TOO_BIG = 1002, 1003, 1007, 1009
END_OF_MESSAGE = b"\x00\x00\xff\xff"  # RFC 7692 section 7.2.2

Message = tuple[Literal["text"], str] | tuple[Literal["ping", "pong", "close"], bytes]


class Broken(Exception):
    """Not what RFC 6455 allows a client. `code`: the close code to answer with."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code


class Parser:
    """`feed` bytes as they come; get the messages that are complete."""

    __slots__ = ("deflate", "pieces", "rest", "squeezed")

    def __init__(self, deflate: bool = False) -> None:
        self.deflate = deflate
        self.rest = b""
        self.pieces: list[bytes] | None = None  # of a message under way
        self.squeezed = False  # that message is compressed

    def feed(self, data: bytes) -> Iterator[Message]:
        """Raises Broken. Whoever does not go on to the end must not feed it again."""
        data = self.rest + data if self.rest else data
        at, end = 0, len(data)
        while end - at >= 6:
            head, length = data[at], data[at + 1]
            start, size = header(data, at, end, head, length)
            if start < 0 or start + size > end:
                break
            payload = apply_mask(data[start : start + size], data[start - 4 : start])
            at = start + size
            message = self.frame(head, payload)
            if message is not None:
                yield message
                if message[0] == "close":  # whatever follows does not count
                    self.rest = b""
                    return
        self.rest = data[at:]
        if len(self.rest) >= 2:
            check(self.rest[0], self.rest[1])

    def frame(self, head: int, payload: bytes) -> Message | None:
        """One whole frame: a message, or a piece of one."""
        match head & 0x0F:
            case 0x1:
                if self.pieces is not None:
                    raise Broken(PROTOCOL_ERROR, "a message within a message")
                squeezed = bool(head & DEFLATED)
                if squeezed and not self.deflate:
                    raise Broken(PROTOCOL_ERROR, "compression was not agreed")
                if head & FIN:
                    return "text", text(payload, squeezed)
                self.pieces, self.squeezed = [payload], squeezed
            case 0x0:
                return self.piece(head, payload)
            case 0x8:
                if self.pieces is not None:
                    raise Broken(PROTOCOL_ERROR, "the end within a message")
                return "close", closing(payload)
            case 0x9:
                return "ping", payload
            case 0xA:
                return "pong", payload
            case 0x2:
                raise Broken(UNSUPPORTED, "text only")
            case _:
                raise Broken(PROTOCOL_ERROR, "unknown kind of frame")
        return None

    def piece(self, head: int, payload: bytes) -> Message | None:
        """A further piece of the message under way."""
        if self.pieces is None or head & DEFLATED:
            raise Broken(PROTOCOL_ERROR, "a piece of nothing")
        self.pieces.append(payload)
        if len(self.pieces) > MOST_PIECES or sum(map(len, self.pieces)) > MOST_BYTES:
            raise Broken(TOO_BIG, "too long")
        if not head & FIN:
            return None
        whole, self.pieces = b"".join(self.pieces), None
        return "text", text(whole, self.squeezed)


def header(data: bytes, at: int, end: int, head: int, length: int) -> tuple[int, int]:
    """Where the payload starts and its size; start -1 when more bytes are needed. Raises Broken."""
    check(head, length)
    size = length & 0x7F
    if size < 126:
        return at + 6, size
    if head & 0x08:
        raise Broken(PROTOCOL_ERROR, "a long control frame")
    wide = 2 if size == 126 else 8
    if end - at < 2 + wide:
        return -1, 0
    size = int.from_bytes(data[at + 2 : at + 2 + wide], "big")
    if size > MOST_BYTES:
        raise Broken(TOO_BIG, "too long")
    return at + 6 + wide, size


def check(head: int, length: int) -> None:
    """What the first two bytes already tell."""
    if head & RESERVED or not length & MASKED:
        raise Broken(PROTOCOL_ERROR, "reserved bits, or no mask")
    if head & 0x08 and (not head & FIN or head & DEFLATED):
        raise Broken(PROTOCOL_ERROR, "a control frame in pieces")


def text(payload: bytes, squeezed: bool) -> str:
    """The characters of a whole message."""
    if squeezed:
        payload = inflated(payload)
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise Broken(BAD_DATA, "not UTF-8") from None


def inflated(payload: bytes) -> bytes:
    """Decompressed, never more than one byte beyond the bound."""
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = machine.decompress(payload + END_OF_MESSAGE, MOST_BYTES + 1)
    except zlib.error:
        raise Broken(BAD_DATA, "not compressed data") from None
    if len(data) > MOST_BYTES:
        raise Broken(TOO_BIG, "too long")
    return data


def closing(payload: bytes) -> bytes:
    """The close frame's payload: nothing, or a code and a reason (RFC 6455 section 5.5.1)."""
    try:
        Close.parse(payload)
    except UnicodeDecodeError:
        raise Broken(BAD_DATA, "not UTF-8") from None
    except ProtocolError:
        raise Broken(PROTOCOL_ERROR, "not a close code") from None
    return payload
