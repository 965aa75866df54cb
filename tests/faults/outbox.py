"""Private notes sent again and again, in overlapping batches, from two tablets of each person, across restarts.

An outbox sends what was not answered, together with what came later; so operations arrive in many companies and orders.
Each must be kept once, as first acknowledged, under one number; two people may use the same operation ids.
"""

import asyncio
import random
from typing import Any

import httpx

from tests.faults.crowd import Crowd
from tests.faults.line import Lost
from tests.faults.nursery import Nursery
from tests.faults.seats import Seat

WINDOW = 6  # operations of one batch


class Owner:
    """One person's tablets and everything they ever noted."""

    def __init__(self, name: str, crowd: Crowd, nursery: Nursery, rng: random.Random, each: int) -> None:
        self.name = name
        self.crowd = crowd
        self.random = rng
        self.port = nursery.port
        self.seats = [Seat(nursery.port, cookie, crowd.meeting, name) for cookie in crowd.cookies[name]]
        self.ops = [{"op": f"op{number}", "page": 1, "text": f"{name} {number}"} for number in range(each)]
        self.acked: set[str] = set()
        self.sends = 0

    async def rage(self) -> None:
        for seat in self.seats:
            seat.begin()
        batches = [
            self.ops[first : first + self.random.randint(1, WINDOW)]
            for first in range(len(self.ops))
            for _ in range(self.random.randint(1, 3))
        ]
        await asyncio.gather(*(self.work(seat, batches) for seat in self.seats for _ in range(2)))

    async def work(self, seat: Seat, batches: list[list[dict[str, Any]]]) -> None:
        while batches:
            batch = batches.pop(self.random.randrange(min(len(batches), 8)))
            while not await self.try_once(seat, self.random.sample(batch, len(batch))):
                await asyncio.sleep(0.05)

    async def try_once(self, seat: Seat, batch: list[dict[str, Any]]) -> bool:
        body = {"id": "k", "meeting": self.crowd.meeting, "version": self.crowd.versions[0], "ops": batch}
        self.sends += 1
        try:
            answer = await (await seat.ready()).call("keep", body)
        except (Lost, TimeoutError):
            return False
        if answer.ok:
            self.acked |= {str(op["op"]) for op in batch}
        return answer.ok

    async def change_of_mind(self) -> None:
        """The same ids with other bodies, after all: nothing may come of it."""
        for op in self.ops[:WINDOW]:
            while not await self.try_once(self.seats[0], [{**op, "text": "changed"}]):
                await asyncio.sleep(0.05)

    async def account(self) -> list[str]:
        """What the server keeps against what was noted."""
        url = f"http://127.0.0.1:{self.port}"
        async with httpx.AsyncClient(cookies={"ecabinet": self.crowd.cookies[self.name][1]}, verify=False) as http:
            kept = (await http.get(f"{url}/m/{self.crowd.meeting}/notes?since=0")).json()
        wanted = {(op["op"], op["text"]) for op in self.ops}
        numbers = [op["n"] for op in kept["ops"]]
        faults = []
        if len(kept["ops"]) != len(wanted) or {(op["op"], op["text"]) for op in kept["ops"]} != wanted:
            faults.append(f"{self.name}: {len(wanted)} noted, {len(kept['ops'])} kept, or others")
        if numbers != list(range(1, len(numbers) + 1)) or kept["n"] != len(numbers):
            faults.append(f"{self.name}: numbers {numbers[:5]}..., n {kept['n']}")
        if self.acked != {op["op"] for op in self.ops}:
            faults.append(f"{self.name}: not all was acknowledged")
        return faults + [fault for seat in self.seats for fault in self.heard(seat)]

    def heard(self, seat: Seat) -> list[str]:
        """What came from the other tablet: nothing twice, nothing of anybody else's."""
        told = [op for frame in seat.notes for op in frame["ops"]]
        names = [op["op"] for op in told]
        twice = [f"{self.name} was told of an operation twice"] if len(names) != len(set(names)) else []
        return twice + [f"{self.name} was told {op}" for op in told if not str(op["text"]).startswith(self.name + " ")]

    async def close(self) -> None:
        await asyncio.gather(*(seat.leave() for seat in self.seats))
