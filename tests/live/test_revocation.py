"""Who may no longer be here is cut, or re-scoped, within a second."""

import time
from pathlib import Path

import pytest

from tests.kit.device import fine
from tests.kit.home import serving
from tests.kit.session import prepared, running

pytestmark = pytest.mark.usefixtures("sockets")


async def test_signing_out_cuts_the_sockets_of_that_session_only(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        tablet, phone = session["member0"], await home.device(session.people["member0"])
        await tablet.join(session.meeting)
        await phone.join(session.meeting)
        begun = time.monotonic()

        assert (await tablet.http.post("/sign-out")).status_code == 303

        await tablet.until(lambda: tablet.socket is None or not tablet.socket.connected, seconds=1)
        assert time.monotonic() - begun < 1
        assert phone.socket is not None
        assert phone.socket.connected
        assert (await tablet.http.get(f"/m/{session.meeting}/view")).status_code == 401


async def test_a_removed_participant_sees_nothing_more(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await prepared(home)
        fine(await session.secretary.do("meeting.convene"))
        member = session["member2"]
        await member.join(session.meeting)

        fine(await session.secretary.do("meeting.remove_participant", participant=session.participants["member2"]))

        await member.until(lambda: member.rejoins, seconds=1)
        before = len(member.pushes)
        fine(await session.secretary.do("agenda.add_item", title="Nội dung mới"))
        await session.secretary.join(session.meeting)
        assert len(member.pushes) == before
        assert (await member.join(session.meeting))["code"] == "meeting.not_found"
        assert (await member.do("agenda.check_in"))["code"] == "meeting.not_found"
        assert (await member.http.get(f"/m/{session.meeting}/view")).status_code == 404


async def test_the_chair_handed_over_changes_what_both_see(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        chair, deputy = session["chair"], session["member0"]
        await session.join_all()
        assert (chair.audience, deputy.audience) == ("staff", "members")

        fine(await chair.do("meeting.hand_chair", to=session.participants["member0"]))

        await chair.until(lambda: chair.rejoins and deputy.rejoins, seconds=1)
        await chair.join(session.meeting)
        await deputy.join(session.meeting)
        assert (chair.audience, deputy.audience) == ("members", "staff")
        assert not deputy.mine["me"]["secretary"]
        assert deputy.mine["me"]["chair"]


async def test_a_disabled_account_is_out_at_once(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        member = session["member1"]
        await member.join(session.meeting)
        await home.house.people.set_disabled(session.people["member1"], True)
        await home.house.sessions.end_person(session.people["member1"])
        await member.until(lambda: member.socket is None or not member.socket.connected, seconds=1)
