"""Opinions in writing, outside a session: the pure rules."""

from random import Random

import pytest

from meeting.events import Closed, Extended, Sent
from meeting.rules_written import LATER, ONLY, PREPARING, due
from meeting.view import audience_of, mine, view
from meeting.wire import COMMANDS
from tests.meeting.generate import arguments
from tests.meeting.world import SECRETARY, given_draft, given_running_meeting
from tests.meeting.written import DAY, DEADLINE, answer, ask, given_consultation, given_sent, poll_of, signature
from voting.events import PollClosed, PollOpened


def test_sending_opens_every_question_for_all_members_in_office() -> None:
    room = given_consultation(members=27)
    ask(room, "q2", "Đồng ý với thời hạn?")
    sent, *opened = room.do(SECRETARY, "meeting.send")
    assert isinstance(sent, Sent)
    assert (sent.deadline, sent.members) == (DEADLINE, 27)
    assert [type(event) for event in opened] == [PollOpened, PollOpened]
    poll = room.state.voting.polls[poll_of(room)]
    assert len(poll.electorate) == poll.quorum.present == 27
    assert {voter.mode for voter in poll.electorate} == {"written"}
    assert room.state.phase == "running"
    assert room.state.voting.open == (poll_of(room), poll_of(room, "q2"))


def test_what_sending_needs() -> None:
    assert given_consultation(deadline=None).refused(SECRETARY, "meeting.send") == "meeting.no_deadline"
    room = given_consultation()
    assert room.refused("p-2", "meeting.send") == "meeting.not_allowed"
    room.now = DEADLINE
    assert room.refused(SECRETARY, "meeting.send") == "meeting.deadline_passed"
    room = given_consultation()
    room.do(SECRETARY, "voting.remove_motion", motion=room.names["q1"])
    assert room.refused(SECRETARY, "meeting.send") == "meeting.nothing_to_ask"
    room = given_consultation()
    room.do(SECRETARY, "meeting.edit_participant", participant=room.id("p-1"), duties=[])
    assert room.refused(SECRETARY, "meeting.send") == "meeting.no_chair"
    for rule in ("secret", "secret-election"):
        assert given_consultation(rule=rule).refused(SECRETARY, "meeting.send") == "meeting.not_a_question"


def test_only_members_are_asked() -> None:
    room = given_consultation()
    for capacity in ("guest", "substitute"):
        args = {"person": "p-9", "capacity": capacity}
        assert room.refused(SECRETARY, "meeting.add_participant", **args) == "meeting.not_asked"
    room.do(SECRETARY, "meeting.add_participant", person="p-9", capacity="staff")
    room.do(SECRETARY, "meeting.send")
    assert room.refused("p-9", "voting.cast", poll=poll_of(room), choice="yes") == "voting.not_a_member"


def test_it_stays_what_it_is() -> None:
    room = given_consultation()
    assert room.refused(SECRETARY, "meeting.edit", form="room") == "meeting.form_fixed"
    session = given_draft()
    assert session.refused(SECRETARY, "meeting.edit", form="written") == "meeting.form_fixed"
    assert session.refused(SECRETARY, "meeting.edit", deadline=DEADLINE) == "meeting.only_for_written"
    assert session.refused(SECRETARY, "meeting.send") == "meeting.only_for_written"


def test_what_belongs_to_a_session_is_refused_and_nothing_is_prepared_after_sending() -> None:
    draft, sent = given_consultation(), given_sent()
    for name, shape in COMMANDS.items():
        if name in ONLY | LATER or name == "meeting.create":
            continue
        for room in (draft, sent):
            if name in PREPARING and room is draft:
                continue
            args = arguments(room, Random(1), shape)
            codes = {room.refused(who, name, **args) for who in (SECRETARY, "p-1")}
            codes.add(room.refused(None, name, house=True, **args))
            assert codes <= {
                "meeting.not_for_written",
                "meeting.wrong_phase",
                "meeting.not_allowed",
                "meeting.house_only",
            }


def test_it_is_carried_by_more_than_half_of_all_members_and_silence_is_no_consent() -> None:
    room = given_sent(members=5)
    for person in ("p-1", "p-2"):
        answer(room, person, "yes")
    ended, closed = room.do(SECRETARY, "meeting.close_written")
    assert isinstance(ended, PollClosed)
    assert (ended.totals.yes, ended.totals.missing, ended.totals.absent) == (2, 3, 0)
    assert (ended.reasoning.needed, ended.reasoning.carried) == (3, False)
    assert closed == Closed("hand")
    assert room.state.phase == "closed"


def test_silence_is_what_the_rule_says() -> None:
    room = given_sent(members=5, rule="quiet")
    answer(room, "p-1", "no")
    ended, _ = room.do("p-1", "meeting.close_written")
    assert isinstance(ended, PollClosed)
    assert (ended.totals.yes, ended.totals.silent, ended.reasoning.carried) == (4, 4, True)


def test_a_late_answer_counts_and_is_told_apart() -> None:
    room = given_sent()
    answer(room, "p-1", "yes")
    room.now = DEADLINE
    answer(room, "p-2", "yes")
    staff = view(room.state, "staff")
    lines = {person: staff[f"opinion/{room.id(person)}"] for person in ("p-1", "p-2", "p-3")}
    assert [(line.answered, line.late) for line in lines.values()] == [(1, False), (1, True), (0, False)]
    room.do(SECRETARY, "meeting.extend", deadline=DEADLINE + DAY, reason="Thêm thời gian")
    assert not view(room.state, "staff")[f"opinion/{room.id('p-2')}"].late


