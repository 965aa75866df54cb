"""Numbers of records: taken from the register in the transaction of the event that uses them.

Rules: a number is one more than the highest of its unit, year and kind, cancelled ones included, so it never repeats
and never skips. Whoever finalises holds the register until the commit is back, or the refusal is out. The row is
written by the clerk's batch; a primary key stands behind it.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone

import msgspec

from ecabinet.clerk.ask import Ask
from ecabinet.clerk.store import Number, Outcome, next_number
from ecabinet.db.database import Database
from journal.shapes import Event
from meeting.events import Filed, FinalWithdrawn, Reserved
from meeting.state import MeetingState

KIND = "BB"  # biên bản (Decree 30/2020, annex III)
TAKES = "meeting.finalise"


class Taken(msgspec.Struct, frozen=True):
    """A number on offer to one command, and everything finalising fixes with it."""

    number: Number
    reserved: Reserved


Reserve = Callable[[MeetingState, int, str, str], Reserved]


def plainly(state: MeetingState, number: int, notation: str, day: str) -> Reserved:
    """Until the record's typesetter says what it is made of."""
    return Reserved(number, notation, day, template="", wording=0, typesetter="", fonts=())


class Numbers:
    """One for the house. `reserve(state, number, notation, day)` is set by whoever typesets records."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.reserve: Reserve = plainly
        self.lock = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def turn(self, asks: Sequence[Ask]) -> AsyncIterator[None]:
        """Hold the register while a turn that may take a number is decided and committed."""
        if any(ask.name == TAKES for ask in asks):
            async with self.lock:
                yield
        else:
            yield

    async def offer(self, state: MeetingState, ask: Ask, at: int, already: int) -> Taken | None:
        """The next number, for a command that takes one. `already`: how many this turn has taken."""
        frame = state.frame
        if ask.name != TAKES or frame is None:
            return None
        day = datetime.fromtimestamp(at / 1000, UTC).astimezone(timezone(timedelta(minutes=frame.offset))).date()
        number = already + await next_number(self.db, frame.unit_id, day.year, KIND)
        notation = f"{number:02d}/{KIND}-{frame.notation}"
        taken = Number(frame.unit_id, day.year, KIND, number, notation)
        return Taken(taken, self.reserve(state, number, notation, day.isoformat()))


def outcome_of(event: Event) -> Outcome | None:
    """What an event means for the number the meeting holds."""
    match event:
        case FinalWithdrawn(reason=reason):
            return Outcome("cancelled", reason)
        case Filed(document=document):
            return Outcome("filed", "", document)
        case _:
            return None
