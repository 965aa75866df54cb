"""A session over real sockets: what each seat is told, and what is kept from it."""

import asyncio
from pathlib import Path

import pytest

from tests.kit.device import fine
from tests.kit.home import serving
from tests.kit.session import prepared, running

pytestmark = pytest.mark.usefixtures("sockets")


async def test_a_vote_is_seen_by_all_who_may_and_counted_once(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        await session.join_all()

        poll = await session.open_poll()
        for name in ("chair", "member0", "member1"):
            fine(await session[name].do("voting.cast", poll=poll, choice="yes"))
        fine(await session["member2"].do("voting.cast", poll=poll, choice="no"))
        member = session["member0"]
        await member.until(lambda: member.view[f"poll/{poll}"]["voted"] == 4)
        assert member.view[f"poll/{poll}"]["totals"] is None, "nobody sees a count of choices while the vote is open"
        assert member.mine[f"me/ballot/{poll}"]["choice"] == "yes", "the own ballot rode in the answer"

        fine(await session["chair"].do("voting.close", poll=poll))
        await member.until(lambda: member.view[f"poll/{poll}"]["state"] == "closed")
        assert member.view[f"poll/{poll}"]["totals"]["yes"] == 3
        guest = session["guest"]
        assert not [key for key in guest.view if key.startswith(("poll/", "motion/", "ballot/"))]


async def test_the_answer_comes_before_the_push(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        chair = session["chair"]
        await chair.join(session.meeting)
        await asyncio.sleep(0.2)
        chair.log.clear()
        raw: list[str] = []
        assert chair.socket is not None
        chair.socket.on("push", lambda frame: raw.append("push"))
        await chair.socket.emit(
            "do",
            {"id": "x1", "meeting": session.meeting, "cmd": "agenda.open_item", "args": {"item": session.items[1]}},
            callback=lambda answer: raw.append("answer"),
        )
        await chair.until(lambda: len(raw) == 2)
        assert raw == ["answer", "push"]


async def test_before_convening_only_staff_sees_the_meeting(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await prepared(home)
        refused = await session["member0"].join(session.meeting)
        assert refused == {"ok": False, "code": "meeting.not_found", "args": {}}
        assert (await session["member0"].http.get("/api/v1/meetings")).json() == []
        assert fine(await session["chair"].join(session.meeting))["audience"] == "staff"

        fine(await session.secretary.do("meeting.convene"))
        assert fine(await session["member0"].join(session.meeting))["audience"] == "members"


async def test_who_comes_back_gets_only_what_changed(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        member = session["member0"]
        assert fine(await member.join(session.meeting))["full"]
        await member.lose_connection()
        fine(await session["chair"].do("agenda.open_item", item=session.items[1]))
        await asyncio.sleep(0.2)

        answer = fine(await member.join(session.meeting, resume=True))

        assert not answer["full"]
        assert set(answer["set"]) == {"stage", *(f"item/{item}" for item in session.items)}
        fresh = await session["member1"].join(session.meeting)
        assert member.view == fresh["set"]


async def test_after_a_restart_the_view_is_whole_again(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        member = session["member0"]
        await member.join(session.meeting)
        before, cookie, have, epoch = member.view, member.cookie, member.have, member.epoch
    async with serving(tmp_path) as home:
        again = home.keep(type(member)(home.url, cookie))
        again.have, again.epoch = have, epoch
        answer = fine(await again.join(session.meeting, resume=True))
        assert answer["full"]
        assert again.view == before


async def test_a_guest_invited_to_another_item_must_join_again(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        guest = session["guest"]
        await guest.join(session.meeting)
        assert f"item/{session.items[0]}" not in guest.view

        fine(
            await session.secretary.do(
                "meeting.edit_participant", participant=session.participants["guest"], items=session.items
            )
        )
        await guest.until(lambda: guest.rejoins)
        answer = fine(await guest.join(session.meeting, resume=True))

        assert answer["full"], "another audience always begins with a whole view"
        assert f"item/{session.items[0]}" in guest.view


async def test_all_pushes_add_up_to_a_fresh_view_for_everybody(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        await session.join_all()
        poll = await session.open_poll()
        casts = [session[name].do("voting.cast", poll=poll, choice="abstain") for name in ("member0", "member1")]
        await asyncio.gather(
            *casts, session["guest"].do("agenda.request_floor"), session["member2"].post("agenda.check_out")
        )
        fine(await session["chair"].do("voting.close", poll=poll))
        fine(await session["chair"].do("agenda.open_item", item=session.items[1]))
        fine(await session["guest"].do("agenda.request_floor", topic="Đề án"))
        fine(await session["chair"].do("meeting.pause"))
        await asyncio.sleep(0.4)
        for name, device in session.devices.items():
            other = await home.device(session.people[name])
            await other.join(session.meeting)
            assert device.view == other.view, name
            assert device.mine == other.mine, name


async def test_own_changes_reach_the_other_devices_of_the_same_person(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        poll = await session.open_poll()
        tablet, phone = session["member0"], await home.device(session.people["member0"])
        await tablet.join(session.meeting)
        await phone.join(session.meeting)

        answer = fine(await tablet.do("voting.cast", poll=poll, choice="no"))

        assert answer["mine"]["n"] == 1
        await phone.until(lambda: phone.mine[f"me/ballot/{poll}"]["choice"] == "no")
        assert tablet.mine == phone.mine
        assert "mine" in phone.log


async def test_the_screen_belongs_to_one_meeting_and_asks_for_nothing(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        screen = await home.screen(session.meeting)
        assert fine(await screen.join(session.meeting))["audience"] == "screen"
        assert not [key for key in screen.view if key.startswith(("person/", "ballot/", "voted/"))]
        assert (await screen.do("agenda.check_in"))["code"] == "meeting.not_a_participant"
        other = await running_elsewhere(home)
        assert (await screen.join(other))["code"] == "meeting.not_found"
        assert (await screen.http.get(f"/m/{other}/view")).status_code == 404


async def running_elsewhere(home: object) -> str:
    session = await running(home)  # type: ignore[arg-type]
    return session.meeting
