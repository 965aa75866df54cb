"""A server under attack, and what must hold afterwards: it lives, nothing was written, nobody was told its insides."""

import contextlib
import hashlib
import os
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.raw import Raw, greeted, shaken
from tests.kit.device import fine
from tests.kit.home import Home, serving
from tests.kit.session import Session, running

FULL = os.environ.get("FAULTS") == "full"
INSIDES = re.compile(rb"Traceback|site-packages|\.py\b|/ecabinet/|sqlite|Exception|0x[0-9a-f]{8}")


class Siege:
    """The attacked meeting, and every connection of the attackers."""

    def __init__(self, home: Home, session: Session) -> None:
        self.home = home
        self.session = session
        self.raws: list[Raw] = []
        self.version = "aaaaaaaaaaaa"

    @property
    def port(self) -> int:
        return self.home.house.settings.port

    def waiting(self) -> int:
        """Bytes the server holds for the peer that reads least."""
        connections = self.home.server.server_state.connections
        return max((one.transport.get_write_buffer_size() for one in connections), default=0)

    def cookie(self, who: str) -> str:
        return self.session[who].cookie

    async def open(self) -> Raw:
        return self.keep(await Raw.open(self.port))

    async def shaken(self, who: str = "member0", **changed: str) -> Raw:
        return self.keep(await shaken(self.port, self.cookie(who), **changed))

    async def greeted(self, who: str = "member0", **changed: str) -> Raw:
        return self.keep(await greeted(self.port, self.cookie(who), **changed))

    def keep(self, raw: Raw) -> Raw:
        self.raws.append(raw)
        return raw

    async def leave(self) -> None:
        for raw in self.raws:
            await raw.close()

    def told_nothing(self) -> None:
        """The attackers heard codes only."""
        for raw in self.raws:
            told_nothing(raw.heard)


def told_nothing(heard: bytes) -> None:
    found = INSIDES.search(heard)
    assert found is None, heard[max(0, found.start() - 200) : found.end() + 200]


async def everything(home: Home, but: Iterable[str] = ()) -> dict[str, str]:
    """All rows of all tables, hashed: what is written."""
    tables = await home.house.db.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    names = [row["name"] for row in tables if row["name"] not in but]
    return {name: await content(home, name) for name in names}


async def content(home: Home, table: str) -> str:
    rows: Sequence[Any] = await home.house.db.rows(f'SELECT * FROM "{table}"')
    return hashlib.sha256(repr(sorted(repr(dict(row)) for row in rows)).encode()).hexdigest()


@contextlib.asynccontextmanager
async def besieged(
    folder: Path, rooms: Sequence[str] = (), members: int = 1, but: Sequence[str] = (), **settings: Any
) -> AsyncIterator[Siege]:
    """A running session; at the end everything (`but` these tables) must be as it was, and the healthy still served."""
    async with serving(folder, rooms, **settings) as home:
        siege = Siege(home, await running(home, members))
        await present(siege)
        before = await everything(home, but)
        try:
            yield siege
        finally:
            await siege.leave()
        siege.told_nothing()
        assert await everything(home, but) == before, "something was written"
        assert fine(await siege.session["chair"].join(siege.session.meeting))["seq"] == siege.session.state.seq


async def present(siege: Siege) -> None:
    """A paper (its file is not needed) is on the room's screen: signals of the chair are passed on."""
    item, meeting = siege.session.items[0], siege.session.meeting
    about = {"title": "Tờ trình", "version": siege.version, "sha256": "0" * 64, "size": 1, "pages": [[595, 842]]}
    fine(await siege.home.house_does(meeting, "papers.add_version", item=item, **about))
    paper = siege.session.state.papers.of_version[siege.version]
    fine(await siege.session["chair"].post("papers.present", paper=paper))


def no_trace(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    """The server's log has no exception."""
    said = caplog.text + capfd.readouterr().err
    assert re.search(r"Traceback|\bbug\b|Error\b|never retrieved", said) is None, said[-6000:]
