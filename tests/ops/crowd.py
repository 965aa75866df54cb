"""A session under way on a real server process: people vote and ask for the floor, and a book is kept of every answer.

Every command carries its own id, and requests to speak carry it as their topic too, so the journal on a disk tells how
often it took effect. What is not answered is kept, to be sent again to the next server under the same id.
"""

import asyncio
import contextlib
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import msgspec

from ecabinet.rehearse.server import free_port
from journal.entry import read_header, read_payload
from tests.kit.device import Device, Frame, fine
from tests.kit.home import serving
from tests.kit.session import running

ROOT = Path(__file__).parents[2]
BUSY = 120  # seconds


class Process:
    """`ecabinet serve` on a data folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder.with_name(f"{folder.name}.log")
        command = [sys.executable, "-m", "ecabinet.cli", "serve", "--data", str(folder), "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.child = subprocess.Popen([*command, *options], cwd=ROOT, stdout=log, stderr=log)

    async def up(self) -> "Process":
        async with asyncio.timeout(BUSY), httpx.AsyncClient(base_url=self.url, timeout=BUSY) as browser:
            while True:
                assert self.child.poll() is None, self.log.read_text()
                with contextlib.suppress(httpx.TransportError):
                    if (await browser.get("/health/ready")).status_code == 200:
                        return self
                await asyncio.sleep(0.05)

    def kill(self) -> None:
        self.child.kill()
        self.child.wait()

    async def stop(self) -> None:
        """As a service manager does it, waiting as long as one does."""
        self.child.send_signal(signal.SIGTERM)
        await asyncio.to_thread(self.child.wait, 10)


@contextlib.asynccontextmanager
async def served(folder: Path, *options: str) -> AsyncIterator[Process]:
    process = Process(folder, *options)
    try:
        yield await process.up()
    finally:
        process.kill()


class Tablet(Device):
    """Waits longer: the machine may be busy with other tests."""

    async def call(self, event: str, body: Frame) -> Any:
        await self.connect()
        assert self.socket is not None
        return await self.socket.call(event, body, timeout=BUSY)


class Scene(msgspec.Struct):
    """A running session on the disk: who holds which cookie."""

    folder: Path
    meeting: str
    item: int
    cookies: dict[str, str]


async def given_a_session(folder: Path, members: int = 6) -> Scene:
    """Prepared by a server of its own, which is gone afterwards."""
    async with serving(folder) as home:
        session = await running(home, members)
        content = b"%PDF-1.7 a paper that nobody reads" * 500
        name = home.house.files.put(content)
        await home.house.db.write(
            lambda connection: connection.exec_driver_sql(
                "INSERT INTO file VALUES (?, ?, 'application/pdf', 0)", (name, len(content))
            )
        )
        cookies = {who: device.cookie for who, device in session.devices.items()}
    return Scene(folder, session.meeting, session.items[0], cookies)


class Crowd:
    """`work` until stopped. `acked`: command id -> number of its entry; `open`: sent and never answered."""

    def __init__(self, scene: Scene, url: str) -> None:
        self.scene = scene
        self.url = url
        self.acked: dict[str, int] = {}
        self.open: dict[str, tuple[str, str, dict[str, object]]] = {}
        self.codes: Counter[str] = Counter()
        self.ballots = 0
        self.round = 0
        self.devices: dict[str, Tablet] = {}
        self.tasks: list[asyncio.Task[None]] = []

    async def begin(self) -> None:
        for who, cookie in self.scene.cookies.items():
            self.devices[who] = Tablet(self.url, cookie)
            fine(await self.devices[who].join(self.scene.meeting))
        members = [who for who in self.devices if who.startswith("member")]
        self.tasks = [asyncio.create_task(self.speakers(who)) for who in members]
        self.tasks.append(asyncio.create_task(self.votes(members)))

    async def end(self) -> None:
        """Cancelled until they stop: a wait of the client library that ends at that moment forgets that it was."""
        working = set(self.tasks)
        while working:
            for task in working:
                task.cancel()
            _, working = await asyncio.wait(working, timeout=1)
        for device in self.devices.values():
            with contextlib.suppress(Exception):
                await device.close()

    async def send(self, who: str, ident: str, cmd: str, **args: object) -> Frame:
        """One command of one person; never answered is noted."""
        self.open[ident] = (who, cmd, args)
        answer = await self.devices[who].do(cmd, ident, **args)
        if answer["ok"]:
            self.acked[ident] = answer["seq"]
        else:
            self.codes[answer["code"]] += 1
        if answer["ok"] or answer["code"] != "house.stopping":
            del self.open[ident]
        return answer

    async def speakers(self, who: str) -> None:
        """Asks for the floor and withdraws, over and over."""
        number = 0
        while True:
            number += 1
            ident = f"ask-{who}-{number}"
            await self.send(who, ident, "agenda.request_floor", topic=ident)
            await self.send(who, f"un{ident}", "agenda.withdraw_request")
            await asyncio.sleep(0.06)  # two commands each: within the rate of a seat

    async def votes(self, members: list[str]) -> None:
        """One vote after the other."""
        while True:
            self.round += 1
            name = f"{self.round}"
            chair = self.devices["chair"]
            before = set(chair.view)
            await self.send("secretary", f"motion-{name}", "voting.add_motion", item=self.scene.item, text=name,
                            rule="ubnd-session")  # fmt: skip
            motion = await self.new(chair, before, "motion/")
            await self.send("chair", f"open-{name}", "voting.open", motion=motion)
            poll = await self.new(chair, before, "poll/")
            await asyncio.gather(
                *(self.send(who, f"vote-{who}-{name}", "voting.cast", poll=poll, choice="yes") for who in members)
            )
            self.ballots += len(members)
            await self.send("chair", f"close-{name}", "voting.close", poll=poll)

    async def new(self, device: Device, before: set[str], kind: str) -> int:
        """The id of an object that was not there."""
        async with asyncio.timeout(BUSY):
            while not (found := [key for key in set(device.view) - before if key.startswith(kind)]):
                await asyncio.sleep(0.01)
        return int(found[0].partition("/")[2])

    async def until(self, acked: int) -> None:
        """That many answers have come."""
        async with asyncio.timeout(BUSY):
            while len(self.acked) < acked:
                for task in self.tasks:
                    if task.done():
                        task.result()
                await asyncio.sleep(0.01)


def stored(folder: Path, meeting: str) -> dict[str, int]:
    """Command id -> number of its entry, as the database of a data folder says."""
    connection = sqlite3.connect(f"file:{folder / 'ecabinet.db'}?mode=ro", uri=True)
    try:
        return dict(connection.execute("SELECT command_id, seq FROM command WHERE meeting = ?", (meeting,)).fetchall())
    finally:
        connection.close()


def topics(folder: Path, meeting: str) -> Counter[str]:
    """How often each request to speak stands in the journal."""
    connection = sqlite3.connect(f"file:{folder / 'ecabinet.db'}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT header, payload FROM entry WHERE meeting = ?", (meeting,)).fetchall()
    finally:
        connection.close()
    found: Counter[str] = Counter()
    for header, payload in rows:
        if read_header(header).kind == "agenda.floor_requested":
            found[msgspec.json.decode(read_payload(payload).body)["topic"]] += 1
    return found
