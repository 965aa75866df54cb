"""A plain question: for, against, not voting, another opinion.

What it is: totals and the verdict with its reasons. What it is not: the other kinds of ballots (beside this file).

Rules
- Carried when "yes" has what the majority needs: a share of the base; under "relative" one more than "no"; under
  "plurality" one more than every other choice. Under "none" nothing is carried, the figures are noted.
- A tie is as many for as against, at least one each, whatever the base, where the majority is not reached; under
  "plurality" no third choice may have more than these two.
- "chair_decides": the chair's own ballot then decides; a chair who took no side decides nothing and it is not carried
  (the rule of Decree 138/2016/ND-CP, article 3, for the Government). "chair_casts": a casting vote afterwards.
- Where silence counts as yes, whoever did not answer stands in `yes` and in `silent`, and nobody is missing.
"""

from collections.abc import Iterable

from voting.events import Paper, Reasoning, Totals
from voting.rule import Choice, Rule
from voting.shares import Sizes, base_of, left_out, needed, valid_of


def totals_of(rule: Rule, papers: Iterable[Paper], sizes: Sizes, invalid: int) -> Totals:
    """The totals, in units. A paper without a choice is invalid."""
    got: dict[Choice | None, int] = {}
    for paper in papers:
        got[paper.choice] = got.get(paper.choice, 0) + paper.count
    unread = invalid + got.get(None, 0)
    yes, no, abstain, other = (got.get(choice, 0) for choice in ("yes", "no", "abstain", "other"))
    missing, absent = left_out(sizes, yes + no + abstain + other + unread)
    silent = missing if rule.silence == "yes" else 0
    return Totals(yes + silent, no, abstain, other, missing - silent, absent, invalid=unread, silent=silent)


def verdict(rule: Rule, totals: Totals, chair: Choice | None, present: int | None = None) -> Reasoning:
    """Carried or not, and why. The chair's choice is told only where it decided."""
    base, need, has = _base(rule, totals, present), _needed(rule, totals, present), totals.yes
    if rule.majority == "none":
        return Reasoning(base, need, has, False, "none")
    if has >= need:
        return Reasoning(base, need, has, True, "majority")
    if not _equal(rule, totals):
        return Reasoning(base, need, has, False, "majority")
    if rule.tie == "chair_decides" and chair in ("yes", "no"):
        return Reasoning(base, need, has, chair == "yes", "chair", chair)
    return Reasoning(base, need, has, False, "tie")


def tied(reasoning: Reasoning) -> bool:
    """Whether a question ended equal with nobody to decide. Under "chair_casts" the chair's casting vote is due."""
    return reasoning.by == "tie"


def casting(rule: Rule, totals: Totals, reasoning: Reasoning, choice: Choice) -> Reasoning:
    """The reasoning after the chair's casting vote; the same as before where the rule or the figures give none, or the
    chair took no side."""
    due = rule.tie == "chair_casts" and tied(reasoning) and totals.yes == totals.no
    if not due or choice not in ("yes", "no"):
        return reasoning
    return Reasoning(reasoning.base, reasoning.needed, reasoning.has, choice == "yes", "casting", choice)


def _base(rule: Rule, totals: Totals, present: int | None) -> int:
    if rule.majority == "relative":
        return totals.yes + totals.no
    return valid_of(totals) if rule.majority == "plurality" else base_of(rule, totals, present)


def _needed(rule: Rule, totals: Totals, present: int | None) -> int:
    if rule.majority == "relative":
        return totals.no + 1
    if rule.majority == "plurality":
        return max(totals.no, totals.abstain, totals.other) + 1
    return needed(base_of(rule, totals, present), rule)


def _equal(rule: Rule, totals: Totals) -> bool:
    ahead = rule.majority != "plurality" or totals.yes >= max(totals.abstain, totals.other)
    return totals.yes == totals.no > 0 and ahead
