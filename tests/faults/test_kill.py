"""A server killed with -9 at any moment loses nothing it acknowledged, does nothing twice and leaves no gap.

FAULTS=full for 200 kills. The known-bad server, which acknowledges before the commit, must be caught.
"""

import os
from pathlib import Path

from tests.faults.driver import Driver, kills
from tests.kit.device import fine
from tests.kit.home import serving
from tests.kit.session import running

ROUNDS = 200 if os.environ.get("FAULTS") == "full" else 20
SEED = int(os.environ.get("SEED", "7"))


async def given_a_session(folder: Path, variant: str) -> Driver:
    """A running meeting on the disk, its server stopped; people keep their sessions."""
    async with serving(folder) as home:
        session = await running(home)
        fine(await session["chair"].do("meeting.pause"))
        fine(await session["chair"].do("meeting.resume"))
        cookies = {name: device.cookie for name, device in session.devices.items() if name not in ("chair", "guest")}
    return Driver(folder, session.meeting, cookies, variant, SEED)


async def test_nothing_acknowledged_is_lost_nothing_is_done_twice(tmp_path: Path) -> None:
    driver = await given_a_session(tmp_path, "")
    try:
        found = await kills(driver, ROUNDS, print)
    finally:
        driver.close()
    assert (found.lost, found.doubled, found.faults) == ([], [], [])
    assert driver.acked > ROUNDS * 20, "there was load"


async def test_a_server_that_answers_too_early_is_caught(tmp_path: Path) -> None:
    driver = await given_a_session(tmp_path, "early")
    try:
        found = await kills(driver, 15, print)
    finally:
        driver.close()
    assert found.lost, "the harness must see what an early answer loses"
