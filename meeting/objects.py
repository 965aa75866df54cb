"""What a seat may hold: the objects of a view, one struct per kind of key.

`meeting/view.py` makes them; the client's TypeScript types are generated from them. An object holds only what its
audience may see, so a field that an audience may not see is absent or None for it, never masked later.

Keys: `meeting`, `quorum`, `stage`, `floor`, `record`, `item/{id}`, `person/{participant}`, `paper/{id}`, `motion/{id}`,
`poll/{id}`, `request/{participant}`, `voted/{poll}/{participant}`, `ballot/{poll}/{participant}`,
`opinion/{participant}`, `ink/{version}/{page}/{mark}`; and personal ones in `mine`: `me`, `me/request`,
`me/ballot/{poll}`, `me/opinion`.
All times are UTC milliseconds; pages count from 1.
"""

from typing import Literal, dataclass_transform

import msgspec

from agenda.events import Mode
from meeting.events import Capacity, Cause, Duty, Form
from papers.events import Tool
from voting.events import By, Quorum, Reasoning, Totals, Urn
from voting.method import Method, Outcome
from voting.rule import Choice, Rule


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Object(msgspec.Struct, frozen=True, omit_defaults=False):
    """One value of a view."""


Phase = Literal["draft", "convened", "running", "paused", "closed", "cancelled"]


class MeetingObject(Object):
    """`meeting`: the frame. Everyone."""

    id: str
    title: str
    type: str
    number: str
    starts_at: int
    minutes: int
    offset: int
    place: str
    form: Form
    unit: str
    phase: Phase
    postponed: str | None  # reason, while it stands
    cancelled: str | None
    started_at: int | None
    closed_at: int | None
    paused_at: int | None
    paused_ms: int  # total length of the pauses that have ended
    chair: str | None  # name of whoever chairs now
    chair_position: str | None
    secretary: str | None
    deadline: int | None = None  # of a consultation in writing
    closes: tuple[Cause, ...] = ()  # what closes it by itself
    how: Literal["hand", "deadline", "answered"] | None = None  # it was closed


class QuorumObject(Object):
    """`quorum`: attendance in counts. Everyone."""

    present: int  # members checked in
    online: int  # of these, online
    needed: int
    members: int  # in office
    reached: bool
    guests: int  # guests and substitutes checked in
    citation: str


ItemState = Literal["planned", "open", "done", "postponed", "withdrawn"]


class ItemObject(Object):
    """`item/{id}`: one item. Guests: only theirs (and their sub-items). `order` sorts the tree; `number` is "3.1"."""

    id: int
    parent: int | None
    order: int
    depth: int
    number: str
    title: str
    presenter: str
    presenter_position: str
    presenter_id: int | None
    minutes: int
    planned_at: int  # computed from the start and the durations before it
    state: ItemState
    opened_at: int | None
    finished_at: int | None
    reason: str


class PersonObject(Object):
    """`person/{participant}`: staff, members and substitutes see all; guests see staff duties and chair only; the
    screen none.

    `items` (what a guest is invited to) is for staff only, empty for all others."""

    id: int
    person: str | None  # id in the register of people; staff only
    name: str
    position: str
    unit: str
    unit_short: str
    capacity: Capacity
    duties: tuple[Duty, ...]
    replaces: int | None
    items: tuple[int, ...]
    presence: Mode | None  # checked in now, and how
    site: str
    checked_in_at: int | None
    checked_out_at: int | None
    absent: str | None  # reason


class PaperObject(Object):
    """`paper/{id}`: guests only papers of their items. A recalled paper is a tombstone: no version, no pages."""

    id: int
    item: int
    order: int
    title: str
    version: str | None
    number: int  # of the version, from 1
    size: int
    pages: tuple[tuple[int, int], ...]
    added_at: int
    recalled: str | None


class StageObject(Object):
    """`stage`: what the room is at. `item`, `paper` None where the audience may not see them; `hidden` then says that
    something is going on which this audience may not see."""

    item: int | None
    paper: int | None
    version: str | None
    page: int | None
    presenter: int | None
    presenter_name: str | None
    hidden: bool


class FloorObject(Object):
    """`floor`: who speaks. Guests and screen: only while the item is theirs to see. `paused_at`: session paused."""

    participant: int
    name: str
    position: str
    unit: str
    item: int | None
    started_at: int
    seconds: int  # granted, extensions included; 0 = no limit
    paused_at: int | None
    paused_ms: int


class RequestObject(Object):
    """`request/{participant}`: one waiting request to speak; guests see only their own, as `me/request`; the screen
    only the first. `at` orders the queue."""

    participant: int
    name: str
    position: str
    unit: str
    topic: str
    at: int
    place: int  # in the queue, from 1


class MotionObject(Object):
    """`motion/{id}`: follows its item. `poll`: its latest poll; `opened`: it may no longer be edited."""

    id: int
    item: int
    text: str
    rule: Rule
    poll: int | None
    opened: bool
    needed: int  # yes votes needed, as of now (members base); 0 where it depends on ballots
    method: Method
    out: bool  # somebody wants it voted on its own
    follows: int | None  # the poll whose second round it is


PollState = Literal["open", "paused", "counting", "tied", "closed", "void"]


