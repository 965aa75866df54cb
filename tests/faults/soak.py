"""A server watched over a long time: `python -m tests.faults.soak --minutes 30 --seats 200`.

Seats come and go (resuming, or as new ones), one command a second changes what all see, views are fetched over HTTP,
people start and stop following. Memory, tasks, threads, descriptors and the write-ahead log are read every few seconds;
the slope of each, after a time of warming up, is printed and must be flat.

The journal itself may grow in memory: `ENTRY` bytes for each command are taken off the slope of memory.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

import httpx
import msgspec

from tests.faults.crowd import Crowd, Wanted, gather
from tests.faults.nursery import Nursery
from tests.faults.seats import Seat

MB = 1 << 20
ENTRY = 2048  # bytes of memory that one more entry of the journal may cost
FLAT = {"memory": 4 * MB, "tasks": 10.0, "threads": 3.0, "descriptors": 10.0}  # an hour
MOST_WAL = 64 * MB


class Sample(msgspec.Struct, frozen=True):
    """What the server held at one moment. `at` in seconds."""

    at: float
    memory: int
    tasks: int
    threads: int
    descriptors: int
    wal: int
    commands: int


async def sample(nursery: Nursery, begun: float, commands: int) -> Sample:
    return Sample(
        at=time.monotonic() - begun,
        memory=nursery.memory(),
        tasks=await nursery.tasks(),
        threads=nursery.threads(),
        descriptors=nursery.descriptors(),
        wal=nursery.wal(),
        commands=commands,
    )


class Soak:
    """Seats around one secretary, and what was measured."""

    def __init__(self, crowd: Crowd, nursery: Nursery, seed: int) -> None:
        self.crowd = crowd
        self.nursery = nursery
        self.random = random.Random(seed)
        self.secretary = self.seat("secretary")
        self.seats = {name: self.seat(name) for name in crowd.members}
        self.begun = time.monotonic()
        self.commands = 0
        self.visits = 0
        self.samples: list[Sample] = []
        self.faults: list[str] = []

    def seat(self, name: str) -> Seat:
        return Seat(self.nursery.port, self.crowd.cookies[name][0], self.crowd.meeting, name)

    async def all_come(self) -> None:
        for seat in [self.secretary, *self.seats.values()]:
            if seat.task is None:
                seat.begin()
        await asyncio.gather(*(seat.ready() for seat in [self.secretary, *self.seats.values()]))

    async def all_go(self) -> None:
        await asyncio.gather(*(seat.leave() for seat in [self.secretary, *self.seats.values()]))

    async def change(self) -> None:
        """Something everybody sees; no more and no less of it afterwards than before."""
        self.commands += 1
        item = self.random.choice(self.crowd.items)
        await self.secretary.do("agenda.edit_item", item=item, title=f"Nội dung {self.commands}", timeout=30)

    async def come_and_go(self, name: str) -> None:
        """Leave without a word, or with one; come back as who one was, or as a new one."""
        old = self.seats[name]
        self.faults += [f"{name}: {fault}" for fault in old.faults]
        if self.random.random() < 0.5:
            old.cut()
        else:
            await old.leave()
            self.seats[name] = self.seat(name) if self.random.random() < 0.5 else old
            self.seats[name].begin()
        self.visits += 1

    async def follow(self, name: str) -> None:
        seat = self.seats[name]
        if seat.joined:
            body = {"meeting": self.crowd.meeting, "kind": "follow", "on": self.random.random() < 0.5}
            seat.send("signal", body)

    async def watch(self, minutes: float, every: float) -> None:
        """One second after the other; a sample now and then, while everybody sits."""
        url = f"http://{self.nursery.host}/m/{self.crowd.meeting}/view"
        cookie = {"ecabinet": self.crowd.cookies["chair"][0]}
        due = 0.0
        async with httpx.AsyncClient(verify=False, cookies=cookie) as http:
            while time.monotonic() - self.begun < minutes * 60:
                names = self.random.sample(list(self.seats), max(1, len(self.seats) // 20))
                for name in names:
                    await self.come_and_go(name)
                    await self.follow(name)
                await self.change()
                assert (await http.get(url)).status_code == 200
                if time.monotonic() - self.begun >= due:
                    due += every
                    await self.all_come()
                    self.samples.append(await sample(self.nursery, self.begun, self.commands))
                    self.forget()
                await asyncio.sleep(1)

    def forget(self) -> None:
        """This side is not to grow either."""
        for seat in [self.secretary, *self.seats.values()]:
            seat.log.clear()


def slope(samples: list[Sample], field: str) -> float:
    """Least squares, an hour; for memory without what the journal may take."""
    values = [getattr(one, field) - (one.commands * ENTRY if field == "memory" else 0) for one in samples]
    times = [one.at / 3600 for one in samples]
    mean_t, mean_v = sum(times) / len(times), sum(values) / len(values)
    spread = sum((t - mean_t) ** 2 for t in times)
    return sum((t - mean_t) * (v - mean_v) for t, v in zip(times, values, strict=True)) / spread if spread else 0.0


def verdict(samples: list[Sample]) -> list[str]:
    """What is not flat, after the first fifth."""
    steady = samples[len(samples) // 5 :]
    found = []
    for field, most in FLAT.items():
        value = slope(steady, field)
        shown = f"{value / MB:+.2f} MB" if field == "memory" else f"{value:+.1f}"
        print(f"{field:12} {shown} an hour, {getattr(steady[0], field)} to {getattr(steady[-1], field)}")
        if value > most:
            found.append(f"{field} grows")
    most_wal = max(one.wal for one in samples)
    print(f"{'wal':12} {most_wal / MB:.1f} MB at most")
    return found + (["the write-ahead log grows"] if most_wal > MOST_WAL else [])


async def watched(minutes: float, seats: int, seed: int) -> list[str]:
    """Whatever is not as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        crowd = await gather(Path(folder), Wanted(members=seats, items=20))
        async with Nursery(Path(folder)) as nursery:
            soak = Soak(crowd, nursery, seed)
            await soak.all_come()
            await soak.watch(minutes, every=max(1.0, minutes * 60 / 120))
            await soak.all_go()
            print(f"\nseed {seed}: {minutes} minutes, {seats} seats, {soak.commands} commands, {soak.visits} visits")
            return verdict(soak.samples) + soak.faults + nursery.complaints()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Watch a server over a long time.")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seats", type=int, default=200)
    parser.add_argument("--seed", type=int, default=19)
    given = parser.parse_args()
    faults = asyncio.run(watched(given.minutes, given.seats, given.seed))
    for fault in faults:
        print(f"FAULT {fault}")
    sys.exit(1 if faults else 0)
