"""One live connection of one person, or of a screen."""

import time

from ecabinet.live.frames import encode, event_frame
from ecabinet.live.server import Server

EVENTS = (40.0, 120.0)  # a second, at once
SIGNALS = (60.0, 120.0)


class Bucket:
    """A token bucket: `rate` a second, `burst` at once."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = burst
        self.left = burst
        self.at = time.monotonic()

    def take(self) -> bool:
        """Whether one more is within the rate."""
        at = time.monotonic()
        self.left = min(self.burst, self.left + (at - self.at) * self.rate)
        self.at = at
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Seat:
    """`session` is the name of its session (never the cookie). A seat stands in at most one meeting at a time."""

    def __init__(self, server: Server, sid: str, eio_sid: str, session: str, person: str | None) -> None:
        self.server = server
        self.sid = sid
        self.eio_sid = eio_sid
        self.session = session
        self.person = person
        self.meeting: str | None = None
        self.follows = False
        self.events = Bucket(*EVENTS)
        self.signals = Bucket(*SIGNALS)
        self.excess = 0

    def write(self, frame: bytes) -> None:
        """One finished frame."""
        self.server.write(self.eio_sid, frame)

    def send(self, event: str, body: object) -> None:
        """An event for this seat alone."""
        self.write(event_frame(event, encode(body)))

    def cut(self) -> None:
        self.server.cut(self.eio_sid)
