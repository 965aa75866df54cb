"""Asking for the floor and having it."""

from agenda import events as ev
from meeting.objects import FloorObject
from meeting.view import mine, view
from tests.meeting.world import SECRETARY, given_running_meeting


def test_requests_wait_in_order_and_the_chair_picks_freely() -> None:
    room = given_running_meeting(members=4)
    for who in ("p-3", "p-2", "p-4"):
        room.do(who, "agenda.request_floor", topic="Nguồn vốn")
        room.wait(5)
    assert [r.participant for r in room.state.agenda.requests] == [room.id("p-3"), room.id("p-2"), room.id("p-4")]
    assert mine(room.state, "p-2")["me/request"].place == 2  # type: ignore[attr-defined]
    room.do("p-1", "agenda.give_floor", participant=room.id("p-2"))
    assert [r.participant for r in room.state.agenda.requests] == [room.id("p-3"), room.id("p-4")]
    assert "me/request" not in mine(room.state, "p-2")


def test_giving_the_floor_ends_the_running_speech() -> None:
    room = given_running_meeting()
    two, three = room.id("p-2"), room.id("p-3")
    room.do("p-1", "agenda.give_floor", participant=two, seconds=120)
    room.do("p-3", "agenda.request_floor")
    events = room.do("p-1", "agenda.give_floor", participant=three)
    assert events == (ev.FloorEnded(two), ev.FloorGiven(three, None, 300))
    assert room.refused("p-1", "agenda.give_floor", participant=three) == "agenda.already_speaking"
    assert room.refused("p-3", "agenda.request_floor") == "agenda.already_speaking"


def test_a_speech_is_extended_and_ended() -> None:
    room = given_running_meeting()
    room.do("p-1", "agenda.give_floor", participant=room.id("p-2"), seconds=60)
    room.do("p-1", "agenda.extend_floor", seconds=30)
    assert room.state.agenda.speech is not None
    assert room.state.agenda.speech.seconds == 90
    assert room.refused("p-3", "agenda.end_floor") == "agenda.not_yours"
    assert room.refused("p-1", "agenda.extend_floor", seconds=0) == "input.out_of_range"
    room.do("p-2", "agenda.end_floor")
    assert room.state.agenda.speech is None
    assert room.refused("p-1", "agenda.end_floor") == "agenda.nobody_speaks"
    assert room.refused("p-1", "agenda.extend_floor") == "agenda.nobody_speaks"


def test_only_who_is_checked_in_speaks() -> None:
    room = given_running_meeting(members=3, present=2)
    assert room.refused("p-3", "agenda.request_floor") == "agenda.not_checked_in"
    assert room.refused("p-1", "agenda.give_floor", participant=room.id("p-3")) == "agenda.not_checked_in"
    assert room.refused("p-1", "agenda.give_floor", participant=999) == "agenda.unknown_participant"


def test_a_guest_speaks_on_their_own_items_only() -> None:
    room = given_running_meeting()
    guest = room.id("p-guest")
    assert room.refused("p-guest", "agenda.request_floor") == "agenda.not_invited_now"
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    assert room.refused("p-guest", "agenda.request_floor") == "agenda.not_invited_now"
    assert room.refused("p-1", "agenda.give_floor", participant=guest) == "agenda.not_invited_now"
    room.do("p-1", "agenda.open_item", item=room.names["2"])
    room.do("p-guest", "agenda.request_floor")
    room.do("p-1", "agenda.give_floor", participant=guest)


def test_a_request_is_withdrawn_by_oneself_or_the_chair() -> None:
    room = given_running_meeting()
    room.do("p-2", "agenda.request_floor")
    assert room.refused("p-2", "agenda.request_floor") == "agenda.already_requested"
    assert room.refused("p-3", "agenda.withdraw_request", participant=room.id("p-2")) == "agenda.not_yours"
    assert room.refused("p-3", "agenda.withdraw_request") == "agenda.no_request"
    room.do(SECRETARY, "agenda.withdraw_request", participant=room.id("p-2"))
    assert room.state.agenda.requests == ()


def test_the_clock_stands_while_the_session_pauses() -> None:
    room = given_running_meeting()
    room.do("p-1", "agenda.give_floor", participant=room.id("p-2"))
    room.wait(10)
    room.do("p-1", "meeting.pause")
    paused_at = room.now
    floor = view(room.state, "members")["floor"]
    assert isinstance(floor, FloorObject)
    assert (floor.paused_at, floor.paused_ms) == (paused_at, 0)
    room.wait(59)
    room.do("p-1", "meeting.resume")
    floor = view(room.state, "members")["floor"]
    assert isinstance(floor, FloorObject)
    assert (floor.paused_at, floor.paused_ms) == (None, 60_000)


def test_a_pause_before_the_speech_does_not_count() -> None:
    room = given_running_meeting()
    room.do("p-1", "meeting.pause")
    room.do("p-1", "meeting.resume")
    room.do("p-1", "agenda.give_floor", participant=room.id("p-2"))
    floor = view(room.state, "screen")["floor"]
    assert isinstance(floor, FloorObject)
    assert floor.paused_ms == 0
