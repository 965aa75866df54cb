"""What may be asked about items, the order of business, attendance and the floor."""

from typing import Literal

from journal.shapes import Command

Mode = Literal["room", "online"]


class AddItem(Command, tag="agenda.add_item"):
    """A new item (or sub-item, with `parent`), last among its siblings unless `after` names one."""

    title: str
    parent: int | None = None
    after: int | None = None
    presenter: int | None = None  # participant
    presenter_text: str = ""  # who presents, when not a participant ("Sở Tài chính")
    minutes: int = 0  # planned; 0 = not planned


class EditItem(Command, tag="agenda.edit_item"):
    """Absent fields stay as they are."""

    item: int
    title: str | None = None
    presenter: int | None = None
    presenter_text: str | None = None
    minutes: int | None = None


class MoveItem(Command, tag="agenda.move_item"):
    """Put an item at `position` (from 0) among the children of `parent` (None: top level)."""

    item: int
    position: int
    parent: int | None = None


class RemoveItem(Command, tag="agenda.remove_item"):
    """Only before the session starts; afterwards an item is withdrawn."""

    item: int


class OpenItem(Command, tag="agenda.open_item"):
    """Makes it the current item; an item still open is finished first."""

    item: int


class FinishItem(Command, tag="agenda.finish_item"):
    item: int


class PostponeItem(Command, tag="agenda.postpone_item"):
    item: int
    reason: str = ""


class WithdrawItem(Command, tag="agenda.withdraw_item"):
    item: int
    reason: str = ""


class CheckIn(Command, tag="agenda.check_in"):
    """Oneself without `participant`; somebody else only by chair or secretary."""

    participant: int | None = None
    mode: Mode = "room"
    site: str = ""


class CheckOut(Command, tag="agenda.check_out"):
    """Leaving early: presence ends, the interval stays in the journal."""

    participant: int | None = None


class CorrectAttendance(Command, tag="agenda.correct_attendance"):
    """The secretary takes back a wrong check-in or check-out; `mode` None means: was not here."""

    participant: int
    mode: Mode | None
    reason: str = ""


class MarkAbsent(Command, tag="agenda.mark_absent"):
    """Absent with a reason, announced or noted by the secretary."""

    participant: int
    reason: str


class RequestFloor(Command, tag="agenda.request_floor"):
    topic: str = ""


class WithdrawRequest(Command, tag="agenda.withdraw_request"):
    """One's own without `participant`; another's only by chair or secretary."""

    participant: int | None = None


class GiveFloor(Command, tag="agenda.give_floor"):
    """Ends the running speech, if any. `seconds` 0 = no limit."""

    participant: int
    seconds: int = 300


class ExtendFloor(Command, tag="agenda.extend_floor"):
    seconds: int = 60


class EndFloor(Command, tag="agenda.end_floor"):
    """By the chair or secretary, or by the speaker."""


AgendaCommand = (
    AddItem | EditItem | MoveItem | RemoveItem | OpenItem | FinishItem | PostponeItem | WithdrawItem
    | CheckIn | CheckOut | CorrectAttendance | MarkAbsent
    | RequestFloor | WithdrawRequest | GiveFloor | ExtendFloor | EndFloor
)  # fmt: skip
