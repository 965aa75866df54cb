"""Whether storing works: the state of the disk, the reserve that lets an open vote finish, and who is told.

What it is not: a timer (`House.keep_watch` calls `watch`) and not what decides whether a command is stored: that is the
commit alone. It only looks, gives room, and says so.

Rules:
- `low`: less than `LOW` bytes are free; everything works. `full`: there was no room for a commit, and not until the
  reserve stands again is there plenty. `failing`: the disk refused for another reason. Otherwise `ok`.
- The reserve is a file of `RESERVE` bytes in the data folder while a server runs. It is given up when the disk is full,
  at once, so that the clerk's second attempt fits: the meeting goes on, and a vote under way can be finished. It is
  made again when there is room for it and as much besides.
- While something is wrong, staff of every meeting is told at every look: a signal may be lost, and who joins hears it
  with the next. "ok" is said once; a client takes silence for ok.
- While storing fails a commit that changes nothing is tried at every look, so that it is known when it works again,
  without waiting for somebody's command.
"""

import asyncio
import contextlib
import os
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from ecabinet.clerk.clerks import Clerks
from ecabinet.db.failures import Trouble, trouble
from ecabinet.live.frames import encode, event_frame
from ecabinet.logs import bug, log

LOW = 256 << 20  # bytes
RESERVE = 64 << 20  # bytes: many thousands of commands
NO_ROOM = 1 << 20  # with less than this free, a failure is want of room, whatever it calls itself

State = Literal["ok", "low", "full", "failing"]


class Storage:
    """`heard` after every transaction, `watch` every two seconds; `state` for whoever asks."""

    def __init__(self, folder: Path, low: int = LOW, reserve: int = RESERVE) -> None:
        self.folder = folder
        self.path = folder / "reserve"
        self.low = low
        self.reserve = reserve
        self.state: State = "ok"
        self.broken: Trouble | None = None  # how the last commit failed
        self.spent = False  # the reserve was given up, and is not back yet
        self.tell: Callable[[State], None] = lambda state: None

    def heard(self, failure: Exception | None) -> None:
        """How a transaction ended. What is not the disk's fault is no news."""
        if failure is None:
            if self.broken is not None:
                self.broken = None
                self.look()
            return
        found = trouble(failure)
        if found is not None:
            self.broken = "full" if self.free() < NO_ROOM else found
            if self.broken == "full":
                self.give_up_reserve()
            self.look()

    def look(self) -> None:
        """Settle the state; tell when it changed."""
        now = self.seen()
        if now != self.state:
            log.warning("storage", state=now, was=self.state, free_mb=self.free() >> 20)
            self.state = now
            self.say()

    def say(self) -> None:
        """Never raises: the writer waits for it."""
        try:
            self.tell(self.state)
        except Exception as failure:
            bug("storage", failure)

    def seen(self) -> State:
        if self.broken == "failing":
            return "failing"
        if self.broken == "full" or self.spent:
            return "full"
        return "low" if self.free() < self.low else "ok"

    async def watch(self, probe: Callable[[], Awaitable[object]]) -> None:
        """One look. `probe` commits something that changes nothing; its outcome comes to `heard`."""
        before = self.state
        if self.broken is not None:
            with contextlib.suppress(Exception):
                await probe()
        await self.restore_reserve()
        self.look()
        if self.state != "ok" and self.state == before:
            self.say()

    # -- the reserve --------------------------------------------------------------------------------------------------

    def free(self) -> int:
        """Bytes; plenty where the system does not say."""
        try:
            return shutil.disk_usage(self.folder).free
        except OSError:
            return 1 << 62

    def give_up_reserve(self) -> None:
        with contextlib.suppress(OSError):
            self.path.unlink()
            self.spent = True

    async def restore_reserve(self) -> None:
        """Where it is missing, and there is room for it and as much besides."""
        if self.path.exists() or self.broken is not None or self.free() < 2 * self.reserve:
            return
        try:
            await asyncio.to_thread(fill, self.path, self.reserve)
        except OSError:
            self.path.unlink(missing_ok=True)
        else:
            self.spent = False

    def close(self) -> None:
        """The reserve is for a running server."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


def fill(path: Path, size: int) -> None:
    """A file whose bytes are really taken."""
    with path.open("wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, size)


def nothing_new(connection: Connection) -> None:
    """A change that changes nothing, and still has to be written and synced."""
    connection.exec_driver_sql("PRAGMA user_version=0")


def storage_frame(meeting: str, state: State) -> bytes:
    """The signal for staff: `{meeting, kind: "storage", state}`."""
    return event_frame("signal", encode({"meeting": meeting, "kind": "storage", "state": state}))


def tell(clerks: Clerks, state: State) -> None:
    """Chair and secretary of every meeting that has seats."""
    for clerk in clerks.known.values():
        staff = clerk.hall.channels.get("staff")
        if staff is not None and staff.seats:
            frame = storage_frame(clerk.meeting, state)
            for seat in staff.seats:
                seat.write(frame)
