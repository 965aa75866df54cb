"""A consultation in writing (phiếu lấy ý kiến): sent, put off, closed. No session, no attendance, no floor.

What it is: a meeting of the form "written". Its items carry the papers, its motions are the questions, its members
are asked. What it is not: another kind of journal; record, signatures and filing are those of every meeting.

Rules
- It is edited until it is sent; from then on nothing changes but answers, papers, and the deadline, which moves on.
- Sending needs a chair (whose side decides a tie, and who signs the record), a deadline to come, and questions; each
  opens its poll at once, for all members in office. Opinions in writing are named: a secret ballot cannot be signed.
- Late answers are taken as long as it is open, and are told apart by their time; where it closes at its deadline, none
  is taken after it.
- It is closed by chair or secretary, or by the house when the deadline has passed or all have answered, where it says
  so. A tie that the chair has to decide keeps it open until then.
"""

from typing import assert_never

from journal.checks import LONG, needed_text
from journal.shapes import Command, Event, Refusal, wire_name
from meeting import commands as cmd
from meeting import events as ev
from meeting import rooms
from meeting.events import Cause
from meeting.facts import Facts, actor_of, members
from meeting.rules_frame import deadline_of, frame_of
from meeting.state import MeetingState
from voting import commands as vc
from voting import rules_written as voting_written
from voting.events import PollTied

WrittenCommand = cmd.Send | cmd.Extend | cmd.CloseWritten

ONLY = frozenset(
    {
        "meeting.send",
        "meeting.extend",
        "meeting.close_written",
        "voting.sign_opinion",
        "voting.attach_file",
        "voting.detach_file",
    }
)
ANSWERING = vc.Cast | vc.AttachFile | vc.DetachFile
PREPARING = frozenset(
    {
        "meeting.edit",
        "meeting.add_participant",
        "meeting.edit_participant",
        "meeting.remove_participant",
        "meeting.cancel",
        "agenda.add_item",
        "agenda.edit_item",
        "agenda.move_item",
        "agenda.remove_item",
        "voting.add_motion",
        "voting.edit_motion",
        "voting.remove_motion",
        "voting.set_weight",
        "voting.recuse",
        "voting.end_recusal",
        "papers.move",
    }
)
LATER = frozenset(
    {
        "papers.add_version",
        "papers.rename",
        "papers.recall",
        "voting.cast",
        "voting.decide_tie",
        "meeting.finalise",
        "meeting.withdraw_final",
        "meeting.sign",
        "meeting.file",
    }
)


def is_written(state: MeetingState) -> bool:
    """Whether this is a consultation."""
    return state.frame is not None and state.frame.form == "written"


def check_form(state: MeetingState, command: Command, facts: Facts) -> None:
    """Refuses what is not for this kind of meeting, or not any more."""
    name = wire_name(type(command))
    if state.frame is None:
        return
    if not is_written(state):
        if name in ONLY:
            raise Refusal("meeting.only_for_written", cmd=name)
        return
    if name in PREPARING and state.phase != "draft":
        raise Refusal("meeting.wrong_phase", cmd=name, phase=state.phase)
    if name not in ONLY | PREPARING | LATER:
        raise Refusal("meeting.not_for_written", cmd=name)
    if isinstance(command, ANSWERING) and "deadline" in state.frame.closes and is_past(state, facts.now):
        raise Refusal("meeting.deadline_passed")


def is_past(state: MeetingState, now: int) -> bool:
    """Whether the deadline has passed."""
    return state.frame is not None and state.frame.deadline is not None and now > state.frame.deadline


def due(state: MeetingState, now: int) -> Cause | None:
    """Why the house is to close this consultation now, if it is."""
    if not is_written(state) or state.phase != "running" or not voting_written.takes_answers(state.voting):
        return None
    frame = frame_of(state)
    if "deadline" in frame.closes and is_past(state, now):
        return "deadline"
    return "answered" if "answered" in frame.closes and voting_written.all_answered(state.voting) else None


def decide(state: MeetingState, command: WrittenCommand, facts: Facts) -> tuple[Event, ...]:
    """The events of a command about a consultation."""
    match command:
        case cmd.Send():
            return _send(state, facts)
        case cmd.Extend():
            return (_extend(state, command, facts),)
        case cmd.CloseWritten():
            return _close(state, facts)
        case _:
            assert_never(command)


def _send(state: MeetingState, facts: Facts) -> tuple[Event, ...]:
    deadline = frame_of(state).deadline
    if deadline is None:
        raise Refusal("meeting.no_deadline")
    if deadline <= facts.now:
        raise Refusal("meeting.deadline_passed")
    if state.chair is None:
        raise Refusal("meeting.no_chair")
    if not state.voting.motions:
        raise Refusal("meeting.nothing_to_ask")
    for motion in state.voting.motions.values():
        if motion.method.kind != "question" or not motion.rule.named:
            raise Refusal("meeting.not_a_question", motion=motion.id)
    opened = voting_written.opening(state.voting, rooms.written_facts(state, facts))
    return (ev.Sent(deadline, len(members(state))), *opened)


def _extend(state: MeetingState, command: cmd.Extend, facts: Facts) -> Event:
    frame, actor = frame_of(state), actor_of(state, facts.person)
    deadline = deadline_of(command.deadline) or 0
    if deadline <= max(facts.now, frame.deadline or 0):
        raise Refusal("meeting.deadline_too_early")
    if actor is None:
        raise Refusal("meeting.not_a_participant")
    return ev.Extended(deadline, needed_text("reason", command.reason, LONG), actor.id)


def _close(state: MeetingState, facts: Facts) -> tuple[Event, ...]:
    how = due(state, facts.now) if facts.house else "hand"
    if how is None:
        raise Refusal("meeting.not_due")
    ended = voting_written.closing(state.voting, rooms.written_facts(state, facts))
    waits = any(isinstance(event, PollTied) for event in ended)
    if waits:
        return ended
    tied = voting_written.waiting(state.voting)
    if tied is not None:
        raise Refusal("meeting.poll_open", poll=tied)
    return (*ended, ev.Closed(how))
