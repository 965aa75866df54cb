"""One audience of one meeting: what it was last shown, and since when each key stands.

What it is not: a list of rights (`meeting.view` decides what an audience sees) and not a timer (`hall` does that).

Rules: a view is projected once per audience and encoded once; a seat that comes back says what it `have`s and gets what
changed since, as long as this channel has lived that long.
"""

from collections.abc import Callable
from typing import Any, Protocol

from ecabinet.live.frames import Shared, encode, event_frame
from meeting.objects import Object
from meeting.state import MeetingState
from meeting.view import Projector
from meeting.views.once import Once


class Seat(Protocol):
    """What a channel needs of a seat."""

    person: str | None

    @property
    def write(self) -> Callable[[bytes], object]: ...


class Channel:
    """Seats that see the same."""

    def __init__(self, meeting: str, audience: str, state: MeetingState, once: Once | None = None) -> None:
        self.meeting = meeting
        self.audience = audience
        self.projector = Projector(audience, once)
        self.seats: set[Seat] = set()
        self.since: dict[str, int] = {}  # key -> seq of its last change, also of removed keys
        self.first = state.seq  # nothing is known about changes before
        self.told = state.seq  # seq of the last push to this audience
        self.projector.project(state)
        self.keys = self.projector.objects
        self.full: Shared | None = None

    def push(self, state: MeetingState, now: int) -> bytes | None:
        """Take the new state; the frame for every seat, or None when this audience sees no difference."""
        changed, gone = self.projector.project(state)
        if not changed and not gone:
            return None
        self.since.update(dict.fromkeys((*changed, *gone), state.seq))
        self.full = None
        body = self.body({"from": self.told, "seq": state.seq, "head": state.head, "now": now}, changed, gone)
        self.told = state.seq
        return event_frame("push", encode(body))

    def body(self, frame: dict[str, Any], changed: dict[str, Object], gone: list[str]) -> dict[str, Any]:
        return {"meeting": self.meeting, **frame, "set": changed, "del": gone}

    def can_resume(self, have: int, seq: int) -> bool:
        """Whether everything that changed after `have` is known here."""
        return self.first <= have <= seq

    def changes(self, have: int) -> tuple[dict[str, Object], list[str]]:
        """What is different now from what this audience saw at `have`."""
        keys = [key for key, seq in self.since.items() if seq > have]
        return {key: self.keys[key] for key in keys if key in self.keys}, [key for key in keys if key not in self.keys]

    def whole(self) -> Shared:
        """The whole view as JSON, encoded and compressed once until it changes."""
        if self.full is None:
            self.full = Shared(encode(self.keys))
        return self.full
