"""Persist, then evolve, then answer: what happens around the commit, and when it fails."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from ecabinet.clerk.store import read_entries
from journal.chain import verify
from meeting.state import empty, fold
from tests.kit.bench import Desk, desk


class Faulty:
    """Stands before the writer: some of the next transactions fail, before or after they are stored."""

    def __init__(self, it: Desk, *, before: int = 0, after: int = 0) -> None:
        self.write = it.db.write
        self.before = before
        self.after = after
        self.calls = 0
        it.db.write = self  # type: ignore[method-assign,assignment]

    async def __call__(self, work: Callable[[Connection], Any]) -> Any:
        self.calls += 1
        if self.before:
            self.before -= 1
            raise OSError("disk full")
        result = await self.write(work)
        if self.after:
            self.after -= 1
            raise OSError("the sync's answer was lost")
        return result


async def test_commands_that_wait_are_committed_together(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        commits = Faulty(it)
        answers = await asyncio.gather(*(it.ask(f"i{n}", "agenda.add_item", title=f"Nội dung {n}") for n in range(200)))
        assert [answer.seq for answer in answers] == list(range(3, 203)), "in the order they were asked"
        assert commits.calls <= 3


async def test_no_answer_before_the_commit(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        gate = asyncio.Event()
        write = it.db.write

        async def slow(work: Callable[[Connection], Any]) -> Any:
            await gate.wait()
            return await write(work)

        it.db.write = slow  # type: ignore[method-assign,assignment]
        task = asyncio.create_task(it.ask("a", "agenda.add_item", title="Nội dung 1"))
        await asyncio.sleep(0.05)
        assert not task.done()
        assert not it.clerk.state.agenda.items, "nor does the state know of it"
        gate.set()
        assert (await task).ok


async def test_a_commit_that_failed_once_is_taken_again(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        Faulty(it, before=1)
        assert (await it.ask("a", "agenda.add_item", title="Nội dung 1")).ok
        assert len(it.clerk.state.agenda.items) == 1
        await whole(it)


async def test_a_commit_whose_answer_was_lost_does_not_count_twice(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        Faulty(it, after=1)
        answer = await it.ask("a", "agenda.add_item", title="Nội dung 1")
        assert answer.ok
        assert len(it.clerk.state.agenda.items) == 1
        assert it.clerk.state.seq == answer.seq
        await whole(it)


async def test_a_commit_that_keeps_failing_is_told_and_forgotten(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        seq = it.clerk.state.seq
        Faulty(it, before=2)
        answers = await asyncio.gather(*(it.ask(f"i{n}", "agenda.add_item", title="Nội dung") for n in range(3)))
        assert {answer.code for answer in answers} == {"clerk.not_stored"}
        assert it.clerk.state.seq == seq
        retried = await it.ask("i0", "agenda.add_item", title="Nội dung")
        assert retried.ok, "the id was not noted as seen"
        await whole(it)


async def test_a_bug_in_a_rule_is_told_with_an_id_and_hurts_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecabinet.clerk import turn

    real = turn.decide

    def broken(state: Any, command: Any, facts: Any) -> Any:
        if getattr(command, "title", "") == "hỏng":
            raise ZeroDivisionError("secret words")
        return real(state, command, facts)

    monkeypatch.setattr(turn, "decide", broken)
    async with desk(tmp_path) as it:
        bad, good = await asyncio.gather(
            it.ask("a", "agenda.add_item", title="hỏng"), it.ask("b", "agenda.add_item", title="tốt")
        )
        assert bad.code == "house.error"
        assert "secret" not in json.dumps(bad.args)
        assert good.ok


async def test_bytes_of_entries_come_back_exactly(tmp_path: Path) -> None:
    nasty = 'Đ“ấ”u \u0000 \u2028 \U0001f600 \\ " \' % \t {"a":[1]}'
    async with desk(tmp_path) as it:
        assert (await it.ask("a", "agenda.add_item", title=nasty.replace("\u0000", ""))).ok
        other = await it.ask("b", "agenda.add_item", title=nasty)
        await whole(it)
        titles = [item.title for item in it.clerk.state.agenda.items.values()]
        assert titles[0] == nasty.replace("\u0000", "").strip() or titles[0] == nasty.replace("\u0000", "")
        assert other.ok in (True, False)


async def test_the_read_model_follows_the_journal(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        person = await it.people.add_person(unit=next(iter(it.people.units)), name="Lê Quang Vinh")
        await it.ask("a", "meeting.add_participant", person=person.id, capacity="member", duties=["chair"])
        await it.ask("b", "meeting.edit", title="Tên mới")
        row = await it.db.row("SELECT * FROM meeting_card")
        assert row is not None
        assert json.loads(row["card"])["title"] == "Tên mới"
        assert json.loads(row["card"])["chair"] == "Lê Quang Vinh"
        people = await it.db.rows("SELECT person, duties FROM participation ORDER BY participant")
        assert [one["person"] for one in people] == [it.secretary, person.id]
        await it.ask("c", "meeting.remove_participant", participant=2)
        assert await it.count("participation") == 1


async def test_two_writers_of_one_meeting_cannot_both_win(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        other = it.clerks.make(it.meeting, it.db, it.clerks.source, it.clerks.numbers)
        await other.load()
        assert (await it.ask("a", "agenda.add_item", title="Một")).ok
        answer = await other.do(it.secretary, "b", "agenda.add_item", {"title": "Hai"})
        assert answer.ok, "it caught up and decided again"
        assert [item.title for item in other.state.agenda.items.values()] == ["Một", "Hai"]
        await whole(it, 4)


async def whole(it: Desk, seq: int | None = None) -> None:
    """The stored journal verifies, and is the state."""
    entries = await read_entries(it.db, it.meeting)
    head = verify([one.header for one in entries], {n: one.payload for n, one in enumerate(entries, 1)}, it.meeting)
    if seq is None:
        assert (head.seq, head.hash) == (it.clerk.state.seq, it.clerk.state.head)
        assert fold(entries, empty(it.meeting)) == it.clerk.state
    else:
        assert head.seq == seq
