"""Items: the tree, its numbers and times, and the order of business."""

import pytest

from agenda import events as ev
from agenda.tree import outline
from meeting.view import view
from papers.events import PresentationStopped
from tests.meeting.world import (
    EIGHT,
    SECRETARY,
    Room,
    add_item,
    given_convened_meeting,
    given_draft,
    given_running_meeting,
    open_poll,
)


def numbers(room: Room) -> dict[str, str]:
    """Number -> title, as the timetable reads."""
    return {line.number: line.item.title for line in outline(room.state.agenda)}


def test_items_are_numbered_as_they_stand() -> None:
    room = given_draft()
    assert list(numbers(room)) == ["1", "2", "3", "3.1", "3.2"]
    room.do(SECRETARY, "agenda.move_item", item=room.names["3"], position=0)
    assert list(numbers(room)) == ["1", "1.1", "1.2", "2", "3"]
    assert numbers(room)["1.2"] == "Nội dung 3.2"
    room.do(SECRETARY, "agenda.move_item", item=room.names["3.2"], position=1)
    assert list(numbers(room).values()) == [f"Nội dung {name}" for name in ("3", "3.1", "3.2", "1", "2")]


def test_a_new_item_stands_last_or_after_the_one_named() -> None:
    room = given_draft()
    room.do(SECRETARY, "agenda.add_item", title="Chen ngang", after=room.names["1"])
    assert numbers(room)["2"] == "Chen ngang"
    assert room.refused(SECRETARY, "agenda.add_item", title="Lạc", after=room.names["3.1"]) == "agenda.not_a_sibling"


