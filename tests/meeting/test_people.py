"""Who takes part, and who chairs."""

from typing import Any

import pytest

from meeting import events as ev
from meeting.card import participations
from meeting.view import audience_of, mine, view
from tests.meeting.world import SECRETARY, Room, given_convened_meeting, given_draft, given_running_meeting


def added(room: Room, **args: Any) -> str:
    """The refusal of adding somebody new."""
    return room.refused(SECRETARY, "meeting.add_participant", **{"person": "p-new", "capacity": "member", **args})


def test_whoever_creates_a_meeting_is_its_secretary() -> None:
    room = given_draft()
    creator = room.state.participants[room.id(SECRETARY)]
    assert (creator.capacity, creator.duties, creator.name) == ("staff", ("secretary",), "Ông p-secretary")
    assert audience_of(room.state, SECRETARY) == "staff"


def test_a_meeting_is_created_once_and_by_who_may() -> None:
    args = {"title": "Họp", "type": "regular", "starts_at": 0, "place": "", "form": "room"}
    assert Room().refused("p-1", "meeting.create", **args) == "meeting.not_allowed"
    assert given_draft().refused(SECRETARY, "meeting.create", **args) == "meeting.already_created"
    assert Room().refused(SECRETARY, "meeting.create", **{**args, "type": "party"}) == "meeting.unknown_type"
    assert Room().refused(SECRETARY, "meeting.create", **{**args, "quorum": "all"}) == "meeting.unknown_quorum"
    assert Room().refused(SECRETARY, "meeting.create", **{**args, "title": ""}) == "input.missing"


def test_a_person_takes_part_once() -> None:
    room = given_draft()
    assert added(room, person="p-2") == "meeting.already_takes_part"
    assert added(room, person="stranger") == "meeting.unknown_person"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"duties": ["chair"]}, "meeting.chair_taken"),
        ({"duties": ["chair"], "capacity": "staff"}, "meeting.chair_not_a_member"),
        ({"duties": ["chair", "secretary"]}, "meeting.chair_and_secretary"),
        ({"duties": ["secretary"], "capacity": "guest"}, "meeting.guest_duties"),
        ({"items": [5]}, "meeting.items_only_for_guests"),
        ({"items": [999], "capacity": "guest"}, "meeting.unknown_item"),
        ({"replaces": 2}, "meeting.only_substitutes_replace"),
        ({"capacity": "substitute"}, "meeting.substitute_needs_member"),
        ({"capacity": "substitute", "replaces": 1}, "meeting.substitute_needs_member"),
        ({"capacity": "substitute", "replaces": 3}, "meeting.already_replaced"),
    ],
)
def test_what_cannot_be_is_refused(args: dict[str, Any], code: str) -> None:
    room = given_draft()
    assert (room.id(SECRETARY), room.id("p-2")) == (1, 3)
    assert added(room, **args) == code


def test_a_guest_may_be_entered_before_their_items_are_known() -> None:
    room = given_convened_meeting()
    room.do(SECRETARY, "meeting.add_participant", person="p-new", capacity="guest")
    assert audience_of(room.state, "p-new") == "guests:"
    assert {key.split("/")[0] for key in view(room.state, "guests:")} == {"meeting", "quorum", "stage", "person"}
    room.do(SECRETARY, "meeting.edit_participant", participant=room.id("p-new"), items=[room.names["3"]])
    assert audience_of(room.state, "p-new") == f"guests:{room.names['3']}"


def test_becoming_a_member_ends_an_invitation() -> None:
    room = given_draft()
    room.do(SECRETARY, "meeting.edit_participant", participant=room.id("p-guest"), capacity="member")
    assert room.state.participants[room.id("p-guest")].items == ()
    room.do(SECRETARY, "meeting.edit_participant", participant=room.id("p-sub"), capacity="staff")
    assert room.state.participants[room.id("p-sub")].replaces is None


