"""The table: versions, order, presenting, marks."""

from hashlib import sha256
from typing import Any

import pytest

from journal.entry import make_entry
from meeting.view import may_read, view
from papers import events as ev
from tests.meeting.world import (
    PAGES,
    SECRETARY,
    Room,
    given_convened_meeting,
    given_running_meeting,
    version_of,
)

STROKE: dict[str, Any] = {"page": 1, "tool": "pen", "colour": "#b3261e", "size": 3, "points": [10, 10, 5, 5]}


def file(version: str, **more: Any) -> dict[str, Any]:
    """The house received a file."""
    given = {"item": 0, "title": "Tờ trình", "version": version, "size": 10, "pages": PAGES}
    return {**given, "sha256": sha256(version.encode()).hexdigest(), **more}


def presenting(name: str = "1") -> Room:
    """The chair shows the paper of an open item."""
    room = given_running_meeting()
    room.do("p-1", "agenda.open_item", item=room.names[name])
    room.do("p-1", "papers.present", paper=room.names[f"paper {name}"])
    return room


def test_versions_are_numbered_and_the_latest_counts() -> None:
    room = given_convened_meeting()
    paper = room.names["paper 1"]
    (event,) = room.house("papers.add_version", **file("w2", paper=paper, title="Tờ trình (sửa)"))
    assert isinstance(event, ev.VersionAdded)
    assert (event.paper, event.number, event.item) == (paper, 2, room.names["1"])
    assert room.state.papers.papers[paper].latest.id == "w2"
    assert room.state.papers.papers[paper].title == "Tờ trình (sửa)"


def test_a_file_comes_from_the_house_alone() -> None:
    room = given_convened_meeting()
    args = file("w2", item=room.names["1"])
    assert room.refused(SECRETARY, "papers.add_version", **args) == "meeting.house_only"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": "../etc"}, "papers.bad_file"),
        ({"sha256": "x"}, "papers.bad_file"),
        ({"pages": [[0, 842]]}, "papers.bad_file"),
        ({"pages": []}, "input.out_of_range"),
        ({"title": " "}, "input.missing"),
        ({"item": 999}, "papers.unknown_item"),
        ({"paper": 999}, "papers.unknown_paper"),
    ],
)
def test_a_description_that_does_not_hold_is_refused(change: dict[str, Any], code: str) -> None:
    room = given_convened_meeting()
    args = {**file("w2", item=room.names["1"]), **change}
    assert room.refused(None, "papers.add_version", house=True, **args) == code


def test_one_version_lies_on_the_table_once() -> None:
    room = given_convened_meeting()
    args = file(version_of(room, "1"), item=room.names["2"])
    assert room.refused(None, "papers.add_version", house=True, **args) == "papers.version_known"


def test_papers_are_ordered_and_moved() -> None:
    room = given_convened_meeting()
    first = room.names["paper 1"]
    room.house("papers.add_version", **file("w2", item=room.names["1"]))
    second = room.state.next_id - 1
    room.do(SECRETARY, "papers.move", paper=second, item=room.names["1"], position=0)
    assert room.state.papers.order[room.names["1"]] == (second, first)
    room.do(SECRETARY, "papers.move", paper=first, item=room.names["2"], position=1)
    assert room.state.papers.order[room.names["2"]] == (room.names["paper 2"], first)
    assert room.state.papers.papers[first].item == room.names["2"]
    move = {"paper": first, "item": room.names["1"], "position": 5}
    assert room.refused(SECRETARY, "papers.move", **move) == "input.out_of_range"
    room.do(SECRETARY, "papers.rename", paper=first, title=" Tên mới ")
    assert room.state.papers.papers[first].title == "Tên mới"


