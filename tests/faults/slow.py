"""Seats that do not read, or read 5 KB a second, among seats that do: what they cost the others, and the server.

Every act of the secretary moves an item of a long agenda to its end, so each push carries the whole agenda again (about
100 KB). The next act waits until every healthy seat has it.
"""

import asyncio
import time

import msgspec

from tests.faults.crowd import Crowd
from tests.faults.line import Line
from tests.faults.nursery import Nursery
from tests.faults.seats import Seat

WINDOW = 4096  # receive buffer of a slow reader, so that the kernel does not read for it
PACE = 5 * 1024  # bytes a second
WAKES = 2.0  # seconds
UNTIL_CUT = 60  # pushes of 130 KB: far more than a megabyte and what the kernel holds


class Timed(Seat):
    """Notes when each push came. `sick`: "stalled" reads nothing from its first view on, "paced" reads slowly."""

    arrived = 0.0
    sick = ""

    def note(self) -> None:
        self.arrived = time.monotonic()
        if self.sick == "stalled" and self.line is not None:
            self.line.stall()

    def make_line(self) -> Line:
        self.pace = PACE if self.sick == "paced" else None
        return super().make_line()

    def sicken(self, how: str) -> None:
        self.sick = how
        assert self.line is not None
        if how == "stalled":
            self.line.stall()
        elif how == "paced":
            self.line.pace = PACE


class Figures(msgspec.Struct):
    """Seconds and bytes."""

    baseline: float  # p99 of a delivery with everybody well
    beside: float  # the same beside slow readers
    grown: int  # memory at most, above what it was before anybody was slow
    left: int  # memory afterwards, above the same
    cut: int  # slow seats that the server let go
    resynced: int  # slow seats that showed the right view once they were well
    push: int  # bytes of one push
    pushes: int  # while some were slow


class Ward:
    """`healthy` and `slow` seats around one secretary."""

    def __init__(self, crowd: Crowd, nursery: Nursery, stalled: int, paced: int) -> None:
        self.crowd = crowd
        self.nursery = nursery
        self.secretary = Timed(nursery.port, crowd.cookies["secretary"][0], crowd.meeting, "secretary")
        make = (Timed(nursery.port, crowd.cookies[name][0], crowd.meeting, name) for name in crowd.members)
        seats = list(make)
        self.stalled, self.paced = seats[:stalled], seats[stalled : stalled + paced]
        self.healthy = seats[stalled + paced :]
        self.most = 0
        self.turns = 0

    @property
    def slow(self) -> list[Timed]:
        return self.stalled + self.paced

    async def begin(self) -> None:
        for seat in self.slow:
            seat.window = WINDOW
        for seat in [self.secretary, *self.healthy, *self.slow]:
            seat.begin()
        await asyncio.gather(*(seat.ready() for seat in [self.secretary, *self.healthy, *self.slow]))

    async def push(self, to: list[Timed]) -> list[float]:
        """One act; how long it took to reach each of these."""
        item = self.crowd.items[self.turns % len(self.crowd.items)]
        self.turns += 1
        begun = time.monotonic()
        answer = await self.secretary.do("agenda.move_item", item=item, position=len(self.crowd.items) - 1, timeout=30)
        assert answer.ok, answer.code
        assert answer.seq is not None
        async with asyncio.timeout(30):
            while not all(seat.have >= answer.seq for seat in to):
                await asyncio.sleep(0.002)
        self.most = max(self.most, self.nursery.memory())
        return [seat.arrived - begun for seat in to]

    async def pushes(self, count: int) -> list[float]:
        """So many acts: all deliveries to healthy seats."""
        return [seconds for _ in range(count) for seconds in await self.push(self.healthy)]

    def sicken(self, come_back: bool) -> None:
        """From now on they read nothing, or hardly anything. `come_back`: as often as they are cut."""
        for seat in self.slow:
            seat.wanted = come_back
            seat.sicken("stalled" if seat in self.stalled else "paced")

    async def return_again(self) -> None:
        """A tablet that reads nothing does not notice that it was cut; somebody wakes it now and then."""
        while True:
            for seat in self.stalled:
                await asyncio.sleep(WAKES / len(self.stalled))
                seat.cut()

    async def recover(self) -> int:
        """They read again, come back, and show what everybody shows. How many do."""
        for seat in self.slow:
            seat.sick = ""
            await seat.leave()
            seat.begin()
        await asyncio.gather(*(seat.ready() for seat in self.slow))
        await self.push(self.healthy + self.slow)
        return sum(1 for seat in self.slow if seat.view.hash == self.healthy[0].view.hash)

    async def beside(self, pushes: int) -> list[float]:
        """Deliveries beside slow readers that come back whenever they are cut."""
        self.sicken(come_back=True)
        waking = asyncio.create_task(self.return_again())
        try:
            return await self.pushes(pushes)
        finally:
            waking.cancel()
            await self.recover()

    async def run(self, pushes: int, rounds: int) -> Figures:
        """Well and beside slow readers in turn, so that other work on the machine falls on both; then cut for good."""
        await self.begin()
        await self.pushes(3)
        before = self.most = self.nursery.memory()
        well, beside = [], []
        for _ in range(rounds):
            well += await self.pushes(pushes // rounds)
            beside += await self.beside(pushes // rounds)
        open_before = self.nursery.descriptors()
        self.sicken(come_back=False)
        await self.pushes(UNTIL_CUT)
        cut = open_before - self.nursery.descriptors()
        most = self.most
        return Figures(
            baseline=p99(well),
            beside=p99(beside),
            grown=most - before,
            cut=cut,
            resynced=await self.recover(),
            left=self.nursery.memory() - before,
            push=agenda_bytes(self.healthy[0]),
            pushes=pushes,
        )

    async def close(self) -> None:
        await asyncio.gather(*(seat.leave() for seat in [self.secretary, *self.healthy, *self.slow]))


def p99(found: list[float]) -> float:
    return sorted(found)[int(len(found) * 0.99)]


def agenda_bytes(seat: Seat) -> int:
    """The agenda as this seat holds it: what one push carries."""
    return sum(len(seat.view.kept[key]) for key in seat.view.keys("item/"))
