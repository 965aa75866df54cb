"""Who is here, who left, who was never here."""

from agenda import events as ev
from agenda.state import Interval
from meeting.facts import quorum_now
from tests.meeting.world import SECRETARY, given_convened_meeting, given_running_meeting, open_poll


def test_attendance_is_a_list_of_intervals() -> None:
    room = given_convened_meeting()
    room.do("p-2", "agenda.check_in", mode="online", site="Điểm cầu xã Hòa An")
    came = room.now
    room.wait(60)
    room.do("p-2", "agenda.check_out")
    left = room.now
    room.wait(60)
    room.do("p-2", "agenda.check_in")
    intervals = room.state.agenda.attendance[room.id("p-2")].intervals
    assert intervals == (Interval("online", "Điểm cầu xã Hòa An", came, left), Interval("room", "", room.now))


def test_coming_into_the_room_after_joining_online_is_one_command() -> None:
    room = given_convened_meeting()
    room.do("p-2", "agenda.check_in", mode="online")
    assert room.refused("p-2", "agenda.check_in", mode="online") == "agenda.already_checked_in"
    room.do("p-2", "agenda.check_in", mode="room")
    first, second = room.state.agenda.attendance[room.id("p-2")].intervals
    assert first.until == second.since == room.now


def test_others_are_checked_in_only_by_chair_and_secretary() -> None:
    room = given_convened_meeting()
    other = room.id("p-3")
    assert room.refused("p-2", "agenda.check_in", participant=other) == "agenda.not_yours"
    (event,) = room.do(SECRETARY, "agenda.check_in", participant=other)
    assert event == ev.CheckedIn(other, "room", "", room.id(SECRETARY))
    room.do("p-1", "agenda.check_out", participant=other)
    assert room.refused(SECRETARY, "agenda.check_in", participant=999) == "agenda.unknown_participant"


def test_a_member_and_their_substitute_are_never_both_here() -> None:
    room = given_convened_meeting()
    room.do("p-sub", "agenda.check_in")
    assert room.refused("p-2", "agenda.check_in") == "agenda.partner_checked_in"
    room.do("p-sub", "agenda.check_out")
    room.do("p-2", "agenda.check_in")
    assert room.refused("p-sub", "agenda.check_in") == "agenda.partner_checked_in"
    correction = {"participant": room.id("p-sub"), "mode": "room"}
    assert room.refused(SECRETARY, "agenda.correct_attendance", **correction) == "agenda.partner_checked_in"


def test_a_substitute_does_not_count_for_the_quorum() -> None:
    room = given_convened_meeting(members=3)
    room.do("p-1", "agenda.check_in")
    room.do("p-sub", "agenda.check_in")
    quorum = quorum_now(room.state)
    assert (quorum.present, quorum.needed, quorum.base, quorum.reached) == (1, 2, 3, False)


def test_leaving_gives_up_floor_and_request() -> None:
    room = given_running_meeting()
    speaker, waiting = room.id("p-2"), room.id("p-3")
    room.do("p-1", "agenda.give_floor", participant=speaker)
    room.do("p-3", "agenda.request_floor")
    assert room.do("p-2", "agenda.check_out") == (ev.FloorEnded(speaker), ev.CheckedOut(speaker, speaker))
    assert room.do("p-3", "agenda.check_out") == (
        ev.RequestWithdrawn(waiting, waiting),
        ev.CheckedOut(waiting, waiting),
    )
    assert room.refused("p-3", "agenda.check_out") == "agenda.not_checked_in"


def test_a_wrong_check_in_is_taken_back() -> None:
    room = given_running_meeting()
    wrong = room.id("p-3")
    room.do("p-3", "agenda.request_floor")
    room.do(SECRETARY, "agenda.correct_attendance", participant=wrong, mode=None, reason="Nhầm người")
    assert room.state.agenda.attendance[wrong].intervals == ()
    assert room.state.agenda.requests == ()


def test_a_wrong_check_out_is_taken_back() -> None:
    room = given_running_meeting()
    someone = room.id("p-3")
    came = room.state.agenda.attendance[someone].intervals[0].since
    room.do("p-3", "agenda.check_out")
    room.do(SECRETARY, "agenda.correct_attendance", participant=someone, mode="online")
    assert room.state.agenda.attendance[someone].intervals == (Interval("online", "", came),)


def test_who_was_forgotten_is_entered_afterwards() -> None:
    room = given_running_meeting(members=3, present=2)
    forgotten = room.id("p-3")
    room.do("p-1", "meeting.close")
    room.do(SECRETARY, "agenda.correct_attendance", participant=forgotten, mode="room", reason="Quên điểm danh")
    assert room.state.agenda.here(forgotten) == Interval("room", "", room.now)
    assert room.refused("p-3", "agenda.check_out") == "meeting.wrong_phase"


def test_who_voted_was_here() -> None:
    room = given_running_meeting()
    poll = open_poll(room)
    room.do("p-3", "voting.cast", poll=poll, choice="yes")
    room.do("p-1", "voting.close", poll=poll)
    correction = {"participant": room.id("p-3"), "mode": None}
    assert room.refused(SECRETARY, "agenda.correct_attendance", **correction) == "agenda.has_voted"


def test_absence_has_a_reason_and_ends_with_coming() -> None:
    room = given_convened_meeting()
    room.do("p-3", "agenda.mark_absent", participant=room.id("p-3"), reason="Họp Quốc hội")
    assert room.state.agenda.attendance[room.id("p-3")].absent == "Họp Quốc hội"
    assert room.refused("p-3", "agenda.mark_absent", participant=room.id("p-3"), reason="") == "input.missing"
    assert room.refused("p-3", "agenda.mark_absent", participant=room.id("p-2"), reason="x") == "agenda.not_yours"
    room.do("p-3", "agenda.check_in")
    assert room.state.agenda.attendance[room.id("p-3")].absent is None
    assert room.refused("p-3", "agenda.mark_absent", participant=room.id("p-3"), reason="x") == "agenda.is_here"
