"""Counting and deciding, on integers only.

What it is: the one door to the arithmetic; the same functions serve the live result and the recount from the journal.
What it is not: the arithmetic itself (shares and bases in `shares`, each kind of ballot in `methods`).

Rules
- A result is a function of rule, method, papers and sizes. The order of papers never matters, nor whether equal ones
  come as one or as many.
- Everything is in units of weight, on both sides of every share; `shares` says why none exceeds 1.
- Silence counts as yes only for questions: nobody can have marked an option by saying nothing.
"""

from collections.abc import Iterable
from typing import assert_never

from journal.shapes import Value
from voting.events import Paper, Reasoning, Totals
from voting.method import Method, Outcome
from voting.methods.each import decide_each
from voting.methods.options import decide_marks
from voting.methods.question import casting, tied, totals_of, verdict
from voting.methods.score import decide_score
from voting.methods.stv import decide_ranked
from voting.rule import Choice, Rule
from voting.shares import Sizes, base_of, left_out, needed, quorum, share_at_least, share_more

__all__ = [
    "Result",
    "Sizes",
    "base_of",
    "casting",
    "needed",
    "quorum",
    "result",
    "share_at_least",
    "share_more",
    "tied",
    "verdict",
]


class Result(Value):
    """What a poll came to. `outcome`: of other kinds than questions."""

    totals: Totals
    reasoning: Reasoning
    outcome: Outcome | None = None


def result(
    rule: Rule,
    method: Method,
    papers: Iterable[Paper],
    sizes: Sizes,
    *,
    invalid: int = 0,
    chair: Choice | None = None,
) -> Result:
    """Counts and decides a poll.

    `papers`: valid ballots, of a question their `choice`, of other kinds their `marks`, which have passed
    `methods.check.check_marks`; `invalid`: weight of those that were no good; `chair`: the chair's own ballot, where it
    is known."""
    if method.kind == "question":
        totals = totals_of(rule, papers, sizes, invalid)
        return Result(totals, verdict(rule, totals, chair, sizes.present))
    ballots = tuple(papers)
    totals = _marked(ballots, sizes, invalid)
    return Result(totals, *_decide(rule, method, ballots, totals, sizes))


def _marked(papers: tuple[Paper, ...], sizes: Sizes, invalid: int) -> Totals:
    marked = sum(paper.count for paper in papers)
    missing, absent = left_out(sizes, marked + invalid)
    return Totals(missing=missing, absent=absent, marked=marked, invalid=invalid)


def _decide(
    rule: Rule, method: Method, papers: tuple[Paper, ...], totals: Totals, sizes: Sizes
) -> tuple[Reasoning, Outcome]:
    match method.kind:
        case "options" | "approval":
            return decide_marks(rule, method, papers, totals, sizes)
        case "each":
            return decide_each(rule, method, papers, totals, sizes)
        case "score":
            return decide_score(rule, method, papers, totals)
        case "ranked":
            return decide_ranked(rule, method, papers)
        case "question":
            raise AssertionError("a question has no options")
        case _:
            assert_never(method.kind)
