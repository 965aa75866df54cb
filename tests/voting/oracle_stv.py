"""The single transferable vote a second time, paper by paper with exact fractions.

What it is: SSI 2007/42, Schedule 1, rules 45 to 52 (the same in SSI 2011/399) as a clerk would follow them, each paper
with its own value and place. What it is not: built on anything of `voting`. Where the Order asks for a lot, the lowest
number goes, and `lots` counts it.
"""

from fractions import Fraction
from math import floor
from typing import Any


def sums(papers: list[dict[str, Any]], options: int) -> dict[int, Fraction]:
    votes = {option: Fraction(0) for option in range(1, options + 1)}
    for paper in papers:
        if paper["at"] is not None:
            votes[paper["at"]] += paper["value"]
    return votes


class Stages:
    """The count, stage after stage. `shown`: the votes of every stage that differs from the one before."""

    def __init__(self, options: int, seats: int, quota: int, papers: list[dict[str, Any]]) -> None:
        self.options, self.seats, self.quota, self.papers = options, seats, quota, papers
        self.running = list(range(1, options + 1))
        self.elected: list[int] = []
        self.excluded: list[int] = []
        self.spent: dict[int, Fraction] = {}  # elected, surplus handed on: holds the quota
        self.past: list[dict[int, Fraction]] = []
        self.shown: list[dict[int, Fraction]] = []
        self.lots = 0

    def run(self) -> None:
        while True:
            votes = sums(self.papers, self.options) | self.spent
            self.past.append(votes)
            if not self.shown or self.shown[-1] != votes:
                self.shown.append(votes)
            self._elect([option for option in self.running if votes[option] >= self.quota])
            vacant = self.seats - len(self.elected)
            if vacant == 0:
                return
            if len(self.running) <= vacant:
                self._elect(self.running)
                return
            over = [one for one in self.elected if one not in self.spent and votes[one] > self.quota]
            if over:
                self._surplus(self._choose(over, max), votes)
            else:
                self._exclude(self._choose(self.running, min))

    def _choose(self, among: list[int], best: Any) -> int:
        """By this stage, else the one before it, else the one before that, else the lowest id."""
        for votes in reversed(self.past):
            edge = best(votes[one] for one in among)
            among = [one for one in among if votes[one] == edge]
        self.lots += len(among) > 1
        return min(among)

    def _elect(self, some: list[int]) -> None:
        rest = list(some)
        while rest:
            lots = self.lots
            one = self._choose(rest, max)
            self.lots = lots  # the order in which winners are named is nobody's loss
            rest.remove(one)
            self.elected.append(one)
        self.running = [one for one in self.running if one not in self.elected]

    def _surplus(self, giver: int, votes: dict[int, Fraction]) -> None:
        surplus = votes[giver] - self.quota
        for paper in self.papers:
            if paper["at"] == giver:
                exact = surplus * paper["value"] / votes[giver]
                paper["value"] = Fraction(floor(exact * 100_000), 100_000)
                paper["at"] = self._next(paper)
        self.spent[giver] = Fraction(self.quota)

    def _exclude(self, loser: int) -> None:
        self.running.remove(loser)
        self.excluded.append(loser)
        for paper in self.papers:
            if paper["at"] == loser:
                paper["at"] = self._next(paper)

    def _next(self, paper: dict[str, Any]) -> int | None:
        """The next available preference: after the present one, still in the count."""
        after = paper["ranking"][paper["ranking"].index(paper["at"]) + 1 :]
        return next((one for one in after if one in self.running), None)
