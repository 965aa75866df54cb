"""The agenda as it stands: items in a tree, who is here, who wants to speak and who speaks.

What it is: frozen values and `evolve`, which applies one event. What it is not: a judge; events are taken as facts.

Rules
- At most one item is open, at most one speech runs. Opening, finishing and ending come as events of their own.
- Attendance is a list of intervals per participant: an open last interval means "is here".
- Requests to speak wait in order of arrival.
"""

from typing import Literal, assert_never

from immutables import Map
from msgspec.structs import replace

from agenda import events as ev
from agenda.events import AgendaEvent, Mode, Presenter
from journal.shapes import State

ItemState = Literal["planned", "open", "done", "postponed", "withdrawn"]


class Item(State):
    """`children` in their order; `opened_at` the first opening, `finished_at` the last end."""

    id: int
    parent: int | None
    title: str
    presenter: Presenter | None
    minutes: int
    children: tuple[int, ...] = ()
    state: ItemState = "planned"
    opened_at: int | None = None
    finished_at: int | None = None
    reason: str = ""


class Interval(State):
    """Here from `since` until `until` (None: still)."""

    mode: Mode
    site: str
    since: int
    until: int | None = None


class Attendance(State):
    """All of one participant's intervals, and the reason of an absence."""

    intervals: tuple[Interval, ...] = ()
    absent: str | None = None

    @property
    def now(self) -> Interval | None:
        """The interval that runs, if the participant is here."""
        last = self.intervals[-1] if self.intervals else None
        return last if last is not None and last.until is None else None


class Request(State):
    """A waiting request to speak."""

    participant: int
    topic: str
    at: int


class Speech(State):
    """The running speech. `seconds` granted in all; 0 = no limit."""

    participant: int
    item: int | None
    since: int
    seconds: int


class AgendaState(State):
    """`tops`: items of the first level in order. `open`: the item under discussion."""

    items: Map[int, Item] = Map()
    tops: tuple[int, ...] = ()
    open: int | None = None
    attendance: Map[int, Attendance] = Map()
    requests: tuple[Request, ...] = ()
    speech: Speech | None = None

    def here(self, participant: int) -> Interval | None:
        """The running interval of a participant who is checked in."""
        entry = self.attendance.get(participant)
        return entry.now if entry is not None else None


ItemEvent = (
    ev.ItemAdded
    | ev.ItemEdited
    | ev.ItemMoved
    | ev.ItemRemoved
    | ev.ItemOpened
    | ev.ItemFinished
    | ev.ItemPostponed
    | ev.ItemWithdrawn
)
AttendanceEvent = ev.CheckedIn | ev.CheckedOut | ev.AttendanceCorrected | ev.MarkedAbsent
FloorEvent = ev.FloorRequested | ev.RequestWithdrawn | ev.FloorGiven | ev.FloorExtended | ev.FloorEnded


def evolve(state: AgendaState, event: AgendaEvent, at: int) -> AgendaState:
    """The agenda after `event`, which happened at `at`."""
    if isinstance(event, FloorEvent):
        return _floor(state, event, at)
    if isinstance(event, AttendanceEvent):
        return _attendance(state, event, at)
    return _items(state, event, at)


def _items(state: AgendaState, event: ItemEvent, at: int) -> AgendaState:
    match event:
        case ev.ItemAdded():
            item = Item(event.item, None, event.title, event.presenter, event.minutes)
            return _insert(replace(state, items=state.items.set(item.id, item)), item.id, event.parent, event.position)
        case ev.ItemEdited():
            return _with(state, event.item, title=event.title, presenter=event.presenter, minutes=event.minutes)
        case ev.ItemMoved():
            return _insert(_detach(state, event.item), event.item, event.parent, event.position)
        case ev.ItemRemoved():
            loose = _detach(state, event.item)
            return replace(loose, items=loose.items.delete(event.item))
        case ev.ItemOpened():
            first = state.items[event.item].opened_at
            opened_at = at if first is None else first
            state = _with(state, event.item, state="open", opened_at=opened_at, finished_at=None, reason="")
            return replace(state, open=event.item)
        case ev.ItemFinished():
            return _leave(_with(state, event.item, state="done", finished_at=at), event.item)
        case ev.ItemPostponed():
            return _set_aside(state, event.item, "postponed", event.reason, at)
        case ev.ItemWithdrawn():
            return _set_aside(state, event.item, "withdrawn", event.reason, at)
        case _:
            assert_never(event)


