"""Telling fewer people about themselves must never leave somebody with an old picture."""

from pathlib import Path
from typing import Any

from ecabinet.clerk import hall
from meeting.view import mine
from tests.kit.device import fine
from tests.kit.home import serving
from tests.kit.session import running


async def test_what_people_hold_about_themselves_is_always_fresh(tmp_path: Path, monkeypatch: Any) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        await session.join_all()
        clerk = await home.house.clerks.get(session.meeting)
        take = hall.Hall.take
        checked = 0

        def checking(it: Any, state: Any, events: Any, callers: Any) -> Any:
            nonlocal checked
            told = take(it, state, events, callers)
            for person, own in it.owns.items():
                assert own.keys == mine(state, person), events
                checked += 1
            return told

        monkeypatch.setattr(hall.Hall, "take", checking)
        chair, secretary = session["chair"], session.secretary
        who = session.participants
        poll = await session.open_poll()
        for device, cmd, args in (
            (session["member0"], "voting.cast", {"poll": poll, "choice": "yes"}),
            (session["member1"], "agenda.check_out", {}),
            (session["member1"], "agenda.check_in", {}),
            (secretary, "agenda.correct_attendance", {"participant": who["member2"], "mode": "online"}),
            (session["member2"], "agenda.request_floor", {"topic": "Ý kiến"}),
            (chair, "agenda.give_floor", {"participant": who["member2"]}),
            (chair, "agenda.end_floor", {}),
            (chair, "voting.void", {"poll": poll, "reason": "Mở nhầm"}),
            (chair, "voting.open", {"motion": session.motion}),
            (session["member1"], "voting.cast", {"poll": poll + 1, "choice": "other", "text": "Bổ sung"}),
            (chair, "voting.close", {"poll": poll + 1}),
            (secretary, "meeting.edit_participant", {"participant": who["guest"], "items": session.items}),
            (chair, "agenda.open_item", {"item": session.items[1]}),
            (chair, "meeting.hand_chair", {"to": who["member0"]}),
        ):
            fine(await device.do(cmd, **args))
        assert checked > 50
        assert clerk.state.seq == home.journal_of(session.meeting)
