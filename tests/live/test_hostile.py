"""Clients that break the rules: forged origins, reserved names, binary packets, floods, readers that do not read."""

import asyncio
import json
from pathlib import Path

import pytest
import websockets
from websockets.asyncio.client import ClientConnection

from tests.kit.device import fine
from tests.kit.home import Home, serving
from tests.kit.session import running

pytestmark = pytest.mark.usefixtures("sockets")


async def raw(home: Home, cookie: str, origin: str | None) -> ClientConnection:
    """A bare websocket that speaks the protocol by hand."""
    return await websockets.connect(
        f"{home.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket",
        origin=origin,  # type: ignore[arg-type]
        additional_headers={"Cookie": f"ecabinet={cookie}"},
    )


async def greeted(home: Home, cookie: str) -> ClientConnection:
    """Connected up to and including Socket.IO's own handshake."""
    socket = await raw(home, cookie, home.url)
    assert str(await socket.recv()).startswith("0")
    await socket.send("40")
    assert str(await socket.recv()).startswith("40")
    return socket


async def is_cut(socket: ClientConnection) -> bool:
    """The server ends the connection."""
    try:
        async with asyncio.timeout(3):
            while True:
                await socket.recv()
    except websockets.ConnectionClosed:
        return True
    except TimeoutError:
        return False


ORIGINS = (
    None,
    "null",
    "https://evil.example",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "http://127.0.0.1.evil.example",
    "http://evil@127.0.0.1",
    "https://127.0.0.1:{port}",
    "http://127.0.0.1:{port}.evil.example",
    "http://localhost:{port}",
)


