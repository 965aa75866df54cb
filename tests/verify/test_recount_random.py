"""Ten thousand random polls, decided by the rooms and counted again by the verifier, which shares no line with them.

A thousand in the usual run, all with FAULTS=full.
"""

import ast
import os
from collections import Counter
from pathlib import Path

import ecabinet.verify.recount
from ecabinet.verify.recount import recount
from meeting.state import fold
from tests.meeting.generate import simulate
from tests.meeting.golden import FOLDER, read
from tests.meeting.world import Room
from tests.verify.assembly import lines
from tests.verify.spread import SEEN, spread
from tests.verify.voting_day import assembly

FULL = os.environ.get("FAULTS") == "full"
POLLS = 10_000 if FULL else 1_000
FIRST = 20261127
MEETINGS = 100 if FULL else 40  # of those where people ask anything
RARE = 10 if FULL else 1  # of every kind of thing there are at least as many


def test_random_polls_are_counted_again_without_a_difference() -> None:
    counted, seed = 0, FIRST
    found: Counter[str] = Counter()
    while counted < POLLS:
        told = lines(assembly(seed))
        counted += recount(told)
        found += spread(told)
        seed += 1
    assert not [name for name in SEEN if found[name] < RARE], found


def test_meetings_in_which_anything_is_asked_are_counted_again_too() -> None:
    counted = sum(recount(lines(simulate(seed, 150))) for seed in range(FIRST, FIRST + MEETINGS))
    assert counted > MEETINGS // 2


def test_golden_journals_of_every_release_are_counted_again() -> None:
    for path in sorted(FOLDER.glob("*.jsonl")):
        room = Room(entries=read(path))
        assert recount(lines(room)) == len(fold(room.entries).voting.polls)


def test_the_recount_knows_nothing_of_the_rooms_it_checks() -> None:
    folder = Path(str(ecabinet.verify.recount.__file__)).parent
    own = {"collections.abc", "collections", "typing", "re", "hashlib", "json", "math"}
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name in own or name.startswith("ecabinet.verify.recount"), (path.name, name)
