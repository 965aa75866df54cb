"""The arithmetic of shares: quorum, base and what a majority needs.

What it is: a few functions on integers that every kind of ballot uses. What it is not: a law book (shares, base and
tie rule come as data, see `packs`) or a counter (see `tally`).

Rules (a share is p/q; nothing is ever rounded or divided with a remainder lost)
- quorum: q*present >= p*members.
- majority "more": q*yes > p*base; "at_least": q*yes >= p*base. Nothing carries without a single yes.
- base: "members" = in office; "entitled" = the frozen electorate; "present" = those of it who were here; "cast" =
  ballots received, invalid ones too; "valid" = valid ballots, blank ones too; "yes_no" = ballots that took a side.
- Both sides of a share are in units of weight, and the base never counts fewer than it has votes: whoever voted was
  present, and a silence that counts as yes counts in the base. So no share exceeds 1, whatever is entered.
"""

from typing import assert_never

from journal.shapes import Value
from voting.events import Quorum, Totals
from voting.rule import Rule


class Sizes(Value):
    """How much weight there is, in units.

    `office`: all members in office; `entitled`: the frozen electorate; `present`: those of it who were here when the
    poll opened, or for whom somebody here holds a proxy."""

    office: int
    entitled: int
    present: int


def share_at_least(p: int, q: int, base: int) -> int:
    """The smallest whole n with q*n >= p*base."""
    return -(-p * base // q)


def share_more(p: int, q: int, base: int) -> int:
    """The smallest whole n with q*n > p*base."""
    return p * base // q + 1


def asks_share(rule: Rule) -> bool:
    """Whether the majority is a share of a base, which alone can be told before the votes are in."""
    return rule.majority in ("more", "at_least")


def needed(base: int, rule: Rule) -> int:
    """The smallest number of "yes" that carries; 0 where that depends on the other votes, or nothing is decided."""
    if not asks_share(rule):
        return 0
    if rule.majority == "more":
        return share_more(rule.p, rule.q, base)
    return max(1, share_at_least(rule.p, rule.q, base))


def quorum(present: int, members: int, p: int, q: int) -> Quorum:
    """Whether `present` of `members` make a quorum of p/q. In heads."""
    return Quorum(present, share_at_least(p, q, members), members, members > 0 and q * present >= p * members)


def valid_of(totals: Totals) -> int:
    """Valid ballots, and silence that counts as one."""
    return totals.yes + totals.no + totals.abstain + totals.other + totals.marked


def base_of(rule: Rule, totals: Totals, present: int | None = None, sides: int | None = None) -> int:
    """What the share is taken of. `present`: None where everyone entitled is; `sides`: ballots that took a side, of
    kinds that are no plain question."""
    valid = valid_of(totals)
    cast = valid + totals.invalid
    match rule.base:
        case "members":
            return cast + totals.missing + totals.absent
        case "entitled":
            return cast + totals.missing
        case "present":
            return cast + totals.missing if present is None else max(present, cast)
        case "cast":
            return cast
        case "valid":
            return valid
        case "yes_no":
            return totals.yes + totals.no if sides is None else sides
        case _:
            assert_never(rule.base)


def left_out(sizes: Sizes, received: int) -> tuple[int, int]:
    """Entitled weight that did not vote, and weight in office that was not entitled; neither is ever below 0."""
    return max(0, sizes.entitled - received), max(0, sizes.office - sizes.entitled)
