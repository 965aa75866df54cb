"""Load on a server that may die at any moment, and the book of what it promised.

What is not answered is sent again, under the same id, to the next server. The chair's socket has a seat in the meeting,
so that the votes are those its view shows; the others only ask.
"""

import asyncio
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
import websockets

from ecabinet import data
from ecabinet.rehearse.server import free_port
from tests.faults.account import Account, Promises, account
from tests.faults.wishes import IN_FLIGHT, Hand, Place, Wish

ROOT = Path(__file__).parents[2]
UNDECIDED = frozenset({"live.too_many", "clerk.not_stored", "house.error"})  # a no that is no answer
PAUSE = 0.01  # seconds before asking once more
LATE = 0.02  # seconds after the last counted answer at which a kill may come


class Sender:
    """One person's device: what it wished, and what became of it."""

    def __init__(self, hand: Hand, cookie: str) -> None:
        self.hand = hand
        self.cookie = cookie
        self.open: dict[str, Wish] = {}
        self.again: list[Wish] = []  # to be asked once more, under the same id
        self.acked: dict[str, str] = {}
        self.noted: dict[str, str] = {}
        self.refused: set[str] = set()


class Kept(msgspec.Struct):
    """A meeting on the disk whose people are signed in. `kinds`: what each person does."""

    folder: Path
    place: Place
    cookies: dict[str, str]
    kinds: dict[str, str]


