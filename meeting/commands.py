"""What may be asked about the meeting itself: its frame, its people, its phases and its record."""

from typing import Literal

from journal.shapes import Command
from meeting.events import Capacity, Cause, Duty, Form, ProseBlock, Reserved


class Create(Command, tag="meeting.create"):
    """The first command of a meeting. The sender becomes its secretary. `starts_at` in UTC milliseconds."""

    title: str
    type: str  # code of a meeting type: "regular", "thematic", "urgent"
    starts_at: int
    place: str
    form: Form
    number: str = ""  # "Phiên thứ 11"
    minutes: int = 240
    quorum: str = "ubnd-quorum"  # code of a quorum rule
    deadline: int | None = None  # of a consultation (form "written"), UTC milliseconds
    closes: tuple[Cause, ...] = ()  # what closes a consultation by itself


class Edit(Command, tag="meeting.edit"):
    """Absent fields stay as they are."""

    title: str | None = None
    type: str | None = None
    number: str | None = None
    starts_at: int | None = None
    minutes: int | None = None
    place: str | None = None
    form: Form | None = None
    deadline: int | None = None
    closes: tuple[Cause, ...] | None = None


class AddParticipant(Command, tag="meeting.add_participant"):
    """Name, position and unit come from the register of people. `items`: what a guest may see.
    `replaces`: the member in whose place a substitute attends."""

    person: str
    capacity: Capacity
    duties: tuple[Duty, ...] = ()
    items: tuple[int, ...] = ()
    replaces: int | None = None


class EditParticipant(Command, tag="meeting.edit_participant"):
    participant: int
    capacity: Capacity | None = None
    duties: tuple[Duty, ...] | None = None
    items: tuple[int, ...] | None = None
    replaces: int | None = None


class RemoveParticipant(Command, tag="meeting.remove_participant"):
    participant: int


class Convene(Command, tag="meeting.convene"):
    """From now on participants see the meeting."""


class Cancel(Command, tag="meeting.cancel"):
    reason: str


class Postpone(Command, tag="meeting.postpone"):
    """To another time, or (without `starts_at`) until further notice."""

    reason: str
    starts_at: int | None = None


class Start(Command, tag="meeting.start"):
    """Without a quorum only with `override`, a reason that goes into the minutes."""

    override: str | None = None


class Pause(Command, tag="meeting.pause"):
    pass


class Resume(Command, tag="meeting.resume"):
    pass


class Close(Command, tag="meeting.close"):
    pass


class Send(Command, tag="meeting.send"):
    """Sends a consultation to its members: one poll opens for each of its questions."""


class Extend(Command, tag="meeting.extend"):
    """Puts the deadline of a consultation off. The reason goes into the minutes."""

    deadline: int
    reason: str


class CloseWritten(Command, tag="meeting.close_written"):
    """Closes a consultation and counts its answers. The house asks it when the deadline has passed or all have
    answered, where the consultation says so."""


class HandChair(Command, tag="meeting.hand_chair"):
    """By the chair, or by the secretary when the chair cannot (a dead tablet)."""

    to: int


class Finalise(Command, tag="meeting.finalise"):
    """Freezes the minutes: final prose, reserved number and everything the typesetter depends on.

    The sender gives `prose`; the house fills `reserved` from the register in the same transaction."""

    prose: tuple[ProseBlock, ...] = ()
    reserved: Reserved | None = None


class WithdrawFinal(Command, tag="meeting.withdraw_final"):
    """Before the first signature only: back to the draft; the number stays in the register as cancelled."""

    reason: str


class Sign(Command, tag="meeting.sign"):
    """House only: a signature was made. `role` is the place in the order secretary, chair."""

    participant: int
    role: Literal["secretary", "chair"]
    certificate: str  # SHA-256 of the signer's certificate
    sha256: str  # of the whole file after this signature
    signed_at: int


class File(Command, tag="meeting.file"):
    """House only: the signed record entered the document store."""

    document: str
    sha256: str


MeetingCommand = (
    Create | Edit | AddParticipant | EditParticipant | RemoveParticipant | Convene | Cancel | Postpone
    | Start | Pause | Resume | Close | Send | Extend | CloseWritten | HandChair | Finalise | WithdrawFinal | Sign | File
)  # fmt: skip
