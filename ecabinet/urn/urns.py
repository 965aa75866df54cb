"""The urns of all secret polls: a key before each opens, the count after it ended, and nothing left afterwards.

    open   a key pair; the private half is on the disk before the poll is (`keys`)
    end    all deposits are opened in a process of its own (`opening`), and the clerk is told: `voting.count`
    over   in the transaction of the result the deposits go; then the key is destroyed and the log cut off

Rules
- What was not finished when the power went is taken up at the next start, or when the meeting is next needed.
- Where key or ballots are lost the poll is void, and the reason says so (`voting.lose_urn`). A process that died, or a
  disk that failed, loses nothing: it is tried again.
- A key lives as long as its poll takes ballots or is being counted, and not a moment longer. Of polls that never came
  to be (a refused or failed opening) it goes at the next occasion.
- Nothing about a ballot is logged: only meeting, poll, and what became of the urn.
"""

import asyncio
import contextlib
from collections.abc import Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ecabinet import data
from ecabinet.clerk.ask import Answer, Ask
from ecabinet.clerk.clerk import Clerk
from ecabinet.ids import new_id
from ecabinet.logs import bug, log
from ecabinet.urn import keys
from ecabinet.urn.apart import open_apart
from ecabinet.urn.deposits import meetings_with, sealed_of
from ecabinet.urn.opening import Job, Lost, Result
from journal.shapes import Event, Refusal
from meeting.state import MeetingState
from voting.events import PollClosed, PollEnded, PollTied, PollVoided, Urn
from voting.state import Poll
from voting.urn import ballot_size

if TYPE_CHECKING:
    from ecabinet.house import House

LIVE = ("open", "paused", "counting")  # states of a poll that needs its key
AGAIN = 2.0  # seconds before another try; twice as long after each
LONGEST = 60.0
CUTS = 300  # tries to cut the log off, one a second: a backup that is being taken reads it
WHY = {
    "key_lost": "Mất khóa mở hòm phiếu kín. / The key of the secret ballots is lost.",
    "ballots_lost": "Hòm phiếu kín thiếu phiếu đã nhận. / Secret ballots that were received are missing.",
    "ballots_changed": "Hòm phiếu kín đã bị thay đổi. / The secret ballots are not those that were received.",
}