class Driver:
    """`round` after `round`; `cold` starts a whole new interpreter each time instead of a prepared fork."""

    def __init__(self, kept: Kept, variant: str, seed: int, cold: bool = False) -> None:
        self.folder = kept.folder
        self.place = kept.place
        self.variant = variant
        self.cold = cold
        self.random = random.Random(seed)
        self.senders = [Sender(Hand(name, kind, seed), kept.cookies[name]) for name, kind in kept.kinds.items()]
        self.place.voters = sum(1 for sender in self.senders if sender.hand.kind == "ballot")
        self.port = 0
        self.victim = 0
        self.resting = False
        self.recovery: list[float] = []  # seconds from the start of a server to its first answered join
        self.effort: list[float] = []  # CPU seconds until then: the same on a busy machine
        self.stderr = (self.folder / "stderr").open("ab")
        self.nursery = self.spawn()
        assert self.nursery.stdout is not None
        assert self.nursery.stdout.readline() == "ready\n"

    def spawn(self, *args: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.faults.server", *args]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=self.stderr, text=True)

    def close(self) -> None:
        self.kill()
        self.nursery.communicate()
        self.stderr.close()

    @property
    def acked(self) -> int:
        return sum(len(sender.acked) + len(sender.noted) for sender in self.senders)

    @property
    def promises(self) -> Promises:
        made = Promises({}, {}, set())
        for sender in self.senders:
            made.acked |= sender.acked  # type: ignore[operator]
            made.noted |= sender.noted  # type: ignore[operator]
            made.refused |= sender.refused
        return made

    # -- lives of the server ------------------------------------------------------------------------------------------

    async def round(self, acks: int) -> None:
        """Start, load, and kill with -9 when this many more answers have come, or a moment later."""
        await self.start()
        await self.load(acks, 30, self.random.choice((0.0, self.random.random() * LATE)))
        self.kill()

    async def load(self, acks: int, seconds: float, late: float = 0.0) -> None:
        """Everybody asks, until so many more answers have come, or time is up."""
        goal = self.acked + acks
        tasks = [asyncio.create_task(self.serve(sender, goal, late)) for sender in self.senders]
        await asyncio.wait(tasks, timeout=seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def start(self) -> None:
        """Back when a first join was answered."""
        self.port = free_port()
        begun = time.monotonic()
        self.victim = self.cold_start() if self.cold else self.fork()
        chair = next(sender for sender in self.senders if sender.hand.kind == "chair")
        async with asyncio.timeout(30):
            while not await self.joins(chair):
                assert alive(self.victim), (self.folder / "stderr").read_text()[-2000:]
                await asyncio.sleep(0.01)
        self.recovery.append(time.monotonic() - begun)
        self.effort.append(processor(self.victim))

    def fork(self) -> int:
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.write(f"{self.folder} {self.port} {self.variant}\n")
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline())

    def cold_start(self) -> int:
        self.process = self.spawn(str(self.folder), str(self.port), "whole", *self.variant.split())
        return self.process.pid

    def kill(self) -> None:
        """With -9; back when it is gone and the folder free."""
        if self.victim:
            with contextlib.suppress(ProcessLookupError):  # it may have died of something else
                os.kill(self.victim, signal.SIGKILL)
            if self.cold:
                self.process.communicate()
            while alive(self.victim) or not free(self.folder):  # a thread may still be in a sync
                time.sleep(0.002)
            self.victim = 0

    # -- sockets ------------------------------------------------------------------------------------------------------

    def connect(self, sender: Sender) -> Any:
        return websockets.connect(
            f"ws://127.0.0.1:{self.port}/socket.io/?EIO=4&transport=websocket",
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            additional_headers={"Cookie": f"ecabinet={sender.cookie}"},
            max_size=None,
        )

    async def joins(self, sender: Sender) -> bool:
        """Whether a join is answered."""
        try:
            async with self.connect(sender) as socket:
                await socket.send("40")
                await socket.send(message(1, "join", {"meeting": self.place.meeting}))
                while not str(await socket.recv()).startswith("431["):
                    pass
        except (OSError, websockets.WebSocketException):
            return False
        return True

    async def serve(self, sender: Sender, goal: int, late: float) -> None:
        """Unanswered wishes first, then new ones, a few in flight, until the server is gone."""
        async with self.connect(sender) as socket:
            await socket.send("40")
            while not str(await socket.recv()).startswith("40"):
                pass
            sender.again = list(sender.open.values())
            waiting: dict[int, Wish] = {}
            number = 1
            if sender.hand.kind == "chair":
                await socket.send(message(0, "join", {"meeting": self.place.meeting}))
            while self.victim and not self.resting:
                while len(waiting) < IN_FLIGHT[sender.hand.kind] and (wish := self.next(sender)):
                    number += 1
                    waiting[number] = sender.open[wish.ident] = wish
                    await socket.send(self.asking(number, wish))
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.01):
                        text = str(await socket.recv())
                        if text == "2":
                            await socket.send("3")
                        self.take(sender, waiting, text)
                if self.acked >= goal:
                    await self.reached(late)
                if sender.again:
                    await asyncio.sleep(PAUSE)

    async def reached(self, late: float) -> None:
        """So many answers have come."""
        await asyncio.sleep(late)
        self.kill()

    def next(self, sender: Sender) -> Wish | None:
        return sender.again.pop(0) if sender.again else sender.hand.wish(self.place)

    def asking(self, number: int, wish: Wish) -> str:
        if wish.cmd == "keep":
            return message(number, "keep", {"id": wish.ident, "meeting": self.place.meeting, **wish.args})
        body = {"id": wish.ident, "meeting": self.place.meeting, "cmd": wish.cmd, "args": wish.args}
        return message(number, "do", body)

    def take(self, sender: Sender, waiting: dict[int, Wish], text: str) -> None:
        if text.startswith("43"):
            head, _, body = text[2:].partition("[")
            answer = json.loads("[" + body)[0]
            if wish := waiting.pop(int(head), None):
                self.note(sender, wish, answer)
            else:
                self.see(answer)
        elif text.startswith('42["push"'):
            self.see(json.loads(text[2:])[1])

    def note(self, sender: Sender, wish: Wish, answer: dict[str, Any]) -> None:
        """Into the book."""
        if answer["ok"]:
            book = sender.noted if wish.cmd == "keep" else sender.acked
            book[wish.ident] = wish.effect
            if wish.args.get("poll") == self.place.poll and wish.cmd == "voting.cast":
                self.place.cast.add(sender.hand.name)
        elif answer["code"] not in UNDECIDED:
            sender.refused.add(wish.ident)
        else:
            sender.again.append(wish)
            return
        del sender.open[wish.ident]

    def see(self, frame: dict[str, Any]) -> None:
        """What the chair's view says about votes."""
        for key, value in frame.get("set", {}).items():
            if key.startswith("poll/"):
                poll = int(key[5:])
                if value["state"] == "open" and poll != self.place.poll:
                    self.place.poll, self.place.cast = poll, set()
                elif value["state"] != "open" and poll == self.place.poll:
                    self.place.poll = None


def message(number: int, event: str, body: dict[str, Any]) -> str:
    return f"42{number}{json.dumps([event, body])}"


def alive(process: int) -> bool:
    """Also a process that is dead and was not asked about yet is none."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def free(folder: Path) -> bool:
    """Whether no server holds this folder."""
    try:
        data.lock(folder).close()
    except data.DataFolderInUse:
        return False
    return True


def processor(process: int) -> float:
    """Seconds of CPU a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


Say = Callable[[str], None]


async def kills(driver: Driver, rounds: int, load: int, say: Say) -> Account:
    """So many kills, each after about `load` answers, and an account after each. Returns the first that does not hold,
    or the last."""
    begun = time.monotonic()
    found, done = Account(), 0
    for _ in range(rounds):
        done += 1
        await driver.round(driver.random.randint(load // 10, 2 * load))
        found = account(driver.folder, driver.place.meeting, driver.promises)
        if not found.fine:
            break
    say(
        f"{done} kills, {driver.acked} acknowledged ({found.ballots} ballots), {found.entries} entries,"
        f" first join after {median(driver.recovery):.2f} s, at most {max(driver.recovery):.2f} s"
        f" (CPU at most {max(driver.effort):.2f} s),"
        f" in all {time.monotonic() - begun:.0f} s"
    )
    return found
