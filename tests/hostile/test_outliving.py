"""Sockets that outlive their right to be there: cut, or told to join again, within a second, whatever they send.

`tests/live/test_revocation.py` and `tests/secrecy/test_revocation.py` tell what honest tablets see. These go on
talking.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from ecabinet.ids import digest
from tests.hostile.raw import Raw, greeted, text
from tests.hostile.siege import FULL
from tests.kit.device import fine
from tests.kit.home import Home, serving
from tests.kit.session import Session, prepared, running

Act = Callable[[], Awaitable[object]]


class Talker:
    """A socket that sends a command, a note, a signal and a join, over and over, whatever it is told."""

    def __init__(self, raw: Raw, meeting: str) -> None:
        self.raw = raw
        self.meeting = meeting
        self.sent = 0
        self.ended = False
        self.task = asyncio.create_task(self.talk())

    async def talk(self) -> None:
        ears = asyncio.create_task(self.listen())
        while not self.ended:
            self.sent += 1
            for event, more in (
                ("do", {"id": f"late-{self.sent}", "cmd": "agenda.mark_absent", "args": {"reason": "x"}}),
                ("keep", {"version": "v", "ops": [{"op": f"late-{self.sent}", "page": 1}]}),
                ("signal", {"kind": "follow", "on": True}),
            ):
                await self.raw.send(text(f"428{json.dumps([event, {'meeting': self.meeting, **more}])}"))
            await asyncio.sleep(0.08)
        await ears

    async def listen(self) -> None:
        await self.raw.rest(30)
        self.ended = True

    async def stop(self) -> None:
        self.ended = True
        await self.raw.close()
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task


async def cut_by(home: Home, session: Session, who: str, act: Act) -> None:
    """A socket of this person that keeps talking ends within a second of the act; nothing it said after it counts."""
    raw = await greeted(home.house.settings.port, session[who].cookie)
    fine(await raw.ask("join", {"meeting": session.meeting}))
    talker = Talker(raw, session.meeting)
    await asyncio.sleep(0.2)
    await act()
    begun, seq = time.monotonic(), session.state.seq
    try:
        while not talker.ended and time.monotonic() - begun < 1.5:
            await asyncio.sleep(0.01)
        assert talker.ended, who
        assert time.monotonic() - begun < 1, who
        assert session.state.seq == seq
    finally:
        await talker.stop()


async def test_signing_out_cuts_what_goes_on_talking(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home, members=1)
        await cut_by(home, session, "member0", lambda: session["member0"].http.post("/sign-out"))


async def test_a_changed_password_cuts_all_other_devices(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home, members=0)
        old, new = "mat khau dai 12", "mat khau moi 34"
        person = await home.person("Lê Quang Vinh", login="vinh")
        await home.house.identity.set_password(person, old)
        fine(await session.secretary.post("meeting.add_participant", person=person, capacity="member"))
        session.people["vinh"] = person
        await session.seat("vinh")
        own = await home.device(person)
        raw = await greeted(home.house.settings.port, own.cookie)
        change = {"old": old, "new": new}
        await cut_by(home, session, "vinh", lambda: own.http.post("/password", data=change))
        assert fine(await raw.ask("join", {"meeting": session.meeting})), "the device itself stays"
        await raw.close()


async def test_a_disabled_account_is_cut_and_does_not_come_back(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home, members=1)
        person = session.people["member0"]

        async def disable() -> None:
            await home.house.people.set_disabled(person, True)
            await home.house.sessions.end_person(person)

        await cut_by(home, session, "member0", disable)


async def test_a_session_whose_time_is_over_is_cut_at_its_next_word(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home, members=1)

        async def runs_out() -> None:
            home.house.sessions.until[digest(session["member0"].cookie)] = 0

        await cut_by(home, session, "member0", runs_out)


async def asks_after_removal(home: Home, session: Session) -> list[str]:
    """A member is struck off and goes on asking: the events that were not answered with "there is no such meeting"."""
    fine(await session.secretary.do("meeting.convene"))
    raw = await greeted(home.house.settings.port, session["member0"].cookie)
    await raw.ask("join", {"meeting": session.meeting})
    fine(await session.secretary.do("meeting.remove_participant", participant=session.participants["member0"]))
    raw.heard.clear()
    seq, found = fine(await session.secretary.do("agenda.add_item", title="zqxbimat"))["seq"], []
    for event in ("join", "do", "keep", "signal"):
        body = {"meeting": session.meeting, "id": event, "cmd": "agenda.check_in", "args": {}, "kind": "follow"}
        body |= {"have": 1, "epoch": "x", "version": "v", "ops": [{"op": "x", "page": 1}], "on": True}
        found += [event] if (await raw.ask(event, body)).get("code") != "meeting.not_found" else []
    await raw.close()
    assert session.state.seq == seq
    return [*found, "heard"] if b"zqxbimat" in raw.heard else found


async def test_who_was_removed_is_told_nothing_more_however_often_it_asks(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        assert await asks_after_removal(home, await prepared(home, members=1)) == []


async def test_a_chair_that_handed_over_can_do_and_show_nothing_more(tmp_path: Path) -> None:
    """Commands in flight and the pen under way: what arrives after the change is a member's."""
    async with serving(tmp_path) as home:
        session = await running(home, members=2)
        member = session["member1"]
        await member.join(session.meeting)
        raw = await greeted(home.house.settings.port, session["chair"].cookie)
        await raw.ask("join", {"meeting": session.meeting})
        fine(await session.secretary.post("meeting.hand_chair", to=session.participants["member0"]))
        begun = time.monotonic()
        assert '"rejoin"' in await raw.message("42")
        assert time.monotonic() - begun < 1
        seq = session.state.seq
        for cmd in ("meeting.pause", "meeting.close", "voting.open", "agenda.finish_item"):
            body = {"meeting": session.meeting, "id": cmd, "cmd": cmd, "args": {}}
            answer = await raw.ask("do", body)
            assert answer["code"] in ("meeting.not_allowed", "meeting.bad_command"), cmd
        stroke = {"meeting": session.meeting, "kind": "stroke", "version": "v", "page": 1, "points": [1, 2]}
        await raw.ask("signal", stroke)
        assert fine(await raw.ask("join", {"meeting": session.meeting, "audience": "staff"}))["audience"] == "members"
        assert session.state.seq == seq
        assert member.signals == []
        await raw.close()


async def test_a_command_in_flight_when_its_sender_signs_out_is_whole_or_not_at_all(tmp_path: Path) -> None:
    """Many races: a yes is in the journal, once; nothing comes in afterwards."""
    async with serving(tmp_path) as home:
        session = await running(home, members=0)
        chair, counts = session["chair"], set()
        for number in range(200 if FULL else 20):
            device = await home.device(session.people["chair"])
            raw = await greeted(home.house.settings.port, device.cookie)
            body = {"meeting": session.meeting, "id": f"race-{number}", "cmd": "agenda.request_floor", "args": {}}
            before = session.state.seq
            await raw.send(text(f"427{json.dumps(['do', body])}"))
            await asyncio.sleep(0.0005 * (number % 8))
            await device.http.post("/sign-out")
            assert await raw.rest(1)
            await raw.close()
            written = session.state.seq - before
            assert written in ((1,) if b'"ok":true' in raw.heard else (0, 1))
            await asyncio.sleep(0.002)
            assert session.state.seq == before + written, "nothing afterwards"
            counts.add(written)
            if written:
                fine(await chair.post("agenda.withdraw_request"))
        assert 1 in counts