def test_a_recalled_paper_is_a_tombstone_nobody_reads() -> None:
    room = presenting()
    paper, version = room.names["paper 1"], version_of(room, "1")
    assert room.refused(SECRETARY, "papers.recall", paper=paper, reason="") == "input.missing"
    events = room.do(SECRETARY, "papers.recall", paper=paper, reason="Nhầm dự thảo")
    assert events == (ev.PresentationStopped(), ev.PaperRecalled(paper, "Nhầm dự thảo"))
    seen = view(room.state, "staff")[f"paper/{paper}"]
    assert (seen.version, seen.pages, seen.recalled) == (None, (), "Nhầm dự thảo")  # type: ignore[attr-defined]
    assert not may_read(room.state, SECRETARY, False, version)
    assert room.refused("p-1", "papers.present", paper=paper) == "papers.recalled"
    assert room.refused(SECRETARY, "papers.rename", paper=paper, title="x") == "papers.recalled"


def test_presented_is_a_paper_of_the_open_item() -> None:
    room = presenting()
    assert room.refused("p-1", "papers.present", paper=room.names["paper 2"]) == "papers.other_item"
    assert room.refused("p-1", "papers.present", paper=room.names["paper 1"], page=13) == "papers.no_such_page"
    assert room.refused("p-2", "papers.present", paper=room.names["paper 1"]) == "meeting.not_allowed"
    (event,) = room.do("p-1", "papers.present", paper=room.names["paper 1"], page=12)
    assert event == ev.Presented(room.names["paper 1"], version_of(room, "1"), 12, room.id("p-1"))


def test_between_items_only_the_chair_presents() -> None:
    room = given_running_meeting()
    room.do("p-1", "papers.present", paper=room.names["paper 3"])
    assert room.refused(SECRETARY, "papers.present", paper=room.names["paper 3"]) == "papers.no_item_open"


def test_whoever_presents_the_item_shows_its_papers() -> None:
    room = given_running_meeting()
    room.do(SECRETARY, "agenda.edit_item", item=room.names["1"], presenter=room.id("p-3"))
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    room.do("p-3", "papers.present", paper=room.names["paper 1"])
    room.do("p-3", "papers.turn_page", page=2)
    room.do("p-1", "agenda.open_item", item=room.names["2"])
    assert room.refused("p-3", "papers.present", paper=room.names["paper 2"]) == "papers.not_the_presenter"


def test_pages_are_turned_by_whoever_presents_or_leads() -> None:
    room = presenting()
    room.do("p-1", "papers.turn_page", page=2)
    room.do(SECRETARY, "papers.turn_page", page=3)
    assert room.state.papers.stage is not None
    assert (room.state.papers.stage.page, room.state.papers.stage.by) == (3, room.id("p-1"))
    assert room.refused("p-1", "papers.turn_page", page=0) == "papers.no_such_page"
    assert room.refused("p-2", "papers.turn_page", page=2) == "meeting.not_allowed"
    room.do("p-1", "papers.stop_presenting")
    assert room.refused("p-1", "papers.turn_page", page=2) == "papers.nothing_presented"
    assert room.refused("p-1", "papers.stop_presenting") == "papers.nothing_presented"


def test_moving_the_presented_paper_to_another_item_takes_it_down() -> None:
    room = presenting()
    events = room.do(SECRETARY, "papers.move", paper=room.names["paper 1"], item=room.names["2"], position=0)
    assert events[0] == ev.PresentationStopped()
    room = presenting()
    events = room.do(SECRETARY, "papers.move", paper=room.names["paper 1"], item=room.names["1"], position=0)
    assert len(events) == 1


def test_a_new_version_does_not_change_what_is_shown() -> None:
    room = presenting()
    shown = version_of(room, "1")
    room.house("papers.add_version", **file("w2", paper=room.names["paper 1"]))
    assert room.state.papers.stage is not None
    assert room.state.papers.stage.version == shown
    assert may_read(room.state, "p-2", False, shown)
    assert may_read(room.state, "p-2", False, "w2")
    assert may_read(room.state, None, True, shown)
    assert not may_read(room.state, None, True, "w2")


