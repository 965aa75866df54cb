"""What each seat sees of a vote, a presentation, a guest's item; told once per rule of secrecy."""

from typing import Any

from meeting.view import audience_of, may_read, mine, view
from tests.meeting.world import SECRETARY, Room, given_running_meeting, open_poll, version_of

ALL = ("staff", "members", "screen")


def kinds(room: Room, audience: str) -> set[str]:
    """The kinds of keys an audience has."""
    return {key.split("/")[0] for key in view(room.state, audience)}


def get(room: Room, audience: str, key: str) -> Any:
    """One object."""
    return view(room.state, audience)[key]


def polled() -> tuple[Room, int]:
    """A poll on item 2, which the guest is invited to; two have voted."""
    room = given_running_meeting()
    poll = open_poll(room, "2")
    room.do("p-2", "voting.cast", poll=poll, choice="no")
    room.do("p-1", "voting.cast", poll=poll, choice="other", text="Bổ sung Điều 3")
    return room, poll


def test_while_a_poll_is_open_all_see_how_many_and_staff_who() -> None:
    room, poll = polled()
    for audience in (*ALL, audience_of(room.state, "p-guest")):
        seen = get(room, audience, f"poll/{poll}")
        assert (seen.voted, seen.entitled, seen.needed) == (2, 3, 2)
        assert (seen.totals, seen.reasoning) == (None, None)
        assert "ballot" not in kinds(room, audience)
        assert ("voted" in kinds(room, audience)) == (audience == "staff")
    assert get(room, "staff", f"voted/{poll}/{room.id('p-2')}").voted
    assert not get(room, "staff", f"voted/{poll}/{room.id('p-3')}").voted


def test_after_closing_all_see_totals_and_members_names() -> None:
    room, poll = polled()
    room.do("p-1", "voting.close", poll=poll)
    for audience in (*ALL, audience_of(room.state, "p-guest")):
        seen = get(room, audience, f"poll/{poll}")
        assert (seen.totals.no, seen.totals.other, seen.totals.missing) == (1, 1, 1)
        assert not seen.reasoning.carried
        assert ("ballot" in kinds(room, audience)) == (audience in ("staff", "members"))
        assert "voted" not in kinds(room, audience)
    ballot = get(room, "members", f"ballot/{poll}/{room.id('p-1')}")
    assert (ballot.name, ballot.choice, ballot.text) == ("Ông p-1", "other", "Bổ sung Điều 3")


def test_a_void_poll_tells_nothing_of_its_ballots() -> None:
    room, poll = polled()
    room.do("p-1", "voting.void", poll=poll, reason="Nhầm")
    for audience in ALL:
        seen = get(room, audience, f"poll/{poll}")
        assert (seen.state, seen.void_reason, seen.totals) == ("void", "Nhầm", None)
        assert "ballot" not in kinds(room, audience)


def test_everyone_sees_their_own_ballot_and_why_they_have_none() -> None:
    room = given_running_meeting(members=3, present=2)
    room.do(SECRETARY, "voting.edit_motion", motion=room.names["motion 2"], rule="simple-present")
    poll = open_poll(room, "2")
    room.do("p-2", "voting.cast", poll=poll, choice="no")
    own: Any = mine(room.state, "p-2")[f"me/ballot/{poll}"]
    assert (own.entitled, own.choice, own.reason, own.at) == (True, "no", None, room.now)
    for person, code in (("p-3", "voting.not_checked_in"), ("p-sub", "voting.not_a_member")):
        none: Any = mine(room.state, person)[f"me/ballot/{poll}"]
        assert (none.entitled, none.reason) == (False, code)
    assert set(mine(room.state, "p-guest")) == set(mine(room.state, SECRETARY)) == {"me"}
    assert mine(room.state, "p-stranger") == mine(room.state, None) == {}


def test_me_says_who_one_is_here() -> None:
    room = given_running_meeting()
    substitute: Any = mine(room.state, "p-sub")["me"]
    assert (substitute.capacity, substitute.votes, substitute.replaces) == ("substitute", False, "Ông p-2")
    chair: Any = mine(room.state, "p-1")["me"]
    assert (chair.chair, chair.votes, chair.secretary, chair.duties) == (True, True, False, ("chair",))


