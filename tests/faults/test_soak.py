"""Seats that come and go leave nothing behind: no task, no descriptor. The long form is `python -m tests.faults.soak`.

FAULTS=full watches for 30 minutes. The known-bad server keeps something of everybody who has gone, and must be caught.
"""

import asyncio
import os
from pathlib import Path

import pytest

from tests.faults.crowd import Wanted, gather
from tests.faults.nursery import Nursery
from tests.faults.soak import Sample, Soak, sample, watched

FULL = os.environ.get("FAULTS") == "full"
SEED = int(os.environ.get("SEED", "19"))
SEATS, TIMES = 25, 20


async def visits(folder: Path, times: int, *variants: str) -> tuple[list[Sample], list[str]]:
    """Everybody comes, something happens, everybody goes, so many times. What is left each time."""
    crowd = await gather(folder, Wanted(members=SEATS, items=5))
    async with Nursery(folder, *variants) as nursery:
        soak = Soak(crowd, nursery, SEED)
        for _ in range(times):
            await soak.all_come()
            await soak.change()
            for name in list(soak.seats)[:5]:
                await soak.come_and_go(name)
            await soak.all_come()
            await soak.all_go()
            soak.samples.append(await settled(nursery, soak))
        if not variants:
            soak.samples.append(await calm(nursery, soak))
        return soak.samples, soak.faults + nursery.complaints()


async def settled(nursery: Nursery, soak: Soak) -> Sample:
    """Once the server has noticed that they are gone: when nothing is let go any more."""
    last = await sample(nursery, soak.begun, soak.commands)
    for _ in range(10):
        await asyncio.sleep(0.05)
        now = await sample(nursery, soak.begun, soak.commands)
        if (now.tasks, now.descriptors) == (last.tasks, last.descriptors):
            return now
        last = now
    return last


async def calm(nursery: Nursery, soak: Soak) -> Sample:
    """Some seconds later, if need be: a library may keep a sleeping heartbeat until it wakes and finds nobody."""
    for _ in range(15):
        last = await sample(nursery, soak.begun, soak.commands)
        if last.tasks <= soak.samples[0].tasks:
            break
        await asyncio.sleep(1)
    return last


def growth(samples: list[Sample], field: str) -> int:
    """Between the first visits, when things are made that stay, and the last."""
    return int(min(getattr(one, field) for one in samples[-3:]) - max(getattr(one, field) for one in samples[:3]))


async def test_who_comes_and_goes_leaves_nothing_behind(tmp_path: Path) -> None:
    samples, faults = await visits(tmp_path, TIMES)
    grown = {field: growth(samples, field) for field in ("tasks", "descriptors", "threads", "memory", "wal")}
    print(f"\nseed {SEED}: {TIMES} visits of {SEATS} seats: {grown}, last {samples[-1]}")
    assert faults == []
    assert grown["tasks"] <= 0
    assert grown["descriptors"] <= 0
    assert grown["threads"] <= 2
    assert grown["memory"] < 16 << 20


async def test_a_server_that_keeps_something_of_everybody_is_caught(tmp_path: Path) -> None:
    samples, _ = await visits(tmp_path, 4, "leaking")
    tasks, descriptors = (getattr(samples[-1], one) - getattr(samples[0], one) for one in ("tasks", "descriptors"))
    print(f"\nleaking: tasks {tasks:+}, descriptors {descriptors:+} after {len(samples)} visits")
    assert tasks > SEATS
    assert descriptors > SEATS


@pytest.mark.timeout(3600)
async def test_nothing_grows_while_it_is_watched() -> None:
    """Half an hour in the long form. A few seconds say nothing about memory: they show that the watch works."""
    found = await watched(30.0, 200, SEED) if FULL else await watched(0.05, 20, SEED)
    assert [fault for fault in found if FULL or fault != "memory grows"] == []
