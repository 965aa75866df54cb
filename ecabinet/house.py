"""The house: everything that touches the world, made once and handed to whoever needs it.

What it is not: a container that finds things by name. `build` makes the parts in order; the fields are the list.
Other rooms of the house (`pages`, `record`, `documents`) add themselves in `app.py`, with what to do at start and stop.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

from ecabinet import data, storage
from ecabinet.clerk.clerks import Clerks
from ecabinet.db.database import Database, open_database
from ecabinet.files import Files
from ecabinet.http.origin import allowed_origin, cookie_in
from ecabinet.http.texts import Texts
from ecabinet.identity.identity import Identity
from ecabinet.identity.sessions import Sessions
from ecabinet.ids import now, steady
from ecabinet.live.live import Live
from ecabinet.live.wire import Door
from ecabinet.logs import bug, log
from ecabinet.notes import Notes
from ecabinet.packs import Packs
from ecabinet.people import People
from ecabinet.settings import Settings
from ecabinet.urn.urns import Urns

if TYPE_CHECKING:
    from ecabinet.live.stock import Stock

WATCH = 2.0  # seconds between looks at the disk and the clock
DRAIN = 3.0  # seconds to finish and answer what was taken before the sockets close
STEP = 1000  # milliseconds between two looks that are no drift any more

Step = Callable[[], Awaitable[None]]


class House:
    """The parts. `on_start` and `on_stop` are steps that other rooms add before the server starts."""

    def __init__(self, settings: Settings, lock: TextIO, db: Database) -> None:
        self.settings = settings
        self.lock = lock
        self.db = db
        self.files = Files(settings.files)
        self.people = People(db)
        self.sessions = Sessions(db, settings.session_hours, settings.demo)
        self.identity = Identity(db, self.people, self.sessions)
        self.clerks = Clerks(db, self.people, data.secret(settings.data))
        self.packs = Packs(db)
        self.clerks.source.packs = self.packs.of
        self.notes = Notes(db)
        self.storage = storage.Storage(settings.data)
        self.storage.tell = lambda state: storage.tell(self.clerks, state)
        db.writer.told = self.storage.heard
        self.live = Live(self.clerks, self.sessions, self.notes)
        allowed, cookie = partial(allowed_origin, settings), partial(cookie_in, https=settings.https)
        self.door = Door(self.live, allowed, cookie, direct=settings.sockets == "direct")
        self.stock: Stock | None = None
        if settings.sockets == "stock" or settings.polling:
            # The library brings an HTTP client along: a third of a second and 15 MB for those who do not use it.
            from ecabinet.live.stock import Stock as Library

            self.stock = Library(self.live, allowed, cookie, settings.polling)
        self.texts = Texts()
        self.rooms: dict[str, Any] = {}  # "pages", "record", "documents": set by their own modules
        self.on_start: list[Step] = []
        self.on_stop: list[Step] = []
        self.urns = Urns(self)
        self.clock = now() - steady()
        self.tasks: list[asyncio.Task[None]] = []
        self.stopping = False

    async def start(self) -> None:
        """Load what lives in memory; the server answers only afterwards."""
        await self.people.load()
        await self.packs.load()
        await self.sessions.load()
        self.files.tidy()
        self.tasks.append(asyncio.create_task(self.keep_tidy()))
        self.tasks.append(asyncio.create_task(self.keep_watch()))
        for step in self.on_start:
            await step()

    async def keep_tidy(self) -> None:
        """Once a minute, until cancelled."""
        while True:
            await asyncio.sleep(60)
            self.live.sweep()
            self.clerks.let_go()

    async def keep_watch(self) -> None:
        """Look at the disk and at the clock every two seconds, until cancelled."""
        while True:
            await asyncio.sleep(WATCH)
            self.watch_clock()
            try:
                await self.storage.watch(lambda: self.db.write(storage.nothing_new))
                await self.sessions.forget_ended()
            except Exception as failure:
                bug("storage", failure)

    def watch_clock(self) -> None:
        """Somebody set the date: nothing breaks by it, but what is written from now on carries the new one."""
        stands = now() - steady()
        if abs(stands - self.clock) > STEP:
            log.warning("clock_stepped", seconds=round((stands - self.clock) / 1000))
        self.clock = stands

    async def drain(self) -> None:
        """Before the sockets close: take no more commands; commit and answer those that were taken, soon."""
        self.stopping = True
        self.clerks.stop_taking()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN):
                while under_way := [task for task in (self.db.writer.task, *self.clerks.tasks()) if task is not None]:
                    await asyncio.wait(under_way)
        await asyncio.sleep(0.05)  # the answers are being written

    async def stop(self) -> None:
        """Let what was begun finish, then close the database and give the folder back."""
        for step in reversed(self.on_stop):
            await step()
        for task in self.tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self.live.close()
        self.door.heart.stop()
        await self.clerks.close()
        if self.stock is not None:
            await self.stock.shutdown()
        await self.db.close()
        self.storage.close()
        self.lock.close()


def build(settings: Settings) -> House:
    """Lock the folder, bring the database up to date, make the parts. Raises data.DataFolderInUse."""
    data.prepare(settings.data, demo=settings.demo)
    lock = data.lock(settings.data)
    return House(settings, lock, open_database(settings.database))