class PollObject(Object):
    """`poll/{id}`: follows its item. While open only how many have voted (nothing, or the figures, where the rule says
    so); totals, reasoning and outcome once closed, or `carried` alone where the rule publishes the verdict only.
    Totals and shares are in units: 1/`unit` of a vote."""

    id: int
    motion: int
    item: int
    text: str
    rule: Rule
    state: PollState
    opened_at: int
    closed_at: int | None
    entitled: int
    members: int
    voted: int | None
    needed: int
    quorum: Quorum
    override: str | None
    void_reason: str | None
    totals: Totals | None
    reasoning: Reasoning | None
    carried: bool | None
    method: Method
    by: By
    unit: int
    bloc: tuple[int, ...]
    urn: Urn | None
    outcome: Outcome | None
    root: str | None  # of the receipts of a secret poll
    names_shown: bool  # the wall shows who chose what


class UrnObject(Object):
    """`urn/{poll}`: the receipts of a secret poll that was counted, sorted. Staff and members."""

    poll: int
    receipts: tuple[str, ...]


class VoterObject(Object):
    """`voter/{participant}`: a vote that does not weigh 1, or that a proxy casts. Staff and members."""

    participant: int
    p: int
    q: int
    holder: int | None


class RecusalObject(Object):
    """`recusal/{item}/{participant}`: takes no part in votes under this item. Staff and members."""

    item: int
    participant: int
    name: str


class VotedObject(Object):
    """`voted/{poll}/{participant}`: an entitled voter and whether the ballot is in. Staff (chair and secretary) only,
    while the poll is open. The chair is staff here although also a member."""

    poll: int
    participant: int
    name: str
    voted: bool
    at: int | None


class BallotObject(Object):
    """`ballot/{poll}/{participant}`: a named ballot after closing, for staff and members. `by`: the holder who cast it
    by proxy."""

    poll: int
    participant: int
    name: str
    choice: Choice | None
    text: str
    marks: tuple[int, ...]
    weight: int
    by: int | None


class OpinionFile(Object):
    sha256: str
    name: str
    size: int


class OpinionObject(Object):
    """`opinion/{participant}`, `me/opinion`: how far a member is with a consultation in writing, never with what
    answer. Staff while it is open; members afterwards, where the rule publishes ballots. `late`: after the deadline.
    `current`: the signature is of the answers as they stand. `files`: attached to the opinion; who sees them reads
    them."""

    participant: int
    name: str
    answered: int  # questions
    asked: int
    at: int | None  # of the last answer
    late: bool
    signed_at: int | None
    sha256: str | None  # of the signed file
    current: bool
    files: tuple[OpinionFile, ...]


class InkObject(Object):
    """`ink/{version}/{page}/{mark}`: one shared stroke, only of the open item."""

    mark: int
    version: str
    page: int
    tool: Tool
    colour: str
    size: int
    points: tuple[int, ...]
    by: int


RecordState = Literal["draft", "final", "signed", "filed"]


class SignatureObject(Object):
    role: Literal["secretary", "chair"]
    name: str
    signed_at: int


class RecordObject(Object):
    """`record`: the minutes' life, from closing on. Staff and members. `document` once filed."""

    state: RecordState
    notation: str | None  # "05/BB-UBND"
    signatures: tuple[SignatureObject, ...]
    document: str | None


class MeObject(Object):
    """`me`: who this person is in this meeting. None for a screen."""

    participant: int
    person: str
    name: str
    position: str
    capacity: Capacity
    duties: tuple[Duty, ...]
    chair: bool  # chairs now
    secretary: bool
    votes: bool  # has the right to vote in this meeting
    replaces: str | None  # name of the member
    presence: Mode | None  # checked in now, and how: a guest has no row among the people
    checked_in_at: int | None
    checked_out_at: int | None


class OwnBallotObject(Object):
    """`me/ballot/{poll}`: this person's entitlement and ballot in a poll that is, or was, open to them;
    `me/proxy/{poll}/{voter}`: the ballot they cast for a member whose proxy they hold."""

    poll: int
    entitled: bool
    reason: str | None  # code why not: "voting.not_a_member", "voting.not_checked_in", "voting.recused", ...
    choice: Choice | None
    text: str
    at: int | None  # when the ballot was received
    marks: tuple[int, ...]
    receipt: str | None  # of a sealed ballot
    voter: int
    name: str
    weight: int


AnyObject = (
    MeetingObject | QuorumObject | ItemObject | PersonObject | PaperObject | StageObject | FloorObject | RequestObject
    | MotionObject | PollObject | UrnObject | VoterObject | RecusalObject | VotedObject | BallotObject | InkObject
    | RecordObject | MeObject | OwnBallotObject | OpinionObject
)  # fmt: skip

OBJECTS: dict[str, type[Object]] = {
    "meeting": MeetingObject,
    "quorum": QuorumObject,
    "stage": StageObject,
    "floor": FloorObject,
    "record": RecordObject,
    "item": ItemObject,
    "person": PersonObject,
    "paper": PaperObject,
    "motion": MotionObject,
    "poll": PollObject,
    "urn": UrnObject,
    "voter": VoterObject,
    "recusal": RecusalObject,
    "request": RequestObject,
    "voted": VotedObject,
    "ballot": BallotObject,
    "opinion": OpinionObject,
    "ink": InkObject,
    "me": MeObject,
    "me/request": RequestObject,
    "me/ballot": OwnBallotObject,
    "me/proxy": OwnBallotObject,
    "me/opinion": OpinionObject,
}
