"""Counting by preference: the single transferable vote as Scotland's councils are elected.

What it is: SSI 2011/399, Schedule 1, from the first stage to the filling of the last vacancies (in the Order of 2007,
SSI 2007/42, rules 45 to 52, the same text), every stage kept. What it is not: a vote on shares; the rule's majority
says nothing here, "none" aside.

Rules (votes in hundred-thousandths of a unit; every division drops its remainder)
- Quota: valid papers divided by seats + 1, the fraction dropped, and one more. A blank paper is not in the count.
- Who reaches the quota is elected. Who passes it hands on the surplus, the largest surplus first: every unit of a paper
  goes to its next continuing candidate at surplus * its value / votes held.
- Without a surplus left, the one with the fewest votes is excluded, and the papers go on at the value they came with.
- Where two are equal, the stage before decides, then the one before that; equal at every stage, the Order asks for a
  lot: here the lowest id goes first, and the round says `by_lot`, so that a body may draw one and vote again.
- When as many candidates are left as seats, all of them are elected, and nothing more is handed on.
- Without a single vote nobody is elected.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from voting.events import Paper, Reasoning
from voting.method import Marks, Method, Outcome, Round, Tallied
from voting.methods.seats import reasons
from voting.rule import Rule

UNIT = 100_000


class Parcel(NamedTuple):
    """Equal papers that came with the same value: `units` of weight, each worth `value`."""

    ranking: Marks
    units: int
    value: int


@dataclass
class Count:
    """A count under way. `held`: votes of everyone; `waiting`: elected, and may have a surplus to hand on; `stages`:
    the votes at the beginning of every stage so far, the present one last."""

    options: tuple[int, ...]
    seats: int
    total: int
    quota: int
    piles: dict[int, list[Parcel]]
    held: dict[int, int]
    continuing: set[int]
    waiting: set[int] = field(default_factory=set)
    elected: list[int] = field(default_factory=list)
    stages: list[dict[int, int]] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Seats that are still to be filled."""
        return self.seats - len(self.elected)


def decide_ranked(rule: Rule, method: Method, papers: Sequence[Paper]) -> tuple[Reasoning, Outcome]:
    """The whole count. First preferences are the tallies. The papers have passed `check_marks`."""
    count = _first_stage(method, [paper for paper in papers if paper.marks])
    quota, first = count.quota // UNIT, dict(count.held)
    if count.total and rule.majority != "none":
        while _stage(count):
            pass
    elected = tuple(count.elected)
    tallies = tuple(Tallied(option, first[option] // UNIT, won=option in elected) for option in count.options)
    why = reasons(rule, method, count.total // UNIT, quota, elected)
    return why, Outcome(tallies, elected, quota=quota, rounds=tuple(count.rounds))


def _first_stage(method: Method, papers: Sequence[Paper]) -> Count:
    options = tuple(option.id for option in method.options)
    total = sum(paper.count for paper in papers)
    quota = (total // (method.seats + 1) + 1) * UNIT
    nobody: dict[int, list[Parcel]] = {option: [] for option in options}
    count = Count(options, method.seats, total * UNIT, quota, nobody, dict.fromkeys(options, 0), set(options))
    _deal(count, [Parcel(paper.marks, paper.count, UNIT) for paper in papers])
    return count


def _stage(count: Count) -> bool:
    """One stage; False when it was the last."""
    count.stages.append(dict(count.held))
    reached = _ranked(count, [option for option in count.continuing if count.held[option] >= count.quota])
    _elect(count, reached)
    surplus = [option for option in count.waiting if count.held[option] > count.quota]
    last = count.left == 0 or len(count.continuing) <= count.left
    if surplus and not last:
        _hand_on(count, reached, surplus)
        return True
    if reached:
        _note(count, "elected", reached)
    if count.left and last:
        rest = _ranked(count, list(count.continuing))
        _elect(count, rest)
        _note(count, "filled", rest)
    if not last:
        _exclude(count)
    return not last


def _history(count: Count, option: int) -> list[int]:
    """The votes of an option, latest stage first: compared in this order, an earlier stage decides between equals."""
    return [votes[option] for votes in reversed(count.stages)]


def _ranked(count: Count, options: list[int]) -> list[int]:
    """Most votes first; equals by earlier stages, then by id."""
    return sorted(options, key=lambda option: ([-votes for votes in _history(count, option)], option))


def _elect(count: Count, options: list[int]) -> None:
    count.elected.extend(options)
    count.continuing.difference_update(options)
    count.waiting.update(options)


def _hand_on(count: Count, reached: list[int], surplus: list[int]) -> None:
    """The largest surplus goes to the next preferences, and the one who had it keeps the quota."""
    giver = _ranked(count, surplus)[0]
    equal = [option for option in surplus if _history(count, option) == _history(count, giver)]
    _note(count, "elected" if reached else "surplus", reached or [giver], by_lot=len(equal) > 1)
    held, extra = count.held[giver], count.held[giver] - count.quota
    count.held[giver] = count.quota
    count.waiting.discard(giver)
    _deal(count, [parcel._replace(value=extra * parcel.value // held) for parcel in _take(count, giver)])


def _exclude(count: Count) -> None:
    lowest = min(_history(count, option) for option in count.continuing)
    equal = sorted(option for option in count.continuing if _history(count, option) == lowest)
    out = equal[0]
    _note(count, "excluded", [out], by_lot=len(equal) > 1)
    count.continuing.discard(out)
    count.held[out] = 0
    _deal(count, _take(count, out))


def _take(count: Count, option: int) -> list[Parcel]:
    taken, count.piles[option] = count.piles[option], []
    return taken


def _deal(count: Count, parcels: list[Parcel]) -> None:
    """Each parcel to the first of its ranking who is still in the count; without one it is spent."""
    for parcel in parcels:
        to = next((option for option in parcel.ranking if option in count.continuing), None)
        if to is not None:
            count.piles[to].append(parcel)
            count.held[to] += parcel.units * parcel.value


def _note(
    count: Count, act: Literal["elected", "surplus", "excluded", "filled"], options: list[int], *, by_lot: bool = False
) -> None:
    """Keeps what this stage did, with the votes as it began."""
    held = count.stages[-1]
    votes = tuple(held[option] for option in count.options)
    count.rounds.append(Round(act, tuple(options), votes, count.total - sum(votes), by_lot))
