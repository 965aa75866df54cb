"""Motions and polls, told as they happen in a session."""

import pytest

from journal.shapes import Refusal
from tests.meeting.world import SECRETARY, Room, given_running_meeting, open_poll
from voting.events import BallotCast, PollClosed, PollOpened


def vote(room: Room, poll: int, **choices: str) -> None:
    """Casts by name: p1="yes"."""
    for name, choice in choices.items():
        text = "Đề nghị bổ sung" if choice == "other" else ""
        room.do(name.replace("p", "p-"), "voting.cast", poll=poll, choice=choice, text=text)


def test_the_electorate_is_whoever_is_checked_in_when_the_poll_opens() -> None:
    room = given_running_meeting(members=4, present=3)
    number = open_poll(room)
    poll = room.state.voting.polls[number]
    assert [voter.participant for voter in poll.electorate] == [room.id("p-1"), room.id("p-2"), room.id("p-3")]
    assert poll.members == 4
    room.do("p-4", "agenda.check_in")
    assert room.refused("p-4", "voting.cast", poll=poll.id, choice="yes") == "voting.not_checked_in"


def test_who_leaves_after_the_opening_may_still_vote() -> None:
    room = given_running_meeting(members=3)
    poll = open_poll(room)
    room.do("p-3", "agenda.check_out")
    vote(room, poll, p3="no")
    assert room.state.voting.polls[poll].ballots[room.id("p-3")].choice == "no"


def test_a_ballot_is_final() -> None:
    room = given_running_meeting()
    poll = open_poll(room)
    vote(room, poll, p2="yes")
    with pytest.raises(Refusal) as no:
        room.do("p-2", "voting.cast", poll=poll, choice="no")
    assert no.value == Refusal("voting.already_cast", poll=poll, at=room.state.voting.polls[poll].voted[room.id("p-2")])


def test_another_opinion_needs_words_and_the_other_choices_take_none() -> None:
    room = given_running_meeting()
    poll = open_poll(room)
    assert room.refused("p-2", "voting.cast", poll=poll, choice="other", text="  ") == "input.missing"
    assert room.refused("p-2", "voting.cast", poll=poll, choice="other", text="x" * 2001) == "input.too_long"
    assert room.refused("p-2", "voting.cast", poll=poll, choice="yes", text="vì") == "voting.text_only_with_other"
    room.do("p-2", "voting.cast", poll=poll, choice="other", text=" Giảm mức thu ")
    assert room.state.voting.polls[poll].ballots[room.id("p-2")].text == "Giảm mức thu"


@pytest.mark.parametrize("who", ["p-guest", SECRETARY, "p-sub"])
def test_only_members_vote(who: str) -> None:
    room = given_running_meeting(members=3, present=1)
    if who == "p-sub":
        room.do(who, "agenda.check_in")
    poll = _open_without_quorum(room, "2")
    assert room.refused(who, "voting.cast", poll=poll, choice="yes") == "voting.not_a_member"


def _open_without_quorum(room: Room, name: str) -> int:
    room.do("p-1", "agenda.open_item", item=room.names[name])
    room.do("p-1", "voting.open", motion=room.names[f"motion {name}"], override="Việc gấp")
    return room.state.voting.open[0]


def test_without_a_quorum_a_poll_opens_only_with_a_reason() -> None:
    room = given_running_meeting(members=4, present=2)
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    with pytest.raises(Refusal) as no:
        room.do("p-1", "voting.open", motion=room.names["motion 1"])
    assert no.value == Refusal("voting.no_quorum", present=2, needed=3, members=4)
    assert room.refused("p-1", "voting.open", motion=room.names["motion 1"], override=" ") == "input.missing"
    (opened,) = room.do("p-1", "voting.open", motion=room.names["motion 1"], override="Việc gấp")
    assert isinstance(opened, PollOpened)
    assert (opened.override, opened.quorum.reached) == ("Việc gấp", False)


def test_an_override_that_was_not_needed_is_not_kept() -> None:
    room = given_running_meeting()
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    (opened,) = room.do("p-1", "voting.open", motion=room.names["motion 1"], override="Cho chắc")
    assert isinstance(opened, PollOpened)
    assert opened.override is None


def test_a_motion_is_put_to_the_vote_while_its_item_is_open_and_by_the_chair() -> None:
    room = given_running_meeting()
    assert room.refused("p-1", "voting.open", motion=room.names["motion 1"]) == "voting.item_not_open"
    room.do("p-1", "agenda.open_item", item=room.names["2"])
    assert room.refused("p-1", "voting.open", motion=room.names["motion 1"]) == "voting.item_not_open"
    assert room.refused("p-2", "voting.open", motion=room.names["motion 2"]) == "meeting.not_allowed"
    assert room.refused("p-1", "voting.open", motion=999) == "voting.unknown_motion"


def test_one_poll_at_a_time() -> None:
    room = given_running_meeting()
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    room.do(SECRETARY, "voting.add_motion", item=room.names["1"], text="Giao Sở Tài chính?", rule="ubnd-session")
    second = room.state.next_id - 1
    poll = open_poll(room)
    assert room.refused("p-1", "voting.open", motion=second) == "voting.another_open"
    room.do("p-1", "voting.close", poll=poll)
    room.do("p-1", "voting.open", motion=second)


