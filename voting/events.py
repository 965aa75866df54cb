"""What happened to motions and polls. Every figure is an integer.

Weights: a poll counts in units. With `unit` 1 everybody weighs 1; else a voter's `weight` is a number of 1/unit. Both
sides of every share are in units. Quorum and turnout count heads.
"""

from typing import Literal

from journal.shapes import Event, Value
from voting.method import QUESTION, Marks, Method, Outcome
from voting.rule import Choice, Rule

By = Literal["seats", "hands", "paper"]  # tablets; hands or paper, counted by tellers and entered by the secretary


class Voter(Value, omit_defaults=True):
    """One entitled voter, as frozen at opening.

    `replaces`: the member whose vote a substitute casts. `holder`: the participant who casts the ballot of a voter who
    is away and gave a proxy. `weight`: in the poll's units."""

    participant: int
    name: str
    position: str
    weight: int = 1
    mode: Literal["room", "online", "away", "written"] = "room"
    replaces: int | None = None
    holder: int | None = None


class Quorum(Value):
    """What quorum was at a moment: `present` of `base` members in office, `needed` for it."""

    present: int
    needed: int
    base: int
    reached: bool


class Reasoning(Value):
    """Why a poll ended as it did. `by` says what decided: the majority; the chair's own ballot on a tie ("chair"); the
    chair's casting vote after it ("casting"); nobody ("tie"); that the rule decides nothing ("none")."""

    base: int  # units the share is taken of
    needed: int  # smallest number of "yes" that carries
    has: int
    carried: bool
    by: Literal["majority", "chair", "casting", "tie", "none"]
    chair_choice: Choice | None = None


