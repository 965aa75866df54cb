"""Seats that go too far: without a session, too often, about meetings that are not there, commands that make no sense,
and a reader that does not read."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from ecabinet.live.live import RESTS
from tests.hostile.raw import Raw, text
from tests.hostile.siege import besieged
from tests.kit.device import fine

pytestmark = pytest.mark.usefixtures("sockets")


async def test_without_a_session_nobody_has_a_seat(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        seats = siege.home.house.live.seats
        before = sum(map(len, seats.values()))
        for cookie in ("ecabinet=guess", "ecabinet=", "x=y"):
            raw = await siege.shaken(Cookie=cookie)
            await raw.send(text("40") * 5)
            assert '"code":"identity.not_signed_in"' in await raw.message("44")
            assert await raw.rest()
        assert sum(map(len, seats.values())) == before


async def test_a_strange_meeting_is_one_that_does_not_exist(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        raw = await siege.greeted()
        for meeting in (None, "no-such-one", ["x"], {"a": 1}, 5, "", "x" * 5000):
            for event in ("join", "do", "keep", "signal"):
                body = {"meeting": meeting, "id": "x", "cmd": "agenda.check_in", "args": {}}
                assert (await raw.ask(event, body))["code"] == "meeting.not_found"


async def test_commands_that_make_no_sense_are_refused_not_crashed(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        raw, meeting = await siege.greeted("chair"), siege.session.meeting
        senseless: tuple[tuple[dict[str, Any], str], ...] = (
            ({"id": "a", "cmd": "voting.cast"}, "meeting.bad_command"),
            ({"id": "a", "cmd": 5, "args": {}}, "meeting.bad_command"),
            ({"id": "a", "cmd": "no.such", "args": {}}, "meeting.unknown_command"),
            ({"id": "a", "cmd": "meeting.start", "args": {"extra": 1}}, "meeting.bad_command"),
            ({"id": "", "cmd": "meeting.pause", "args": {}}, "clerk.bad_id"),
            ({"id": "x" * 65, "cmd": "meeting.pause", "args": {}}, "clerk.bad_id"),
            ({"id": 7, "cmd": "meeting.pause", "args": {}}, "clerk.bad_id"),
            ({"cmd": "meeting.pause", "args": {}}, "clerk.bad_id"),
            ({"id": "a", "cmd": "papers.add_version", "args": {}}, "meeting.bad_command"),
            ({"id": "a", "cmd": "meeting.sign", "args": {}}, "meeting.bad_command"),
        )
        for body, code in senseless:
            assert (await raw.ask("do", {"meeting": meeting, **body}))["code"] == code, body


NO_JSON = (
    b"", b"null", b"[]", b'"x"', b"5", b"{", b"\xff\xfe{}", b"\xef\xbb\xbf{}", b"\x1f\x8b\x08\x00", b"{}" * 2,
    b"id=x&cmd=y",
    b'{"id":"a","cmd":"no.such","args":{"n":' + b"9" * 400_000 + b"}}", b'{"id":"a","cmd":"no.such","args":{"n":NaN}}',
    b'{"id":"a","cmd":"no.such","args":{"n":-Infinity}}', b'{"id":"a","cmd":"no.such","args":{"n":"\\ud800"}}',
    b'{"id":"a","cmd":"\xed\xa0\x80","args":{}}', b"[" * 100_000, b'{"a":' * 100_000,
    b'{"id":' + b"[" * 100_000 + b"]" * 100_000,
    b'{"id":"a","cmd":"meeting.pause","cmd":"no.such","args":{}}', b'{"id":"a","cmd":"meeting.pause","args":null}',
    b'{"id":"a","cmd":["meeting.pause"],"args":{}}', b'{"ID":"a","Cmd":"meeting.pause","Args":{}}',
)  # fmt: skip


async def test_bodies_that_are_no_commands_are_refused_over_http(tmp_path: Path) -> None:
    """As the chair, who could do what is hidden in them."""
    async with besieged(tmp_path) as siege:
        http, address = siege.session["chair"].http, f"/api/v1/meetings/{siege.session.meeting}/commands"
        for body in NO_JSON:
            for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
                answer = await http.post(address, content=body, headers={"content-type": kind})
                assert answer.status_code in (400, 409), (body[:60], answer.status_code)
                assert answer.json()["code"].count(".") == 1
        endless = await http.post(address, content=b" " * 5_000_000)
        assert endless.status_code == 413


async def test_what_only_the_house_may_ask_is_refused_on_both_ways_in(tmp_path: Path) -> None:
    """With arguments that fit: a signature, a filing, a paper that nobody received."""
    async with besieged(tmp_path) as siege:
        chair = siege.session["chair"]
        await chair.join(siege.session.meeting)
        paper = {"item": siege.session.items[0], "title": "T", "version": "v", "sha256": "0" * 64, "size": 1}
        signed = {"participant": 1, "role": "chair", "certificate": "", "sha256": "", "signed_at": 1}
        for cmd, args in (
            ("meeting.file", {"document": "d", "sha256": "0" * 64}),
            ("meeting.sign", signed),
            ("papers.add_version", {**paper, "pages": [[1, 1]]}),
        ):
            assert (await chair.do(cmd, **args))["code"] == "meeting.house_only"
            assert (await chair.post(cmd, **args))["code"] == "meeting.house_only"


async def test_a_flood_is_slowed_and_then_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecabinet.live.live.MOST_EXCESS", 200)
    async with besieged(tmp_path) as siege:
        raw = await siege.greeted()
        body = {"meeting": siege.session.meeting, "id": "x", "cmd": "no.such", "args": {}}
        for _ in range(600):
            await raw.send(text(f"420{json.dumps(['do', body])}"))
        assert await raw.rest(5)
        assert b"live.too_many" in raw.heard
        assert await refusal(await siege.shaken()) == "live.too_many", "not let in again at once"
        assert await refusal(await siege.shaken(Cookie=f"ecabinet={siege.cookie('chair')}")) == "", "others are"
        monkeypatch.setattr("ecabinet.live.live.monotonic", lambda: time.monotonic() + RESTS)
        siege.home.house.live.sweep()
        assert not siege.home.house.live.resting
        assert await refusal(await siege.shaken()) == ""


async def test_a_person_has_only_so_many_seats(tmp_path: Path) -> None:
    """Eight of one session, sixteen of one person whatever the session."""
    async with besieged(tmp_path, but=("account_session",)) as siege:
        live, person, home = siege.home.house.live, siege.session.people["member0"], siege.home
        refused = [await refusal(await siege.shaken()) for _ in range(12)]
        assert refused.count("live.too_many") == 4
        for _ in range(2):
            cookie = (await home.device(person)).cookie
            refused += [await refusal(await siege.shaken(Cookie=f"ecabinet={cookie}")) for _ in range(6)]
        assert live.devices[person] == 16
        assert refused.count("live.too_many") == 8


async def refusal(raw: Raw) -> str:
    """The code with which a seat is refused; empty when it is given."""
    await raw.send(text("40"))
    answer = await raw.message("4")
    return "" if answer.startswith("40") else str(json.loads(answer[2:])["data"]["code"])


async def test_a_reader_that_does_not_read_is_cut_and_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecabinet.live.line.MOST_UNREAD", 64 * 1024)
    monkeypatch.setattr("ecabinet.live.stock.MOST_QUEUED", 16)
    async with besieged(tmp_path) as siege:
        session, chair = siege.session, siege.session["chair"]
        raw = await siege.greeted()
        fine(await raw.ask("join", {"meeting": session.meeting}))
        raw.writer.transport.pause_reading()  # type: ignore[attr-defined]
        hall = (await siege.home.house.clerks.get(session.meeting)).hall
        (seat,) = [seat for seat in hall.where if seat.person == session.people["member0"]]
        for number in range(4000):
            seat.send("signal", {"x": "x" * 16_000})  # type: ignore[attr-defined]
            if number % 20 == 0:
                await chair.http.get("/api/v1/me")
            if seat not in hall.where:
                break
        await chair.until(lambda: seat not in hall.where)
        assert siege.waiting() < 1 << 20
