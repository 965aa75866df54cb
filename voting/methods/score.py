"""Points for every option; the highest sums win.

What it is: the sums. What it is not: who wins (see `seats`). A share cannot be asked of points, so the rule's majority
says nothing here, "none" aside; no sum exceeds `top` times the valid ballots.
"""

from collections.abc import Sequence

from voting.events import Paper, Reasoning, Totals
from voting.method import Method, Outcome, Tallied
from voting.methods.seats import settle
from voting.rule import Rule


def decide_score(rule: Rule, method: Method, papers: Sequence[Paper], totals: Totals) -> tuple[Reasoning, Outcome]:
    """Adds the points, each times the weight of its ballot. The papers have passed `check_marks`."""
    tallies = [
        Tallied(option.id, sum(paper.count * paper.marks[at] for paper in papers if paper.marks))
        for at, option in enumerate(method.options)
    ]
    return settle(rule, method, tallies, totals.marked, 0)
