"""A whole meeting as it stands: the fold of its journal.

What it is: frozen values, `evolve` for one event and `fold` for stored entries. What it is not: a judge or a view.

Rules
- Each room evolves its own slice and no other; a slice that did not change stays the same object, which is what makes
  views cheap.
- Ids of items, participants, papers, motions, polls and marks come from one counter, `next_id`.
- `chair` is whoever chairs now; the duty "chair" names who was appointed. They differ after a handing over.
- `at` is the time of the last entry. The fold never looks at a clock.
"""

from collections.abc import Callable, Iterable
from typing import Literal, assert_never, cast, get_args

from immutables import Map
from msgspec.structs import replace

import agenda.state
import papers.state
import voting.state
from agenda.events import AgendaEvent, ItemAdded
from agenda.state import AgendaState
from journal.entry import GENESIS, Entry, entry_hash, read_header
from journal.shapes import Event, State
from meeting import events as ev
from meeting import record_state
from meeting.events import Capacity, Cause, Duty, Form, MeetingEvent, QuorumRule
from meeting.record_state import Final as Final
from meeting.record_state import RecordEvent
from meeting.record_state import RecordState as RecordState
from meeting.record_state import Signature as Signature
from meeting.wire import REGISTRY
from papers.events import Marked, PapersEvent, VersionAdded
from papers.state import PapersState
from voting.events import MotionAdded, PollOpened, VotingEvent
from voting.state import VotingState

Phase = Literal["draft", "convened", "running", "paused", "closed", "cancelled"]


class Frame(State):
    """Title, time, place and host, as created and edited."""

    title: str
    type: str
    number: str
    starts_at: int
    minutes: int
    offset: int
    place: str
    form: Form
    unit_id: str
    unit: str
    parent_unit: str
    locality: str
    notation: str
    quorum: QuorumRule
    deadline: int | None = None
    closes: tuple[Cause, ...] = ()


class Participant(State):
    """A person in this meeting. `items`: what a guest may see; `replaces`: the member a substitute stands in for."""

    id: int
    person: str
    name: str
    position: str
    unit: str
    unit_short: str
    capacity: Capacity
    duties: tuple[Duty, ...]
    items: tuple[int, ...]
    replaces: int | None


class Session(State):
    """The course of the session. `pauses`: (since, until) of those that ended; `paused_at`: the one that runs."""

    convened_at: int | None = None
    started_at: int | None = None
    closed_at: int | None = None
    paused_at: int | None = None
    pauses: tuple[tuple[int, int], ...] = ()
    postponed: str | None = None
    cancelled: str | None = None
    how: Literal["hand", "deadline", "answered"] | None = None  # a consultation was closed
    asked_at: int | None = None  # it was sent, or its deadline put off

    def paused_ms(self, since: int = 0) -> int:
        """Total length of the ended pauses that began at `since` or later."""
        return sum(until - start for start, until in self.pauses if start >= since)


class MeetingState(State):
    """Everything. `head` is the hash of the last entry, where the folder of the journal gave it."""

    meeting: str = ""
    seq: int = 0
    at: int = 0
    head: str = GENESIS
    next_id: int = 1
    phase: Phase = "draft"
    frame: Frame | None = None
    session: Session = Session()
    participants: Map[int, Participant] = Map()
    by_person: Map[str, int] = Map()
    chair: int | None = None
    agenda: AgendaState = AgendaState()
    voting: VotingState = VotingState()
    papers: PapersState = PapersState()
    record: RecordState = RecordState()


EMPTY = MeetingState()


def empty(meeting: str) -> MeetingState:
    """The state before the first entry of the meeting with this id."""
    return replace(EMPTY, meeting=meeting)


def fold(entries: Iterable[Entry], state: MeetingState = EMPTY) -> MeetingState:
    """The state after stored entries (trusted: `journal.chain` checks them); continues from `state`."""
    last = None
    for last in entries:
        place, event = REGISTRY.read(last)
        state = evolve(state, event, place.at, place.seq)
    if last is None:
        return state
    return replace(state, meeting=read_header(last.header).meeting, head=entry_hash(last.header))


def evolve(state: MeetingState, event: Event, at: int, seq: int, head: str | None = None) -> MeetingState:
    """The meeting after `event`, entry number `seq`, which happened at `at` (UTC ms) and has the hash `head`."""
    moved = _ROOMS[type(event)](state, event, at)
    return replace(moved, seq=seq, at=at, head=state.head if head is None else head, next_id=_next_id(state, event))


def _next_id(state: MeetingState, event: Event) -> int:
    new = _NEW.get(type(event))
    return state.next_id if new is None else max(state.next_id, getattr(event, new) + 1)


def _agenda(state: MeetingState, event: Event, at: int) -> MeetingState:
    return replace(state, agenda=agenda.state.evolve(state.agenda, cast(AgendaEvent, event), at))


def _voting(state: MeetingState, event: Event, at: int) -> MeetingState:
    return replace(state, voting=voting.state.evolve(state.voting, cast(VotingEvent, event), at))


def _papers(state: MeetingState, event: Event, at: int) -> MeetingState:
    return replace(state, papers=papers.state.evolve(state.papers, cast(PapersEvent, event), at))


