"""Connections that break in every way while the meeting goes on: nobody sees a gap, nobody goes back, all agree again.

FAULTS=full for 200 seats and 20 cycles. Known-bad variants that must be caught: a channel that loses one change when
somebody comes back, a server that resumes whom it does not remember, and a client that takes answers for pushes.
"""

import asyncio
import os
from pathlib import Path

import pytest

from tests.faults.crowd import Wanted, gather
from tests.faults.cuts import GUESTS, Hasty, Trial
from tests.faults.nursery import Nursery
from tests.faults.proxy import Proxy
from tests.faults.seats import Seat

FULL = os.environ.get("FAULTS") == "full"
pytestmark = pytest.mark.timeout(3600 if FULL else 300)
SEED = int(os.environ.get("SEED", "17"))
SEATS, CYCLES, RAGE, A_SECOND = (200, 20, 6.0, 100) if FULL else (40, 2, 2.0, 40)
PATIENCE = 2.0 if FULL else 5.0  # seconds after healing; the short form runs on busy machines


async def trial(
    folder: Path, cycles: int, variant: str = "", make: type[Seat] = Seat, patience: float = PATIENCE
) -> tuple[list[str], Trial]:
    guests = GUESTS + GUESTS + GUESTS
    crowd = await gather(folder, Wanted(members=SEATS - 6, guests=guests, items=6, screens=2, papers=1))
    variants = (variant,) if variant else ()
    async with Nursery(folder, *variants) as nursery, Proxy(nursery.port, SEED) as proxy:
        it = Trial(crowd, nursery, proxy, SEED, make)
        try:
            await it.begin()
            for _ in range(cycles):
                await it.cycle(RAGE, A_SECOND, patience)
            await it.against_fresh()
        finally:
            await it.close()
        await nursery.stop()
        assert nursery.complaints() == []
    return it.account(), it


def tell(it: Trial) -> None:
    total = {name: sum(seat.counts[name] for seat in it.seats) for name in it.seats[0].counts}
    print(f"\nseed {SEED}: {len(it.seats)} seats, {it.business.acts} acts, broken {dict(it.proxy.counts)}")
    print(f"{total}, agreed after {[round(seconds, 2) for seconds in it.healing]} s")


async def test_no_gap_no_step_back_and_all_agree_after_healing(tmp_path: Path) -> None:
    faults, it = await trial(tmp_path, CYCLES)
    tell(it)
    assert faults == []
    assert sum(seat.counts["lost"] for seat in it.seats) > len(it.seats) / 2, "there were cuts"
    assert sum(seat.counts["joins"] - seat.counts["full"] for seat in it.seats) > 10, "and some resumed"


@pytest.mark.parametrize(("variant", "make"), [("forgets", Seat), ("", Hasty)])
async def test_a_server_or_client_that_resumes_wrongly_is_caught(
    tmp_path: Path, variant: str, make: type[Seat]
) -> None:
    faults, it = await trial(tmp_path, 1, variant, make, patience=1.0)
    tell(it)
    print(f"{variant or make.__name__}: {len(faults)} faults, as {faults[:1]}")
    assert [fault for fault in faults if "showed something else" in fault], "the harness must see it"


async def away(folder: Path, *variants: str) -> tuple[bool, bool, list[str]]:
    """A guest is away briefly, then longer than its audience is remembered. Whether each return was answered in full,
    and what was wrong afterwards."""
    crowd = await gather(folder, Wanted(members=1, guests=GUESTS, items=3))
    async with Nursery(folder, "short_memory", *variants) as nursery:
        chair, guest = (Seat(nursery.port, crowd.cookies[name][0], crowd.meeting, name) for name in ("chair", "guest0"))
        await chair.connect()
        await chair.join()
        full, faults = [], []
        for seconds in (0.0, 0.4):
            await guest.connect()
            await guest.join()
            guest.cut()
            await guest.gone.wait()
            for title in ("một", "hai"):
                await asyncio.sleep(seconds)
                await chair.do("agenda.edit_item", item=crowd.items[0], title=f"{title} {seconds}")
            await asyncio.sleep(0.3)
            await guest.connect()
            full.append((await guest.join()).full)
            fresh = Seat(nursery.port, guest.cookie, crowd.meeting)
            await fresh.connect()
            await fresh.join()
            faults += fresh.view.differs(guest.view)
            fresh.cut()
            guest.cut()
            await guest.gone.wait()
        chair.cut()
        return full[0], full[1], faults


async def test_who_was_away_longer_than_the_server_remembers_gets_the_whole_view(tmp_path: Path) -> None:
    assert await away(tmp_path) == (False, True, [])


async def test_a_server_that_resumes_whom_it_does_not_remember_is_caught(tmp_path: Path) -> None:
    _, _, faults = await away(tmp_path, "remembers_all")
    assert faults, "the harness must see it"
