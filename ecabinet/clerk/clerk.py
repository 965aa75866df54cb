"""The clerk of one meeting: the only one who writes its journal.

    seat --do{id, cmd}--> clerk: take everything that is waiting
        for each command, in order: seen this (person, id)? -> its stored answer again; rules -> events, or a refusal
        one transaction: entries, command ids, deposits, read model, register number; commit (synced)
        evolve, answer every caller, push the change once per audience

Rules:
- Persist, then evolve, then answer, then push. No answer precedes a synced commit.
- Commands that arrive while a commit is under way are decided together after it, at most `MOST_COMMANDS` a turn.
- The same id with the same body gets its answer again; with another body `clerk.id_reused`. A refusal is not stored.
- A failed commit drops what was decided, the ids noted as seen included. What the database then holds is read again and
  the turn is taken once more; a second failure is told to the callers (`clerk.not_stored`), but for those whose command
  turns out to be stored: a retry under the same id is harmless. Nothing is decided until it is known what is stored.
- Deciding happens on the event loop and touches nothing but memory.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from ecabinet.clerk.ask import MOST_ID, Answer, Ask, fingerprint, refused
from ecabinet.clerk.carried import Carried
from ecabinet.clerk.channel import Seat
from ecabinet.clerk.facts import FactSource
from ecabinet.clerk.hall import Hall
from ecabinet.clerk.numbers import TAKES, Numbers
from ecabinet.clerk.store import Batch, how_far, read_entries, write_batch
from ecabinet.clerk.turn import Turn
from ecabinet.db.database import Database
from ecabinet.ids import now
from ecabinet.logs import bug
from ecabinet.metrics import FIGURES
from journal.shapes import Event, Refusal
from meeting.card import Card, Participation, card, participations
from meeting.state import empty, fold

MOST_COMMANDS = 1000


def nobody(_clerk: "Clerk", _events: Sequence[Event]) -> None:
    """Nobody is told."""


class Clerk:
    """`do` for commands (`ask` for who takes the answer by a call); `hall` for seats; `state` as last committed.

    `heard` is told what was committed, after everybody else; it must not raise."""

    def __init__(self, meeting: str, db: Database, source: FactSource, numbers: Numbers) -> None:
        self.meeting = meeting
        self.db = db
        self.source = source
        self.numbers = numbers
        self.state = empty(meeting)
        self.done = Carried(db, meeting)
        self.hall = Hall(meeting, self.state)
        self.waiting: list[Ask] = []
        self.task: asyncio.Task[None] | None = None
        self.listed: tuple[Card | None, tuple[Participation, ...] | None] = (None, None)
        self.used_at = now()
        self.doubt = False  # a commit failed, and what is stored has not been read since
        self.heard: Callable[[Clerk, Sequence[Event]], None] = nobody

    async def load(self) -> None:
        """Fold the journal: at first use, and after a commit that failed."""
        self.state = fold(await read_entries(self.db, self.meeting), empty(self.meeting))
        await self.done.load()
        self.listed = (None, None)
        self.hall.catch_up(self.state)

    async def do(
        self,
        person: str | None,
        command_id: str,
        name: str,
        args: dict[str, Any],
        *,
        house: bool = False,
        seat: Seat | None = None,
    ) -> Answer:
        """Carry out one command; back after its commit. Commands start in the order of the calls."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

        def reply(answer: Answer) -> None:
            if not future.done():  # whoever asked may have gone away
                future.set_result(answer)

        self.ask(person, command_id, name, args, reply, house=house, seat=seat)
        return await future

    def ask(
        self,
        person: str | None,
        command_id: str,
        name: str,
        args: dict[str, Any],
        reply: Callable[[Answer], None],
        *,
        house: bool = False,
        seat: Seat | None = None,
    ) -> None:
        """As `do`, without a task or a future: a thousand ballots at once would pay for a thousand of each."""
        if not isinstance(command_id, str) or not 0 < len(command_id) <= MOST_ID:
            reply(refused(Refusal("clerk.bad_id")))
            return
        if self.source.stopping and not house:
            reply(refused(Refusal("house.stopping")))
            return
        self.waiting.append(Ask(person, command_id, name, args, fingerprint(name, args), house, seat, reply))
        self.used_at = now()
        if self.task is None:
            self.task = asyncio.create_task(self.work())

    @property
    def busy(self) -> bool:
        """Somebody is here, or something is under way."""
        return bool(self.task or self.waiting or self.hall.where)

    async def work(self) -> None:
        """Turn after turn, until nobody waits."""
        try:
            while self.waiting:
                asks, self.waiting = self.waiting[:MOST_COMMANDS], self.waiting[MOST_COMMANDS:]
                await self.take(asks)
        finally:
            self.task = None

    async def take(self, asks: list[Ask]) -> None:
        """One turn. Whatever happens, every caller is answered."""
        try:
            async with self.numbers.turn(asks):
                await self.turn(asks)
        except Exception as failure:
            answer = Answer(False, code="clerk.not_stored", args={"id": bug("clerk", failure)})
            for ask in asks:
                ask.tell(self.stored_answer(ask) or answer)

    def stored_answer(self, ask: Ask) -> Answer | None:
        """For a command whose turn failed: yes, if it is known to be stored all the same."""
        before = None if self.doubt else self.done.get(ask.key)
        return Answer(True, seq=before.seq) if before is not None and before.body == ask.body else None

    async def turn(self, asks: list[Ask]) -> None:
        """Decide, commit, answer, push. A failed commit: read what is stored, and once more."""
        if self.doubt:
            await self.read_again()
        turn = await self.decided(asks)
        if turn.fresh:
            try:
                await self.store(turn)
            except Exception as failure:
                bug("commit", failure)
                await self.read_again()
                turn = await self.decided(asks)
                if turn.fresh:
                    await self.store_or_drop(turn)
        self.finish(turn)

    async def decided(self, asks: list[Ask]) -> Turn:
        """Every command of this turn, one after the other."""
        await self.done.recall(ask.key for ask in asks)
        turn = Turn(self.meeting, self.state, self.done, self.source, max(now(), self.state.at))
        for ask in asks:
            takes = ask.name == TAKES
            taken = await self.numbers.offer(turn.state, ask, turn.at, len(turn.numbers)) if takes else None
            turn.take(ask, taken)
            if turn.lacks_urn(ask):  # all else is in order: the key is made now, and on the disk before the poll opens
                turn.take_again(ask, await self.source.urn(turn.state, ask))
        return turn

    async def store_or_drop(self, turn: Turn) -> None:
        """The second attempt: if it fails too, nothing of it is known to count."""
        try:
            await self.store(turn)
        except Exception:
            await self.read_again()
            await self.done.recall(ask.key for ask, _ in turn.answers)
            raise

    async def read_again(self) -> None:
        """After a failed commit: what is stored, for certain. As long as that is not known, nothing is decided."""
        self.doubt = True
        await self.db.settle()
        if await how_far(self.db, self.meeting) != (self.state.seq, len(self.done)):
            await self.load()
        self.doubt = False

    async def store(self, turn: Turn) -> None:
        """Commit what was decided; only then it is the state."""
        batch = self.batch(turn)
        await self.db.write(lambda connection: write_batch(connection, batch))
        FIGURES.turns.add(len(turn.fresh))
        self.state = turn.state
        self.done.update(turn.fresh)
        self.listed = batch.card or self.listed[0], batch.participations or self.listed[1]

    def batch(self, turn: Turn) -> Batch:
        shown, people = card(turn.state), self.listed[1]
        moved = turn.state.chair != self.state.chair or turn.state.participants is not self.state.participants
        if people is None or moved:
            people = tuple(participations(turn.state))
        return Batch(
            meeting=self.meeting,
            at=turn.at,
            first=self.state.seq + 1,
            entries=tuple(turn.entries),
            done=tuple(turn.fresh.values()),
            deposits=tuple(turn.deposits),
            card=None if shown == self.listed[0] else shown,
            participations=None if people == self.listed[1] else people,
            seq=turn.state.seq,
            numbers=tuple(turn.numbers),
            outcomes=tuple(turn.outcomes),
            emptied=tuple(turn.emptied),
        )

    def finish(self, turn: Turn) -> None:
        """Answer every caller, then let the hall push."""
        callers = [
            (ask.person, ask.seat)
            for ask, answer in turn.answers
            if answer.ok and ask.person is not None and ask.seat is not None  # a refusal carries no change
        ]
        own = self.hall.take(turn.state, turn.events, callers)
        for ask, answer in turn.answers:
            change = own.get(ask.person) if ask.person is not None and ask.seat is not None and answer.ok else None
            ask.tell(replace(answer, mine=change) if change else answer)
        if turn.events:
            self.hall.plan(turn.events, more=bool(self.waiting))
            self.heard(self, turn.events)