class Urns:
    """One for the house."""

    def __init__(self, house: "House") -> None:
        self.db = house.db
        self.clerks = house.clerks
        self.data: Path = house.settings.data
        self.secret = data.secret(self.data)
        self.tasks: dict[tuple[str, int], asyncio.Task[None]] = {}
        self.cutting: asyncio.Task[None] | None = None
        self.remains = False  # something was erased that the log still holds
        self.open_apart = open_apart
        self.stopping = False
        house.clerks.source.urn = self.make
        house.clerks.source.private = house.settings.demo or house.settings.https
        house.clerks.on_load.append(self.loaded)
        house.on_start.append(self.start)
        house.on_stop.append(self.stop)

    # -- before

    async def make(self, state: MeetingState, ask: Ask) -> Urn | None:
        """The urn of the poll this command is to open; None when its key cannot be kept."""
        motions = [state.voting.motions[one] for one in motions_of(ask) if one in state.voting.motions]
        size = max((ballot_size(motion.method) for motion in motions), default=0)
        try:
            await asyncio.to_thread(self.tidy, state)
            key = await asyncio.to_thread(keys.make, self.data, self.secret, state.meeting)
        except OSError as failure:
            bug("urn key", failure)
            return None
        return Urn(key, size)

    def tidy(self, state: MeetingState) -> None:
        """Destroy the keys of this meeting that no poll needs. Blocking."""
        needed = {keys.name_of(state.meeting, poll.urn.key) for poll in live(state) if poll.urn is not None}
        for meeting, path in keys.there(self.data):
            if meeting == state.meeting and path.name not in needed:
                keys.destroy(path)

    # -- afterwards

    def loaded(self, clerk: Clerk) -> None:
        """A meeting comes into use: whatever was left, and from now on whatever happens."""
        clerk.heard = self.heard
        for poll in live(clerk.state):
            if poll.state == "counting" or not self.has_key(clerk, poll):
                self.begin(clerk, poll.id, self.settle(clerk.meeting, poll.id))

    def heard(self, clerk: Clerk, events: Sequence[Event]) -> None:
        """What was committed."""
        for event in events:
            if not isinstance(event, PollEnded | PollClosed | PollTied | PollVoided):
                continue
            poll = clerk.state.voting.polls[event.poll]
            if poll.urn is not None and poll.state == "counting":
                self.begin(clerk, poll.id, self.settle(clerk.meeting, poll.id))
            elif poll.urn is not None and not isinstance(event, PollEnded):
                self.begin(clerk, poll.id, self.clear(clerk, poll))

    def begin(self, clerk: Clerk, poll: int, work: Coroutine[Any, Any, None]) -> None:
        """One thing after the other for each poll."""
        if self.stopping:
            work.close()
            return
        before = self.tasks.get((clerk.meeting, poll))
        task = asyncio.get_running_loop().create_task(after(before, work))
        self.tasks[clerk.meeting, poll] = task
        task.add_done_callback(partial(self.ended, (clerk.meeting, poll)))

    def ended(self, key: tuple[str, int], task: asyncio.Task[None]) -> None:
        if self.tasks.get(key) is task:
            del self.tasks[key]
        if not task.cancelled() and (failure := task.exception()) is not None and isinstance(failure, Exception):
            bug("urn", failure)

    async def settle(self, meeting: str, poll: int) -> None:
        """Until the poll is counted, or void."""
        wait = AGAIN
        while True:
            try:
                answer = await self.told(await self.clerks.get(meeting), poll)
                if answer is None or answer.ok:
                    return
                log.warning("urn", meeting=meeting, poll=poll, code=answer.code)
            except Exception as failure:
                bug("urn", failure)
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST)

    async def told(self, clerk: Clerk, number: int) -> Answer | None:
        """Open the urn and tell the clerk what came of it. None when there is nothing to tell."""
        poll = clerk.state.voting.polls[number]
        if poll.state not in LIVE:
            return None
        if poll.state != "counting":
            return None if self.has_key(clerk, poll) else await self.lose(clerk, poll, "key_lost")
        result = await self.opened(clerk, poll)
        if isinstance(result, Lost):
            return await self.lose(clerk, poll, result.reason)
        args = {"poll": poll.id, **msgspec.to_builtins(result)}
        args.pop("type")
        return await clerk.do(None, new_id(), "voting.count", args, house=True)

    async def opened(self, clerk: Clerk, poll: Poll) -> Result:
        """What the urn holds."""
        assert poll.urn is not None
        job = Job(
            data=str(self.data.resolve()),
            meeting=clerk.meeting,
            poll=poll.id,
            urn=poll.urn,
            method=poll.method,
            choices=poll.rule.choices,
            receipts=dict(poll.receipts),
            sealed=await sealed_of(self.db, clerk.meeting, poll.id),
        )
        return await self.open_apart(job)

    async def lose(self, clerk: Clerk, poll: Poll, why: str) -> Answer:
        """The vote has to be taken again."""
        log.error("urn_lost", meeting=clerk.meeting, poll=poll.id, why=why)
        return await clerk.do(None, new_id(), "voting.lose_urn", {"poll": poll.id, "reason": WHY[why]}, house=True)

    async def clear(self, clerk: Clerk, poll: Poll) -> None:
        """The deposits went with the result; now the key, and what the log still holds of both."""
        assert poll.urn is not None
        try:
            await asyncio.to_thread(keys.destroy, keys.path_of(self.data, clerk.meeting, poll.urn.key))
        finally:  # should the disk fail, the key goes at the next start
            self.remains = True
            if self.cutting is None or self.cutting.done():
                self.cutting = asyncio.get_running_loop().create_task(self.cut_log())
        log.info("urn_emptied", meeting=clerk.meeting, poll=poll.id)

    async def cut_log(self) -> None:
        """Until nobody reads from it, and nothing was erased since."""
        for _ in range(CUTS):
            self.remains = False
            with contextlib.suppress(Exception):
                self.remains = not await self.db.cut_log() or self.remains
                if not self.remains:
                    return
            await asyncio.sleep(1)
        log.warning("urn_log_not_cut")

    def has_key(self, clerk: Clerk, poll: Poll) -> bool:
        return poll.urn is not None and keys.path_of(self.data, clerk.meeting, poll.urn.key).is_file()

    # -- start and stop

    async def start(self) -> None:
        """Keys that no poll needs go; polls that wait for their count get it."""
        there = await asyncio.to_thread(keys.there, self.data)
        for meeting in {meeting for meeting, _ in there} | await meetings_with(self.db):
            try:
                clerk = await self.clerks.get(meeting)  # takes up what was left, see `loaded`
                await asyncio.to_thread(self.tidy, clerk.state)
            except Refusal:
                for path in [path for of, path in there if of == meeting]:
                    await asyncio.to_thread(keys.destroy, path)
            except Exception as failure:
                bug("urns at start", failure)
        await self.db.cut_log()

    async def stop(self) -> None:
        """What is not finished is taken up at the next start."""
        self.stopping = True
        for task in [*self.tasks.values(), *([self.cutting] if self.cutting is not None else [])]:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task


async def after(before: "asyncio.Task[None] | None", work: Coroutine[Any, Any, None]) -> None:
    """`work` once `before` has ended, however it did."""
    if before is not None:
        await asyncio.wait([before])
    await work


def motions_of(ask: Ask) -> list[int]:
    """Which motions a command names; what is no number names none."""
    named = [ask.args.get("motion"), *(ask.args.get("motions") or ())]
    return [one for one in named if isinstance(one, int)]


def live(state: MeetingState) -> list[Poll]:
    """Secret polls that still need their key."""
    polls = (state.voting.polls[poll] for poll in state.voting.open)
    return [poll for poll in polls if poll.urn is not None and poll.state in LIVE]
