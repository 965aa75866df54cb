"""A disk that is full or fails, at every step of a meeting: no false answer, no guess, and on with it afterwards.

Here the fault is raised at the database driver; the real thing is in `test_disk_real` (FAULTS=full). Known-bad clerks
must be caught: one that takes a failed commit for stored, one that takes it for not stored.
"""

import os
import random
from pathlib import Path

import pytest

from ecabinet.clerk.clerk import Clerk
from ecabinet.clerk.turn import Turn
from tests.faults.disk import Fault, Played, play

FULL = os.environ.get("FAULTS") == "full"
SEED = int(os.environ.get("SEED", "7"))
EVERY = 1 if FULL else 10  # of the steps before which it fails
COMMITS = 1 if FULL else 3  # of the commits that fail after they took effect
pytestmark = pytest.mark.timeout(3600 if FULL else 300)


class Hopeful(Clerk):
    """Takes a failed commit for stored."""

    async def store(self, turn: Turn) -> None:
        try:
            await super().store(turn)
        except Exception:
            self.state = turn.state
            self.done.update(turn.fresh)


class Gloomy(Clerk):
    """Takes a failed commit for not stored, without looking."""

    async def read_again(self) -> None:
        self.doubt = False


async def smooth(folder: Path) -> Played:
    """The same meeting with nothing wrong: how many steps it has, and what it leaves."""
    found = await play(folder, Fault())
    assert not found.wrong
    return found


async def test_the_meeting_survives_a_failure_at_every_step(tmp_path: Path) -> None:
    print(f"seed {SEED}")
    aim = await smooth(tmp_path / "smooth")
    dice = random.Random(SEED)
    begin = dice.randrange(EVERY)
    steps = [step for step in range(1, aim.steps + 1) if step % EVERY == begin]
    for step in steps:
        fault = Fault(step, dice.choice(("full", "failing")), lasting=dice.random() < 0.3)
        found = await play(tmp_path / f"b{step}", fault)
        assert not found.wrong, (fault, found.wrong)
        assert found.kinds == aim.kinds, fault
    print(f"{len(steps)} of {aim.steps} steps failed, {len(aim.kinds)} entries each time")


async def test_a_commit_that_took_effect_and_failed_is_read_again(tmp_path: Path) -> None:
    print(f"seed {SEED}")
    aim = await smooth(tmp_path / "smooth")
    commits = aim.commits[random.Random(SEED).randrange(COMMITS) :: COMMITS]
    for step in commits:
        found = await play(tmp_path / f"a{step}", Fault(step, after=True))
        assert not found.wrong, (step, found.wrong)
        assert found.kinds == aim.kinds, step
    print(f"{len(commits)} of {len(aim.commits)} commits took effect and failed")


@pytest.mark.parametrize(("make", "after"), [(Hopeful, False), (Gloomy, True)])
async def test_a_clerk_that_guesses_is_caught(tmp_path: Path, make: type[Clerk], after: bool) -> None:
    aim = await smooth(tmp_path / "smooth")
    step = aim.commits[len(aim.commits) // 2]
    found = await play(tmp_path / "wrong", Fault(step, after=after, lasting=not after), make)
    assert any("said" in words for words in found.wrong), found.wrong
