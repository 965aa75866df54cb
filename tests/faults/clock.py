"""A meeting while somebody keeps setting the server's date, a day forth and back between any two commands.

What it is not: a test of time zones, which no rule asks for. Only the date is set; the clock that `steady` reads goes
on.
"""

import random
import time

import pytest

from ecabinet import ids
from ecabinet.clerk.store import read_entries
from journal.chain import Broken, verify
from tests.kit.home import Home
from tests.kit.session import Session

DAY = 24 * 3600 * 1_000_000_000
STEPS = (-DAY, -DAY // 24, -1_000_000_000, 0, 1_000_000_000, DAY // 24, DAY)


class Clock:
    """In place of the module `time`, in `ecabinet.ids` alone: the date of this house, `shift` nanoseconds wrong."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
        self.shift = 0
        self.steps = 0
        self.random = random.Random(seed)
        monkeypatch.setattr(ids, "time", self)

    def time_ns(self) -> int:
        return time.time_ns() + self.shift

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()

    def step(self) -> None:
        """Set the date: somewhere within a day of the right one."""
        self.steps += 1
        self.shift = self.random.choice(STEPS)


async def played(session: Session, clock: Clock, rounds: int) -> list[str]:
    """So many votes, speeches and pages of a session, the date set before each command; what went wrong."""
    wrong: list[str] = []

    async def does(who: str, cmd: str, **args: object) -> None:
        clock.step()
        answer = await session[who].do(cmd, **args)
        if not answer["ok"]:
            wrong.append(f"{who} {cmd}: {answer['code']}")

    members = [name for name in session.people if name.startswith("member")]
    for number in range(rounds):
        await does("chair", "voting.open", motion=session.motion)
        poll = max(session.state.voting.polls)
        for name in members:
            await does(name, "voting.cast", poll=poll, choice="yes")
        await does("member0", "agenda.request_floor", topic=f"lần {number}")
        await does("chair", "agenda.give_floor", participant=session.participants["member0"], seconds=60)
        await does("chair", "voting.void", poll=poll, reason="nhầm")
        await does("chair", "agenda.end_floor")
        if set(session.state.voting.polls[poll].voted) != {session.participants[name] for name in members}:
            wrong.append(f"poll {poll}: a ballot is missing")
    return wrong


async def order(home: Home, meeting: str) -> list[str]:
    """Whether the journal is in order: numbers without a gap, time that never runs back."""
    entries = await read_entries(home.house.db, meeting)
    try:
        verify([one.header for one in entries], {n: one.payload for n, one in enumerate(entries, 1)}, meeting)
    except Broken as broken:
        return [str(broken)]
    return []
