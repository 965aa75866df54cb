"""Ballots that mark options: a choice of one or several, or an election by approval.

What it is: the count of marks. What it is not: who wins (see `seats`).

Rules
- An option has a vote from every ballot that marks it; at most one from each, so it never has more than there are
  valid ballots.
- Where the rule asks for a share, each winner must reach it; else the most marked win.
- A blank ballot is valid and marks nothing; of the bases only "yes_no" leaves it out.
"""

from collections.abc import Sequence

from voting.events import Paper, Reasoning, Totals
from voting.method import Method, Outcome, Tallied
from voting.methods.seats import settle
from voting.rule import Rule
from voting.shares import Sizes, asks_share, base_of, needed


def decide_marks(
    rule: Rule, method: Method, papers: Sequence[Paper], totals: Totals, sizes: Sizes
) -> tuple[Reasoning, Outcome]:
    """Counts the marks and fills the seats. The papers have passed `check_marks`."""
    got = dict.fromkeys((option.id for option in method.options), 0)
    for paper in papers:
        for mark in paper.marks:
            got[mark] += paper.count
    filled_in = sum(paper.count for paper in papers if paper.marks)
    counts = asks_share(rule) or rule.majority == "none"
    base = base_of(rule, totals, sizes.present, filled_in) if counts else totals.marked
    need = needed(base, rule)
    return settle(rule, method, [Tallied(option, yes, needed=need) for option, yes in got.items()], base, need)