def test_during_the_session_capacities_and_the_chair_are_fixed() -> None:
    room = given_running_meeting()
    edit = "meeting.edit_participant"
    assert room.refused(SECRETARY, edit, participant=room.id("p-3"), capacity="staff") == "meeting.capacity_fixed"
    assert room.refused(SECRETARY, edit, participant=room.id("p-1"), duties=[]) == "meeting.hand_the_chair"
    room.do(SECRETARY, edit, participant=room.id("p-3"), duties=["deputy", "presenter"])
    assert added(room, duties=["chair"]) == "meeting.hand_the_chair"
    room.do(SECRETARY, "meeting.add_participant", person="p-new", capacity="member")


def test_a_meeting_keeps_a_secretary_and_replaced_members() -> None:
    room = given_draft()
    remove = "meeting.remove_participant"
    assert room.refused(SECRETARY, remove, participant=room.id(SECRETARY)) == "meeting.last_secretary"
    assert (
        room.refused(SECRETARY, "meeting.edit_participant", participant=room.id(SECRETARY), duties=[])
        == "meeting.last_secretary"
    )
    assert room.refused(SECRETARY, remove, participant=room.id("p-2")) == "meeting.already_replaced"
    assert room.refused(SECRETARY, remove, participant=999) == "meeting.unknown_participant"
    room.do(SECRETARY, remove, participant=room.id("p-sub"))
    room.do(SECRETARY, remove, participant=room.id("p-2"))
    assert "p-2" not in room.state.by_person


def test_whoever_is_here_stays_in_the_list() -> None:
    room = given_convened_meeting()
    room.do("p-3", "agenda.check_in")
    remove = {"participant": room.id("p-3")}
    assert room.refused(SECRETARY, "meeting.remove_participant", **remove) == "meeting.is_here"


def test_removing_the_chair_leaves_the_chair_empty_until_another_is_named() -> None:
    room = given_draft()
    room.do(SECRETARY, "meeting.remove_participant", participant=room.id("p-1"))
    assert room.state.chair is None
    assert room.refused(SECRETARY, "meeting.convene") == "meeting.no_chair"
    room.do(SECRETARY, "meeting.edit_participant", participant=room.id("p-3"), duties=["chair"])
    assert room.state.chair == room.id("p-3")
    room.do(SECRETARY, "meeting.edit_participant", participant=room.id("p-3"), duties=[])
    assert room.state.chair is None


def test_the_chair_hands_over_and_gets_it_back() -> None:
    room = given_running_meeting()
    (event,) = room.do("p-1", "meeting.hand_chair", to=room.id("p-2"))
    assert event == ev.ChairHanded(room.id("p-2"), room.id("p-1"))
    assert audience_of(room.state, "p-2") == "staff"
    assert audience_of(room.state, "p-1") == "members"
    assert mine(room.state, "p-2")["me"].chair is True  # type: ignore[attr-defined]
    duties = {one.person: one.duties for one in participations(room.state)}
    assert (duties["p-1"], duties["p-2"]) == ((), ("chair",))
    assert room.refused("p-1", "meeting.pause") == "meeting.not_allowed"
    room.do("p-2", "meeting.hand_chair", to=room.id("p-1"))
    room.do("p-1", "meeting.pause")


def test_the_secretary_hands_the_chair_of_a_dead_tablet() -> None:
    room = given_running_meeting()
    room.do(SECRETARY, "meeting.hand_chair", to=room.id("p-3"))
    assert room.state.chair == room.id("p-3")
    assert room.refused("p-2", "meeting.hand_chair", to=room.id("p-2")) == "meeting.not_allowed"


def test_the_chair_goes_to_a_member_or_deputy_who_is_here() -> None:
    room = given_running_meeting(members=4, present=3)
    hand = "meeting.hand_chair"
    assert room.refused("p-1", hand, to=room.id("p-1")) == "meeting.already_chair"
    assert room.refused("p-1", hand, to=room.id("p-guest")) == "meeting.not_a_deputy"
    assert room.refused("p-1", hand, to=room.id(SECRETARY)) == "meeting.chair_and_secretary"
    assert room.refused("p-1", hand, to=room.id("p-4")) == "meeting.not_checked_in"
    assert room.refused("p-1", hand, to=999) == "meeting.unknown_participant"
