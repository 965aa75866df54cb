"""A journal may hold anything: the recount says that it does not hold, or that it cannot be read, and nothing else."""

from copy import deepcopy
from random import Random
from typing import Any

from ecabinet.verify.check import HOSTILE
from ecabinet.verify.recount import Miscounted, recount
from tests.verify.assembly import Line, lines
from tests.verify.voting_day import assembly

SEED = 20261128
ODD = (None, -1, 0, 1, 10**9, "", "yes", [], [0], {}, True, [[]])


def spoiled(told: list[Line], rng: Random) -> list[Line]:
    """One value somewhere replaced by another, or taken away."""
    votes = [at for at, line in enumerate(told) if line[2].startswith("voting.") and line[3]]
    at = rng.choice(votes)
    seq, when, kind, body = deepcopy(told[at])
    _spoil(body, rng)
    return [*told[:at], (seq, when, kind, body), *told[at + 1 :]]


def _spoil(value: Any, rng: Random) -> None:
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = rng.choice(keys)
    if isinstance(value[key], dict | list) and value[key] and rng.random() < 0.7:
        _spoil(value[key], rng)
    elif rng.random() < 0.2:
        del value[key]
    else:
        value[key] = rng.choice(ODD)


def test_whatever_stands_in_a_journal_the_recount_ends_with_a_yes_or_a_no() -> None:
    rng, caught = Random(SEED), 0
    for seed in range(SEED, SEED + 40):
        told = lines(assembly(seed))
        for _ in range(40):
            try:
                recount(spoiled(told, rng))
            except (Miscounted, *HOSTILE):
                caught += 1
    assert caught > 1000
