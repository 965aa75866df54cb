"""What the minutes say, as values: the result of folding a journal for its record.

It is not the meeting's state (that serves live seats) and holds no sentence: sentences are `minutes.words`, the page
is `minutes.layout`. All times are UTC milliseconds; `offset` is the meeting's own distance from UTC in minutes.
"""

from typing import Literal

from agenda.events import Mode
from journal.shapes import Value
from meeting.events import Capacity, Duty, Form, Reserved
from minutes.written import WrittenDoc
from voting.events import By, Quorum, Reasoning, Totals, Voter
from voting.events import Opening as Urn
from voting.method import QUESTION, Marks, Method, Outcome
from voting.rule import Choice, Rule

PersonId = int
ItemState = Literal["planned", "open", "done", "postponed", "withdrawn"]
VoteState = Literal["open", "closed", "void"]


class Frame(Value):
    """The meeting's frame as it last stood."""

    title: str = ""
    type: str = ""
    number: str = ""
    starts_at: int = 0
    offset: int = 0
    place: str = ""
    form: Form = "room"
    unit: str = ""
    parent_unit: str = ""
    locality: str = ""
    notation: str = ""
    deadline: int | None = None  # of a consultation in writing


class Stay(Value):
    """One stretch of attendance; `until` None: to the end."""

    mode: Mode
    since: int
    until: int | None = None


class Attendee(Value):
    """A participant and how they attended. `replaces` and `substitute` are names, copied in."""

    participant: PersonId
    person: str
    name: str
    position: str
    unit: str
    capacity: Capacity
    duties: tuple[Duty, ...]
    items: tuple[int, ...] = ()
    replaces: str | None = None
    substitute: str | None = None
    stays: tuple[Stay, ...] = ()
    absent: str | None = None  # reason, where one was given

    @property
    def came(self) -> bool:
        return bool(self.stays)


class Opening(Value):
    """The count at the start, as the journal has it."""

    present: int
    needed: int
    members: int
    override: str | None


class Pause(Value):
    since: int
    until: int | None


class Chairing(Value):
    """Who chaired from when on. The first entry has `since` None."""

    participant: PersonId
    name: str
    position: str
    since: int | None


class Speech(Value):
    participant: PersonId
    name: str
    position: str
    mode: Mode | None
    at: int


class PaperShown(Value):
    """A version that lay on the table. `shown`: it was presented to the room."""

    paper: int
    item: int
    title: str
    version: str
    number: int
    pages: int
    sha256: str
    shown: bool
    recalled: str | None = None


class Ballot(Value):
    """The last ballot of a voter. `by`: the name of who cast it by proxy."""

    participant: PersonId
    name: str
    choice: Choice | None
    text: str
    marks: Marks = ()
    by: str | None = None


class Recusal(Value):
    """A member who took no part in a vote, and why."""

    participant: PersonId
    name: str
    reason: str


class Vote(Value):
    """One poll. `bloc`: the texts of the motions it decided together; `voted`: how many did; `urn`: the receipts of a
    secret one; `entered`: who entered what tellers counted; `second`: it is a further round."""

    poll: int
    item: int
    text: str
    rule: Rule
    opened_at: int
    closed_at: int | None
    state: VoteState
    members: int
    entitled: int
    quorum: Quorum
    override: str | None
    void_reason: str | None
    totals: Totals | None
    reasoning: Reasoning | None
    ballots: tuple[Ballot, ...]
    voters: tuple[Voter, ...] = ()
    method: Method = QUESTION
    by: By = "seats"
    unit: int = 1
    office: int = 0
    recused: tuple[Recusal, ...] = ()
    bloc: tuple[str, ...] = ()
    secret: bool = False
    hidden: bool = False
    voted: int = 0
    outcome: Outcome | None = None
    urn: Urn | None = None
    entered: str = ""
    second: bool = False


class ItemDoc(Value):
    """One item with everything that happened under it. `number` is "3.1"."""

    item: int
    number: str
    depth: int
    title: str
    presenter: str
    presenter_position: str
    state: ItemState
    reason: str
    opened_at: int | None
    finished_at: int | None
    speeches: tuple[Speech, ...]
    papers: tuple[PaperShown, ...]
    votes: tuple[Vote, ...]


class MinutesDoc(Value):
    """The whole content of the record."""

    frame: Frame
    started_at: int | None
    closed_at: int | None
    opening: Opening | None
    pauses: tuple[Pause, ...]
    chairs: tuple[Chairing, ...]
    secretary: Attendee | None
    attendees: tuple[Attendee, ...]
    items: tuple[ItemDoc, ...]
    prose: dict[str, str]
    reserved: Reserved | None
    written: WrittenDoc | None = None

    @property
    def chair(self) -> Chairing | None:
        """Who chaired last, and therefore signs."""
        return self.chairs[-1] if self.chairs else None

    def text(self, key: str) -> str:
        """The secretary's prose under a key, without outer blanks."""
        return self.prose.get(key, "").strip()