FrameEvent = ev.Created | ev.Edited
PeopleEvent = ev.ParticipantAdded | ev.ParticipantEdited | ev.ParticipantRemoved | ev.ChairHanded
SessionEvent = (
    ev.Convened | ev.Cancelled | ev.Postponed | ev.Started | ev.Paused | ev.Resumed | ev.Closed | ev.Sent | ev.Extended
)  # fmt: skip


def _meeting(state: MeetingState, event: Event, at: int) -> MeetingState:
    own = cast(MeetingEvent, event)
    if isinstance(own, SessionEvent):
        return _session(state, own, at)
    if isinstance(own, PeopleEvent):
        return _people(state, own)
    if isinstance(own, RecordEvent):
        return replace(state, record=record_state.evolve(state.record, own, state.seq + 1))
    return _frame(state, own)


def _frame(state: MeetingState, event: FrameEvent) -> MeetingState:
    match event:
        case ev.Created():
            fields = {name: getattr(event, name) for name in Frame.__struct_fields__}
            return replace(state, frame=Frame(**fields))
        case ev.Edited():
            moved = state.frame is not None and event.starts_at != state.frame.starts_at
            session = replace(state.session, postponed=None) if moved else state.session
            fields = {name: getattr(event, name) for name in ev.Edited.__struct_fields__}
            return replace(state, frame=_framed(state, **fields), session=session)
        case _:
            assert_never(event)


def _framed(state: MeetingState, **changes: object) -> Frame | None:
    return replace(state.frame, **changes) if state.frame is not None else None


def _people(state: MeetingState, event: PeopleEvent) -> MeetingState:
    match event:
        case ev.ParticipantAdded():
            fields = {name: getattr(event, name) for name in Participant.__struct_fields__ if name != "id"}
            known = replace(state, by_person=state.by_person.set(event.person, event.participant))
            return _seated(known, Participant(id=event.participant, **fields))
        case ev.ParticipantEdited():
            old = state.participants[event.participant]
            return _seated(
                state,
                replace(old, capacity=event.capacity, duties=event.duties, items=event.items, replaces=event.replaces),
            )
        case ev.ParticipantRemoved():
            gone = state.participants[event.participant]
            return replace(
                state,
                participants=state.participants.delete(gone.id),
                by_person=state.by_person.delete(gone.person),
                chair=None if state.chair == gone.id else state.chair,
            )
        case ev.ChairHanded():
            return replace(state, chair=event.to)
        case _:
            assert_never(event)


def _seated(state: MeetingState, participant: Participant) -> MeetingState:
    """With this participant as they are now; appointing a chair, or taking the duty away, moves the chair."""
    old = state.participants.get(participant.id)
    had, has = old is not None and "chair" in old.duties, "chair" in participant.duties
    chair = state.chair
    if has and not had:
        chair = participant.id
    elif had and not has and chair == participant.id:
        chair = None
    return replace(state, participants=state.participants.set(participant.id, participant), chair=chair)


def _session(state: MeetingState, event: SessionEvent, at: int) -> MeetingState:
    session = state.session
    match event:
        case ev.Convened():
            return replace(state, phase="convened", session=replace(session, convened_at=at))
        case ev.Cancelled():
            return replace(state, phase="cancelled", session=replace(session, cancelled=event.reason))
        case ev.Postponed():
            frame = state.frame if event.starts_at is None else _framed(state, starts_at=event.starts_at)
            return replace(state, frame=frame, session=replace(session, postponed=event.reason))
        case ev.Started():
            return replace(state, phase="running", session=replace(session, started_at=at, postponed=None))
        case ev.Paused():
            return replace(state, phase="paused", session=replace(session, paused_at=at))
        case ev.Resumed():
            return replace(state, phase="running", session=_resumed(session, at))
        case ev.Closed():
            return replace(state, phase="closed", session=replace(_resumed(session, at), closed_at=at, how=event.how))
        case ev.Sent():
            return replace(state, phase="running", session=replace(session, convened_at=at, started_at=at, asked_at=at))
        case ev.Extended():
            return replace(state, frame=_framed(state, deadline=event.deadline), session=replace(session, asked_at=at))
        case _:
            assert_never(event)


def _resumed(session: Session, at: int) -> Session:
    if session.paused_at is None:
        return session
    return replace(session, paused_at=None, pauses=(*session.pauses, (session.paused_at, at)))


_Evolver = Callable[[MeetingState, Event, int], MeetingState]
_ROOMS: dict[type[Event], _Evolver] = {
    **dict.fromkeys(get_args(MeetingEvent), _meeting),
    **dict.fromkeys(get_args(AgendaEvent), _agenda),
    **dict.fromkeys(get_args(VotingEvent), _voting),
    **dict.fromkeys(get_args(PapersEvent), _papers),
}
_NEW: dict[type[Event], str] = {  # the field that holds the id of what came to be
    Marked: "mark",
    PollOpened: "poll",
    ItemAdded: "item",
    MotionAdded: "motion",
    VersionAdded: "paper",
    ev.ParticipantAdded: "participant",
}
