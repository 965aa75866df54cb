"""The websocket of one seat, as a uvicorn protocol class that lets us write finished frames to the transport.

Stock delivery makes two tasks, a timer and three futures per message and seat. Here a push is one frame, built once for
an audience, and `write` hands the same bytes to each seat's transport. What it is not: a websocket implementation; the
handshake, incoming frames and closing stay uvicorn's.

Rules:
- Everything a seat is sent goes through `write`, so order needs no queue.
- A reader that falls behind is cut off (`MOST_WAITING` bytes in the transport): it rejoins and gets the view afresh.
  `transport.close()` would wait for it to read; `abort` does not.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

MOST_WAITING = 1 << 20
EXTENSION = "ecabinet.wire"


class Wire(WebSocketsSansIOProtocol):
    """Puts itself into the ASGI scope, where the Socket.IO server finds it."""

    async def run_asgi(self) -> None:
        cast(dict[str, Any], self.scope["extensions"])[EXTENSION] = self
        await super().run_asgi()

    @property
    def is_open(self) -> bool:
        return self.handshake_complete and not self.close_sent and not self.disconnected

    def write(self, frame: bytes) -> None:
        """Hand over one finished frame, or cut off a reader that has not read the last megabyte."""
        if not self.is_open or self.transport.is_closing():
            return
        if waiting(self.transport) > MOST_WAITING:
            self.abort()
        else:
            self.transport.write(frame)

    def abort(self) -> None:
        """Now, without waiting for the other side."""
        self.transport.abort()


def waiting(transport: asyncio.WriteTransport) -> int:
    """Bytes the kernel has not taken yet."""
    return transport.get_write_buffer_size()


def text_frame(message: bytes) -> bytes:
    """One unfragmented, uncompressed text frame from a server (RFC 6455 section 5.2)."""
    size = len(message)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 65536:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return head + message
