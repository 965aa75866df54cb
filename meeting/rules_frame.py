"""The frame of a meeting: creating, editing, convening, postponing, cancelling.

Rules
- Whoever creates a meeting becomes its secretary.
- The host unit's names, the UTC offset and the quorum rule are copied in; nothing later looks them up.
- Convening needs a chair; from then on participants see the meeting. A cancelled meeting is over.
- A postponement stands until another time is set or the session starts.
- Only a consultation in writing has a deadline, and it stays one: a session never becomes one, nor the other way round.
"""

from typing import assert_never

from journal.checks import LONG, needed_text, number, text
from journal.shapes import Event, Refusal
from meeting import commands as cmd
from meeting import events as ev
from meeting.events import QuorumRule
from meeting.facts import Facts, PersonFact, UnitFact
from meeting.state import Frame, MeetingState
from voting.packs import QUORUMS

FrameCommand = cmd.Create | cmd.Edit | cmd.Cancel | cmd.Postpone | cmd.Convene

TYPES = ("regular", "thematic", "urgent")
LATEST = 4_102_444_800_000  # the year 2100, UTC ms


def decide(state: MeetingState, command: FrameCommand, facts: Facts) -> tuple[Event, ...]:
    """The events of a command about the frame."""
    match command:
        case cmd.Create():
            return _create(state, command, facts)
        case cmd.Edit():
            return (_edit(frame_of(state), command),)
        case cmd.Cancel():
            return (ev.Cancelled(needed_text("reason", command.reason, LONG)),)
        case cmd.Postpone():
            starts_at = command.starts_at if command.starts_at is None else _time(command.starts_at)
            return (ev.Postponed(needed_text("reason", command.reason, LONG), starts_at),)
        case cmd.Convene():
            if state.chair is None:
                raise Refusal("meeting.no_chair")
            return (ev.Convened(),)
        case _:
            assert_never(command)


def frame_of(state: MeetingState) -> Frame:
    """The frame of a meeting that was created."""
    if state.frame is None:
        raise Refusal("meeting.no_meeting")
    return state.frame


def _type(code: str) -> str:
    if code not in TYPES:
        raise Refusal("meeting.unknown_type", type=code[:80])
    return code


def _time(at: int) -> int:
    return number("starts_at", at, 0, LATEST)


def deadline_of(at: int | None) -> int | None:
    """A deadline that somebody set."""
    return None if at is None else number("deadline", at, 0, LATEST)


def _check_form(form: str, before: str, *, due: bool) -> None:
    if (form == "written") != (before == "written"):
        raise Refusal("meeting.form_fixed")
    if due and form != "written":
        raise Refusal("meeting.only_for_written", cmd="meeting.edit")


def _quorum(code: str) -> QuorumRule:
    pack = QUORUMS.get(code)
    if pack is None:
        raise Refusal("meeting.unknown_quorum", quorum=code[:80])
    return QuorumRule(pack.code, pack.citation, pack.p, pack.q)


def _create(state: MeetingState, command: cmd.Create, facts: Facts) -> tuple[Event, ...]:
    if facts.unit is None:
        raise Refusal("meeting.unknown_unit")
    creator = facts.people.get(facts.person) if facts.person is not None else None
    if creator is None:
        raise Refusal("meeting.unknown_person", person=facts.person)
    return (_created(command, facts.unit, facts.offset), _secretary(state, creator))


def _created(command: cmd.Create, unit: UnitFact, offset: int) -> Event:
    _check_form(command.form, command.form, due=command.deadline is not None or bool(command.closes))
    return ev.Created(
        title=needed_text("title", command.title),
        type=_type(command.type),
        number=text("number", command.number),
        starts_at=_time(command.starts_at),
        minutes=number("minutes", command.minutes, 1, 7 * 24 * 60),
        offset=offset,
        place=text("place", command.place),
        form=command.form,
        unit_id=unit.id,
        unit=unit.name,
        parent_unit=unit.parent,
        locality=unit.locality,
        notation=unit.notation,
        quorum=_quorum(command.quorum),
        deadline=deadline_of(command.deadline),
        closes=tuple(dict.fromkeys(command.closes)),
    )


def _secretary(state: MeetingState, creator: PersonFact) -> Event:
    return ev.ParticipantAdded(
        participant=state.next_id,
        person=creator.id,
        name=creator.name,
        position=creator.position,
        unit=creator.unit,
        unit_short=creator.unit_short,
        capacity="staff",
        duties=("secretary",),
        items=(),
        replaces=None,
    )


def _edit(frame: Frame, command: cmd.Edit) -> Event:
    due = command.deadline is not None or bool(command.closes)
    _check_form(frame.form if command.form is None else command.form, frame.form, due=due)
    return ev.Edited(
        title=frame.title if command.title is None else needed_text("title", command.title),
        type=frame.type if command.type is None else _type(command.type),
        number=frame.number if command.number is None else text("number", command.number),
        starts_at=frame.starts_at if command.starts_at is None else _time(command.starts_at),
        minutes=frame.minutes if command.minutes is None else number("minutes", command.minutes, 1, 7 * 24 * 60),
        place=frame.place if command.place is None else text("place", command.place),
        form=frame.form if command.form is None else command.form,
        deadline=frame.deadline if command.deadline is None else deadline_of(command.deadline),
        closes=frame.closes if command.closes is None else tuple(dict.fromkeys(command.closes)),
    )
