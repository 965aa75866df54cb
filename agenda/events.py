"""What happened to items, attendance and the floor. Times are the entry's own `at`."""

from typing import Literal

from journal.shapes import Event, Value

Mode = Literal["room", "online"]


class Presenter(Value):
    """Who presents an item, copied in: the journal never looks anybody up."""

    participant: int | None
    name: str
    position: str


class ItemAdded(Event, tag="agenda.item_added"):
    item: int
    parent: int | None
    position: int
    title: str
    presenter: Presenter | None
    minutes: int


class ItemEdited(Event, tag="agenda.item_edited"):
    """The whole new content of the item."""

    item: int
    title: str
    presenter: Presenter | None
    minutes: int


class ItemMoved(Event, tag="agenda.item_moved"):
    item: int
    parent: int | None
    position: int


class ItemRemoved(Event, tag="agenda.item_removed"):
    item: int


class ItemOpened(Event, tag="agenda.item_opened"):
    item: int


class ItemFinished(Event, tag="agenda.item_finished"):
    item: int


class ItemPostponed(Event, tag="agenda.item_postponed"):
    item: int
    reason: str


class ItemWithdrawn(Event, tag="agenda.item_withdrawn"):
    item: int
    reason: str


class CheckedIn(Event, tag="agenda.checked_in"):
    participant: int
    mode: Mode
    site: str
    by: int | None  # who did it; None = the house


class CheckedOut(Event, tag="agenda.checked_out"):
    participant: int
    by: int | None


class AttendanceCorrected(Event, tag="agenda.attendance_corrected"):
    participant: int
    mode: Mode | None
    reason: str
    by: int | None


class MarkedAbsent(Event, tag="agenda.marked_absent"):
    participant: int
    reason: str
    by: int | None


class FloorRequested(Event, tag="agenda.floor_requested"):
    participant: int
    topic: str


class RequestWithdrawn(Event, tag="agenda.request_withdrawn"):
    participant: int
    by: int | None


class FloorGiven(Event, tag="agenda.floor_given"):
    """`item` is the item under discussion, or None between items."""

    participant: int
    item: int | None
    seconds: int


class FloorExtended(Event, tag="agenda.floor_extended"):
    participant: int
    seconds: int  # added


class FloorEnded(Event, tag="agenda.floor_ended"):
    participant: int


AgendaEvent = (
    ItemAdded | ItemEdited | ItemMoved | ItemRemoved | ItemOpened | ItemFinished | ItemPostponed | ItemWithdrawn
    | CheckedIn | CheckedOut | AttendanceCorrected | MarkedAbsent
    | FloorRequested | RequestWithdrawn | FloorGiven | FloorExtended | FloorEnded
)  # fmt: skip
