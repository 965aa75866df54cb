"""Socket.IO messages as bytes: an event, or the answer to one. Encoded once, whoever they are for."""

from typing import Any

import msgspec

from ecabinet.live.wire import text_frame

ENCODER = msgspec.json.Encoder()


def encode(body: Any) -> bytes:
    """JSON of plain values and view objects."""
    return ENCODER.encode(body)


def event_frame(name: str, body: bytes) -> bytes:
    """A whole websocket frame: Engine.IO message (4), Socket.IO event (2)."""
    return text_frame(b'42["' + name.encode() + b'",' + body + b"]")


def answer_frame(ident: int, body: bytes) -> bytes:
    """A whole websocket frame: Engine.IO message (4), Socket.IO acknowledgement (3)."""
    return text_frame(b"43%d[" % ident + body + b"]")
