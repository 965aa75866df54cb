"""Readers that do not read cost the others nothing and the server a bounded amount; well again, they see what all see.

FAULTS=full for 200 seats, 20 of them stalled and 20 at 5 KB a second. The known-bad server keeps what is not read,
without limit, and must be caught.
"""

import os
from pathlib import Path

import pytest

from tests.faults.crowd import Wanted, gather
from tests.faults.nursery import Nursery
from tests.faults.slow import Figures, Ward

FULL = os.environ.get("FAULTS") == "full"
pytestmark = pytest.mark.timeout(3600 if FULL else 300)
SEATS, STALLED, PACED, PUSHES, ROUNDS = (200, 20, 20, 120, 4) if FULL else (50, 8, 8, 20, 2)
MB = 1 << 20
EACH = 1.2 * MB  # waiting for one slow reader: the limit, and the push that exceeds it
AROUND = 24 * MB  # what the allocator keeps, views, the journal that grows
RATIO = 3.0  # the machine is shared; the figure itself is printed


async def measured(folder: Path, *variants: str) -> Figures:
    crowd = await gather(folder, Wanted(members=SEATS, items=190, title="Nội dung trình Ủy ban nhân dân " * 12))
    async with Nursery(folder, *variants) as nursery:
        ward = Ward(crowd, nursery, STALLED, PACED)
        try:
            found = await ward.run(PUSHES, ROUNDS)
        finally:
            await ward.close()
        assert nursery.complaints() == []
    print(
        f"\n{SEATS} seats, {STALLED} stalled, {PACED} at 5 KB/s, {found.pushes} pushes of {found.push / 1000:.0f} KB:"
        f" p99 {found.baseline * 1000:.0f} ms before, {found.beside * 1000:.0f} ms beside them"
        f" ({found.beside / found.baseline:.2f}x); memory +{found.grown / MB:.0f} MB at most, +{found.left / MB:.0f} MB"
        f" afterwards; {found.cut} cut, {found.resynced} right again"
    )
    return found


def excess(found: Figures) -> float:
    """Bytes over what slow readers may cost."""
    return found.grown - (STALLED + PACED) * EACH - AROUND


async def test_slow_readers_are_cut_and_cost_the_others_nothing(tmp_path: Path) -> None:
    found = await measured(tmp_path)
    assert found.cut == STALLED + PACED
    assert found.resynced == STALLED + PACED
    assert excess(found) < 0
    assert found.beside < RATIO * found.baseline + 0.05


async def test_a_server_that_keeps_all_that_is_not_read_is_caught(tmp_path: Path) -> None:
    found = await measured(tmp_path, "unbounded")
    assert excess(found) > 0
    assert found.cut < STALLED + PACED
