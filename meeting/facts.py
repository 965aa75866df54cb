"""What `decide` must be told by the house, and what it tells the rooms.

What it is: the facts as structs, and the small questions about a state that several rules and views ask.
What it is not: rights (see `roles`) or secrecy (see `view`).
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec
from immutables import Map

from agenda.state import Attendance
from agenda.tree import branch
from journal.shapes import Value
from meeting.events import QuorumRule, Reserved
from meeting.state import MeetingState, Participant
from voting.events import Quorum, Urn
from voting.facts import Seated
from voting.rule import Rule
from voting.tally import quorum

VOTERS = ("member", "substitute")
NO_RULE = QuorumRule("none", "", 0, 1)


class PersonFact(Value):
    """A person as the register has them now; copied into the journal."""

    id: str
    name: str
    position: str = ""
    unit: str = ""
    unit_short: str = ""


class UnitFact(Value):
    """The host unit. `notation` ends document numbers ("UBND"); `locality` stands in the date line."""

    id: str
    name: str
    parent: str = ""
    locality: str = ""
    notation: str = ""


class Facts(Value):
    """Who asks, when, and what the house looked up.

    `now`: UTC ms, never before the last entry. `house`: the command comes from the house itself. `people`: those named
    in the command, and the sender when creating. `offset`: the meeting's UTC offset in minutes. `reserved`: what
    finalising takes from the register. `may_create`: the sender may create meetings of `unit`. `packs`: rule packs of
    the host unit, by code. `urn`: a fresh key, where a secret poll is to be opened. `private`: pages come
    encrypted, or it is a demo."""

    now: int
    person: str | None = None
    house: bool = False
    people: Mapping[str, PersonFact] = msgspec.field(default_factory=dict)
    unit: UnitFact | None = None
    offset: int = 420
    reserved: Reserved | None = None
    may_create: bool = False
    packs: Mapping[str, Rule] = msgspec.field(default_factory=dict)
    urn: Urn | None = None
    private: bool = True


def actor_of(state: MeetingState, person: str | None) -> Participant | None:
    """The participant a person is in this meeting."""
    found = state.by_person.get(person) if person is not None else None
    return state.participants[found] if found is not None else None


def members(state: MeetingState) -> list[Participant]:
    """Members in office, in the order they were entered."""
    return [p for _, p in sorted(state.participants.items()) if p.capacity == "member"]


class Present(NamedTuple):
    """Who is here now, in counts. `online`: members; `guests`: with substitutes."""

    quorum: Quorum
    online: int
    guests: int


def present_now(participants: Map[int, Participant], attendance: Map[int, Attendance], rule: QuorumRule) -> Present:
    """Counted in one walk; the quorum by the meeting's own rule."""
    base = here = online = guests = 0
    for id_, one in participants.items():
        base += one.capacity == "member"
        entry = attendance.get(id_)
        now = entry.now if entry is not None else None
        if now is None:
            continue
        if one.capacity == "member":
            here += 1
            online += now.mode == "online"
        else:
            guests += one.capacity != "staff"
    return Present(quorum(here, base, rule.p, rule.q), online, guests)


def quorum_now(state: MeetingState) -> Quorum:
    """Quorum by the meeting's own rule, of who is checked in now."""
    rule = state.frame.quorum if state.frame is not None else NO_RULE
    return present_now(state.participants, state.agenda.attendance, rule).quorum


def seated(state: MeetingState) -> tuple[Seated, ...]:
    """Members in office and substitutes, with how they are here now."""
    return tuple(_seated(state, one) for _, one in sorted(state.participants.items()) if one.capacity in VOTERS)


def _seated(state: MeetingState, one: Participant) -> Seated:
    here = state.agenda.here(one.id)
    mode = here.mode if here is not None else None
    capacity: Literal["member", "substitute"] = "member" if one.capacity == "member" else "substitute"
    return Seated(one.id, one.name, one.position, capacity, mode, one.replaces)


def partner_in(state: MeetingState, participant: Participant) -> int | None:
    """The other of the pair substitute and member, if checked in."""
    pairs = [p.id for p in state.participants.values() if p.replaces == participant.id]
    if participant.replaces is not None:
        pairs.append(participant.replaces)
    return next((other for other in pairs if state.agenda.here(other) is not None), None)


def invited_now(state: MeetingState, participant: Participant) -> bool:
    """Whether they take part in what is under discussion: a guest only in their own items."""
    if participant.capacity != "guest":
        return True
    return state.agenda.open is not None and state.agenda.open in branch(state.agenda, participant.items)


def has_voted(state: MeetingState, participant: int) -> bool:
    """Whether they have cast a ballot in any poll."""
    return any(participant in poll.voted for poll in state.voting.polls.values())


def presents_open_item(state: MeetingState, participant: Participant) -> bool:
    """Presenter of the item under discussion, or with the duty to present in an item they take part in."""
    item = state.agenda.items.get(state.agenda.open) if state.agenda.open is not None else None
    if item is None:
        return False
    if item.presenter is not None and item.presenter.participant == participant.id:
        return True
    return "presenter" in participant.duties and invited_now(state, participant)
