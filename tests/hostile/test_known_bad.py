"""The harness finds something when there is something to find: servers that are wrong on purpose."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import socketio
import uvicorn

from ecabinet.commands.serve import configuration
from ecabinet.http.patience import Patient
from ecabinet.rehearse.server import free_port
from meeting.view import audience_of
from tests.hostile import test_outliving as outliving
from tests.hostile.raw import Raw, greeted, text
from tests.hostile.siege import besieged, told_nothing
from tests.hostile.test_origins import forged
from tests.hostile.test_requests import hurry, stubborn
from tests.hostile.test_words import all_end
from tests.hostile.words import FRAMES
from tests.kit.home import Home, serving
from tests.kit.session import prepared, running

__all__ = ["hurry"]


class Lax:
    """python-socketio as it comes: any event name, messages of any size."""

    def __init__(self) -> None:
        self.server = socketio.AsyncServer(
            async_mode="asgi", cors_allowed_origins=[], max_http_buffer_size=10**9, async_handlers=False
        )
        self.server.on("connect", self.connect)
        self.port = free_port()
        self.environs: list[Any] = []

    async def connect(self, _sid: str, environ: Any, _auth: Any = None) -> None:
        self.environs.append(environ)

    async def greeted(self) -> Raw:
        return await greeted(self.port, "")


@contextlib.asynccontextmanager
async def lax_server() -> AsyncIterator[Lax]:
    lax = Lax()
    app = socketio.ASGIApp(lax.server)
    server = uvicorn.Server(
        uvicorn.Config(app, port=lax.port, ws="websockets-sansio", ws_max_size=10**9, log_config=None, lifespan="off")
    )
    task = asyncio.create_task(server._serve(None))
    while not server.started:
        await asyncio.sleep(0.01)
    yield lax
    server.should_exit = True
    await lax.server.shutdown()
    await task


async def test_a_server_without_the_list_of_events_is_caught() -> None:
    """A client calls the server's own `connect` with an environment it made up."""
    forged_call = '420["connect",{"HTTP_X_REMOTE_USER":"mayor"},{}]'
    async with lax_server() as lax:
        assert await all_end(lax.greeted, [("connect", text(forged_call))], 0.3) == ["connect"]
        assert {"HTTP_X_REMOTE_USER": "mayor"} in lax.environs


async def test_a_server_that_takes_messages_of_any_size_is_caught() -> None:
    names = ["claims 10000000 bytes", "a large event", "large in parts"]
    async with lax_server() as lax:
        assert await all_end(lax.greeted, [(name, FRAMES[name]) for name in names], 0.5) == names


def at_connect_only(home: Home) -> None:
    """Sessions are looked up once, as long as the socket stays."""
    sessions = home.house.sessions
    known = dict(sessions.live)
    sessions.get = lambda name: known.get(name)  # type: ignore[method-assign]
    sessions.on_end.clear()


async def test_a_server_that_asks_for_the_session_only_at_connect_is_caught(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home, members=1)
        at_connect_only(home)
        with pytest.raises(AssertionError, match="member0"):
            await outliving.cut_by(home, session, "member0", lambda: session["member0"].http.post("/sign-out"))


async def test_a_server_that_asks_for_the_audience_only_at_join_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first: dict[Any, str] = {}

    def remembered(state: Any, person: str | None, screen: bool = False) -> str:
        return first.setdefault(person, audience_of(state, person, screen))

    monkeypatch.setattr("ecabinet.live.live.audience_of", remembered)
    async with serving(tmp_path) as home:
        found = await outliving.asks_after_removal(home, await prepared(home, members=1))
        assert {"join", "signal"} <= set(found)


@pytest.mark.usefixtures("hurry")
async def test_a_server_without_patience_of_its_own_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """uvicorn as it comes waits for ever."""

    def bare(*args: Any) -> uvicorn.Config:
        made = configuration(*args)
        assert made.http is Patient
        made.http = "httptools"
        return made

    monkeypatch.setattr("tests.kit.home.configuration", bare)
    async with besieged(tmp_path) as siege:
        found = await stubborn(siege, bytewise=False)
        assert {"nothing", "half a head", "half a body", "a second head"} <= set(found)


async def test_a_server_that_believes_every_origin_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecabinet.house.allowed_origin", lambda *_: True)
    monkeypatch.setattr("ecabinet.http.gate.same_origin", lambda *_: True)
    async with serving(tmp_path) as home:
        session = await running(home, members=0)
        found = await forged(home.house.settings.port, session["chair"].cookie, session.meeting)
        for transport in ("websocket", "command"):
            assert f"{transport}: origin https://evil.example: {101 if transport == 'websocket' else 200}" in found


def test_insides_that_are_told_are_noticed() -> None:
    for leak in (b'File "/srv/ecabinet/app.py"', b"Traceback (most recent call last)", b"sqlite3.OperationalError"):
        with pytest.raises(AssertionError):
            told_nothing(b"HTTP/1.1 500\r\n\r\n" + leak)
