"""A real server in a process of its own, attacked from here, and healthy seats in a third that time their answers.

`python -m tests.hostile.besieger FOLDER PORT` is the server as `ecabinet serve` runs it; the healthy are in
`healthy.py`. The clock is one for all processes of a machine.
"""

import asyncio
import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from ecabinet.app import create_app
from ecabinet.commands.serve import serve
from ecabinet.rehearse.server import free_port
from ecabinet.settings import Settings
from tests.kit.home import serving
from tests.kit.session import running

ROOT = Path(__file__).parents[2]
SEATS = 6


class Target(msgspec.Struct, frozen=True):
    """Where to attack: a meeting and cookies of who is in it. The healthy sit in another meeting."""

    folder: Path
    port: int
    meeting: str
    member: str
    chair: str
    pid: int


class Figures(msgspec.Struct, frozen=True):
    """What healthy seats saw in one stretch of time: answers, their p50 and p99 in milliseconds, the longest."""

    count: int
    p50: float
    p99: float
    worst: float

    def __str__(self) -> str:
        return f"{self.count:5d} answers  p50 {self.p50:6.1f} ms  p99 {self.p99:7.1f} ms  worst {self.worst:7.1f} ms"


def figures(times: list[float]) -> Figures:
    """Nobody answered at all: as slow as can be."""
    if not times:
        return Figures(0, 1e6, 1e6, 1e6)
    line = sorted(times)
    return Figures(len(line), line[len(line) // 2], line[int(len(line) * 0.99)], line[-1])


async def prepared(folder: Path) -> tuple[str, str, str, str, list[str]]:
    """Two meetings: one to attack, one of the healthy."""
    async with serving(folder) as home:
        attacked = await running(home, members=1)
        secretary = attacked.secretary
        args = {"title": "Họp", "type": "regular", "starts_at": 1_800_000_000_000, "place": "P", "form": "room"}
        made = (await secretary.http.post("/api/v1/meetings", json={"id": "two", "args": args})).json()["meeting"]
        secretary.meeting = made
        cookies = []
        for number in range(SEATS):
            person = await home.person(f"Người {number}")
            duties = ["chair"] if number == 0 else []
            await secretary.post("meeting.add_participant", person=person, capacity="member", duties=duties)
            device = await home.device(person)
            device.meeting = made
            cookies.append(device.cookie)
        await secretary.post("meeting.convene")
        for device in home.devices[-SEATS:]:
            await device.post("agenda.check_in")
        await home.devices[-SEATS].post("meeting.start")
        return attacked.meeting, attacked["member0"].cookie, attacked["chair"].cookie, made, cookies


@contextlib.asynccontextmanager
async def field(folder: Path) -> AsyncIterator[tuple[Target, "Healthy"]]:
    """The server, and the healthy seats at work."""
    meeting, member, chair, other, cookies = await prepared(folder)
    port = free_port()
    with (folder / "log").open("wb") as log, apart() as ours:
        server = start("besieger", str(folder), str(port), stderr=log)
        ours(server.pid)
        try:
            await until_open(port)
            healthy = Healthy(start("healthy", str(port), other, *cookies, stdout=subprocess.PIPE))
            ours(healthy.process.pid)
            try:
                await healthy.begins()
                yield Target(folder, port, meeting, member, chair, server.pid), healthy
            finally:
                healthy.end()
        finally:
            server.terminate()
            assert server.wait(15) in (0, -15), "the server lives to the end"


@contextlib.contextmanager
def apart() -> Iterator[Callable[[int], None]]:
    """Attackers come from elsewhere: the last core is theirs while it goes on, the others belong to the server and the
    healthy. Where there is one core, or the system knows no such thing, all share."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    if len(cores) < 2:
        yield lambda pid: None
        return
    os.sched_setaffinity(0, cores[-1:])
    try:
        yield lambda pid: os.sched_setaffinity(pid, cores[:-1])
    finally:
        os.sched_setaffinity(0, cores)


def start(module: str, *args: str, **more: Any) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", f"tests.hostile.{module}", *args], cwd=ROOT, **more)


async def until_open(port: int) -> None:
    async with asyncio.timeout(30):
        while True:
            with contextlib.suppress(ConnectionError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.05)


class Healthy:
    """The healthy seats' process; its answers are read as they come."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        self.rest = b""
        self.answers: list[tuple[float, float]] = []

    def end(self) -> None:
        assert self.process.stdout is not None
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    async def begins(self) -> None:
        async with asyncio.timeout(60):
            while not self.answers:
                assert self.process.poll() is None, "the healthy fell ill by themselves"
                await asyncio.sleep(0.05)
                self.read()

    def read(self) -> None:
        assert self.process.stdout is not None
        while data := self.process.stdout.read():
            *lines, self.rest = (self.rest + data).split(b"\n")
            for line in lines:
                at, took = line.split()
                self.answers.append((float(at), float(took)))

    async def answered_again(self, seconds: float) -> bool:
        """Whether somebody who asks after this moment is answered within that time."""
        begun = time.monotonic()
        while time.monotonic() < begun + seconds:
            self.read()
            if self.answers and self.answers[-1][0] - self.answers[-1][1] / 1000 > begun:
                return True
            await asyncio.sleep(0.02)
        return False

    async def during(self, attack: Callable[[float], Awaitable[object]], seconds: float) -> Figures:
        """What they saw while it went on: every answer to a question that was asked within."""
        begun = time.monotonic()
        await attack(begun + seconds)
        ended = time.monotonic()
        await asyncio.sleep(0.3)
        self.read()
        return figures([took for at, took in self.answers if begun <= at - took / 1000 and at <= ended + 0.3])


def tables(folder: Path, meeting: str) -> dict[str, int]:
    """How much is stored of the attacked meeting, and of what belongs to none."""
    with contextlib.closing(sqlite3.connect(f"file:{folder}/ecabinet.db?mode=ro", uri=True)) as db:
        found = {}
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]
            where = f" WHERE meeting = '{meeting}'" if "meeting" in columns and name != "account_session" else ""
            found[name] = db.execute(f'SELECT COUNT(*) FROM "{name}"{where}').fetchone()[0]
        return found


def main(folder: str, port: str) -> None:
    settings = Settings(data=Path(folder), port=int(port))
    serve(create_app(settings), settings)


if __name__ == "__main__":
    main(*sys.argv[1:])
