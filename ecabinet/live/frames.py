"""Socket.IO messages as bytes: an event, or the answer to one. Encoded once, whoever they are for.

A websocket frame from the server is unmasked, whole and text (RFC 6455 section 5.2). What many seats want at once (the
whole view) is compressed once and shared: `Shared` holds it as a piece of a DEFLATE stream that refers to nothing
before it, so each seat's own few bytes go around it uncompressed (RFC 7692; stored blocks of RFC 1951 section 3.2.4).
"""

import zlib
from typing import Any

import msgspec

ENCODER = msgspec.json.Encoder()
TEXT, DEFLATED_TEXT = b"\x81", b"\xc1"
MOST_STORED = 65_535
LAST_BYTE = b"\x00"  # of an empty stored block, whose other four bytes RFC 7692 leaves out


def encode(body: Any) -> bytes:
    """JSON of plain values and view objects."""
    return ENCODER.encode(body)


class Shared:
    """JSON that many answers carry: encoded once, compressed once (when the first seat that can take it asks)."""

    __slots__ = ("_deflated", "plain")

    def __init__(self, plain: bytes) -> None:
        self.plain = plain
        self._deflated: bytes | None = None

    @property
    def deflated(self) -> bytes:
        """Whole blocks on a byte boundary."""
        if self._deflated is None:
            machine = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
            self._deflated = machine.compress(self.plain) + machine.flush(zlib.Z_SYNC_FLUSH)
        return self._deflated


class Around(msgspec.Struct, frozen=True):
    """One answer: `head` and `tail` are this seat's own, `shared` is everybody's."""

    head: bytes
    shared: Shared
    tail: bytes


def event_message(name: str, body: bytes) -> bytes:
    """Engine.IO message (4), Socket.IO event (2)."""
    return b'42["' + name.encode() + b'",' + body + b"]"


def event_frame(name: str, body: bytes) -> bytes:
    """The same as a whole websocket frame."""
    return text_frame(event_message(name, body))


def answer_frame(ident: int, answer: Any, deflates: bool) -> bytes:
    """A whole websocket frame: Engine.IO message (4), Socket.IO acknowledgement (3).
    `answer`: what `encode` takes, JSON that is ready, or `Around`."""
    head = b"43%d[" % ident
    match answer:
        case Around(own, shared, tail) if deflates:
            squeezed = stored(head + own) + shared.deflated + stored(tail + b"]") + LAST_BYTE
            return framed(DEFLATED_TEXT, squeezed)
        case _:
            return text_frame(head + ready(answer) + b"]")


def ready(answer: Any) -> bytes:
    """An answer as JSON."""
    match answer:
        case Around(own, shared, tail):
            return own + shared.plain + tail
        case bytes():
            return answer
        case _:
            return encode(answer)


def text_frame(message: bytes) -> bytes:
    """One unfragmented, uncompressed text frame."""
    return framed(TEXT, message)


def framed(first: bytes, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return first + size.to_bytes(1, "big") + payload
    if size < 65_536:
        return first + b"\x7e" + size.to_bytes(2, "big") + payload
    return first + b"\x7f" + size.to_bytes(8, "big") + payload


def message_of(frame: bytes) -> bytes:
    """The message in an uncompressed frame of ours."""
    return frame[{126: 4, 127: 10}.get(frame[1], 2) :]


def stored(data: bytes) -> bytes:
    """DEFLATE blocks that carry the data as it is."""
    return b"".join(
        b"\x00" + len(part).to_bytes(2, "little") + (len(part) ^ 0xFFFF).to_bytes(2, "little") + part
        for part in (data[i : i + MOST_STORED] for i in range(0, len(data), MOST_STORED))
    )