def _set_aside(state: AgendaState, item: int, to: ItemState, reason: str, at: int) -> AgendaState:
    finished_at = at if state.open == item else state.items[item].finished_at
    return _leave(_with(state, item, state=to, reason=reason, finished_at=finished_at), item)


def _leave(state: AgendaState, item: int) -> AgendaState:
    return replace(state, open=None) if state.open == item else state


def _with(agenda: AgendaState, item: int, /, **changes: object) -> AgendaState:
    return replace(agenda, items=agenda.items.set(item, replace(agenda.items[item], **changes)))


def _insert(state: AgendaState, item: int, parent: int | None, position: int) -> AgendaState:
    """Hangs a loose item under `parent` at `position`."""
    state = _with(state, item, parent=parent)
    if parent is None:
        return replace(state, tops=_put(state.tops, position, item))
    return _with(state, parent, children=_put(state.items[parent].children, position, item))


def _detach(state: AgendaState, item: int) -> AgendaState:
    """Takes an item (with its branch) out of its parent's list."""
    parent = state.items[item].parent
    if parent is None:
        return replace(state, tops=_drop(state.tops, item))
    return _with(state, parent, children=_drop(state.items[parent].children, item))


def _put(row: tuple[int, ...], position: int, item: int) -> tuple[int, ...]:
    return (*row[:position], item, *row[position:])


def _drop(row: tuple[int, ...], item: int) -> tuple[int, ...]:
    return tuple(other for other in row if other != item)


def _attendance(state: AgendaState, event: AttendanceEvent, at: int) -> AgendaState:
    old = state.attendance.get(event.participant, Attendance())
    return replace(state, attendance=state.attendance.set(event.participant, _attended(old, event, at)))


def _attended(old: Attendance, event: AttendanceEvent, at: int) -> Attendance:
    match event:
        case ev.CheckedIn():
            return Attendance((*_ended(old.intervals, at), Interval(event.mode, event.site, at)))
        case ev.CheckedOut():
            return replace(old, intervals=_ended(old.intervals, at))
        case ev.AttendanceCorrected():
            return _corrected(old, event.mode, at)
        case ev.MarkedAbsent():
            return replace(old, absent=event.reason)
        case _:
            assert_never(event)


def _ended(intervals: tuple[Interval, ...], at: int) -> tuple[Interval, ...]:
    if not intervals or intervals[-1].until is not None:
        return intervals
    return (*intervals[:-1], replace(intervals[-1], until=at))


def _corrected(old: Attendance, mode: Mode | None, at: int) -> Attendance:
    """None: was never here. A mode: the last interval had that mode and has not ended; without one it begins now."""
    if mode is None:
        return replace(old, intervals=())
    if not old.intervals:
        return Attendance((Interval(mode, "", at),))
    last = replace(old.intervals[-1], mode=mode, until=None)
    return Attendance((*old.intervals[:-1], last))


def _floor(state: AgendaState, event: FloorEvent, at: int) -> AgendaState:
    match event:
        case ev.FloorRequested():
            return replace(state, requests=(*state.requests, Request(event.participant, event.topic, at)))
        case ev.RequestWithdrawn():
            return replace(state, requests=_without(state.requests, event.participant))
        case ev.FloorGiven():
            speech = Speech(event.participant, event.item, at, event.seconds)
            return replace(state, speech=speech, requests=_without(state.requests, event.participant))
        case ev.FloorExtended():
            if state.speech is None:
                return state
            return replace(state, speech=replace(state.speech, seconds=state.speech.seconds + event.seconds))
        case ev.FloorEnded():
            return replace(state, speech=None)
        case _:
            assert_never(event)


def _without(requests: tuple[Request, ...], participant: int) -> tuple[Request, ...]:
    return tuple(request for request in requests if request.participant != participant)
