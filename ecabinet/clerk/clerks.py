"""All clerks: one per meeting in use, loaded by folding its journal, let go when nobody needs it.

Refusals: `meeting.not_found`; `house.stopping` while the server goes down.
"""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from ecabinet.clerk.ask import MOST_ID, Answer, refused
from ecabinet.clerk.clerk import Clerk
from ecabinet.clerk.facts import FactSource
from ecabinet.clerk.numbers import Numbers
from ecabinet.db.database import Database
from ecabinet.db.tables import meeting_card
from ecabinet.ids import derived_id, now
from ecabinet.people import People
from journal.shapes import Refusal

IDLE = 15 * 60_000  # milliseconds without a seat or a command


class Clerks:
    """`get(meeting)` on demand, `create` for a new one; `on_load` hears of each clerk from its first moment."""

    def __init__(self, db: Database, people: People, secret: bytes) -> None:
        self.db = db
        self.secret = secret
        self.source = FactSource(people)
        self.numbers = Numbers(db)
        self.known: dict[str, Clerk] = {}
        self.loading: dict[str, asyncio.Task[Clerk]] = {}
        self.on_load: list[Callable[[Clerk], None]] = []
        self.make: type[Clerk] = Clerk

    def loaded(self, meeting: str) -> Clerk | None:
        return self.known.get(meeting)

    async def get(self, meeting: str) -> Clerk:
        """The clerk of an existing meeting; Refusal when there is none."""
        if meeting in self.known:
            return self.known[meeting]
        if meeting not in self.loading:
            self.load(meeting, new=False)
        return await asyncio.shield(self.loading[meeting])

    async def new(self, meeting: str) -> Clerk:
        """The clerk of a meeting that may not be there yet."""
        while meeting in self.loading:
            await asyncio.wait([self.loading[meeting]])
        if meeting not in self.known:
            self.load(meeting, new=True)
            await asyncio.shield(self.loading[meeting])
        return self.known[meeting]

    def load(self, meeting: str, new: bool) -> None:
        """One look at the database, however many ask at the same time."""
        task = self.loading[meeting] = asyncio.get_running_loop().create_task(self.loaded_clerk(meeting, new))
        task.add_done_callback(lambda _: self.loading.pop(meeting))

    async def loaded_clerk(self, meeting: str, new: bool) -> Clerk:
        if not new and await self.db.row(select(meeting_card.c.seq).where(meeting_card.c.meeting == meeting)) is None:
            raise Refusal("meeting.not_found")
        clerk = self.make(meeting, self.db, self.source, self.numbers)
        await clerk.load()
        for told in self.on_load:
            told(clerk)
        self.known[meeting] = clerk
        return clerk

    async def create(self, person: str, command_id: str, args: dict[str, Any]) -> tuple[str, Answer]:
        """A new meeting. Its id follows from who asks under which id, so a retry finds the same one."""
        if not isinstance(command_id, str) or not 0 < len(command_id) <= MOST_ID:
            return "", refused(Refusal("clerk.bad_id"))
        meeting = derived_id(self.secret, "meeting", person, command_id)
        clerk = await self.new(meeting)
        answer = await clerk.do(person, command_id, "meeting.create", args)
        if clerk.state.seq == 0:
            self.known.pop(meeting, None)
        return meeting, answer

    def let_go(self) -> None:
        """Drop clerks nobody has needed for a while; their journal is on the disk."""
        for meeting, clerk in list(self.known.items()):
            if not clerk.busy and clerk.used_at < now() - IDLE:
                clerk.hall.close()
                del self.known[meeting]

    def stop_taking(self) -> None:
        """From now on people are told to try again (`house.stopping`); the house may finish what it began."""
        self.source.stopping = True

    def tasks(self) -> list[asyncio.Task[None] | None]:
        """What the clerks are working at."""
        return [clerk.task for clerk in self.known.values()]

    async def close(self) -> None:
        """Let every clerk finish what waits."""
        for clerk in self.known.values():
            while clerk.task is not None:
                with contextlib.suppress(Exception):
                    await clerk.task
            clerk.hall.close()
