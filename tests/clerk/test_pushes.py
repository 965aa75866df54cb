"""When everybody is told: a lone change at once, counts together, and a broken view keeps nobody else waiting."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from ecabinet.clerk.channel import Channel
from ecabinet.clerk.hall import TRICKLE
from tests.kit.device import Device, fine
from tests.kit.home import Home, serving
from tests.kit.session import Session, running

MEMBERS = [f"member{n}" for n in range(8)]


class Gate:
    """Holds the next commit back until it is opened."""

    def __init__(self, home: Home) -> None:
        self.db = home.house.db
        self.write = self.db.write
        self.opened = asyncio.Event()
        self.reached = asyncio.Event()
        self.db.write = self  # type: ignore[method-assign,assignment]

    async def __call__(self, work: Callable[[Connection], Any]) -> Any:
        self.reached.set()
        await self.opened.wait()
        return await self.write(work)


async def given_an_open_poll(home: Home) -> tuple[Session, int]:
    """The last push is long enough ago."""
    session = await running(home, len(MEMBERS))
    await session.join_all()
    poll = await session.open_poll()
    await asyncio.sleep(2 * TRICKLE)
    return session, poll


def counts(device: Device, poll: int) -> list[int]:
    """What this device was told of the votes, push after push."""
    return [push["set"][f"poll/{poll}"]["voted"] for push in device.pushes if f"poll/{poll}" in push["set"]]


async def test_ballots_that_come_together_are_told_together(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session, poll = await given_an_open_poll(home)
        chair = session["chair"]
        before = len(counts(chair, poll))
        gate = Gate(home)

        first = asyncio.create_task(session["member0"].do("voting.cast", poll=poll, choice="yes"))
        await gate.reached.wait()
        rest = [asyncio.create_task(session[who].do("voting.cast", poll=poll, choice="no")) for who in MEMBERS[1:]]
        await asyncio.sleep(0.1)  # they wait behind the first one's commit
        gate.opened.set()
        for answer in await asyncio.gather(first, *rest):
            fine(answer)

        await chair.until(lambda: counts(chair, poll)[before:])
        await asyncio.sleep(2 * TRICKLE)
        assert counts(chair, poll)[before:] == [len(MEMBERS)]


async def test_any_other_change_is_told_at_once_though_ballots_wait(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session, poll = await given_an_open_poll(home)
        chair = session["chair"]
        gate = Gate(home)
        added = asyncio.create_task(session.secretary.do("agenda.add_item", title="Nội dung bổ sung"))
        await gate.reached.wait()
        ballots = [asyncio.create_task(session[who].do("voting.cast", poll=poll, choice="yes")) for who in MEMBERS]
        await asyncio.sleep(0.1)
        before = len(chair.pushes)
        gate.opened.set()
        await asyncio.gather(added, *ballots)

        await chair.until(lambda: chair.pushes[before:])
        assert chair.pushes[before]["seq"] == fine(await added)["seq"], "before the ballots behind it"


async def test_a_view_that_cannot_be_told_holds_up_nobody_and_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(tmp_path) as home:
        session, poll = await given_an_open_poll(home)
        chair, member = session["chair"], session["member1"]
        push = Channel.push

        def broken(channel: Channel, *rest: Any) -> Any:
            frame = push(channel, *rest)  # the channel takes the change for told
            if channel.audience == "members":
                raise RuntimeError("a bug in a view")
            return frame

        before = len(chair.pushes), len(member.pushes)
        with monkeypatch.context() as buggy:
            buggy.setattr(Channel, "push", broken)
            fine(await session["member0"].do("voting.cast", poll=poll, choice="yes"))
            await chair.until(lambda: chair.pushes[before[0] :])
            await member.until(lambda: member.rejoins)

        assert len(member.pushes) == before[1]
        fine(await member.join(session.meeting, resume=True))
        assert member.view[f"poll/{poll}"]["voted"] == 1, "whole: nothing that was not told is missing"
