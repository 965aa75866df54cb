"""Heartbeats of all lines: one timer for the house instead of one per seat.

Rules: a line is pinged every `PING_EVERY` seconds and cut when nothing at all came from it until the next ping. A line
that has not sent Socket.IO's CONNECT after `GREETING` seconds is cut, a beat later: when the loop itself was late, what
the line sent lies unread, and timers run before reads.
"""

import asyncio
from typing import Protocol

from ecabinet.live.frames import text_frame

PING_EVERY = 10  # seconds
GREETING = 5
PING = text_frame(b"2")


class Beating(Protocol):
    """What the heart needs of a line."""

    alive: bool

    def write(self, frame: bytes, /) -> object: ...
    def cut(self) -> None: ...


class Heart:
    """`add` a line, `greeted` when it has said who it is, `forget` at its end."""

    def __init__(self) -> None:
        self.wheel: list[set[Beating]] = [set() for _ in range(PING_EVERY)]
        self.place: dict[Beating, set[Beating]] = {}
        self.silent: dict[Beating, float] = {}
        self.late: list[Beating] = []
        self.turn = 0
        self.timer: asyncio.TimerHandle | None = None

    def add(self, line: Beating) -> None:
        loop = asyncio.get_running_loop()
        if self.timer is None:
            self.timer = loop.call_later(1, self.beat)
        slot = self.wheel[self.turn - 1]  # the one that was pinged last
        slot.add(line)
        self.place[line] = slot
        self.silent[line] = loop.time() + GREETING

    def greeted(self, line: Beating) -> None:
        self.silent.pop(line, None)

    def forget(self, line: Beating) -> None:
        self.silent.pop(line, None)
        self.place.pop(line, set()).discard(line)

    def beat(self) -> None:
        """Once a second: a tenth of the lines, and those that never said a word."""
        loop = asyncio.get_running_loop()
        for line in list(self.wheel[self.turn]):
            if line.alive:
                line.alive = False
                line.write(PING)
            else:
                line.cut()
        self.turn = (self.turn + 1) % PING_EVERY
        for line in self.late:
            if line in self.silent:
                line.cut()
        self.late = [line for line, until in self.silent.items() if until < loop.time()]
        self.timer = loop.call_later(1, self.beat) if self.place else None

    def stop(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
