"""A server that goes away with everybody in it, and comes back: who is in step again when, and what was promised.

Everybody reconnects by the rules of the tablet client: 0.3 s, doubling to 5 s, spread by half. Some people send
commands all the time, each under one id until it is answered.
"""

import asyncio
import random
import signal
import time
from collections import Counter

import msgspec

from tests.faults.crowd import Crowd
from tests.faults.duplicates import PASSING, journal
from tests.faults.line import Lost
from tests.faults.nursery import Nursery
from tests.faults.seats import Seat

WINDOW = 0.15  # seconds


class Tablet(Seat):
    """Reconnects as the client does; notes when it dialled and found a server."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.first, self.slowest = 0.3, 5.0
        self.dialled: list[float] = []

    async def connect(self, timeout: float = 5.0) -> Seat:
        at = time.monotonic()
        await super().connect(timeout)
        self.dialled.append(at)
        return self


class Herd(Tablet):
    """A known-bad client: everybody waits equally long."""

    def spread(self) -> float:
        return 1.0


class Return(msgspec.Struct):
    """Seconds from the end of one server until all were in step with the next; `down` until it answered. `crush`: the
    largest share of seats that dialled the new server first within a moment."""

    how: str
    seconds: float
    down: float
    crush: float


class Sender:
    """One person who asks for the floor and takes it back, for ever; every topic is said once."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.made = 0
        self.acked: set[str] = set()

    async def go_on(self) -> None:
        while True:
            self.made += 1
            topic = f"{self.seat.name}/{self.made}"
            if await self.say("agenda.request_floor", topic, topic=topic):
                self.acked.add(topic)
            await self.say("agenda.withdraw_request", f"{topic}/back")
            await asyncio.sleep(0.05)

    async def say(self, cmd: str, ident: str, **args: str) -> bool:
        """Until there is an answer."""
        while True:
            try:
                answer = await (await self.seat.ready()).do(cmd, ident, timeout=5, **args)
            except (Lost, TimeoutError):
                continue
            if answer.code not in PASSING:
                return answer.ok
            await asyncio.sleep(0.1)


class Outage:
    """Everybody seated; `happen` ends the server and brings it back."""

    def __init__(self, crowd: Crowd, nursery: Nursery, seed: int, make: type[Tablet] = Tablet) -> None:
        self.crowd = crowd
        self.nursery = nursery
        self.random = random.Random(seed)
        self.seats = [
            make(nursery.port, cookies[0], crowd.meeting, name, seed=seed) for name, cookies in crowd.cookies.items()
        ]
        voices = [seat for seat in self.seats if seat.name.startswith("member")][:20]
        self.senders = [Sender(seat) for seat in voices]
        self.tasks: list[asyncio.Task[None]] = []
        self.returns: list[Return] = []
        self.faults: list[str] = []

    async def begin(self) -> None:
        for seat in self.seats:
            seat.begin()
        await asyncio.gather(*(seat.ready() for seat in self.seats))

    async def happen(self, how: signal.Signals, patience: float) -> None:
        """With commands under way. In step: seated again, and showing what all of its audience show."""
        self.tasks = [asyncio.create_task(sender.go_on()) for sender in self.senders]
        await asyncio.sleep(0.5 + self.random.random() / 2)
        begun = time.monotonic()
        await self.nursery.end(how)
        await self.nursery.start()
        up = time.monotonic()
        while not all(seat.joined for seat in self.seats) and time.monotonic() - begun < patience:
            await asyncio.sleep(0.02)
        await self.quiet()
        while not self.in_step() and time.monotonic() - begun < patience:
            await asyncio.sleep(0.02)
        if not self.in_step():
            missing = [seat.name for seat in self.seats if not seat.joined]
            self.faults.append(f"not in step after {patience} s, not seated: {len(missing)}")
        self.returns.append(Return(how.name, time.monotonic() - begun, up - begun, self.crush(begun)))

    async def quiet(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def in_step(self) -> bool:
        shown = {(seat.audience, seat.view.hash) for seat in self.seats}
        return all(seat.joined for seat in self.seats) and len(shown) == len({seat.audience for seat in self.seats})

    def crush(self, begun: float) -> float:
        """Of the seats' first attempts that found a server."""
        first = sorted(min(later) for seat in self.seats if (later := [at for at in seat.dialled if at > begun]))
        within = (sum(1 for at in first if start <= at < start + WINDOW) for start in first)
        return max(within, default=0) / len(self.seats)

    def account(self) -> list[str]:
        """Who was refused, what went back, what was promised and is not on the disk. No server may be running."""
        found = list(self.faults)
        for seat in self.seats:
            found += [f"{seat.name}: {fault}" for fault in seat.faults]
            found += [f"{seat.name} was not let in: {why}" for why in set(seat.refusals)]
        said = Counter(body["topic"] for kind, body in journal(self.crowd) if kind == "agenda.floor_requested")
        for sender in self.senders:
            found += [f"{topic} was acknowledged and lost" for topic in sender.acked if not said[topic]]
        return found + [f"{topic} was said {times} times" for topic, times in said.items() if times > 1]

    async def close(self) -> None:
        await self.quiet()
        await asyncio.gather(*(seat.leave() for seat in self.seats))
