"""Who wins, where options or candidates compete for seats.

What it is: one rule for all kinds that add up votes. What it is not: a count by preference (see `stv`).

Rules
- An option wins with the most votes, at least one, and with what the rule asks it to reach.
- Where more are equal at the border than seats are left, none of them wins: they are `tied`, and a second round decides
  (nobody is chosen by order of the list or by lot).
- Under the majority "none" nobody wins: the figures are noted.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from voting.events import Reasoning
from voting.method import Method, Outcome, Tallied
from voting.rule import Rule


def settle(rule: Rule, method: Method, tallies: Sequence[Tallied], base: int, need: int) -> tuple[Reasoning, Outcome]:
    """Fills the seats. `tallies`: what each received, `needed` set; `base`, `need`: for the reasoning."""
    elected, tied = ((), ()) if rule.majority == "none" else fill(tallies, method.seats)
    shown = tuple(replace(one, won=one.option in elected) for one in tallies)
    return reasons(rule, method, base, need, elected, tied), Outcome(shown, elected, tied)


def fill(tallies: Sequence[Tallied], seats: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Those elected, best first, and those equal at the border."""
    able = sorted((one for one in tallies if one.yes >= max(1, one.needed)), key=lambda one: (-one.yes, one.option))
    if len(able) <= seats or able[seats - 1].yes > able[seats].yes:
        return tuple(one.option for one in able[:seats]), ()
    border = able[seats].yes
    ahead = tuple(one.option for one in able if one.yes > border)
    return ahead, tuple(one.option for one in able if one.yes == border)


def reasons(
    rule: Rule, method: Method, base: int, need: int, elected: tuple[int, ...], tied: tuple[int, ...] = ()
) -> Reasoning:
    """Carried when every seat is filled; `has` is how many are."""
    if rule.majority == "none":
        return Reasoning(base, need, 0, False, "none")
    return Reasoning(base, need, len(elected), len(elected) == method.seats, "tie" if tied else "majority")
