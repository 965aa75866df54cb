"""One live connection of one person, or of a screen."""

import time
from collections.abc import Callable
from typing import Protocol

from ecabinet.live.frames import encode, event_frame

EVENTS = (40.0, 120.0)  # a second, at once
SIGNALS = (60.0, 120.0)


class Line(Protocol):
    """The connection under a seat: our own websocket class, or python-socketio's."""

    @property
    def write(self) -> Callable[[bytes], object]:
        """Hand over one finished websocket frame. A reader that does not keep up is cut off."""

    def cut(self) -> None:
        """End it now."""


class Bucket:
    """A token bucket: `rate` a second, `burst` at once."""

    __slots__ = ("at", "burst", "left", "rate")

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = burst
        self.left = burst
        self.at = time.monotonic()

    def take(self, cost: float = 1.0) -> bool:
        """Whether one more is within the rate."""
        at = time.monotonic()
        self.left = min(self.burst, self.left + (at - self.at) * self.rate)
        self.at = at
        if self.left < cost:
            return False
        self.left -= cost
        return True


class Seat:
    """`session` is the name of its session (never the cookie). A seat stands in at most one meeting at a time."""

    __slots__ = ("events", "excess", "follows", "line", "meeting", "person", "session", "signals", "write")

    def __init__(self, line: Line, session: str, person: str | None) -> None:
        self.line = line
        self.write = line.write  # the fan-out calls nothing between itself and the transport
        self.session = session
        self.person = person
        self.meeting: str | None = None
        self.follows = False
        self.events = Bucket(*EVENTS)
        self.signals: Bucket | None = None
        self.excess = 0

    def within(self, event: str) -> bool:
        """Whether one more event is what a person can do."""
        if event != "signal":
            return self.events.take()
        if self.signals is None:
            self.signals = Bucket(*SIGNALS)
        return self.signals.take()

    def send(self, event: str, body: object) -> None:
        """An event for this seat alone."""
        self.write(event_frame(event, encode(body)))

    def cut(self) -> None:
        self.line.cut()
