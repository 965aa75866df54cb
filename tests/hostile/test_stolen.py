"""Keys in the wrong hands or at the wrong door: cookies after their end, of other places, copied from the database;
links of screens and of the demo."""

import json
from pathlib import Path

import httpx
import pytest

from ecabinet.ids import digest
from tests.hostile.raw import TARGET, Raw, frame, greeted, request, text, upgrade_headers
from tests.hostile.siege import Siege, besieged, told_nothing
from tests.kit.device import fine
from tests.kit.home import Home, serving
from tests.kit.session import running

GETS = ("/api/v1/me", "/api/v1/meetings", "/m/{meeting}/view", "/m/{meeting}/notes")


async def opens(home: Home, cookie: str, meeting: str) -> list[str]:
    """Every door this cookie opens, over HTTP and over the socket."""
    port, found = home.house.settings.port, []
    headers = {"cookie": f"ecabinet={cookie}", "origin": home.url}
    async with httpx.AsyncClient(base_url=home.url, headers=headers) as http:
        for address in GETS:
            if (await http.get(address.format(meeting=meeting))).status_code == 200:
                found.append(address)
        body = {"id": "stolen", "cmd": "agenda.request_floor", "args": {"topic": "stolen"}}
        answer = await http.post(f"/api/v1/meetings/{meeting}/commands", json=body)
        found += ["commands"] if answer.status_code not in (401, 404) else []
    raw = await Raw.open(port)
    await raw.send(request("GET", TARGET, list(upgrade_headers(port, cookie).items())))
    if (await raw.head())[0] == 101:
        await raw.send(text("40"))
        await raw.send(text(f'427["join",{{"meeting":"{meeting}"}}]'))
        ended = await raw.rest(3)
        found += [] if ended and b'"set"' not in raw.heard else ["socket"]
    told_nothing(raw.heard)
    await raw.close()
    return found


async def test_a_cookie_that_is_no_sessions_opens_nothing(tmp_path: Path) -> None:
    """Guessed, cut short, the stored hash itself, another installation's, a signed-out one, one that ran out."""
    async with serving(tmp_path / "other") as other:
        foreign = (await running(other, members=0)).secretary.cookie
    async with besieged(tmp_path / "here", members=2) as siege:
        home, meeting = siege.home, siege.session.meeting
        good = siege.cookie("member0")
        for cookie in (
            "", "x", "guess" * 9, good[:-1], good + "A", good.swapcase(), digest(good), "../../etc/passwd", foreign,
            "null", "' OR 1=1 --", f"{good},{good}", f"%{ord(good[0]):x}{good[1:]}", "a" * 3000,
        ):  # fmt: skip
            assert await opens(home, cookie, meeting) == [], cookie


async def test_a_signed_out_cookie_opens_nothing_ever_again(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home, members=2)
        assert len(await opens(home, session["member1"].cookie, session.meeting)) == 6, "a good one opens everything"
        gone, late = session["member0"], session["member1"]
        assert (await gone.http.post("/sign-out")).status_code == 303
        assert await opens(home, gone.cookie, session.meeting) == []
        home.house.sessions.until[digest(late.cookie)] = 0
        assert await opens(home, late.cookie, session.meeting) == [], "its time is over"
    async with serving(tmp_path) as again:
        assert await opens(again, gone.cookie, session.meeting) == [], "nor after a restart"


async def test_two_cookies_of_our_name_are_no_way_in(tmp_path: Path) -> None:
    """Whoever can set a cookie for us can at most take somebody's own session away, not give them another's view."""
    async with besieged(tmp_path) as siege:
        member, chair = siege.cookie("member0"), siege.cookie("chair")
        both = {"cookie": f"ecabinet={member}; ecabinet={chair}", "host": f"127.0.0.1:{siege.port}"}
        async with httpx.AsyncClient(base_url=siege.home.url, headers=both) as http:
            assert (await http.get(f"/m/{siege.session.meeting}/view")).json()["audience"] == "members"
        raw = siege.keep(await greeted(siege.port, "", Cookie=both["cookie"]))
        assert (await raw.ask("join", {"meeting": siege.session.meeting}))["audience"] == "members"


async def screen_of(siege: Siege, meeting: str) -> str:
    return await siege.home.house.sessions.begin("screen", person=None, meeting=meeting, address="test")