def test_where_it_closes_at_its_deadline_none_is_taken_after_it() -> None:
    room = given_sent(closes=["deadline"])
    answer(room, "p-1", "yes")
    assert room.refused(None, "meeting.close_written", house=True) == "meeting.not_due"
    room.now = DEADLINE + 1
    assert room.refused("p-2", "voting.cast", poll=poll_of(room), choice="yes") == "meeting.deadline_passed"
    assert due(room.state, room.now) == "deadline"
    assert room.house("meeting.close_written")[-1] == Closed("deadline")


def test_the_house_closes_it_when_all_have_answered_where_it_says_so() -> None:
    room = given_sent(members=2, closes=["answered"], questions=2)
    for name in ("q1", "q2"):
        answer(room, "p-1", "yes", name)
    answer(room, "p-2", "no", "q1")
    assert due(room.state, room.now) is None
    answer(room, "p-2", "no", "q2")
    assert due(room.state, room.now) == "answered"
    assert room.house("meeting.close_written")[-1] == Closed("answered")
    silent = given_sent(members=2)
    silent.now = DEADLINE + DAY
    assert due(silent.state, silent.now) is None


def test_a_deadline_only_moves_on_and_says_why() -> None:
    room = given_sent()
    early = {"deadline": DEADLINE, "reason": "Lý do"}
    assert room.refused(SECRETARY, "meeting.extend", **early) == "meeting.deadline_too_early"
    assert room.refused("p-2", "meeting.extend", deadline=DEADLINE + DAY, reason="x") == "meeting.not_allowed"
    assert room.refused(SECRETARY, "meeting.extend", deadline=DEADLINE + DAY, reason=" ") == "input.missing"
    later = room.do("p-1", "meeting.extend", deadline=DEADLINE + DAY, reason="Đi công tác")
    assert later == (Extended(DEADLINE + DAY, "Đi công tác", room.id("p-1")),)


def test_a_tie_that_the_chair_decides_keeps_it_open() -> None:
    room = given_sent(members=2, rule="open-handed")
    answer(room, "p-1", "yes")
    answer(room, "p-2", "no")
    room.do(SECRETARY, "meeting.close_written")
    assert room.state.phase == "running"
    assert room.refused(SECRETARY, "meeting.close_written") == "meeting.poll_open"
    assert due(room.state, DEADLINE + DAY) is None
    room.do("p-1", "voting.decide_tie", poll=poll_of(room), choice="yes")
    assert room.do(SECRETARY, "meeting.close_written") == (Closed("hand"),)


def test_a_signature_is_of_the_answers_as_they_stand() -> None:
    room = given_sent(rule="open-handed", questions=2)
    early = signature(room, "p-2")
    assert room.refused(None, "voting.sign_opinion", house=True, **early) == "voting.not_answered"
    answer(room, "p-2", "yes", "q1")
    answer(room, "p-2", "other", "q2", text="Bổ sung điều kiện")
    assert room.refused("p-2", "voting.sign_opinion", **signature(room, "p-2")) == "meeting.house_only"
    assert room.refused(None, "voting.sign_opinion", house=True, **early) == "voting.answer_changed"
    staff = signature(room, SECRETARY)
    assert room.refused(None, "voting.sign_opinion", house=True, **staff) == "voting.not_asked"
    room.house("voting.sign_opinion", **signature(room, "p-2"))
    assert mine(room.state, "p-2")["me/opinion"].current
    answer(room, "p-2", "no", "q1")
    assert not mine(room.state, "p-2")["me/opinion"].current
    room.house("voting.sign_opinion", **signature(room, "p-2", sha256="f" * 64))
    assert mine(room.state, "p-2")["me/opinion"].sha256 == "f" * 64
    assert room.refused(None, "voting.sign_opinion", house=True, **{**signature(room, "p-2"), "sha256": "x"}) == (
        "meeting.bad_hash"
    )


def test_the_last_one_may_sign_after_it_was_closed_until_the_record_is_final() -> None:
    room = given_sent()
    answer(room, "p-2", "yes")
    room.do(SECRETARY, "meeting.close_written")
    room.house("voting.sign_opinion", **signature(room, "p-2"))
    room.do(SECRETARY, "meeting.finalise")
    again = signature(room, "p-2")
    assert room.refused(None, "voting.sign_opinion", house=True, **again) == "meeting.record_final"


@pytest.mark.parametrize("rule", ["ubnd-written", "open-handed"])
def test_members_see_nothing_of_each_other_until_it_is_closed(rule: str) -> None:
    """Even where the rule shows figures while a vote is open."""
    room = given_sent(rule=rule)
    before = view(room.state, "members")
    answer(room, "p-2", "other", text="Cần xem lại")
    assert audience_of(room.state, "p-3") == "members"
    assert view(room.state, "members") == before
    assert "me/opinion" in mine(room.state, "p-3")
    assert "Cần xem lại" not in repr(mine(room.state, "p-3")) + repr(view(room.state, "staff"))
    assert view(room.state, "staff")[f"opinion/{room.id('p-2')}"].answered == 1
    room.do(SECRETARY, "meeting.close_written")
    after = view(room.state, "members")
    assert after[f"ballot/{poll_of(room)}/{room.id('p-2')}"].text == "Cần xem lại"
    assert after[f"opinion/{room.id('p-2')}"].answered == 1


def test_where_only_totals_are_published_members_do_not_see_who_answered() -> None:
    room = given_sent(rule="quiet")
    answer(room, "p-2", "no")
    room.do(SECRETARY, "meeting.close_written")
    assert not any(key.startswith(("opinion/", "ballot/")) for key in view(room.state, "members"))


def test_a_session_has_no_opinions() -> None:
    room = given_running_meeting()
    assert not any(key.startswith("opinion/") for key in view(room.state, "staff"))
    assert "me/opinion" not in mine(room.state, "p-1")
