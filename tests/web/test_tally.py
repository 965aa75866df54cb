"""A vote of 500 on slow tablets: counting it must not make them stumble. The table is printed by tests/web/tally.py."""

import pytest
from playwright.sync_api import Browser

from tests.web.conftest import Demo
from tests.web.crowd import SEATS
from tests.web.tally import anew, burst, hall_of, opens, play, within

pytestmark = pytest.mark.browser

FRAME = 50  # ms at a sixth of the speed
NOISE = 2.5  # this machine may be busy with other things, and its clock slow


@pytest.mark.parametrize("seat", SEATS)
def test_five_hundred_ballots_hold_up_no_frame(demo: Demo, chromium: Browser, seat: str) -> None:
    moments = {"opens": opens, "in 2 s": within(2), "again": anew, "at once": burst}
    with hall_of(demo) as small:
        found = play(chromium, demo, small, seat, moments)
    worst = {name: round(found[name].longest) for name in ("in 2 s", "again", "at once")}
    assert all(ms < FRAME * NOISE for ms in worst.values()), worst