def test_needed_depends_on_the_rules_base() -> None:
    room = given_running_meeting(members=4, present=3)
    two = room.names["motion 2"]
    assert get(room, "members", f"motion/{two}").needed == 3
    room.do(SECRETARY, "voting.edit_motion", motion=two, rule="simple-present")
    assert get(room, "members", f"motion/{two}").needed == 0
    poll = open_poll(room, "2")
    assert get(room, "members", f"poll/{poll}").needed == 2
    assert get(room, "members", f"motion/{two}").opened


def test_another_item_is_something_hidden_to_a_guest() -> None:
    room = given_running_meeting()
    guest = audience_of(room.state, "p-guest")
    assert not get(room, guest, "stage").hidden
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    room.do("p-1", "papers.present", paper=room.names["paper 1"])
    room.do("p-1", "agenda.give_floor", participant=room.id("p-2"))
    open_poll(room, "1")
    stage = get(room, guest, "stage")
    assert (stage.item, stage.paper, stage.presenter, stage.presenter_name, stage.hidden) == (None,) * 4 + (True,)
    assert kinds(room, guest) == {"meeting", "quorum", "stage", "item", "paper", "motion", "person"}
    assert [key for key in view(room.state, guest) if key.startswith("item/")] == [f"item/{room.names['2']}"]


def test_a_guest_of_a_sub_item_sees_its_number_and_not_its_parent() -> None:
    room = given_running_meeting()
    room.do(SECRETARY, "meeting.edit_participant", participant=room.id("p-guest"), items=[room.names["3.2"]])
    seen = get(room, audience_of(room.state, "p-guest"), f"item/{room.names['3.2']}")
    assert (seen.number, seen.parent) == ("3.2", None)


def test_a_guest_of_an_item_sees_its_sub_items() -> None:
    room = given_running_meeting()
    room.do(SECRETARY, "meeting.edit_participant", participant=room.id("p-guest"), items=[room.names["3"]])
    guest = audience_of(room.state, "p-guest")
    items = {key for key in view(room.state, guest) if key.startswith("item/")}
    assert items == {f"item/{room.names[name]}" for name in ("3", "3.1", "3.2")}
    assert may_read(room.state, "p-guest", False, version_of(room, "3.1"))
    assert not may_read(room.state, "p-guest", False, version_of(room, "2"))


def test_the_screen_sees_only_the_paper_that_is_shown_and_who_is_next() -> None:
    room = given_running_meeting()
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    assert not [key for key in view(room.state, "screen") if key.startswith("paper/")]
    room.do("p-1", "papers.present", paper=room.names["paper 1"])
    papers = [key for key in view(room.state, "screen") if key.startswith("paper/")]
    assert papers == [f"paper/{room.names['paper 1']}"]
    room.do("p-3", "agenda.request_floor")
    room.do("p-2", "agenda.request_floor")
    assert [key for key in view(room.state, "screen") if key.startswith("request/")] == [f"request/{room.id('p-3')}"]
    assert len([key for key in view(room.state, "members") if key.startswith("request/")]) == 2


def test_register_ids_and_invitations_are_for_staff() -> None:
    room = given_running_meeting()
    key = f"person/{room.id('p-guest')}"
    assert (get(room, "staff", key).person, get(room, "staff", key).items) == ("p-guest", (room.names["2"],))
    assert (get(room, "members", key).person, get(room, "members", key).items) == (None, ())


def test_a_guest_knows_chair_and_staff_by_name() -> None:
    room = given_running_meeting()
    people = {key for key in view(room.state, audience_of(room.state, "p-guest")) if key.startswith("person/")}
    assert people == {f"person/{room.id('p-1')}", f"person/{room.id(SECRETARY)}"}


def test_the_quorum_is_told_in_counts() -> None:
    room = given_running_meeting(members=4, present=2)
    room.do("p-3", "agenda.check_in", mode="online")
    seen = get(room, "screen", "quorum")
    assert (seen.present, seen.online, seen.needed, seen.members, seen.reached, seen.guests) == (3, 1, 3, 4, True, 1)


def test_who_still_waits_at_the_end_is_no_longer_shown() -> None:
    room = given_running_meeting()
    room.do("p-2", "agenda.request_floor")
    room.do("p-1", "meeting.close")
    assert "request" not in kinds(room, "staff")
    assert "me/request" not in mine(room.state, "p-2")
    assert [request.participant for request in room.state.agenda.requests] == [room.id("p-2")]


def test_an_audience_nobody_knows_sees_nothing() -> None:
    room = given_running_meeting()
    assert view(room.state, "none") == view(room.state, "observers") == view(room.state, "") == {}
