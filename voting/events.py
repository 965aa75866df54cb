"""What happened to motions and polls. Every figure is an integer."""

from typing import Literal

from journal.shapes import Event, Value

Choice = Literal["yes", "no", "abstain", "other"]  # tán thành, không tán thành, không biểu quyết, ý kiến khác


class Rule(Value):
    """A rule pack as data, copied into the poll when it opens. A share p/q is two integers.

    `majority`: "more" = q*yes > p*base, "at_least" = q*yes >= p*base.
    """

    code: str
    version: int
    citation: str  # article and date
    base: Literal["members", "present", "cast", "valid"]
    majority: Literal["more", "at_least"]
    p: int
    q: int
    tie: Literal["not_carried", "chair_decides"]
    choices: tuple[Choice, ...]
    named: bool = True  # open ballot; a secret one never journals who chose what


class Voter(Value):
    """One entitled member, as frozen at opening."""

    participant: int
    name: str
    position: str


class Quorum(Value):
    """What quorum was at a moment: `present` of `base` members in office, `needed` for it."""

    present: int
    needed: int
    base: int
    reached: bool


class Reasoning(Value):
    """Why a poll ended as it did. `by` says which rule decided: the majority, or the chair's ballot on a tie."""

    base: int  # members the share is taken of
    needed: int  # smallest number of "yes" that carries
    has: int
    carried: bool
    by: Literal["majority", "chair", "tie"]
    chair_choice: Choice | None = None


class Totals(Value):
    yes: int = 0
    no: int = 0
    abstain: int = 0
    other: int = 0
    missing: int = 0  # entitled, did not vote
    absent: int = 0  # members in office who were not entitled because not checked in


class MotionAdded(Event, tag="voting.motion_added"):
    motion: int
    item: int
    text: str
    rule: str


class MotionEdited(Event, tag="voting.motion_edited"):
    motion: int
    text: str
    rule: str


class MotionRemoved(Event, tag="voting.motion_removed"):
    motion: int


class PollOpened(Event, tag="voting.poll_opened"):
    """Freezes the question, the rule, the electorate and the quorum."""

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


class BallotCast(Event, tag="voting.ballot_cast"):
    """A named ballot. (A secret one will be another event that says only who has voted.)"""

    poll: int
    participant: int
    choice: Choice
    text: str


class PollClosed(Event, tag="voting.poll_closed"):
    poll: int
    totals: Totals
    reasoning: Reasoning


class PollVoided(Event, tag="voting.poll_voided"):
    poll: int
    reason: str


VotingEvent = MotionAdded | MotionEdited | MotionRemoved | PollOpened | BallotCast | PollClosed | PollVoided