def test_planned_times_follow_from_durations() -> None:
    room = given_draft()
    room.do(SECRETARY, "agenda.edit_item", item=room.names["3"], minutes=0)
    add_item(room, "4")
    seen = view(room.state, "staff")
    planned = {name: seen[f"item/{room.names[name]}"].planned_at for name in ("1", "2", "3", "3.1", "3.2", "4")}  # type: ignore[attr-defined]
    minutes = {name: (at - EIGHT) // 60_000 for name, at in planned.items()}
    assert minutes == {"1": 0, "2": 30, "3": 60, "3.1": 60, "3.2": 90, "4": 120}


def test_nothing_moves_below_itself_nor_too_deep() -> None:
    room = given_draft()
    three, below = room.names["3"], room.names["3.1"]
    assert room.refused(SECRETARY, "agenda.move_item", item=three, parent=below, position=0) == "agenda.into_itself"
    assert room.refused(SECRETARY, "agenda.move_item", item=three, parent=three, position=0) == "agenda.into_itself"
    room.do(SECRETARY, "agenda.add_item", title="Sâu", parent=below)
    deep = room.state.next_id - 1
    assert room.refused(SECRETARY, "agenda.add_item", title="Quá sâu", parent=deep) == "agenda.too_deep"
    one = room.names["1"]
    assert room.refused(SECRETARY, "agenda.move_item", item=three, parent=one, position=0) == "agenda.too_deep"
    assert room.refused(SECRETARY, "agenda.move_item", item=one, position=9) == "input.out_of_range"


def test_an_item_is_removed_only_when_nothing_hangs_on_it() -> None:
    room = given_draft()
    assert room.refused(SECRETARY, "agenda.remove_item", item=room.names["3"]) == "agenda.has_sub_items"
    assert room.refused(SECRETARY, "agenda.remove_item", item=room.names["1"]) == "agenda.item_in_use"
    room.do(SECRETARY, "agenda.add_item", title="Thừa")
    room.do(SECRETARY, "agenda.remove_item", item=room.state.next_id - 1)
    assert "Thừa" not in numbers(room).values()
    running = given_running_meeting()
    assert running.refused(SECRETARY, "agenda.remove_item", item=running.names["1"]) == "meeting.wrong_phase"


def test_a_presenter_is_copied_in_or_written_in_words() -> None:
    room = given_draft()
    room.do(SECRETARY, "agenda.edit_item", item=room.names["1"], presenter=room.id("p-2"))
    assert room.state.agenda.items[room.names["1"]].presenter == ev.Presenter(room.id("p-2"), "Ông p-2", "Chức vụ p-2")
    room.do(SECRETARY, "agenda.edit_item", item=room.names["1"], title="Tên khác")
    assert room.state.agenda.items[room.names["1"]].presenter is not None
    room.do(SECRETARY, "agenda.edit_item", item=room.names["1"], presenter_text="Sở Tư pháp")
    assert room.state.agenda.items[room.names["1"]].presenter == ev.Presenter(None, "Sở Tư pháp", "")
    room.do(SECRETARY, "agenda.edit_item", item=room.names["1"], presenter_text="")
    assert room.state.agenda.items[room.names["1"]].presenter is None
    unknown = {"item": room.names["1"], "presenter": 999}
    assert room.refused(SECRETARY, "agenda.edit_item", **unknown) == "agenda.unknown_presenter"


def test_opening_an_item_ends_what_was_under_way_in_order() -> None:
    room = given_running_meeting()
    one, two = room.names["1"], room.names["2"]
    room.do("p-1", "agenda.open_item", item=one)
    room.do("p-1", "papers.present", paper=room.names["paper 1"])
    room.do("p-1", "agenda.give_floor", participant=room.id("p-2"))
    events = room.do("p-1", "agenda.open_item", item=two)
    assert events == (
        ev.FloorEnded(room.id("p-2")),
        PresentationStopped(),
        ev.ItemFinished(one),
        ev.ItemOpened(two),
    )
    assert room.state.agenda.items[one].state == "done"
    assert room.state.agenda.open == two


def test_a_paper_shown_between_items_stays_if_it_belongs_to_the_item_that_opens() -> None:
    room = given_running_meeting()
    room.do("p-1", "papers.present", paper=room.names["paper 1"])
    assert room.do("p-1", "agenda.open_item", item=room.names["1"]) == (ev.ItemOpened(room.names["1"]),)
    room = given_running_meeting()
    room.do("p-1", "papers.present", paper=room.names["paper 1"])
    events = room.do("p-1", "agenda.open_item", item=room.names["2"])
    assert events == (PresentationStopped(), ev.ItemOpened(room.names["2"]))


@pytest.mark.parametrize("command", ["agenda.postpone_item", "agenda.withdraw_item"])
def test_setting_the_open_item_aside_ends_it(command: str) -> None:
    room = given_running_meeting()
    one = room.names["1"]
    room.do("p-1", "agenda.open_item", item=one)
    room.do("p-1", "agenda.give_floor", participant=room.id("p-2"))
    events = room.do("p-1", command, item=one, reason="Chờ thẩm định")
    assert events[0] == ev.FloorEnded(room.id("p-2"))
    assert room.state.agenda.open is None
    assert room.state.agenda.items[one].finished_at == room.now
    assert room.state.agenda.items[one].reason == "Chờ thẩm định"


def test_postponed_and_finished_items_open_again_withdrawn_ones_do_not() -> None:
    room = given_running_meeting()
    one, two, three = (room.names[name] for name in ("1", "2", "3"))
    room.do("p-1", "agenda.postpone_item", item=one)
    room.do("p-1", "agenda.open_item", item=one)
    first = room.state.agenda.items[one].opened_at
    room.do("p-1", "agenda.finish_item", item=one)
    room.wait(60)
    room.do("p-1", "agenda.open_item", item=one)
    assert room.state.agenda.items[one].opened_at == first
    assert room.state.agenda.items[one].finished_at is None
    room.do(SECRETARY, "agenda.withdraw_item", item=two, reason="Rút")
    assert room.refused("p-1", "agenda.open_item", item=two) == "agenda.withdrawn"
    assert room.refused("p-1", "agenda.open_item", item=one) == "agenda.already_open"
    assert room.refused("p-1", "agenda.finish_item", item=three) == "agenda.not_open"
    room.do("p-1", "agenda.finish_item", item=one)
    assert room.refused("p-1", "agenda.postpone_item", item=one) == "agenda.already_dealt_with"


@pytest.mark.parametrize("command", ["agenda.finish_item", "agenda.postpone_item", "agenda.withdraw_item"])
def test_while_a_poll_is_open_its_item_stays_open(command: str) -> None:
    room = given_running_meeting()
    open_poll(room, "1")
    assert room.refused("p-1", command, item=room.names["1"]) == "agenda.poll_open"
    assert room.refused("p-1", "agenda.open_item", item=room.names["2"]) == "agenda.poll_open"


def test_unknown_items_are_refused_everywhere() -> None:
    room = given_convened_meeting()
    for command in ("edit_item", "remove_item", "postpone_item", "withdraw_item"):
        assert room.refused(SECRETARY, f"agenda.{command}", item=999) == "agenda.unknown_item"
    assert room.refused(SECRETARY, "agenda.move_item", item=999, position=0) == "agenda.unknown_item"
    assert room.refused(SECRETARY, "agenda.add_item", title="x", parent=999) == "agenda.unknown_item"