class Totals(Value):
    """In units. `marked`: ballots of other kinds than questions."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    other: int = 0
    missing: int = 0  # entitled, did not vote
    absent: int = 0  # members in office who were not entitled because not checked in, or recused
    marked: int = 0
    invalid: int = 0  # on paper
    silent: int = 0  # of `yes`: did not answer, and the rule takes silence for consent


class Urn(Value):
    """How the ballots of a secret poll are sealed: HPKE (RFC 9180) base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
    ChaCha20-Poly1305. `key`: the public key, hex. `size`: bytes of every choice before sealing."""

    key: str
    size: int


class Opening(Value):
    """What the opened urn held: receipts (SHA-256 of each sealed ballot, hex, sorted) and their Merkle root."""

    receipts: tuple[str, ...]
    root: str


class Paper(Value):
    """Equal ballots without names. `choice` of a question, `marks` of the others; `count` in units."""

    count: int
    choice: Choice | None = None
    marks: Marks = ()


class MotionAdded(Event, tag="voting.motion_added"):
    """`pack`: the rule as it was then (entries of before packs could be edited name a shipped one). `follows`: the poll
    whose second round this is."""

    motion: int
    item: int
    text: str
    rule: str
    pack: Rule | None = None
    method: Method = QUESTION
    follows: int | None = None


class MotionEdited(Event, tag="voting.motion_edited"):
    motion: int
    text: str
    rule: str
    pack: Rule | None = None
    method: Method = QUESTION


class MotionRemoved(Event, tag="voting.motion_removed"):
    motion: int


class MotionTakenOut(Event, tag="voting.motion_taken_out"):
    """It is to be voted on its own, not en bloc: `participant` asked for it."""

    motion: int
    participant: int


class MotionPutBack(Event, tag="voting.motion_put_back"):
    motion: int


class ProxyGiven(Event, tag="voting.proxy_given"):
    giver: int
    holder: int


class ProxyWithdrawn(Event, tag="voting.proxy_withdrawn"):
    giver: int


class WeightSet(Event, tag="voting.weight_set"):
    """The vote of this member weighs p/q."""

    participant: int
    p: int
    q: int


class MemberRecused(Event, tag="voting.member_recused"):
    """Takes no part in votes under this item."""

    item: int
    participant: int
    reason: str


class RecusalEnded(Event, tag="voting.recusal_ended"):
    item: int
    participant: int


class PollOpened(Event, tag="voting.poll_opened"):
    """Freezes the question, the rule, the electorate and the quorum.

    `office`: weight of all members in office, in units (0 in entries of before weights: one each). `bloc`: motions that
    this poll decides together, its own among them. `recused`: members who take no part."""

    poll: int
    motion: int
    item: int
    text: str
    rule: Rule
    electorate: tuple[Voter, ...]
    members: int  # in office
    quorum: Quorum
    override: str | None
    chair: int | None  # participant whose ballot decides a tie
    method: Method = QUESTION
    by: By = "seats"
    unit: int = 1
    office: int = 0
    recused: tuple[int, ...] = ()
    bloc: tuple[int, ...] = ()
    urn: Urn | None = None


class BallotCast(Event, tag="voting.ballot_cast", omit_defaults=True):
    """A named ballot of `participant`; the last one counts where the rule lets it be changed. `by`: the holder of a
    proxy who cast it."""

    poll: int
    participant: int
    choice: Choice | None
    text: str
    marks: Marks = ()
    by: int | None = None


class BallotSealed(Event, tag="voting.ballot_sealed"):
    """A secret ballot is in the urn. Says who, never what; the sealed bytes are a deposit of the same transaction.
    `receipt`: their SHA-256, hex."""

    poll: int
    participant: int
    receipt: str


class CountEntered(Event, tag="voting.count_entered"):
    """Hands or papers as the tellers counted them; the last entry counts."""

    poll: int
    papers: tuple[Paper, ...]
    invalid: int
    participant: int  # who entered it


class PollPaused(Event, tag="voting.poll_paused"):
    poll: int


class PollResumed(Event, tag="voting.poll_resumed"):
    poll: int


class PollEnded(Event, tag="voting.poll_ended"):
    """No more sealed ballots; the urn is being opened."""

    poll: int


class PollTied(Event, tag="voting.poll_tied"):
    """Equal for and against; the rule gives the chair a casting vote."""

    poll: int
    totals: Totals
    reasoning: Reasoning
    opening: Opening | None = None


class PollClosed(Event, tag="voting.poll_closed"):
    """`papers`: the nameless ballots of a secret count by preference, which cannot be counted again without them.
    `hidden`: a secret poll whose rule publishes the verdict only: the totals say how many voted, the reasoning only
    how it ended."""

    poll: int
    totals: Totals
    reasoning: Reasoning
    outcome: Outcome | None = None
    opening: Opening | None = None
    papers: tuple[Paper, ...] = ()
    hidden: bool = False


class NamesShown(Event, tag="voting.names_shown"):
    """The wall shows who chose what, or no longer does."""

    poll: int
    shown: bool


class PollVoided(Event, tag="voting.poll_voided"):
    poll: int
    reason: str


class OpinionSigned(Event, tag="voting.opinion_signed"):
    """A member signed their answers in a consultation. `answers`: SHA-256 of the JSON array of [poll, choice, text],
    and after these [sha256, name] of each file attached, in the order of attaching; `sha256`: of the signed file."""

    participant: int
    answers: str
    sha256: str
    certificate: str
    signed_at: int


class FileAttached(Event, tag="voting.file_attached"):
    """A file belongs to a member's answers in a consultation; a signature made before does not cover it."""

    participant: int
    sha256: str
    name: str
    size: int


class FileDetached(Event, tag="voting.file_detached"):
    participant: int
    sha256: str


VotingEvent = (
    MotionAdded | MotionEdited | MotionRemoved | MotionTakenOut | MotionPutBack | ProxyGiven | ProxyWithdrawn
    | WeightSet | MemberRecused | RecusalEnded | PollOpened | BallotCast | BallotSealed | CountEntered | PollPaused
    | PollResumed | PollEnded | PollTied | PollClosed | PollVoided | NamesShown | OpinionSigned
    | FileAttached | FileDetached
)  # fmt: skip
