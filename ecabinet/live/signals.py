"""Signals: what is worth showing now and never worth keeping. A stroke under way, who is live, who follows.

Rules:
- Never journalled, at most once, droppable; a seat that did not get one is not told later.
- `stroke` and `pointer` come only from who `meeting.view.may_signal` allows, and reach only audiences that `hears`
  allows. What they carry is passed on unread, within `MOST_BYTES`.
- `presence` tells staff which participants have a live seat and how many follow; at most twice a second.
- A signal of an unknown kind is dropped without a word.
"""

import asyncio
from typing import Any

import msgspec

from ecabinet.clerk.clerk import Clerk
from ecabinet.live.frames import encode, event_frame
from ecabinet.live.seat import Seat
from meeting.view import hears, may_signal

MOST_BYTES = 4096
PRESENCE_EVERY = 0.5


class Signals:
    """`take` what a seat sends; `presence` whenever somebody came, went, or stopped following."""

    def __init__(self) -> None:
        self.planned: dict[str, asyncio.TimerHandle] = {}

    def take(self, clerk: Clerk, seat: Seat, body: dict[str, Any]) -> None:
        match body.get("kind"):
            case "stroke" | "pointer":
                self.stroke(clerk, seat, body)
            case "follow":
                seat.follows = body.get("on") is True and seat.meeting == clerk.meeting
                self.presence(clerk)
            case _:
                pass

    def stroke(self, clerk: Clerk, seat: Seat, body: dict[str, Any]) -> None:
        """Pass the presenter's pen on to every seat that may see the page."""
        if not may_signal(clerk.state, seat.person, body):
            return
        signal = {**body, "meeting": clerk.meeting}
        encoded = encode(signal)
        if len(encoded) > MOST_BYTES:
            return
        frame = event_frame("signal", encoded)
        for audience, channel in clerk.hall.channels.items():
            if hears(clerk.state, audience, signal):
                for other in channel.seats:
                    if other is not seat:
                        other.write(frame)

    def joined(self, clerk: Clerk, seat: Seat) -> None:
        """A new seat: everybody in charge sees it, and it sees who is there."""
        self.presence(clerk)

    def presence(self, clerk: Clerk) -> None:
        """Tell staff soon; several changes become one signal."""
        if clerk.meeting not in self.planned:
            loop = asyncio.get_running_loop()
            self.planned[clerk.meeting] = loop.call_later(PRESENCE_EVERY, self.tell_presence, clerk)

    def tell_presence(self, clerk: Clerk) -> None:
        self.planned.pop(clerk.meeting, None)
        staff = clerk.hall.channels.get("staff")
        if staff is None or not staff.seats:
            return
        frame = event_frame("signal", msgspec.json.encode(presence(clerk)))
        for seat in staff.seats:
            seat.write(frame)

    def close(self) -> None:
        for timer in self.planned.values():
            timer.cancel()
        self.planned.clear()


def presence(clerk: Clerk) -> dict[str, Any]:
    """Participants with a live seat, how many of them follow, and how many screens are up."""
    seats = [seat for seat in clerk.hall.where if isinstance(seat, Seat)]
    known = clerk.state.by_person
    on = {known[seat.person] for seat in seats if seat.person is not None and seat.person in known}
    following = {seat.person for seat in seats if seat.follows}
    screens = sum(1 for seat in seats if seat.person is None)
    return {
        "meeting": clerk.meeting,
        "kind": "presence",
        "on": sorted(on),
        "following": len(following),
        "screens": screens,
    }