def test_marks_go_on_the_presented_version() -> None:
    room = presenting()
    version = version_of(room, "1")
    (event,) = room.do("p-1", "papers.mark", version=version, **STROKE)
    assert isinstance(event, ev.Marked)
    key = f"ink/{version}/1/{event.mark}"
    assert all(key in view(room.state, audience) for audience in ("staff", "members", "screen"))
    assert key not in view(room.state, f"guests:{room.names['2']}")
    assert room.refused("p-1", "papers.mark", version=version_of(room, "2"), **STROKE) == "papers.not_presented"
    assert room.refused("p-2", "papers.mark", version=version, **STROKE) == "meeting.not_allowed"
    assert room.refused("p-1", "papers.mark", version=version, **{**STROKE, "page": 13}) == "papers.no_such_page"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"colour": "red; x"}, "papers.bad_mark"),
        ({"points": [1]}, "papers.bad_mark"),
        ({"points": []}, "papers.bad_mark"),
        ({"points": [1, 2, 3]}, "papers.bad_mark"),
        ({"points": [5000, 0]}, "papers.bad_mark"),
        ({"points": [3000, 0, 3000, 0]}, "papers.bad_mark"),
        ({"points": [2**70, 0]}, "papers.bad_mark"),
        ({"size": 0}, "input.out_of_range"),
        ({"points": [100, 100, -100, -100] * 150}, "papers.mark_too_long"),
        ({"points": [0, 0] * 3000}, "papers.mark_too_long"),
    ],
)
def test_a_mark_that_does_not_hold_is_refused(change: dict[str, Any], code: str) -> None:
    room = presenting()
    assert room.refused("p-1", "papers.mark", version=version_of(room, "1"), **{**STROKE, **change}) == code


def test_the_longest_mark_fits_two_kilobytes_in_the_journal() -> None:
    room = presenting()
    count = 0
    for pairs in range(1, 1000):
        points = [999, 999, *[-10, 10] * pairs]
        try:
            decision = room.decide("p-1", "papers.mark", version=version_of(room, "1"), **{**STROKE, "points": points})
        except Exception:
            break
        count = pairs
        entry = make_entry(meeting="m", seq=1, at=1, event=decision.events[0], prev="0" * 64, salt=bytes(16))
        assert len(entry.payload) <= 2048
    assert count > 200


def test_a_mark_is_taken_back_by_its_author_or_the_chair() -> None:
    room = presenting()
    (by_secretary,) = room.do(SECRETARY, "papers.mark", version=version_of(room, "1"), **STROKE)
    (by_chair,) = room.do("p-1", "papers.mark", version=version_of(room, "1"), **STROKE)
    assert isinstance(by_secretary, ev.Marked)
    assert isinstance(by_chair, ev.Marked)
    assert room.refused(SECRETARY, "papers.unmark", mark=by_chair.mark) == "papers.not_yours"
    room.do("p-1", "papers.unmark", mark=by_secretary.mark)
    room.do("p-1", "papers.unmark", mark=by_chair.mark)
    assert room.refused("p-1", "papers.unmark", mark=by_chair.mark) == "papers.unknown_mark"
    assert not [key for key in view(room.state, "staff") if key.startswith("ink/")]
    assert len(room.state.papers.version_of_mark) == 0


def test_shared_ink_is_seen_while_its_item_is_open() -> None:
    room = presenting()
    room.do("p-1", "papers.mark", version=version_of(room, "1"), **STROKE)
    room.do("p-1", "papers.stop_presenting")
    assert [key for key in view(room.state, "members") if key.startswith("ink/")]
    assert not [key for key in view(room.state, "screen") if key.startswith("ink/")]
    room.do("p-1", "agenda.open_item", item=room.names["2"])
    assert not [key for key in view(room.state, "staff") if key.startswith("ink/")]
