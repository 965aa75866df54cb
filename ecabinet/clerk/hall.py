"""The hall of one meeting: which seats stand in which audience, and when they are told.

Rules:
- One projection and one frame per audience and push, however many seats.
- A lone change goes out at once. After a push the next waits for 4 x the last fan-out, and at least 100 ms for what
  trickles (ballots, check-ins, requests): ballots coming one by one would cost a whole core. While more commands wait,
  what trickles waits for them, as long: in a storm of ballots nobody's answer stands behind a push that is old already.
- Joins answer from the last pushed view, so a storm of joins never forces a new one. Who asks for the view alone waits
  for the push that is due (`caught_up`): what was answered before is in it.
- What concerns one person goes to that person's seats, with a counter of its own, before the shared push.
- A seat whose audience changes is taken out and told to join again: a change of audience always ends in a full view.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ecabinet.clerk.channel import Channel, Seat
from ecabinet.clerk.effects import ANYTHING, Reach, reach, trickles
from ecabinet.ids import now
from ecabinet.live.frames import encode, event_frame
from ecabinet.logs import bug
from ecabinet.metrics import FIGURES
from journal.shapes import Event
from meeting.objects import Object
from meeting.state import MeetingState
from meeting.view import audience_of, mine, mine_after
from meeting.views.once import Once

TRICKLE = 0.1  # seconds between pushes of counts
SHARE = 4  # pushes take at most a fifth of the loop
KEEP = 600.0  # seconds an empty audience is kept, so that who drops out can resume


def nobody(_seat: Seat) -> None:
    """Nobody is told."""


class Own:
    """What one person was last told about themselves."""

    def __init__(self, n: int, keys: dict[str, Object]) -> None:
        self.n = n
        self.keys = keys

    def change(self, keys: dict[str, Object]) -> tuple[dict[str, Object], list[str]]:
        """Take the new keys; what is different."""
        changed = {key: value for key, value in keys.items() if self.keys.get(key) != value}
        gone = [key for key in self.keys if key not in keys]
        if changed or gone:
            self.n += 1
            self.keys = keys
        return changed, gone

    def change_part(self, keys: dict[str, Object]) -> tuple[dict[str, Object], list[str]]:
        """The same, where all that these keys do not name is as it was."""
        changed = {key: value for key, value in keys.items() if self.keys.get(key) != value}
        if changed:
            self.n += 1
            self.keys = self.keys | changed
        return changed, []


class Hall:
    """`enter` and `leave` for seats, `changed` for the clerk."""

    def __init__(self, meeting: str, state: MeetingState) -> None:
        self.meeting = meeting
        self.state = state  # as last pushed
        self.newest = state  # as last committed
        self.once = Once()  # what audiences look at together is worked out once
        self.channels: dict[str, Channel] = {}
        self.empty_since: dict[str, float] = {}
        self.where: dict[Seat, Channel] = {}
        self.people: dict[str, set[Seat]] = {}
        self.owns: dict[str, Own] = {}
        self.pushed_at = 0.0
        self.fan_out = 0.0
        self.timer: asyncio.TimerHandle | None = None
        self.pushed = asyncio.Event()  # a new one for each push
        self.on_moved: Callable[[Seat], None] = nobody

    # -- seats --------------------------------------------------------------------------------------------------------

    def enter(self, seat: Seat, audience: str) -> Channel:
        """Put a seat into an audience; it gets every push from now on."""
        self.leave(seat)
        channel = self.channel(audience)
        channel.seats.add(seat)
        self.where[seat] = channel
        if seat.person is not None:
            self.people.setdefault(seat.person, set()).add(seat)
        self.empty_since.pop(audience, None)
        return channel

    def leave(self, seat: Seat) -> None:
        channel = self.where.pop(seat, None)
        if channel is None:
            return
        channel.seats.discard(seat)
        if not channel.seats:
            self.empty_since[channel.audience] = time.monotonic()
        if seat.person is not None:
            beside = self.people[seat.person]
            beside.discard(seat)
            if not beside:
                del self.people[seat.person]

    def channel(self, audience: str) -> Channel:
        """The channel of an audience, showing what was last pushed."""
        if audience not in self.channels:
            self.channels[audience] = Channel(self.meeting, audience, self.state, self.once)
            self.empty_since[audience] = time.monotonic()
        return self.channels[audience]

    def seats_of(self, person: str) -> list[Seat]:
        """Every device of this person that is here."""
        return list(self.people.get(person, ()))

    # -- one's own ----------------------------------------------------------------------------------------------------

    def own(self, person: str) -> Own:
        """What this person holds about themselves, as of the newest state."""
        if person not in self.owns:
            self.owns[person] = Own(0, mine(self.newest, person))
        return self.owns[person]

    def own_change(self, person: str, events: Iterable[Event] | None) -> dict[str, Any] | None:
        """The personal change that rides in an answer, or None. `events`: that may have made it; None: anything."""
        own = self.own(person)
        part = None if events is None else mine_after(self.newest, person, events)
        changed, gone = own.change(mine(self.newest, person)) if part is None else own.change_part(part)
        return {"n": own.n, "set": changed, "del": gone} if changed or gone else None

    def tell_own(self, person: str, but: Seat | None, events: Iterable[Event] | None) -> dict[str, Any] | None:
        """Send a person's change to their seats (not to the one that has it in its answer)."""
        change = self.own_change(person, events)
        others = [seat for seat in self.seats_of(person) if seat is not but] if change is not None else []
        if change is not None and others:
            frame = event_frame("mine", encode({"meeting": self.meeting, **change}))
            for seat in others:
                seat.write(frame)
        return change

    # -- after a commit -----------------------------------------------------------------------------------------------

    def take(
        self, state: MeetingState, events: Sequence[Event], callers: Iterable[tuple[str, Seat]]
    ) -> dict[str, dict[str, Any]]:
        """The committed state: move seats, tell people about themselves. Returns each person's own change."""
        self.newest = state
        what = reach(state, events)
        if what.audiences:
            self.move_seats()
        return self.tell_people(what, dict(callers))

    def catch_up(self, state: MeetingState) -> None:
        """The state was read afresh: everything may be different."""
        self.newest = state
        if not self.where:
            self.state = state
            self.channels.clear()
            self.empty_since.clear()
            self.owns.clear()
            return
        self.move_seats()
        self.tell_people(ANYTHING, {})
        self.push()

    def tell_people(self, what: Reach, callers: dict[str, Seat]) -> dict[str, dict[str, Any]]:
        """Everybody whose own objects these events may have changed."""
        told = {}
        for person in list(self.owns) if what.wide is None or what.wide else what.people.keys() & self.owns.keys():
            events = None if what.wide is None else (*what.wide, *what.people.get(person, ()))
            told[person] = self.tell_own(person, callers.get(person), events)
        return {person: change for person, change in told.items() if change is not None}

    def move_seats(self) -> None:
        """Seats whose audience is no longer theirs leave it before anything more is pushed."""
        for seat, channel in list(self.where.items()):
            if audience_of(self.newest, seat.person, seat.person is None) != channel.audience:
                self.leave(seat)
                self.on_moved(seat)

    # -- pushing ------------------------------------------------------------------------------------------------------

    def plan(self, events: Sequence[Event], more: bool = False) -> None:
        """Push now, or as soon as the pause after the last push is over. `more`: other commands wait for the clerk."""
        loop = asyncio.get_running_loop()
        trickle = trickles(events)
        due = self.pushed_at + max(SHARE * self.fan_out, TRICKLE if trickle else 0.0)
        if trickle and more:
            due = max(due, loop.time() + TRICKLE)
        if self.timer is not None and self.timer.when() <= due:
            return
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        if due <= loop.time():
            self.push()
        else:
            self.timer = loop.call_at(due, self.push)

    async def caught_up(self) -> None:
        """Back when everything that is committed now has been pushed: within the pause between pushes."""
        seq = self.newest.seq
        while self.state.seq < seq and self.timer is not None:
            await self.pushed.wait()

    def push(self) -> None:
        """Everybody sees the newest state. Never fails: the answers were given, and other audiences are to be told."""
        self.timer = None
        loop = asyncio.get_running_loop()
        begun = loop.time()
        self.state = self.newest
        self.drop_empty()
        for channel in list(self.channels.values()):
            try:
                self.tell(channel)
            except Exception as failure:
                bug(f"push {channel.audience}", failure)
                self.dismiss(channel)
        self.pushed_at = loop.time()
        self.fan_out = self.pushed_at - begun
        self.awaken()

    def tell(self, channel: Channel) -> None:
        """One frame for all of them, if they see a difference."""
        frame = channel.push(self.state, now())
        if frame is None:
            return
        FIGURES.pushes += 1
        FIGURES.frames += len(channel.seats)
        for seat in channel.seats:
            seat.write(frame)

    def dismiss(self, channel: Channel) -> None:
        """What could not be told would be missing from then on: whoever stands here joins again, and gets it whole."""
        for seat in list(channel.seats):
            self.leave(seat)
            self.on_moved(seat)
        self.empty_since.pop(channel.audience, None)
        self.channels.pop(channel.audience, None)

    def awaken(self) -> None:
        """Those who wait for the push."""
        self.pushed.set()
        self.pushed = asyncio.Event()

    def drop_empty(self) -> None:
        """Forget audiences nobody has stood in for a while."""
        limit = time.monotonic() - KEEP
        for audience in [name for name, since in self.empty_since.items() if since < limit]:
            del self.empty_since[audience]
            self.channels.pop(audience, None)

    def close(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        self.timer = None
        self.awaken()
        self.on_moved = nobody  # it knows the clerk, who knows the hall: a circle would wait for the collector
