"""A server that is killed or stopped with everybody in it: all are in step with the next one within seconds.

FAULTS=full for 500 seats and six restarts. Known-bad variants that must be caught: a server that signs everybody out,
one that answers before the commit, and clients that all come back at the same moment.
"""

import os
import signal
from pathlib import Path

import pytest

from tests.faults.crowd import Wanted, gather
from tests.faults.nursery import Nursery
from tests.faults.restart import Herd, Outage, Tablet

FULL = os.environ.get("FAULTS") == "full"
pytestmark = pytest.mark.timeout(3600 if FULL else 300)
SEED = int(os.environ.get("SEED", "23"))
SEATS, TIMES = (500, 6) if FULL else (60, 2)
PATIENCE = 10.0 if FULL else 20.0  # seconds; the short form runs on busy machines
CRUSH = 0.85  # of all seats within a moment


async def outage(
    folder: Path, times: int, patience: float, *variants: str, make: type[Tablet] = Tablet, seats: int = SEATS
) -> tuple[list[str], Outage]:
    crowd = await gather(folder, Wanted(members=seats - 4, guests=((0,), (1,)), items=5))
    async with Nursery(folder, *variants) as nursery:
        it = Outage(crowd, nursery, SEED, make)
        try:
            await it.begin()
            for number in range(times):
                await it.happen(signal.SIGTERM if number % 2 else signal.SIGKILL, patience)
        finally:
            await it.close()
        await nursery.stop()
        acked = sum(len(sender.acked) for sender in it.senders)
        print(f"\nseed {SEED}: {seats} seats, {acked} acknowledged")
        for one in it.returns:
            print(f"{one.how}: down {one.down:.1f} s, in step after {one.seconds:.1f} s, crush {one.crush:.0%}")
        return it.account() + nursery.complaints(), it


async def test_all_are_in_step_again_nobody_signs_in_nothing_is_lost(tmp_path: Path) -> None:
    faults, it = await outage(tmp_path, TIMES, PATIENCE)
    assert faults == []
    assert max(one.crush for one in it.returns) < CRUSH
    assert all(sender.acked for sender in it.senders), "commands were under way"


@pytest.mark.parametrize(("variant", "words"), [("signs_out", "not let in"), ("early", "and lost|went back")])
async def test_a_server_that_forgets_is_caught(tmp_path: Path, variant: str, words: str) -> None:
    faults, _ = await outage(tmp_path, 1, 3.0, variant, seats=30)
    print(f"{variant}: {len(faults)} faults, as {faults[:1]}")
    assert [fault for fault in faults if any(word in fault for word in words.split("|"))]


async def test_clients_that_come_back_all_at_once_are_caught(tmp_path: Path) -> None:
    _, it = await outage(tmp_path, 1, PATIENCE, make=Herd)
    assert it.returns[0].crush >= CRUSH
