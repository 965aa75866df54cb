"""What happened to the meeting itself: its frame, its people, its phases and its record."""

from typing import Literal

from journal.shapes import Event, Value

Form = Literal["room", "online", "mixed", "written"]  # written: opinions are asked for outside a session
Cause = Literal["deadline", "answered"]  # what closes a consultation by itself
Capacity = Literal["member", "substitute", "guest", "staff"]
Duty = Literal["chair", "secretary", "presenter", "deputy"]


class QuorumRule(Value):
    """Quorum as data: q*present >= p*members in office."""

    code: str
    citation: str
    p: int
    q: int


class ProseBlock(Value):
    """A piece of the secretary's text. `key`: "opening", "closing", "recipients", "discussion/7", "conclusion/7"."""

    key: str
    text: str


class Reserved(Value):
    """What finalising takes from the register and fixes about the typesetter: the record depends on nothing else."""

    number: int
    notation: str  # "05/BB-UBND"
    date: str  # ISO day of issue in the meeting's own offset
    template: str
    wording: int
    typesetter: str
    fonts: tuple[tuple[str, str], ...]  # (file name, SHA-256)


class Created(Event, tag="meeting.created"):
    """`offset` is the meeting's UTC offset in minutes; nothing later looks at a time-zone table."""

    title: str
    type: str
    number: str
    starts_at: int
    minutes: int
    offset: int
    place: str
    form: Form
    unit_id: str
    unit: str  # name of the host unit, "Ủy ban nhân dân tỉnh Lam Giang"
    parent_unit: str  # superior body printed above the unit, may be empty
    locality: str  # "Lam Giang", for the date line
    notation: str  # ending of document numbers, "UBND"
    quorum: QuorumRule
    deadline: int | None = None  # of a consultation in writing
    closes: tuple[Cause, ...] = ()


class Edited(Event, tag="meeting.edited"):
    """The whole new frame."""

    title: str
    type: str
    number: str
    starts_at: int
    minutes: int
    place: str
    form: Form
    deadline: int | None = None
    closes: tuple[Cause, ...] = ()


class ParticipantAdded(Event, tag="meeting.participant_added"):
    participant: int
    person: str
    name: str
    position: str
    unit: str
    unit_short: str
    capacity: Capacity
    duties: tuple[Duty, ...]
    items: tuple[int, ...]
    replaces: int | None


class ParticipantEdited(Event, tag="meeting.participant_edited"):
    participant: int
    capacity: Capacity
    duties: tuple[Duty, ...]
    items: tuple[int, ...]
    replaces: int | None


class ParticipantRemoved(Event, tag="meeting.participant_removed"):
    participant: int


class Convened(Event, tag="meeting.convened"):
    pass


class Cancelled(Event, tag="meeting.cancelled"):
    reason: str


class Postponed(Event, tag="meeting.postponed"):
    reason: str
    starts_at: int | None


class Started(Event, tag="meeting.started"):
    present: int
    needed: int
    members: int
    override: str | None


class Paused(Event, tag="meeting.paused"):
    pass


class Resumed(Event, tag="meeting.resumed"):
    pass


class Closed(Event, tag="meeting.closed"):
    """`how`: of a consultation: by somebody's hand, at its deadline, or when all had answered."""

    how: Literal["hand", "deadline", "answered"] | None = None


class Sent(Event, tag="meeting.sent"):
    """A consultation in writing went out to its members; its polls open with it."""

    deadline: int
    members: int


class Extended(Event, tag="meeting.extended"):
    """The deadline of a consultation was put off."""

    deadline: int
    reason: str
    by: int


class ChairHanded(Event, tag="meeting.chair_handed"):
    """`by` is the outgoing chair or the secretary."""

    to: int
    by: int


class Finalised(Event, tag="meeting.finalised"):
    prose: tuple[ProseBlock, ...]
    reserved: Reserved


class FinalWithdrawn(Event, tag="meeting.final_withdrawn"):
    reason: str


class Signed(Event, tag="meeting.signed"):
    participant: int
    role: Literal["secretary", "chair"]
    name: str
    certificate: str
    sha256: str
    signed_at: int


class Filed(Event, tag="meeting.filed"):
    document: str
    sha256: str


MeetingEvent = (
    Created | Edited | ParticipantAdded | ParticipantEdited | ParticipantRemoved | Convened | Cancelled | Postponed
    | Started | Paused | Resumed | Closed | Sent | Extended | ChairHanded | Finalised | FinalWithdrawn | Signed | Filed
)  # fmt: skip