def test_a_poll_opened_by_mistake_is_voided_and_its_motion_put_again() -> None:
    room = given_running_meeting()
    first = open_poll(room)
    vote(room, first, p2="no")
    assert room.refused("p-1", "voting.void", poll=first, reason="") == "input.missing"
    room.do("p-1", "voting.void", poll=first, reason="Nhầm nội dung")
    second = open_poll(room)
    assert second != first
    assert room.state.voting.polls[first].state == "void"
    assert room.state.voting.polls[first].ballots[room.id("p-2")].choice == "no"
    assert room.refused("p-2", "voting.cast", poll=first, choice="yes") == "voting.not_open"


def test_a_result_stands() -> None:
    room = given_running_meeting()
    poll = open_poll(room)
    room.do("p-1", "voting.close", poll=poll)
    assert room.refused("p-1", "voting.void", poll=poll, reason="Chưa ưng") == "voting.not_open"
    assert room.refused("p-1", "voting.close", poll=poll) == "voting.not_open"
    assert room.refused("p-1", "voting.open", motion=room.names["motion 1"]) == "voting.already_decided"
    assert room.refused("p-1", "voting.close", poll=999) == "voting.unknown_poll"


def test_equal_for_and_against_the_chairs_own_ballot_decides() -> None:
    for chair, carried in (("yes", True), ("no", False)):
        room = given_running_meeting(members=4)
        poll = open_poll(room)
        vote(room, poll, p1=chair, p2="no" if chair == "yes" else "yes", p3="yes", p4="no")
        (closed,) = room.do("p-1", "voting.close", poll=poll)
        assert isinstance(closed, PollClosed)
        assert (closed.reasoning.carried, closed.reasoning.by, closed.reasoning.chair_choice) == (
            carried,
            "chair",
            chair,
        )


def test_the_tie_is_decided_by_whoever_chaired_when_the_poll_opened() -> None:
    room = given_running_meeting(members=4)
    room.do("p-1", "meeting.hand_chair", to=room.id("p-4"))
    room.do("p-4", "agenda.open_item", item=room.names["1"])
    room.do("p-4", "voting.open", motion=room.names["motion 1"])
    poll = room.state.voting.open[0]
    vote(room, poll, p1="yes", p2="yes", p3="no", p4="no")
    room.do("p-4", "meeting.hand_chair", to=room.id("p-1"))
    (closed,) = room.do("p-1", "voting.close", poll=poll)
    assert isinstance(closed, PollClosed)
    assert (closed.reasoning.carried, closed.reasoning.chair_choice) == (False, "no")


def test_a_result_counts_who_was_missing_and_who_was_absent() -> None:
    room = given_running_meeting(members=6, present=4)
    poll = open_poll(room)
    vote(room, poll, p1="yes", p2="other", p3="abstain")
    (closed,) = room.do("p-1", "voting.close", poll=poll)
    assert isinstance(closed, PollClosed)
    totals = closed.totals
    assert (totals.yes, totals.no, totals.abstain, totals.other, totals.missing, totals.absent) == (1, 0, 1, 1, 1, 2)


def test_the_first_session_of_the_province_carries_with_25_of_27() -> None:
    """21 in the room, 4 at remote sites, 2 absent; all who are there say yes."""
    room = given_running_meeting(members=27, present=21)
    for number in range(22, 26):
        room.do(f"p-{number}", "agenda.check_in", mode="online", site="Điểm cầu")
    poll = open_poll(room)
    vote(room, poll, **{f"p{number}": "yes" for number in range(1, 26)})
    (closed,) = room.do("p-1", "voting.close", poll=poll)
    assert isinstance(closed, PollClosed)
    why = closed.reasoning
    assert (why.base, why.needed, why.has, why.carried, why.by) == (27, 14, 25, True, "majority")


def test_a_motion_changes_until_it_was_opened() -> None:
    room = given_running_meeting()
    motion = room.names["motion 1"]
    room.do(SECRETARY, "voting.edit_motion", motion=motion, rule="two-thirds-members")
    assert room.state.voting.motions[motion].text == "Thông qua nội dung 1?"
    assert room.refused(SECRETARY, "voting.edit_motion", motion=motion, rule="anything") == "voting.unknown_rule"
    assert room.refused(SECRETARY, "voting.edit_motion", motion=motion, text="") == "input.missing"
    open_poll(room)
    assert room.refused(SECRETARY, "voting.edit_motion", motion=motion, text="Khác") == "voting.motion_opened"
    assert room.refused(SECRETARY, "voting.remove_motion", motion=motion) == "voting.motion_opened"
    room.do(SECRETARY, "voting.remove_motion", motion=room.names["motion 2"])
    assert room.names["motion 2"] not in room.state.voting.motions


def test_a_ballot_event_is_named_only_by_its_participant() -> None:
    room = given_running_meeting()
    poll = open_poll(room)
    (cast,) = room.do("p-2", "voting.cast", poll=poll, choice="yes")
    assert cast == BallotCast(poll, room.id("p-2"), "yes", "")