async def test_a_socket_from_another_page_is_refused(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        device = await home.device(await home.person("Lê Quang Vinh"))
        for origin in ORIGINS:
            forged = origin.replace("{port}", str(home.house.settings.port)) if origin else None
            with pytest.raises(websockets.InvalidStatus) as refused:
                await raw(home, device.cookie, forged)
            assert refused.value.response.status_code in (400, 403), origin


async def test_without_a_session_nobody_connects(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        socket = await raw(home, "guess", home.url)
        assert str(await socket.recv()).startswith("0")
        await socket.send("40")
        assert "identity.not_signed_in" in str(await socket.recv())
        assert await is_cut(socket)


MESSAGES = (
    '42["connect",{"HTTP_X_REMOTE_USER":"chair"},{}]',
    '42["disconnect","x"]',
    '42["message","x"]',
    '42["push",{}]',
    '42["do"]',
    '42["do","text"]',
    '42["do",{},{}]',
    "42[]",
    "42{}",
    '42/admin,["join",{}]',
    "40/admin,",
    '451-["do",{"_placeholder":true,"num":0}]',
    "44",
    "430[]",
    "4",
    "9",
    "x",
    "42[" * 5000,
    '42["join",' + "[" * 3000 + "]" * 3000 + "]",
)


async def test_anything_but_our_four_events_ends_the_connection(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home, members=1)
        for message in MESSAGES:
            socket = await greeted(home, session["member0"].cookie)
            await socket.send(message)
            assert await is_cut(socket), message[:80]
        assert fine(await session["chair"].join(session.meeting)), "the others do not notice"


async def test_binary_frames_and_large_frames_end_the_connection(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home, members=1)
        for message in (b"\x00\x01", "42" + json.dumps(["join", {"meeting": "x" * 200_000}]), "2" * 300_000):
            socket = await greeted(home, session["member0"].cookie)
            await socket.send(message)
            assert await is_cut(socket)


async def test_a_socket_that_never_says_hello_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecabinet.live.heart.GREETING", 0.2)
    async with serving(tmp_path) as home:
        device = await home.device(await home.person("Lê Quang Vinh"))
        socket = await raw(home, device.cookie, home.url)
        assert await is_cut(socket)


STRANGE: tuple[dict[str, object], ...] = (
    {},
    {"meeting": None},
    {"meeting": "no-such-one"},
    {"meeting": ["x"]},
    {"meeting": {"a": 1}},
)


async def test_a_strange_meeting_is_one_that_does_not_exist(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        device = await home.device(await home.person("Lê Quang Vinh"))
        for body in STRANGE:
            for event in ("join", "do", "keep", "signal"):
                assert (await device.call(event, body))["code"] == "meeting.not_found"


async def test_commands_that_make_no_sense_are_refused_not_crashed(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home, members=1)
        chair = session["chair"]
        meeting = session.meeting
        await chair.join(meeting)
        seq = home.journal_of(meeting)
        for body, code in (
            ({"id": "a", "cmd": "voting.cast"}, "meeting.bad_command"),
            ({"id": "a", "cmd": 5, "args": {}}, "meeting.bad_command"),
            ({"id": "a", "cmd": "no.such", "args": {}}, "meeting.unknown_command"),
            ({"id": "a", "cmd": "meeting.start", "args": {"extra": 1}}, "meeting.bad_command"),
            ({"id": "", "cmd": "meeting.pause", "args": {}}, "clerk.bad_id"),
            ({"id": "x" * 65, "cmd": "meeting.pause", "args": {}}, "clerk.bad_id"),
            ({"id": 7, "cmd": "meeting.pause", "args": {}}, "clerk.bad_id"),
            ({"cmd": "meeting.pause", "args": {}}, "clerk.bad_id"),
            ({"id": "a", "cmd": "papers.add_version", "args": {}}, None),
            ({"id": "a", "cmd": "meeting.sign", "args": {}}, None),
        ):
            answer = await chair.call("do", {"meeting": meeting, **body})
            assert not answer["ok"]
            assert code is None or answer["code"] == code
        for cmd, args in (
            ("meeting.file", {"document": "d", "sha256": "0" * 64}),
            ("meeting.sign", {"participant": 1, "role": "chair", "certificate": "", "sha256": "", "signed_at": 1}),
            (
                "papers.add_version",
                {
                    "item": session.items[0],
                    "title": "T",
                    "version": "v",
                    "sha256": "0" * 64,
                    "size": 1,
                    "pages": [[1, 1]],
                },
            ),
        ):
            assert (await chair.do(cmd, **args))["code"] == "meeting.house_only"
            assert (await chair.post(cmd, **args))["code"] == "meeting.house_only"
        assert home.journal_of(meeting) == seq


async def test_a_flood_is_slowed_and_then_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecabinet.live.live.MOST_EXCESS", 200)
    async with serving(tmp_path) as home:
        session = await running(home, members=1)
        socket = await greeted(home, session["member0"].cookie)
        one = "420" + json.dumps(
            ["do", {"meeting": session.meeting, "id": "x", "cmd": "agenda.request_floor", "args": {}}]
        )
        answers: list[str] = []
        cut = False
        try:
            for _ in range(600):
                await socket.send(one)
            async with asyncio.timeout(5):
                while True:
                    answers.append(str(await socket.recv()))
        except websockets.ConnectionClosed:
            cut = True
        assert cut
        assert any("live.too_many" in answer for answer in answers)
        assert fine(await session["chair"].join(session.meeting))


async def test_a_reader_that_does_not_read_is_cut_and_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecabinet.live.line.MOST_UNREAD", 64 * 1024)
    monkeypatch.setattr("ecabinet.live.stock.MOST_QUEUED", 16)
    async with serving(tmp_path) as home:
        session = await running(home, members=1)
        chair = session["chair"]
        await chair.join(session.meeting)
        socket = await greeted(home, session["member0"].cookie)
        await socket.send("420" + json.dumps(["join", {"meeting": session.meeting}]))
        await socket.recv()
        socket.transport.pause_reading()
        clerk = await home.house.clerks.get(session.meeting)
        seats = [seat for seat in clerk.hall.where if seat.person == session.people["member0"]]
        assert len(seats) == 1
        for _ in range(400):
            seats[0].write(b"\x81\x7e\x40\x00" + b"x" * 16384)
            await asyncio.sleep(0)
        await chair.until(lambda: not any(s.person == session.people["member0"] for s in clerk.hall.where))
        fine(await chair.do("agenda.open_item", item=session.items[1]))
        socket.transport.abort()
