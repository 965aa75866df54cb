"""Who takes part, in what capacity and with which duties; and who chairs.

Rules
- A consultation in writing asks members; besides them only staff takes part.
- A person takes part once. Names and positions are copied from the register.
- One chair at a time, who must be a member; nobody is chair and secretary at once; there is always a secretary.
- A guest is invited to items of this meeting (perhaps none yet); only guests have items.
- A substitute stands in for one named member, and a member has at most one substitute.
- Guests have no duty but to present. During the session capacities stay as they are (quorum and electorate rest on
  them) and the chair changes only by handing over.
- The chair is handed to a member, or to whoever has the duty of deputy, and during the session only to somebody who is
  checked in; by the chair, or by the secretary when the chair cannot.
"""

from typing import assert_never

from journal.shapes import Event, Refusal
from meeting import commands as cmd
from meeting import events as ev
from meeting.events import Capacity, Duty
from meeting.facts import Facts, actor_of, has_voted
from meeting.state import MeetingState, Participant

PeopleCommand = cmd.AddParticipant | cmd.EditParticipant | cmd.RemoveParticipant | cmd.HandChair

MAX_PARTICIPANTS = 2000


def decide(state: MeetingState, command: PeopleCommand, facts: Facts) -> tuple[Event, ...]:
    """The events of a command about people."""
    match command:
        case cmd.AddParticipant():
            return (_add(state, command, facts),)
        case cmd.EditParticipant():
            return (_edit(state, command),)
        case cmd.RemoveParticipant():
            return (_remove(state, command),)
        case cmd.HandChair():
            return (_hand(state, command, facts),)
        case _:
            assert_never(command)


def _participant(state: MeetingState, participant: int) -> Participant:
    found = state.participants.get(participant)
    if found is None:
        raise Refusal("meeting.unknown_participant", participant=participant)
    return found


def _add(state: MeetingState, command: cmd.AddParticipant, facts: Facts) -> Event:
    if command.person in state.by_person:
        raise Refusal("meeting.already_takes_part", participant=state.by_person[command.person])
    person = facts.people.get(command.person)
    if person is None:
        raise Refusal("meeting.unknown_person", person=command.person[:80])
    if len(state.participants) >= MAX_PARTICIPANTS:
        raise Refusal("meeting.too_many_participants", limit=MAX_PARTICIPANTS)
    wanted = Participant(
        id=state.next_id,
        person=person.id,
        name=person.name,
        position=person.position,
        unit=person.unit,
        unit_short=person.unit_short,
        capacity=command.capacity,
        duties=_unique(command.duties),
        items=tuple(sorted(set(command.items))),
        replaces=command.replaces,
    )
    _check_session(state, None, wanted)
    _check(state, wanted)
    return ev.ParticipantAdded(
        participant=wanted.id,
        person=wanted.person,
        name=wanted.name,
        position=wanted.position,
        unit=wanted.unit,
        unit_short=wanted.unit_short,
        capacity=wanted.capacity,
        duties=wanted.duties,
        items=wanted.items,
        replaces=wanted.replaces,
    )


