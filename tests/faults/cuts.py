"""A meeting that goes on while the connections of its seats are broken, and the account of what each seat showed.

One undisturbed seat of each audience, connected directly, is the measure: for every entry it knows the hash of what
that audience is to be shown. Every step of every other seat is compared with it, so a gap, a value older than what was
shown before, or a change that got lost is seen at the moment it was shown, even if it was mended later.
"""

import asyncio
import bisect
import random
import time
from typing import Any

from tests.faults.crowd import Crowd
from tests.faults.line import Lost
from tests.faults.nursery import Nursery
from tests.faults.proxy import Proxy
from tests.faults.seats import Answer, Seat

TICK = 0.05  # seconds; a turn of our own loop that took longer was not the server's doing
BUSY = 0.03  # seconds between two acts of the meeting


class Hasty(Seat):
    """A known-bad client: takes the `seq` of an answer for something it was shown."""

    def answer(self, number: int, body: bytes) -> None:
        super().answer(number, body)
        found = [part for part in body.split(b",") if part.startswith(b'"seq":')]
        if b'"epoch"' not in body and found:
            self.have = max(self.have, int(found[0][6:].rstrip(b"}")))


class Business:
    """The meeting: what chair and secretary do over good connections, and members over bad ones."""

    def __init__(self, crowd: Crowd, staff: dict[str, Seat], others: list[Seat], seed: int) -> None:
        self.crowd = crowd
        self.staff = staff
        self.others = [seat for seat in others if seat.name.startswith("member")]
        self.guests = [seat.name for seat in others if seat.name.startswith("guest")]
        self.random = random.Random(seed)
        self.acts = 0
        self.under_way: set[asyncio.Task[Any]] = set()

    async def go_on(self) -> None:
        """Until cancelled. Refusals are part of the life of a meeting."""
        while True:
            await self.act()
            self.acts += 1
            await asyncio.sleep(BUSY * self.random.random() * 2)

    async def act(self) -> None:
        lot = self.random.random()
        if lot < 0.45:
            name, cmd, args = self.lead()
            await self.staff[name].do(cmd, timeout=20, **args)
        elif lot < 0.5:
            await self.vote()
        else:
            for seat in self.random.sample(self.others, min(3, len(self.others))):
                self.beside(seat, *self.member())

    def lead(self) -> tuple[str, str, dict[str, Any]]:
        pick = self.random.choice
        item, items = pick(self.crowd.items), self.crowd.items
        acts: list[tuple[str, str, dict[str, Any]]] = [
            ("secretary", "agenda.edit_item", {"item": item, "title": f"Nội dung {self.acts}"}),
            ("secretary", "agenda.move_item", {"item": item, "position": self.random.randrange(len(items))}),
            ("chair", "agenda.open_item", {"item": item}),
            ("chair", "papers.present", {"paper": 1, "page": 1}),
            ("chair", "agenda.give_floor", {"participant": pick(list(self.crowd.participants.values()))}),
            ("chair", "agenda.end_floor", {}),
        ]
        if self.guests:
            invited = {"participant": self.crowd.participants[pick(self.guests)], "items": pick(choices_of(items))}
            acts.append(("secretary", "meeting.edit_participant", invited))
        return pick(acts)

    def member(self) -> tuple[str, dict[str, Any]]:
        return self.random.choice(
            (
                ("agenda.check_in", {"mode": "online", "site": f"Điểm {self.acts}"}),
                ("agenda.request_floor", {"topic": f"Việc {self.acts}"}),
                ("agenda.withdraw_request", {}),
            )
        )

    async def vote(self) -> None:
        """A new motion on the first item, opened, voted on over bad connections, closed."""
        chair = self.staff["chair"]
        await chair.do("agenda.open_item", item=self.crowd.items[0])
        await self.staff["secretary"].do("voting.add_motion", item=self.crowd.items[0], text="?", rule="ubnd-session")
        await asyncio.sleep(0.15)
        motions = [int(key.partition("/")[2]) for key in chair.view.keys("motion/")]
        await chair.do("voting.open", motion=max(motions))
        await asyncio.sleep(0.15)
        for poll in (chair.view[key] for key in chair.view.keys("poll/")):
            if poll["state"] == "open":
                for seat in self.others:
                    self.beside(seat, "voting.cast", {"poll": poll["id"], "choice": "yes"})
                await asyncio.sleep(0.2)
                await chair.do("voting.close", poll=poll["id"])

    def beside(self, seat: Seat, cmd: str, args: dict[str, Any]) -> None:
        """Whatever becomes of it."""

        async def ask() -> Answer | None:
            try:
                return await seat.do(cmd, timeout=3, **args)
            except (Lost, TimeoutError):
                return None

        task = asyncio.create_task(ask())
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)


