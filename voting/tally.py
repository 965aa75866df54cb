"""Counting and deciding, on integers only.

What it is: the arithmetic of quorum and majority; the same functions serve the live result and the recount by `verify`.
What it is not: a law book; shares, base and tie rule come as data (see `packs`).

Rules (a share is p/q; nothing is ever rounded or divided with a remainder lost)
- quorum: q*present >= p*members.
- majority "more": q*yes > p*base; "at_least": q*yes >= p*base. Nothing carries without a single yes.
- base: "members" = in office; "present" = entitled when the poll opened; "cast" = ballots received;
  "valid" = ballots for or against.
- Tie means as many for as against, at least one each, whatever the base, where the majority is not already reached. If
  the rule says so, the chair's own ballot then decides; a chair who took no side decides nothing and it is not carried.
"""

from collections.abc import Iterable
from typing import assert_never

from voting.events import Choice, Quorum, Reasoning, Rule, Totals


def share_at_least(p: int, q: int, base: int) -> int:
    """The smallest whole n with q*n >= p*base."""
    return -(-p * base // q)


def share_more(p: int, q: int, base: int) -> int:
    """The smallest whole n with q*n > p*base."""
    return p * base // q + 1


def needed(base: int, rule: Rule) -> int:
    """The smallest number of "yes" that carries."""
    if rule.majority == "more":
        return share_more(rule.p, rule.q, base)
    return max(1, share_at_least(rule.p, rule.q, base))


def quorum(present: int, members: int, p: int, q: int) -> Quorum:
    """Whether `present` of `members` make a quorum of p/q."""
    return Quorum(present, share_at_least(p, q, members), members, members > 0 and q * present >= p * members)


def count(choices: Iterable[Choice], entitled: int, members: int) -> Totals:
    """The totals of the ballots of `entitled` voters among `members` in office."""
    cast = list(choices)
    return Totals(
        yes=cast.count("yes"),
        no=cast.count("no"),
        abstain=cast.count("abstain"),
        other=cast.count("other"),
        missing=entitled - len(cast),
        absent=members - entitled,
    )


def base_of(rule: Rule, totals: Totals) -> int:
    """The number that the share is taken of."""
    cast = totals.yes + totals.no + totals.abstain + totals.other
    match rule.base:
        case "members":
            return cast + totals.missing + totals.absent
        case "present":
            return cast + totals.missing
        case "cast":
            return cast
        case "valid":
            return totals.yes + totals.no
        case _:
            assert_never(rule.base)


def verdict(rule: Rule, totals: Totals, chair_choice: Choice | None) -> Reasoning:
    """Carried or not, and why. The chair's choice is told only where it decided."""
    base = base_of(rule, totals)
    need = needed(base, rule)
    if totals.yes >= need:
        return Reasoning(base, need, totals.yes, True, "majority")
    if totals.yes != totals.no or totals.yes == 0:
        return Reasoning(base, need, totals.yes, False, "majority")
    if rule.tie == "chair_decides" and chair_choice in ("yes", "no"):
        return Reasoning(base, need, totals.yes, chair_choice == "yes", "chair", chair_choice)
    return Reasoning(base, need, totals.yes, False, "tie")
