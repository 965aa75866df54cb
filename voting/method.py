"""How a ballot is filled in, and what comes out of it, as data.

Kinds
- question: one of the rule's choices (tán thành, không tán thành, ...).
- options: `least` to `most` of the options are marked; the most marked ones win, as many as `seats`.
- approval: an election; at most `most` candidates are marked; `seats` are filled by those with the most marks that
  reach the rule's majority.
- each: an election or a list; every candidate gets yes (1), no (0) or no opinion (-1) and is decided by the rule.
- ranked: options in order of preference; `seats` are filled by Scottish STV (SSI 2011/399, Schedule 1).
- score: each option gets 0 to `top` points; the highest sums win, as many as `seats`.

A ballot of any kind but a question is a tuple of integers, its marks: ids of options for options, approval and ranked
(there in order of preference); one value for each option, in the order of the options, for each and score. An empty
tuple is a blank ballot, valid where `least` is 0.
"""

from typing import Literal

from journal.shapes import Value

Kind = Literal["question", "options", "approval", "each", "ranked", "score"]
Marks = tuple[int, ...]


class Option(Value):
    """Something to choose: an option or a candidate. `id` counts from 1 within its motion."""

    id: int
    text: str


class Method(Value):
    """What a ballot may hold. `least`, `most`: options to mark; `seats`: how many win; `top`: the most points."""

    kind: Kind = "question"
    options: tuple[Option, ...] = ()
    least: int = 1
    most: int = 1
    seats: int = 1
    top: int = 0


QUESTION = Method()


class Tallied(Value):
    """What an option received, in units of weight: marks, yes votes, first preferences or points as `yes`."""

    option: int
    yes: int
    no: int = 0
    abstain: int = 0
    needed: int = 0  # "yes" it needed, where the rule asks for a share; else 0
    won: bool = False


class Round(Value):
    """One stage of a count by preference. Votes are in hundred-thousandths of a unit, cut off, never rounded up.

    `act`: "elected" (these reached the quota), "surplus" (what this one has beyond the quota goes on), "excluded" (this
    one had the fewest), "filled" (as many were left as seats). `votes`: what each option holds when the stage begins,
    in the order of the options; those out of the count hold 0. `exhausted`: what no longer counts for anybody."""

    act: Literal["elected", "surplus", "excluded", "filled"]
    options: tuple[int, ...]
    votes: tuple[int, ...]
    exhausted: int
    by_lot: bool = False  # equal in every stage: the lowest id went; the rules of the body may ask for a lot


class Outcome(Value):
    """What came out of a poll that is no plain question.

    `elected`: options that won, best first. `tied`: options equal at the border, where more are equal than seats are
    left: none of them is elected, a second round decides. `quota` and `rounds`: of a count by preference only."""

    tallies: tuple[Tallied, ...]
    elected: tuple[int, ...]
    tied: tuple[int, ...] = ()
    quota: int = 0
    rounds: tuple[Round, ...] = ()