def choices_of(items: list[int]) -> list[list[int]]:
    """The invitations that guests get in turn; an undisturbed guest has each of them."""
    return [[items[0]], [items[1]], [items[0], items[1]]]


GUESTS = ((0,), (1,), (0, 1))


class Trial:
    """`measures`: the undisturbed seats. `seats`: those behind the proxy."""

    def __init__(self, crowd: Crowd, nursery: Nursery, proxy: Proxy, seed: int, make: type[Seat] = Seat) -> None:
        self.crowd = crowd
        self.nursery = nursery
        self.proxy = proxy
        direct = ["chair", "secretary", "member0", "guest0", "guest1", "guest2", "screen0"]
        self.measures = {name: Seat(nursery.port, crowd.cookies[name][0], crowd.meeting, name) for name in direct}
        self.seats = [
            make(proxy.port, cookies[0], crowd.meeting, name, nursery.host, seed)
            for name, cookies in crowd.cookies.items()
            if name not in direct
        ]
        for seat in self.seats:
            seat.slowest = 0.5  # the network is to be seen, not the patience of who dials
        self.business = Business(crowd, self.measures, self.seats, seed)
        self.faults: list[str] = []
        self.healing: list[float] = []

    async def begin(self) -> None:
        for seat in self.measures.values():
            seat.begin()
        await asyncio.gather(*(seat.ready() for seat in self.measures.values()))
        for seat in self.seats:
            seat.begin()
        await asyncio.gather(*(seat.ready() for seat in self.seats))

    async def cycle(self, seconds: float, a_second: int, patience: float) -> None:
        """Break connections while the meeting goes on; heal, and see how long it takes until all are right."""
        business = asyncio.create_task(self.business.go_on())
        await self.proxy.rage(seconds, a_second)
        business.cancel()
        await asyncio.gather(business, return_exceptions=True)
        self.proxy.heal()
        self.healing.append(await self.until_right(patience))
        self.faults += [
            f"{seat.name} is not right {patience} s after healing: {seat.standing()}" for seat in self.wrong()
        ]
        await asyncio.gather(*self.business.under_way)
        await asyncio.sleep(0.3)  # what those last commands changed is shown, too

    async def until_right(self, patience: float) -> float:
        """Seconds, without those in which this process itself was not let run (other work on the machine)."""
        spent, last = 0.0, time.monotonic()
        while self.wrong() and spent < patience:
            await asyncio.sleep(0.01)
            now = time.monotonic()
            spent, last = spent + min(now - last, TICK), now
        return spent

    def wrong(self) -> list[Seat]:
        """Seats that do not show what their audience is shown."""
        right = {seat.audience: seat.view.hash for seat in self.measures.values()}
        return [seat for seat in self.seats if not seat.joined or right.get(seat.audience) != seat.view.hash]

    async def against_fresh(self) -> None:
        """Every seat, view and own, against a seat of the same person that has just sat down."""
        for seat in [*self.measures.values(), *self.seats]:
            await seat.ready()
            fresh = Seat(self.nursery.port, seat.cookie, self.crowd.meeting)
            await fresh.connect()
            await fresh.join()
            if seat.view.hash != fresh.view.hash or seat.audience != fresh.audience:
                self.faults.append(f"{seat.name} shows other things than a fresh view: {fresh.view.differs(seat.view)}")
            if seat.mine.hash != fresh.mine.hash:
                self.faults.append(f"{seat.name} shows other things of its own: {fresh.mine.differs(seat.mine)}")
            fresh.cut()

    def account(self) -> list[str]:
        """Every step of every seat against the measure of its audience."""
        found = list(self.faults)
        for seat in [*self.measures.values(), *self.seats]:
            found += [f"{seat.name}: {fault}" for fault in [*seat.faults, *seat.refusals]]
        known = {seat.audience: ([step.have for step in seat.log], seat.log) for seat in self.measures.values()}
        for seat in self.seats:
            for before, step in zip([None, *seat.log], seat.log, strict=False):
                if before is not None and step.have < before.have:
                    found.append(f"{seat.name} went back from {before.have} to {step.have}")
                haves, log = known[step.audience]
                at = bisect.bisect_right(haves, step.have) - 1
                if at < 0 or log[at].hash != step.hash:
                    found.append(f"{seat.name} showed something else at {step.have} than {step.audience} is to see")
        return found

    async def close(self) -> None:
        await asyncio.gather(*(seat.leave() for seat in [*self.measures.values(), *self.seats]))
        for task in list(self.business.under_way):
            task.cancel()
