"""A server for tests: a real house on a free port of this machine, in the test's own event loop."""

import asyncio
import contextlib
import functools
import secrets
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import uvicorn

from ecabinet import data
from ecabinet.app import application
from ecabinet.commands.serve import configuration
from ecabinet.db.database import Database
from ecabinet.db.schema import migrate
from ecabinet.house import House
from ecabinet.people import Unit
from ecabinet.rehearse.server import free_port
from ecabinet.settings import Settings
from tests.kit.device import Device

START = 1_800_000_000_000  # a time of day for meetings
SOCKETS = "direct"  # tests/live holds every conversation over both


class Home:
    """The house, its address, and people to play with."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.url = house.settings.url
        self.unit: Unit | None = None
        self.devices: list[Device] = []
        self.server: Any = None  # uvicorn's

    async def person(self, name: str, *roles: str, position: str = "", login: str | None = None) -> str:
        """Somebody new in the register; returns the id."""
        if self.unit is None:
            self.unit = await self.house.people.add_unit(
                "Ủy ban nhân dân tỉnh Lam Giang", "UBND tỉnh", locality="Lam Giang", notation="UBND"
            )
        made = await self.house.people.add_person(
            unit=self.unit.id, name=name, position=position, roles=roles, login=login
        )
        return made.id

    async def device(self, person: str) -> Device:
        """A tablet on which this person is signed in."""
        cookie = await self.house.sessions.begin("person", person=person, meeting=None, address="test")
        return self.keep(Device(self.url, cookie))

    async def screen(self, meeting: str) -> Device:
        cookie = await self.house.sessions.begin("screen", person=None, meeting=meeting, address="test")
        return self.keep(Device(self.url, cookie))

    def keep(self, device: Device) -> Device:
        self.devices.append(device)
        return device

    async def house_does(self, meeting: str, name: str, **args: Any) -> dict[str, Any]:
        clerk = await self.house.clerks.get(meeting)
        answer = await clerk.do(None, secrets.token_hex(8), name, args, house=True)
        return {"ok": answer.ok, "code": answer.code, "args": answer.args}

    def journal_of(self, meeting: str) -> int:
        clerk = self.house.clerks.loaded(meeting)
        return 0 if clerk is None else clerk.state.seq


@contextlib.asynccontextmanager
async def serving(folder: Path, rooms: Sequence[str] = (), **settings: Any) -> AsyncIterator[Home]:
    """A running server on this data folder, stopped cleanly at the end. `rooms`: "pages", "record", "documents"."""
    wanted = Settings(data=folder, port=free_port(), **({"sockets": SOCKETS} | settings))
    home = Home(make_house(wanted))
    server = uvicorn.Server(configuration(application(home.house, rooms), wanted))
    home.server = server
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    task = asyncio.create_task(server._serve(None))
    while not server.started and not task.done():
        await asyncio.sleep(0.01)
    try:
        yield home
    finally:
        for device in home.devices:
            await device.close()
        server.should_exit = True
        await task


@functools.cache
def empty_database() -> bytes:
    """All migrations run once; every test gets a copy."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        migrate(path)
        return path.read_bytes()


def make_house(settings: Settings) -> House:
    data.prepare(settings.data, demo=settings.demo)
    lock = data.lock(settings.data)
    if not settings.database.exists():
        settings.database.write_bytes(empty_database())
    return House(settings, lock, Database(settings.database))
