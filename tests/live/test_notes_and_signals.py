"""Private notes between one's own devices; presence and the presenter's pen."""

import asyncio
from pathlib import Path

import pytest

from tests.kit.device import fine
from tests.kit.home import Home, serving
from tests.kit.session import Session, running

pytestmark = pytest.mark.usefixtures("sockets")


async def with_paper(home: Home) -> tuple[Session, str]:
    session = await running(home)
    answer = await home.house_does(
        session.meeting,
        "papers.add_version",
        item=session.items[0],
        title="Tờ trình",
        version="v1",
        sha256="a" * 64,
        size=1000,
        pages=((595, 842), (595, 842)),
    )
    assert answer["ok"], answer
    return session, "v1"


def stroke(op: str, page: int = 1) -> dict[str, object]:
    return {"op": op, "page": page, "kind": "ink", "points": [1, 2, 3, 4]}


async def test_notes_come_to_all_devices_of_their_owner_and_to_nobody_else(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session, version = await with_paper(home)
        tablet, phone, other = session["member0"], await home.device(session.people["member0"]), session["member1"]
        for device in (tablet, phone, other):
            await device.join(session.meeting)
        ops = [stroke("op1"), stroke("op2", 2)]

        body = {"id": "k1", "meeting": session.meeting, "version": version, "ops": ops}
        assert await tablet.call("keep", body) == {"ok": True, "n": 2}
        assert await tablet.call("keep", body) == {"ok": True, "n": 2}, "an outbox may send twice"

        await phone.until(lambda: phone.notes)
        assert [op["op"] for op in phone.notes[0]["ops"]] == ["op1", "op2"]
        assert [op["n"] for op in phone.notes[0]["ops"]] == [1, 2]
        later = await phone.http.get(f"/m/{session.meeting}/notes?since=1")
        assert later.json() == {"n": 2, "ops": [{**ops[1], "n": 2, "version": version}]}
        assert not other.notes
        assert len(phone.notes) == 1
        assert (await other.http.get(f"/m/{session.meeting}/notes?since=0")).json() == {"n": 0, "ops": []}


async def test_nobody_notes_on_what_they_may_not_read(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session, version = await with_paper(home)
        body = {"meeting": session.meeting, "version": version, "ops": [stroke("op1")]}
        assert (await session["guest"].call("keep", body))["code"] == "notes.not_readable"
        for ops in (None, {}, [1], [{}], [{"op": "", "page": 1}], [{"op": "x", "page": "1"}], [stroke("x")] * 201):
            assert (await session["member0"].call("keep", {**body, "ops": ops}))["code"] == "notes.bad_ops"
        big = [{**stroke("x"), "points": [1] * 40_000}]
        assert (await session["member0"].call("keep", {**body, "ops": big}))["code"] == "notes.bad_ops"


async def test_the_presenters_pen_reaches_who_may_see_the_page(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session, version = await with_paper(home)
        await session.join_all()
        screen = await home.screen(session.meeting)
        await screen.join(session.meeting)
        paper = max(session.state.papers.papers)
        fine(await session["chair"].do("papers.present", paper=paper))
        await asyncio.sleep(0.2)
        pen = {"meeting": session.meeting, "kind": "stroke", "version": version, "page": 1, "id": "s", "points": [1, 2]}

        await session["member1"].call("signal", pen)
        await session["chair"].call("signal", pen)

        await session["member0"].until(lambda: strokes(session["member0"]))
        await screen.until(lambda: strokes(screen))
        assert len(strokes(session["member0"])) == 1, "only the presenter's pen is passed on"
        assert not strokes(session["guest"])
        assert not strokes(session["chair"])


async def test_staff_sees_who_is_live_and_who_follows(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session, _ = await with_paper(home)
        chair, member = session["chair"], session["member0"]
        await chair.join(session.meeting)
        await member.join(session.meeting)
        await member.call("signal", {"meeting": session.meeting, "kind": "follow", "on": True})
        here = session.participants["member0"]
        await chair.until(lambda: chair.signals and chair.signals[-1]["following"] == 1)
        assert here in chair.signals[-1]["on"]
        await member.lose_connection()
        await chair.until(lambda: here not in chair.signals[-1]["on"])
        assert chair.signals[-1]["following"] == 0
        assert not member.signals


def strokes(device: object) -> list[object]:
    return [one for one in device.signals if one["kind"] == "stroke"]  # type: ignore[attr-defined]
