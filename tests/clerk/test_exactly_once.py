"""Every command has its effect once, however often it is sent, and in whatever company."""

import asyncio
from pathlib import Path
from typing import Any

from ecabinet.clerk import carried
from tests.kit.bench import CREATE, desk


async def test_the_same_command_twice_has_one_effect_and_one_answer(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        first = await it.ask("a", "agenda.add_item", title="Nội dung 1")
        again = await it.ask("a", "agenda.add_item", title="Nội dung 1")
        assert first == again
        assert first.ok
        assert len(it.clerk.state.agenda.items) == 1


async def test_the_same_id_with_other_arguments_is_refused(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        assert (await it.ask("a", "agenda.add_item", title="Nội dung 1")).ok
        assert (await it.ask("a", "agenda.add_item", title="Nội dung 2")).code == "clerk.id_reused"
        assert (await it.ask("a", "meeting.edit", title="Nội dung 1")).code == "clerk.id_reused"


async def test_two_people_may_use_the_same_id(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        assert (await it.ask("a", "agenda.add_item", title="Nội dung 1")).ok
        stranger = await it.people.add_person(unit=next(iter(it.people.units)), name="Người khác")
        answer = await it.ask("a", "agenda.add_item", by=stranger.id, title="Nội dung 1")
        assert answer.code == "meeting.not_a_participant", "judged on its own, not answered with another's yes"


async def test_sent_at_once_by_two_devices_it_still_counts_once(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        answers = await asyncio.gather(*(it.ask("a", "agenda.add_item", title="Nội dung 1") for _ in range(20)))
        assert len({answer.seq for answer in answers}) == 1
        assert len(it.clerk.state.agenda.items) == 1


async def test_a_refusal_is_not_remembered(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        assert (await it.ask("a", "agenda.edit_item", item=2, title="Mới")).code == "agenda.unknown_item"
        before = await it.count("command")
        assert (await it.ask("b", "agenda.add_item", title="Nội dung 1")).ok
        assert (await it.ask("a", "agenda.edit_item", item=2, title="Mới")).ok, "the same id may be tried again"
        assert await it.count("command") == before + 2


async def test_after_a_restart_a_retry_is_still_harmless(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        first = await it.ask("a", "agenda.add_item", title="Nội dung 1")
        head = it.clerk.state.head
    async with desk(tmp_path) as it:
        assert it.clerk.state.head == head, "creating again found the meeting"
        assert await it.ask("a", "agenda.add_item", title="Nội dung 1") == first
        assert (await it.ask("a", "agenda.add_item", title="Khác")).code == "clerk.id_reused"
        assert await it.count("meeting_card") == 1


async def test_a_retry_is_harmless_long_after_its_command_left_the_memory(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(carried, "MOST_LATEST", 2)
    async with desk(tmp_path) as it:
        answers = [await it.ask(f"a{n}", "agenda.add_item", title=f"Nội dung {n}") for n in range(12)]
        assert len(it.clerk.done.latest) <= 4
        assert [await it.ask(f"a{n}", "agenda.add_item", title=f"Nội dung {n}") for n in range(12)] == answers
        assert (await it.ask("a0", "agenda.add_item", title="Khác")).code == "clerk.id_reused"
        assert len(it.clerk.done) == await it.count("command")
        assert len(it.clerk.state.agenda.items) == 12


async def test_a_new_command_may_have_the_number_of_an_old_one(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.clerk.done.older.append(hash((it.secretary, "new")))
        assert not it.clerk.done.get((it.secretary, "new"))
        assert it.clerk.done.may_be_older((it.secretary, "new"))
        assert (await it.ask("new", "agenda.add_item", title="Nội dung 1")).ok


async def test_creating_twice_under_one_id_makes_one_meeting(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        made = await asyncio.gather(*(it.clerks.create(it.secretary, "x", CREATE) for _ in range(5)))
        assert len({meeting for meeting, _ in made}) == 1
        assert len({answer.seq for _, answer in made}) == 1
        other, _ = await it.clerks.create(it.secretary, "y", CREATE)
        assert other != made[0][0]


async def test_who_may_not_create_leaves_no_trace(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        stranger = await it.people.add_person(unit=next(iter(it.people.units)), name="Người khác")
        entries = await it.count("entry")
        meeting, answer = await it.clerks.create(stranger.id, "x", CREATE)
        assert not answer.ok
        assert it.clerks.loaded(meeting) is None
        assert await it.count("entry") == entries