def _unique(duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    return tuple(dict.fromkeys(duties))


def _edit(state: MeetingState, command: cmd.EditParticipant) -> Event:
    old = _participant(state, command.participant)
    capacity: Capacity = old.capacity if command.capacity is None else command.capacity
    duties = old.duties if command.duties is None else _unique(command.duties)
    items = old.items if command.items is None else tuple(sorted(set(command.items)))
    replaces = old.replaces if command.replaces is None else command.replaces
    if capacity != "guest" and command.items is None:
        items = ()
    if capacity != "substitute" and command.replaces is None:
        replaces = None
    wanted = Participant(
        old.id, old.person, old.name, old.position, old.unit, old.unit_short, capacity, duties, items, replaces
    )
    _check_session(state, old, wanted)
    if capacity != "member" and capacity != old.capacity:
        _not_replaced(state, old)
    _check(state, wanted)
    if "secretary" in old.duties and "secretary" not in duties:
        _another_secretary(state, old)
    return ev.ParticipantEdited(old.id, capacity, duties, items, replaces)


def _check_session(state: MeetingState, old: Participant | None, wanted: Participant) -> None:
    """What the session rests on does not change while it lasts."""
    if state.phase not in ("running", "paused"):
        return
    if ("chair" in wanted.duties) != (old is not None and "chair" in old.duties):
        raise Refusal("meeting.hand_the_chair", participant=wanted.id)
    if old is not None and (wanted.capacity, wanted.replaces) != (old.capacity, old.replaces):
        raise Refusal("meeting.capacity_fixed", participant=old.id)


def _check(state: MeetingState, wanted: Participant) -> None:
    """Whether somebody may take part like this."""
    if state.frame is not None and state.frame.form == "written" and wanted.capacity not in ("member", "staff"):
        raise Refusal("meeting.not_asked", participant=wanted.id)
    _check_duties(state, wanted)
    _check_items(state, wanted)
    _check_replaces(state, wanted)


def _check_duties(state: MeetingState, wanted: Participant) -> None:
    duties = set(wanted.duties)
    if wanted.capacity == "guest" and duties - {"presenter"}:
        raise Refusal("meeting.guest_duties", participant=wanted.id)
    if {"chair", "secretary"} <= duties:
        raise Refusal("meeting.chair_and_secretary", participant=wanted.id)
    if "chair" not in duties:
        return
    if wanted.capacity != "member":
        raise Refusal("meeting.chair_not_a_member", participant=wanted.id)
    others = [p.id for p in state.participants.values() if "chair" in p.duties and p.id != wanted.id]
    if others:
        raise Refusal("meeting.chair_taken", participant=others[0])


def _check_items(state: MeetingState, wanted: Participant) -> None:
    if wanted.items and wanted.capacity != "guest":
        raise Refusal("meeting.items_only_for_guests", participant=wanted.id)
    for item in wanted.items:
        if item not in state.agenda.items:
            raise Refusal("meeting.unknown_item", item=item)


def _check_replaces(state: MeetingState, wanted: Participant) -> None:
    if wanted.capacity != "substitute":
        if wanted.replaces is not None:
            raise Refusal("meeting.only_substitutes_replace", participant=wanted.id)
        return
    member = state.participants.get(wanted.replaces) if wanted.replaces is not None else None
    if member is None or member.capacity != "member" or member.id == wanted.id:
        raise Refusal("meeting.substitute_needs_member", participant=wanted.id)
    for other in state.participants.values():
        if other.replaces == member.id and other.id != wanted.id:
            raise Refusal("meeting.already_replaced", participant=member.id, by=other.id)


def _not_replaced(state: MeetingState, member: Participant) -> None:
    for other in state.participants.values():
        if other.replaces == member.id:
            raise Refusal("meeting.already_replaced", participant=member.id, by=other.id)


def _another_secretary(state: MeetingState, leaving: Participant) -> None:
    if not any("secretary" in p.duties and p.id != leaving.id for p in state.participants.values()):
        raise Refusal("meeting.last_secretary")


def _remove(state: MeetingState, command: cmd.RemoveParticipant) -> Event:
    old = _participant(state, command.participant)
    if "secretary" in old.duties:
        _another_secretary(state, old)
    _not_replaced(state, old)
    if state.agenda.here(old.id) is not None or has_voted(state, old.id):
        raise Refusal("meeting.is_here", participant=old.id)
    return ev.ParticipantRemoved(old.id)


def _hand(state: MeetingState, command: cmd.HandChair, facts: Facts) -> Event:
    to = _participant(state, command.to)
    by = actor_of(state, facts.person)
    if by is None:
        raise Refusal("meeting.not_a_participant")
    if to.id == state.chair:
        raise Refusal("meeting.already_chair", participant=to.id)
    if "secretary" in to.duties:
        raise Refusal("meeting.chair_and_secretary", participant=to.id)
    if to.capacity != "member" and "deputy" not in to.duties:
        raise Refusal("meeting.not_a_deputy", participant=to.id)
    if state.phase != "convened" and state.agenda.here(to.id) is None:
        raise Refusal("meeting.not_checked_in", participant=to.id)
    return ev.ChairHanded(to.id, by.id)
