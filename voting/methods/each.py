"""An election or a list with yes, no or no opinion for every candidate.

What it is: the count for each. What it is not: who wins where more succeed than there are seats (see `seats`).

Rules
- Every candidate is decided by the rule on their own votes: a share of the base, or under "relative" more yes than no.
- A blank ballot has no opinion on anybody. So yes + no + no opinion is the number of valid ballots for everyone.
- On the base "yes_no" everybody has a base of their own, and the reasoning of the whole shows the valid ballots.
"""

from collections.abc import Sequence

from voting.events import Paper, Reasoning, Totals
from voting.method import Method, Outcome, Tallied
from voting.methods.seats import settle
from voting.rule import Rule
from voting.shares import Sizes, asks_share, base_of, needed

YES, NO = 1, 0


def decide_each(
    rule: Rule, method: Method, papers: Sequence[Paper], totals: Totals, sizes: Sizes
) -> tuple[Reasoning, Outcome]:
    """Counts and fills the seats. The papers have passed `check_marks`."""
    tallies = [
        _tally(rule, option.id, _count(papers, at, YES), _count(papers, at, NO), totals, sizes)
        for at, option in enumerate(method.options)
    ]
    common = rule.base != "yes_no" and (asks_share(rule) or rule.majority == "none")
    base = base_of(rule, totals, sizes.present) if common else totals.marked
    return settle(rule, method, tallies, base, needed(base, rule) if common else 0)


def _count(papers: Sequence[Paper], at: int, mark: int) -> int:
    return sum(paper.count for paper in papers if paper.marks and paper.marks[at] == mark)


def _tally(rule: Rule, option: int, yes: int, no: int, totals: Totals, sizes: Sizes) -> Tallied:
    base = base_of(rule, totals, sizes.present, yes + no)
    need = no + 1 if rule.majority == "relative" else needed(base, rule)
    return Tallied(option, yes, no, totals.marked - yes - no, need)
