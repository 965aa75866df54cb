"""The count by preference of Scotland's councils (SSI 2011/399, Schedule 1) done again, slowly and by the letter.

Every ballot is kept as it is: its order, how many units it stands for, whose it is now, and what one unit of it is
worth, in hundred-thousandths cut off. Whatever is asked is added up anew from the ballots.

Rules
- Quota: valid papers over seats + 1, the fraction dropped, plus one.
- A stage begins by adding up. Whoever has the quota is elected. If as many are left as seats, they are elected, and
  that is the end.
- Else the largest surplus is handed on: each unit is then worth surplus x worth / votes, and goes to the next in its
  order who is still in the count. Without a surplus the one with the fewest votes goes; the ballots keep their worth.
- Equals: who was ahead in the latest stage in which they differed; where they never did, the lowest number goes first,
  and it is noted that the law would draw lots.
"""

from ecabinet.verify.recount.contest import Ballots, reasoning
from ecabinet.verify.recount.room import Body, Poll

WHOLE = 100_000


class Ballot:
    """Equal papers. `worth`: of one unit; `at`: who has it."""

    def __init__(self, units: int, order: list[int]) -> None:
        self.units = units
        self.order = order
        self.worth = WHOLE
        self.at: int | None = None


class Table:
    """The counting table. `capped`: elected, the surplus handed on; they keep exactly the quota."""

    def __init__(self, ids: list[int], seats: int, ballots: list[Ballot]) -> None:
        self.ids = ids
        self.ballots = ballots
        self.seats = seats
        self.total = sum(ballot.units for ballot in ballots)
        self.quota = (self.total // (seats + 1) + 1) * WHOLE
        self.elected: list[int] = []
        self.excluded: list[int] = []
        self.capped: set[int] = set()
        self.stages: list[dict[int, int]] = []
        self.rounds: list[Body] = []

    @property
    def hopeful(self) -> list[int]:
        return [who for who in self.ids if who not in self.elected and who not in self.excluded]

    def add_up(self) -> dict[int, int]:
        """The votes of all, from the ballots."""
        found = dict.fromkeys(self.ids, 0)
        for ballot in self.ballots:
            if ballot.at is not None:
                found[ballot.at] += ballot.units * ballot.worth
        return found | dict.fromkeys(self.capped, self.quota)

    def pass_on(self, giver: int | None) -> None:
        """The ballots of one who is out of the count go to the next in their order; at first all ballots do."""
        hopeful = set(self.hopeful)
        for ballot in self.ballots:
            if ballot.at == giver:
                ballot.at = next((who for who in ballot.order if who in hopeful), None)

    def best(self, group: list[int]) -> list[int]:
        """Most votes first, looking back stage by stage."""
        rest, found = list(group), []
        while rest:
            found.append(self.extreme(rest, highest=True)[0])
            rest.remove(found[-1])
        return found

    def extreme(self, group: list[int], highest: bool) -> list[int]:
        """Who is ahead of the group (or behind it): several only if they were equal in every stage."""
        for stage in reversed(self.stages):
            edge = max(stage[who] for who in group) if highest else min(stage[who] for who in group)
            group = [who for who in group if stage[who] == edge]
        return sorted(group)

    def note(self, act: str, options: list[int], by_lot: bool = False) -> None:
        votes = [self.stages[-1][who] for who in self.ids]
        spent = self.total * WHOLE - sum(votes)
        self.rounds.append({"act": act, "options": options, "votes": votes, "exhausted": spent, "by_lot": by_lot})


def decision(poll: Poll, ballots: Ballots) -> tuple[Body, Body]:
    """The reasoning and the outcome, stage by stage."""
    ids = [option["id"] for option in poll.method["options"]]
    papers = [Ballot(units, marks) for units, marks in ballots if marks]
    table = Table(ids, poll.method["seats"], papers)
    table.pass_on(None)
    firsts = {who: votes // WHOLE for who, votes in table.add_up().items()}
    if table.total and poll.rule["majority"] != "none":
        while _stage(table):
            pass
    rows = [
        {"option": who, "yes": firsts[who], "no": 0, "abstain": 0, "needed": 0, "won": who in table.elected}
        for who in ids
    ]
    quota = table.quota // WHOLE
    outcome = {"tallies": rows, "elected": table.elected, "tied": [], "quota": quota, "rounds": table.rounds}
    return reasoning(poll, table.total, quota, table.elected, []), outcome


def _stage(table: Table) -> bool:
    """One stage; whether another follows."""
    table.stages.append(table.add_up())
    now = table.stages[-1]
    reached = table.best([who for who in table.hopeful if now[who] >= table.quota])
    table.elected += reached
    seats = table.seats - len(table.elected)
    if seats == 0 or len(table.hopeful) <= seats:
        return _finish(table, reached)
    rich = [who for who in table.elected if now[who] > table.quota]
    if rich:
        first = table.extreme(rich, highest=True)
        act, who = ("elected", reached) if reached else ("surplus", first[:1])
        table.note(act, who, by_lot=len(first) > 1)
        _hand_on(table, first[0], now[first[0]])
        return True
    if reached:
        table.note("elected", reached)
    last = table.extreme(table.hopeful, highest=False)
    table.note("excluded", last[:1], by_lot=len(last) > 1)
    _exclude(table, last[0])
    return True


def _finish(table: Table, reached: list[int]) -> bool:
    if reached:
        table.note("elected", reached)
    if len(table.elected) < table.seats:
        rest = table.best(table.hopeful)
        table.elected += rest
        table.note("filled", rest)
    return False


def _hand_on(table: Table, giver: int, votes: int) -> None:
    for ballot in table.ballots:
        if ballot.at == giver:
            ballot.worth = (votes - table.quota) * ballot.worth // votes
    table.pass_on(giver)
    table.capped.add(giver)


def _exclude(table: Table, loser: int) -> None:
    table.excluded.append(loser)
    table.pass_on(loser)
