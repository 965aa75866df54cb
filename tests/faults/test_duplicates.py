"""A command sent 1 to 20 times, shuffled, on two tablets and over HTTP, across restarts: one effect and one answer.

FAULTS=full for the long form. Known-bad servers that must be caught: one that knows no command again, one whose ids
belong to nobody, one that answers another command under a used id with the stored yes.
"""

import asyncio
import os
import random
from pathlib import Path

import pytest

from tests.faults.crowd import Wanted, gather
from tests.faults.duplicates import Storm
from tests.faults.nursery import Nursery
from tests.faults.outbox import Owner
from tests.faults.seats import Seat

FULL = os.environ.get("FAULTS") == "full"
pytestmark = pytest.mark.timeout(3600 if FULL else 300)
SEED = int(os.environ.get("SEED", "11"))
EACH, RESTARTS = (700, 12) if FULL else (30, 3)  # wishes of each person, restarts


async def storm(folder: Path, each: int, restarts: int, *variants: str) -> tuple[list[str], Storm]:
    """A session with an open vote, so many wishes, and everything that was wrong afterwards."""
    crowd = await gather(folder, Wanted(members=4, guests=((0,),), motions=2, devices=2, items=4))
    nursery = Nursery(folder, *variants)
    await nursery.start()
    it = Storm(crowd, nursery, SEED)
    try:
        it.think(each, await opened(it))
        await it.rage(restarts)
        probes = await it.probe(60 if restarts else 20)
        await nursery.stop()
        faults = it.account()
    finally:
        await it.close()
        await nursery.close()
    yes = sum(1 for wish in it.wishes if wish.seqs)
    print(f"\nseed {SEED}: {len(it.wishes)} commands, {yes} done, {it.sends} sends, {it.restarts} restarts")
    print(f"{probes} attempts with another body or by another person")
    return faults, it


async def opened(it: Storm) -> int:
    """The chair opens the vote."""
    chair: Seat = it.desks["chair"].seats[0]
    chair.begin()
    answer = await (await chair.ready()).do("voting.open", motion=it.crowd.motions[0])
    assert answer.ok, answer.code
    while not chair.view.keys("poll/"):
        await asyncio.sleep(0.02)
    await chair.leave()
    return int(chair.view.keys("poll/")[0].partition("/")[2])


async def test_one_effect_and_one_answer_however_often_it_is_sent(tmp_path: Path) -> None:
    faults, it = await storm(tmp_path, EACH, RESTARTS, "few_latest")
    assert faults == []
    assert sum(1 for wish in it.wishes if wish.seqs) > len(it.wishes) / 2, "most of it was done"
    assert it.sends > 8 * len(it.wishes), "and sent often"
    assert it.restarts == RESTARTS
    assert it.nursery.complaints() == []


@pytest.mark.parametrize("variant", ["twice", "anybodys", "any_body"])
async def test_a_server_that_confuses_commands_is_caught(tmp_path: Path, variant: str) -> None:
    faults, _ = await storm(tmp_path, 6, 0, variant)
    print(f"{variant}: {len(faults)} faults, as {faults[:2]}")
    assert faults, "the harness must see it"


async def test_a_note_is_kept_once_however_often_the_outbox_is_sent(tmp_path: Path) -> None:
    crowd = await gather(tmp_path, Wanted(members=3, devices=2, papers=1))
    nursery = Nursery(tmp_path)
    await nursery.start()
    owners = [Owner(name, crowd, nursery, random.Random(f"{SEED}{name}"), 4 * EACH) for name in crowd.members]
    try:
        rage = asyncio.gather(*(owner.rage() for owner in owners))
        for number in range(RESTARTS):
            await asyncio.sleep(0.5)
            await (nursery.kill() if number % 2 else nursery.stop())
            await nursery.start()
        await rage
        for owner in owners:
            await owner.change_of_mind()
        faults = [fault for owner in owners for fault in await owner.account()]
    finally:
        await asyncio.gather(*(owner.close() for owner in owners))
        await nursery.close()
    print(f"\nseed {SEED}: {sum(owner.sends for owner in owners)} sends of {len(owners) * 4 * EACH} notes")
    assert faults == []
