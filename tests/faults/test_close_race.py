"""While the chair closes, every acknowledged ballot counts and every refused one does not, in every round.

FAULTS=full for 1,000 rounds. Known-bad servers that must be caught: one that says yes to a late ballot and does not
count it, one that counts a ballot it refused, one that takes ballots into a closed poll.
"""

import asyncio
import os
from pathlib import Path

import pytest

from tests.faults.closerace import Race
from tests.faults.crowd import Wanted, gather
from tests.faults.nursery import Nursery
from tests.faults.seats import Seat

FULL = os.environ.get("FAULTS") == "full"
pytestmark = pytest.mark.timeout(3600 if FULL else 300)
SEED = int(os.environ.get("SEED", "13"))
MEETINGS, ROUNDS = (5, 200) if FULL else (1, 60)  # a meeting has at most 200 motions
VOTERS, DOUBLE = 24, 6  # so many vote; so many of them from two tablets


async def race(folder: Path, rounds: int, *variants: str) -> tuple[list[str], Race]:
    """One meeting with so many polls; what was wrong, whatever it was."""
    folder.mkdir(exist_ok=True)
    crowd = await gather(folder, Wanted(members=VOTERS, motions=rounds, devices=2))
    async with Nursery(folder, *variants) as nursery:
        seats = {
            name: [
                Seat(nursery.port, cookie, crowd.meeting, f"{name}/{i}", seed=SEED)
                for i, cookie in enumerate(cookies[: 2 if name in crowd.members[:DOUBLE] else 1])
            ]
            for name, cookies in crowd.cookies.items()
        }
        everybody = [seat for some in seats.values() for seat in some]
        for seat in everybody:
            seat.begin()
        await asyncio.gather(*(seat.ready() for seat in everybody))
        it = Race(crowd, seats, SEED)
        try:
            for motion in crowd.motions:
                await it.run(motion)
        finally:
            await asyncio.gather(*(seat.leave() for seat in everybody))
        await nursery.stop()
        assert nursery.complaints() == []
        return it.account(), it


async def test_every_acknowledged_ballot_counts_and_no_other(tmp_path: Path) -> None:
    late = cast = 0
    for number in range(MEETINGS):
        faults, it = await race(tmp_path / str(number), ROUNDS)
        cast += sum(len(made.yes) for made in it.rounds)
        late += sum(len(made.refused) for made in it.rounds)
        contested = sum(1 for made in it.rounds if made.yes and made.refused)
        print(f"\nseed {SEED}: {len(it.rounds)} rounds, {contested} contested, {cast} counted, {late} too late")
        assert faults == []
        assert contested > ROUNDS / 3, "the closing came in the middle of the voting"


@pytest.mark.parametrize("variant", ["late_yes", "late_no", "after_close"])
async def test_a_server_that_counts_wrongly_is_caught(tmp_path: Path, variant: str) -> None:
    faults, _ = await race(tmp_path, 15, variant)
    print(f"{variant}: {len(faults)} faults, as {faults[:1]}")
    assert faults, "the harness must see it"
