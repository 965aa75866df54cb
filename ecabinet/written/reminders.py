"""What the house does for open consultations by itself: notices to who has not answered, and closing what is due.

A tick twice a minute, over every consultation that is open by the read model. What was missed while the server was
down is made up at the first tick; what was done before is not done again, for the table of notices and the journal
say so.
"""

import asyncio
from typing import TYPE_CHECKING

from sqlalchemy import text

from ecabinet.clerk.clerk import Clerk
from ecabinet.ids import new_id, now
from ecabinet.logs import bug, log
from ecabinet.written import due, notices
from journal.shapes import Refusal
from meeting import rules_written

if TYPE_CHECKING:
    from ecabinet.house import House

EVERY = 30.0  # seconds
AGAIN = 10 * 60_000  # milliseconds between two reminders by hand
OPEN = text("SELECT meeting FROM meeting_card WHERE phase = 'running' AND json_extract(card, '$.form') = 'written'")


class Reminders:
    """One for the house."""

    def __init__(self, house: "House") -> None:
        self.db = house.db
        self.clerks = house.clerks
        self.task: asyncio.Task[None] | None = None
        house.on_start.append(self.start)
        house.on_stop.append(self.stop)

    async def start(self) -> None:
        self.task = asyncio.get_running_loop().create_task(self.run())

    async def stop(self) -> None:
        if self.task is not None:
            self.task.cancel()
            await asyncio.wait([self.task])

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.tick(now())
            except Exception as failure:
                bug("reminders", failure)
            await asyncio.sleep(EVERY)

    async def tick(self, at: int) -> None:
        """One look at every open consultation."""
        for row in await self.db.rows(OPEN):
            try:
                await self.look(await self.clerks.get(row["meeting"]), at)
            except Refusal:
                continue
            except Exception as failure:
                bug("reminders", failure)

    async def look(self, clerk: Clerk, at: int) -> None:
        """One consultation: notices that are due, then its end, if that is."""
        told = await notices.told(self.db, clerk.meeting)
        about = due.deadline_of(clerk.state) or 0
        for kind in due.kinds(clerk.state, at):
            left = [person for person in due.missing(clerk.state) if (person, kind, about) not in told]
            if kind in ("sent", "extended") and any(key[1:] == (kind, about) for key in told):
                continue
            if await notices.tell(self.db, clerk.meeting, kind, about, left, at):
                log.info("notices", meeting=clerk.meeting, kind=kind, many=len(left))
        if rules_written.due(clerk.state, at) is not None:
            await clerk.do(None, new_id(), "meeting.close_written", {}, house=True)

    async def by_hand(self, clerk: Clerk, at: int) -> int:
        """A reminder that the officer asks for; to how many. Refusals: `written.not_open`, `written.reminded`."""
        if not due.is_open(clerk.state):
            raise Refusal("written.not_open")
        last = await notices.last(self.db, clerk.meeting, "reminder")
        if at - last < AGAIN:
            raise Refusal("written.reminded", minutes=-(-(last + AGAIN - at) // 60_000))
        return await notices.tell(self.db, clerk.meeting, "reminder", at, due.missing(clerk.state), at)
