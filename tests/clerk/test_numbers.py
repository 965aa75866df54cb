"""Numbers of records never repeat and never skip, whatever is withdrawn or goes wrong."""

import asyncio
from pathlib import Path
from typing import Any

from tests.clerk.test_commit import Faulty
from tests.kit.bench import CREATE, Desk, desk


async def closed_meeting(it: Desk, name: str) -> str:
    """A meeting that has ended, ready for its record."""
    it.meeting, _ = await it.clerks.create(it.secretary, name, CREATE)
    chair = await it.people.add_person(unit=next(iter(it.people.units)), name="Lê Quang Vinh")
    for ident, cmd, who, args in (
        ("1", "meeting.add_participant", it.secretary, {"person": chair.id, "capacity": "member", "duties": ["chair"]}),
        ("2", "agenda.add_item", it.secretary, {"title": "Nội dung"}),
        ("3", "meeting.convene", it.secretary, {}),
        ("4", "agenda.check_in", chair.id, {}),
        ("5", "meeting.start", chair.id, {}),
        ("6", "meeting.close", chair.id, {}),
    ):
        answer = await it.ask(ident, cmd, by=who, **args)
        assert answer.ok, (cmd, answer)
    return it.meeting


async def finalise(it: Desk, meeting: str, ident: str = "final") -> Any:
    it.meeting = meeting
    return await it.ask(ident, "meeting.finalise", prose=[{"key": "opening", "text": "Mở đầu"}])


async def register(it: Desk) -> list[tuple[int, str, str]]:
    rows = await it.db.rows("SELECT number, status, reason FROM register ORDER BY number")
    return [(row["number"], row["status"], row["reason"]) for row in rows]


async def test_a_withdrawn_number_stays_in_the_register_as_cancelled(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        meeting = await closed_meeting(it, "m1")
        assert (await finalise(it, meeting)).ok
        assert it.clerk.state.record.final.reserved.notation == "01/BB-UBND"
        assert (await it.ask("w", "meeting.withdraw_final", reason="Sai chính tả")).ok
        assert (await finalise(it, meeting, "final2")).ok
        assert it.clerk.state.record.final.reserved.number == 2
        assert await register(it) == [(1, "cancelled", "Sai chính tả"), (2, "reserved", "")]


async def test_ten_secretaries_at_once_get_ten_numbers_in_a_row(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        meetings = [await closed_meeting(it, f"m{n}") for n in range(10)]
        clerks = [await it.clerks.get(meeting) for meeting in meetings]
        answers = await asyncio.gather(
            *(clerk.do(it.secretary, "final", "meeting.finalise", {"prose": []}) for clerk in clerks)
        )
        assert all(answer.ok for answer in answers)
        numbers = [clerk.state.record.final.reserved.number for clerk in clerks if clerk.state.record.final]
        assert sorted(numbers) == list(range(1, 11))
        assert [number for number, _, _ in await register(it)] == list(range(1, 11))


async def test_a_refused_or_failed_finalisation_takes_no_number(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        meeting = await closed_meeting(it, "m1")
        other = await it.people.add_person(unit=next(iter(it.people.units)), name="Người khác")
        assert not (await it.ask("f", "meeting.finalise", by=other.id, prose=[])).ok
        write = it.db.write
        Faulty(it, before=2)
        assert (await finalise(it, meeting)).code == "clerk.not_stored"
        it.db.write = write  # type: ignore[method-assign]
        assert await register(it) == []
        assert (await finalise(it, meeting)).ok
        assert (await finalise(it, meeting)).ok, "a retry is answered again"
        assert [number for number, _, _ in await register(it)] == [1]
