"""Journals of every release replay for ever, to the same state."""

import json
from pathlib import Path

import pytest

from journal.chain import verify
from journal.entry import read_header
from meeting.state import fold
from meeting.view import view
from meeting.wire import REGISTRY
from tests.meeting.golden import FOLDER, STORIES, outcome, read

JOURNALS = sorted(FOLDER.glob("*.jsonl"))


def test_there_is_one() -> None:
    assert JOURNALS


@pytest.mark.parametrize("path", JOURNALS, ids=lambda path: path.stem)
def test_a_golden_journal_replays(path: Path) -> None:
    entries = read(path)
    payloads = {seq: entry.payload for seq, entry in enumerate(entries, start=1)}
    head = verify([entry.header for entry in entries], payloads)
    state = fold(entries)
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(outcome(state))) == expected
    assert (head.seq, head.hash) == (expected["seq"], expected["head"])
    assert view(state, "staff")["meeting"]


def test_the_stories_touch_every_kind_of_event() -> None:
    kinds = {read_header(entry.header).kind for story in STORIES.values() for entry in story().entries}
    assert REGISTRY.events.keys() == kinds


def test_the_journals_know_every_kind_of_event() -> None:
    """A new kind needs a new golden journal before the release: python -m tests.meeting.golden VERSION."""
    kinds = {read_header(entry.header).kind for path in JOURNALS for entry in read(path)}
    assert REGISTRY.events.keys() == kinds
