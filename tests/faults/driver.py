"""Load on a server that may die at any moment, and the account of what it promised.

Every command carries its own id in its effect (the title of an item, the topic of a request to speak), so the journal
on the disk tells how often it took effect. What is not answered is sent again, under the same id, to the next server.
"""

import asyncio
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import websockets

from journal.chain import verify
from journal.entry import read_header, read_payload
from tests.kit.home import free_port

IN_FLIGHT = 8
MOST_ITEMS = 150


class Wish(msgspec.Struct):
    """One command of one person."""

    ident: str
    cmd: str
    args: dict[str, Any]


class Sender:
    """One person's device: new wishes, and those that were never answered."""

    def __init__(self, name: str, cookie: str) -> None:
        self.name = name
        self.cookie = cookie
        self.open: dict[str, Wish] = {}
        self.acked: set[str] = set()
        self.refused = 0
        self.made = 0

    def next_wish(self) -> Wish:
        self.made += 1
        ident = f"{self.name}-{self.made}"
        if self.name == "secretary" and self.made <= MOST_ITEMS:
            return Wish(ident, "agenda.add_item", {"title": ident})
        if self.made % 2:
            return Wish(ident, "agenda.request_floor", {"topic": ident})
        return Wish(ident, "agenda.withdraw_request", {})


class Driver:
    """A folder, the people in it, and the book of what was answered."""

    def __init__(self, folder: Path, meeting: str, cookies: dict[str, str], variant: str, seed: int) -> None:
        self.folder = folder
        self.meeting = meeting
        self.variant = variant
        self.random = random.Random(seed)
        self.senders = [Sender(name, cookie) for name, cookie in cookies.items()]
        self.port = 0
        self.victim = 0
        with (folder / "stderr").open("ab") as stderr:
            self.nursery = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.server"],
                cwd=Path(__file__).parents[2],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )

    def close(self) -> None:
        self.kill()
        self.nursery.communicate()

    @property
    def acked(self) -> int:
        return sum(len(sender.acked) for sender in self.senders)

    async def round(self, acks: int) -> None:
        """Start, load, and kill with -9 at the moment when this many more answers have come."""
        await self.start()
        goal = self.acked + acks
        tasks = [asyncio.create_task(self.send(sender, goal)) for sender in self.senders]
        await asyncio.wait(tasks, timeout=20)
        self.kill()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def start(self) -> None:
        self.port = free_port()
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.write(f"{self.folder} {self.port} {self.variant}\n")
        self.nursery.stdin.flush()
        self.victim = int(self.nursery.stdout.readline())
        async with asyncio.timeout(30):
            while not await answers(self.port):
                await asyncio.sleep(0.02)

    def kill(self) -> None:
        """With -9; back when it is gone and the folder free."""
        if self.victim:
            os.kill(self.victim, signal.SIGKILL)
            while alive(self.victim):
                time.sleep(0.002)
            self.victim = 0

    async def send(self, sender: Sender, goal: int) -> None:
        """Unanswered wishes first, then new ones, a few in flight, until the server is gone."""
        again = list(sender.open.values())
        async with websockets.connect(
            f"ws://127.0.0.1:{self.port}/socket.io/?EIO=4&transport=websocket",
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            additional_headers={"Cookie": f"ecabinet={sender.cookie}"},
        ) as socket:
            await socket.send("40")
            waiting: dict[int, Wish] = {}
            number = 0
            greeted = False
            while True:
                while greeted and len(waiting) < IN_FLIGHT:
                    wish = again.pop(0) if again else sender.next_wish()
                    number += 1
                    waiting[number] = sender.open[wish.ident] = wish
                    await socket.send(self.frame(number, wish))
                message = str(await socket.recv())
                greeted = greeted or message.startswith("40")
                if message.startswith("43"):
                    self.take(sender, waiting, message)
                    if self.acked >= goal:
                        self.kill()
                elif message == "2":
                    await socket.send("3")

    def frame(self, number: int, wish: Wish) -> str:
        body = {"id": wish.ident, "meeting": self.meeting, "cmd": wish.cmd, "args": wish.args}
        return f"42{number}{json.dumps(['do', body])}"

    def take(self, sender: Sender, waiting: dict[int, Wish], message: str) -> None:
        head, _, body = message[2:].partition("[")
        wish = waiting.pop(int(head))
        answer = json.loads("[" + body)[0]
        if answer["ok"]:
            sender.acked.add(wish.ident)
            del sender.open[wish.ident]
        elif answer["code"] != "live.too_many":
            sender.refused += 1
            del sender.open[wish.ident]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


class Account(msgspec.Struct):
    """What the disk says against what was promised."""

    entries: int
    lost: list[str]
    doubled: list[str]
    faults: list[str]


def account(driver: Driver) -> Account:
    """Open the database as a stranger would, with no server running."""
    connection = sqlite3.connect(driver.folder / "ecabinet.db")
    try:
        rows = connection.execute(
            "SELECT seq, header, payload FROM entry WHERE meeting = ? ORDER BY seq", (driver.meeting,)
        ).fetchall()
        done = Counter(
            ident
            for (ident,) in connection.execute("SELECT command_id FROM command WHERE meeting = ?", (driver.meeting,))
        )
        integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        connection.close()
    effects = effects_of([(header, payload) for _, header, payload in rows])
    faults = [] if integrity == "ok" else [f"integrity: {integrity}"]
    faults += gaps([seq for seq, _, _ in rows])
    faults += chain([header for _, header, _ in rows], [payload for _, _, payload in rows])
    acked = {ident for sender in driver.senders for ident in sender.acked}
    shown = {ident for ident in acked if not withdrawal(driver, ident)}
    lost = sorted({ident for ident in acked if done[ident] == 0} | {ident for ident in shown if effects[ident] == 0})
    doubled = sorted(ident for ident, times in effects.items() if times > 1)
    return Account(len(rows), lost, doubled, faults)


def withdrawal(driver: Driver, ident: str) -> bool:
    """Withdrawing a request carries no id in its effect; its command row must be there all the same."""
    name, _, number = ident.rpartition("-")
    return int(number) % 2 == 0 and (name != "secretary" or int(number) > MOST_ITEMS)


def effects_of(rows: list[tuple[bytes, bytes]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for header, payload in rows:
        body = msgspec.json.decode(read_payload(payload).body)
        match read_header(header).kind:
            case "agenda.item_added":
                found[body["title"]] += 1
            case "agenda.floor_requested":
                found[body["topic"]] += 1
    return found


def gaps(numbers: list[int]) -> list[str]:
    return [] if numbers == list(range(1, len(numbers) + 1)) else ["gaps in seq"]


def chain(headers: list[bytes], payloads: list[bytes]) -> list[str]:
    try:
        verify(headers, dict(enumerate(payloads, start=1)))
    except Exception as broken:
        return [f"chain: {broken!r}"]
    return []


Say = Callable[[str], None]


async def kills(driver: Driver, rounds: int, say: Say) -> Account:
    """So many kills; the account after each must hold. Returns the first that does not, or the last."""
    begun = time.monotonic()
    found, done = Account(0, [], [], []), 0
    for _ in range(rounds):
        done += 1
        await driver.round(driver.random.randint(20, 400))
        found = account(driver)
        if found.lost or found.doubled or found.faults:
            break
    say(f"{done} kills, {driver.acked} acknowledged, {found.entries} entries, {time.monotonic() - begun:.0f} s")
    return found
