"""The connection under a seat, after the handshake: Engine.IO and Socket.IO spoken straight to the transport.

Stock delivery makes two tasks, a timer and three futures per message and seat. Here a push is one frame, built once for
an audience, and the fan-out hands the same bytes to each transport. What it is not: a transport for polling (that is
`stock`), or a place for rules of meetings (`live`).

Rules:
- Everything a seat is sent goes straight to the transport, so order needs no queue.
- A reader that falls behind is cut off (`MOST_UNREAD` bytes in the transport): it rejoins and gets the view afresh.
  `transport.close()` would wait for it to read; `abort` does not.
- Events of a line start in the order they came. `do` is answered beside the line; while any other event, or
  `MOST_WAITING` commands, wait for their answer, nothing more is read.
- Messages of any kind have a price, by number and by size, and a budget (`MESSAGES`); beyond it: cut.
- Not our protocol: cut without a word. A broken frame: closed with its code (RFC 6455 section 7.4).
"""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

from ecabinet.live.frames import answer_frame, encode, framed, text_frame
from ecabinet.live.heart import PING_EVERY, Heart
from ecabinet.live.live import Live
from ecabinet.live.parser import MOST_BYTES, Broken, Message, Parser
from ecabinet.live.seat import Bucket, Seat
from ecabinet.live.talk import BESIDE, MOST_WAITING, Hostile, event_of
from ecabinet.metrics import FIGURES
from journal.shapes import Refusal

MOST_UNREAD = 1 << 20
MESSAGES = (300.0, 1000.0)  # a second, at once
PRICED = 4096  # characters that cost as much as one more message
CLOSE, PONG = b"\x88", b"\x8a"
RESTARTS = 1012  # "service restart": a client comes back by itself

OPENING = {
    "upgrades": [],
    "pingInterval": PING_EVERY * 1000,
    "pingTimeout": PING_EVERY * 1000,
    "maxPayload": MOST_BYTES,
}


class Line(asyncio.Protocol):
    """One websocket. `connections` is uvicorn's set of what to shut down."""

    __slots__ = (
        "alive", "backlog", "budget", "connections", "cookie", "deflates", "heart", "held", "live", "parser", "pending",
        "seat", "transport", "write",
    )  # fmt: skip

    def __init__(
        self, live: Live, heart: Heart, transport: asyncio.Transport, connections: set[Any], cookie: str | None,
        inflates: bool, deflates: bool,
    ) -> None:  # fmt: skip
        self.live = live
        self.heart = heart
        self.transport = transport
        self.connections = connections
        self.cookie = cookie
        self.deflates = deflates  # this seat takes compressed messages of any window
        self.parser = Parser(inflates)
        self.write: Callable[[bytes], object] = transport.write
        self.seat: Seat | None = None
        self.alive = True
        self.pending = 0  # answers owed
        self.budget = Bucket(*MESSAGES)
        self.held = False
        self.backlog: list[Message] = []
        transport.set_write_buffer_limits(high=MOST_UNREAD)
        connections.add(self)
        heart.add(self)
        self.write(text_frame(b"0" + encode({"sid": secrets.token_hex(8), **OPENING})))

    # -- the transport ------------------------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        self.alive = True
        try:
            messages = list(self.paid(self.parser.feed(data)))
            if self.held:
                self.backlog += messages
            else:
                self.take(messages)
        except Broken as broken:
            self.end(broken.code)
        except Hostile:
            self.cut()

    def paid(self, messages: Iterator[Message]) -> Iterator[Message]:
        """Each for its price; nothing more is decompressed for a line that cannot pay."""
        for message in messages:
            if not self.budget.take(1 + len(message[1]) / PRICED):
                if self.seat is not None:
                    self.live.send_away(self.seat)
                raise Hostile
            yield message

    def pause_writing(self) -> None:
        """The last megabyte is still unread."""
        FIGURES.slow_cuts += 1
        self.cut()

    def connection_lost(self, exc: Exception | None) -> None:
        self.silence()
        self.connections.discard(self)
        self.heart.forget(self)
        if self.seat is not None:
            self.live.gone(self.seat)
            self.seat = None

    def shutdown(self) -> None:
        """The server stops; the client is told to come back."""
        self.end(RESTARTS)

    def silence(self) -> None:
        """Nothing more is written or taken."""
        self.write = nothing
        if self.seat is not None:
            self.seat.write = nothing
        self.backlog = []

    def cut(self) -> None:
        """Now, without waiting for the other side."""
        self.silence()
        self.transport.abort()

    def end(self, code: int) -> None:
        """Say why and close; a peer that does not read must not keep it."""
        self.write(framed(CLOSE, code.to_bytes(2, "big")))
        self.silence()
        self.transport.close()
        asyncio.get_running_loop().call_later(1, self.transport.abort)

    # -- what comes in ------------------------------------------------------------------------------------------------

    def take(self, messages: list[Message]) -> None:
        """One after the other, until one of them holds the line."""
        for i, (kind, body) in enumerate(messages):
            match kind:
                case "text":
                    self.packet(cast(str, body))
                case "ping":
                    self.write(framed(PONG, cast(bytes, body)))
                case "close":
                    self.end(int.from_bytes(cast(bytes, body)[:2], "big") or 1000)
            if self.write is nothing:
                return
            if self.held:
                self.backlog = messages[i + 1 :]
                return

    def packet(self, packet: str) -> None:
        """One Engine.IO packet."""
        if packet.startswith("42"):
            self.event(packet[2:])
        elif packet == "3":
            pass  # the answer to our ping; `alive` is set
        elif packet.startswith("40"):
            self.greet(packet[2:])
        elif packet in ("41", "1"):
            self.end(1000)
        else:
            raise Hostile

    def greet(self, rest: str) -> None:
        """Socket.IO's CONNECT to the default namespace: from here on a session is behind the line, or it ends."""
        if self.seat is not None or rest[:1] not in ("", "{"):
            raise Hostile
        self.heart.greeted(self)
        try:
            self.seat = self.live.admit(self, self.cookie)
        except Refusal as no:
            FIGURES.refused(no.code)
            self.write(text_frame(b"44" + encode({"message": no.code, "data": {"code": no.code}})))
            asyncio.get_running_loop().call_later(1, self.cut)
            return
        self.cookie = None
        self.write(text_frame(b"40" + encode({"sid": secrets.token_hex(8)})))

    def event(self, rest: str) -> None:
        if self.seat is None:
            raise Hostile
        ident, name, body = event_of(rest)
        self.pending += 1
        self.live.take(self.seat, name, body, partial(self.answer, ident))
        if self.pending and (name not in BESIDE or self.pending >= MOST_WAITING):
            self.held = True
            self.transport.pause_reading()

    def answer(self, ident: int | None, answer: Any) -> None:
        """What one event is answered; the last one owed lets the line go on."""
        self.pending -= 1
        if ident is not None and answer is not None:
            self.write(answer_frame(ident, answer, self.deflates))
        if self.held and not self.pending:
            asyncio.get_running_loop().call_soon(self.go_on)

    def go_on(self) -> None:
        """Take what came meanwhile, then read again."""
        self.held = False
        if self.write is nothing:
            return
        messages, self.backlog = self.backlog, []
        try:
            self.take(messages)
        except Hostile:
            self.cut()
        if not self.held and self.write is not nothing:
            self.transport.resume_reading()


def nothing(_frame: bytes) -> None:
    """What is written to a line that has ended."""
