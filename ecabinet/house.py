"""The house: everything that touches the world, made once and handed to whoever needs it.

What it is not: a container that finds things by name. `build` makes the parts in order; the fields are the list.
Other rooms of the house (`pages`, `record`, `documents`) add themselves in `app.py`, with what to do at start and stop.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, TextIO

from ecabinet import data
from ecabinet.clerk.clerks import Clerks
from ecabinet.db.database import Database, open_database
from ecabinet.files import Files
from ecabinet.http.origin import allowed_origin, cookie_of_environ
from ecabinet.http.texts import Texts
from ecabinet.identity.identity import Identity
from ecabinet.identity.sessions import Sessions
from ecabinet.live.live import Live
from ecabinet.notes import Notes
from ecabinet.people import People
from ecabinet.settings import Settings

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
        self.notes = Notes(db)
        self.live = Live(
            self.clerks,
            self.sessions,
            self.notes,
            lambda environ: cookie_of_environ(environ, settings.https),
            lambda origin, environ: allowed_origin(settings, origin, environ.get("HTTP_HOST")),
        )
        self.texts = Texts()
        self.rooms: dict[str, Any] = {}  # "pages", "record", "documents": set by their own modules
        self.on_start: list[Step] = []
        self.on_stop: list[Step] = []
        self.tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Load what lives in memory; the server answers only afterwards."""
        await self.people.load()
        await self.sessions.load()
        self.files.tidy()
        self.tasks.append(asyncio.create_task(self.keep_tidy()))
        for step in self.on_start:
            await step()

    async def keep_tidy(self) -> None:
        """Once a minute, until cancelled."""
        while True:
            await asyncio.sleep(60)
            self.live.sweep()
            self.clerks.let_go()

    async def stop(self) -> None:
        """Let what was begun finish, then close the database and give the folder back."""
        for step in reversed(self.on_stop):
            await step()
        for task in self.tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self.live.close()
        await self.clerks.close()
        await self.live.server.shutdown()
        await self.db.close()
        self.lock.close()


def build(settings: Settings) -> House:
    """Lock the folder, bring the database up to date, make the parts. Raises data.DataFolderInUse."""
    data.prepare(settings.data, demo=settings.demo)
    lock = data.lock(settings.data)
    return House(settings, lock, open_database(settings.database))