async def test_a_screen_is_nobody_and_sees_one_meeting(tmp_path: Path) -> None:
    async with besieged(tmp_path, but=("account_session",)) as siege:
        home, meeting = siege.home, siege.session.meeting
        cookie = (await home.screen(meeting)).cookie
        raw = siege.keep(await greeted(siege.port, cookie))
        assert fine(await raw.ask("join", {"meeting": meeting}))["audience"] == "screen"
        do = {"meeting": meeting, "id": "s", "cmd": "meeting.pause", "args": {}}
        assert (await raw.ask("do", do))["code"] == "meeting.not_a_participant"
        keep = {"meeting": meeting, "version": siege.version, "ops": [{"op": "x", "page": 1}]}
        assert (await raw.ask("keep", keep))["code"] == "notes.not_readable"
        stroke = {"meeting": meeting, "kind": "stroke", "version": siege.version, "page": 1, "points": [1, 2]}
        member = siege.session["member0"]
        await member.join(meeting)
        await raw.ask("signal", stroke)
        assert member.signals == []
        elsewhere = siege.keep(await greeted(siege.port, await screen_of(siege, "aaaaaaaaaaaa")))
        for event in ("join", "do", "keep", "signal"):
            assert (await elsewhere.ask(event, {**do, "kind": "x"}))["code"] == "meeting.not_found"
        async with httpx.AsyncClient(
            base_url=home.url, headers={"cookie": f"ecabinet={cookie}", "origin": home.url}
        ) as http:
            for address in (f"/m/{meeting}/notes", f"/m/{meeting}/minutes", f"/m/{meeting}/prose", "/api/v1/meetings",
                            "/api/v1/people", "/api/v1/documents"):  # fmt: skip
                assert (await http.get(address)).status_code == 404, address
            answer = await http.post(
                f"/api/v1/meetings/{meeting}/commands", json={"id": "s", "cmd": "meeting.pause", "args": {}}
            )
            assert answer.status_code == 404


async def test_a_revoked_screen_link_opens_nothing_and_ends_its_screens(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home, members=0)
        sessions, port = home.house.sessions, home.house.settings.port
        link = await sessions.make_link("screen", person=None, meeting=session.meeting, label="x")
        async with httpx.AsyncClient(base_url=home.url) as http:
            cookie = (await http.get(f"/s/{link}")).cookies["ecabinet"]
            assert (await http.get(f"/l/{link}")).status_code == 404, "no person's link"
            raw = await greeted(port, cookie)
            fine(await raw.ask("join", {"meeting": session.meeting}))
            await sessions.revoke_screens(session.meeting)
            assert await raw.rest(1)
            await raw.close()
            assert (await http.get(f"/s/{link}")).status_code == 404
            assert await opens(home, cookie, session.meeting) == []


async def test_the_same_upgrade_and_the_same_frames_again_are_a_new_visitor(tmp_path: Path) -> None:
    """Bytes recorded on the line, replayed after sign-out, do nothing."""
    async with serving(tmp_path) as home:
        session = await running(home, members=1)
        port, member = home.house.settings.port, session["member0"]
        body = {"meeting": session.meeting, "id": "again", "cmd": "agenda.request_floor", "args": {"topic": "x"}}
        do = f"427{json.dumps(['do', body])}"
        head = request("GET", TARGET, list(upgrade_headers(port, member.cookie).items()))
        frames = frame(b"40") + frame(do.encode())
        raw = await Raw.open(port)
        await raw.send(head)
        await raw.head()
        await raw.send(frames)
        assert '"ok":true' in await raw.message("437")
        await raw.close()
        assert (await member.http.post("/sign-out")).status_code == 303
        seq = session.state.seq
        replayed = await Raw.open(port)
        await replayed.send(head)
        await replayed.head()
        await replayed.send(frames)
        assert await replayed.rest(3)
        assert b"identity.not_signed_in" in replayed.heard
        assert session.state.seq == seq
        await replayed.close()


@pytest.mark.parametrize("kind", ["seat", "screen"])
async def test_a_link_cannot_be_guessed_or_bent(tmp_path: Path, kind: str) -> None:
    async with serving(tmp_path, demo=True) as home:
        session = await running(home, members=0)
        person = session.people["chair"] if kind == "seat" else None
        link = await home.house.sessions.make_link(kind, person=person, meeting=session.meeting, label="x")  # type: ignore[arg-type]
        first = "l" if kind == "seat" else "s"
        async with httpx.AsyncClient(base_url=home.url) as http:
            for wrong in (
                link[:-1],
                link + "x",
                link.swapcase(),
                digest(link),
                "%00",
                link + "%20",
                "x" * 1500,
            ):
                answer = await http.get(f"/{first}/{wrong}")
                assert (answer.status_code, "set-cookie" in answer.headers) == (404, False), wrong
            assert (await http.get(f"/{first}/{link}")).status_code == 303
