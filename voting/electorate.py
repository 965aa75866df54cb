"""Who may vote in a poll, and with what weight: frozen when it opens.

Rules
- A member who is checked in votes. Nobody else does, unless the rule pack says so:
- a substitute who is checked in votes in the place of their member, where the rule has `substitutes`;
- a member who is away votes by proxy, where the rule has `proxies`: through one holder, a member who is checked in and
  holds at most as many as the rule allows (those of the lowest number count).
- Whoever is recused from the item takes no part, neither themselves nor by substitute or proxy, and holds nothing.
- Weights are rational. A poll counts in units of 1/unit, the least common denominator of all members in office, so that
  every figure is a whole number; a weight that was never set is 1.
"""

from collections import Counter
from collections.abc import Iterator
from math import lcm

from journal.shapes import Value
from voting.events import Quorum, Voter
from voting.facts import Seated
from voting.rule import Rule, Share
from voting.state import VotingState
from voting.tally import quorum


class Electorate(Value):
    """`office`: weight of all members in office; `members`: their heads. Weights are in 1/`unit`."""

    voters: tuple[Voter, ...]
    unit: int
    office: int
    members: int
    recused: tuple[int, ...]

    @property
    def weighted(self) -> bool:
        """Not all weigh the same."""
        return len({voter.weight for voter in self.voters}) > 1


def electorate(state: VotingState, rule: Rule, item: int, people: tuple[Seated, ...]) -> Electorate:
    """The electorate of a poll that opens now."""
    members = [one for one in people if one.capacity == "member"]
    recused = state.recused.get(item, frozenset())
    weigh = _Weights(state, members)
    voters = tuple(
        voter
        for one in people
        if one.participant not in recused and one.replaces not in recused
        for voter in _voter(state, rule, one, weigh)
    )
    out = tuple(one.participant for one in members if one.participant in recused)
    return Electorate(
        _with_proxies(state, rule, members, voters, weigh, recused), weigh.unit, weigh.office, len(members), out
    )


def quorum_of(electorate: Electorate, share: Share) -> Quorum:
    """Heads that are here and take part, of the members in office."""
    here = sum(voter.mode != "away" for voter in electorate.voters)
    return quorum(here, electorate.members, share.p, share.q)


class _Weights:
    """Weights of the members in office, in units."""

    def __init__(self, state: VotingState, members: list[Seated]) -> None:
        self.weights = {one.participant: state.weights.get(one.participant, (1, 1)) for one in members}
        self.unit = lcm(*(q for _, q in self.weights.values()))
        self.office = sum(map(self.of, self.weights))

    def of(self, member: int) -> int:
        p, q = self.weights.get(member, (1, 1))
        return p * self.unit // q


def _voter(state: VotingState, rule: Rule, one: Seated, weigh: _Weights) -> Iterator[Voter]:
    """Whoever is here and votes in person."""
    if one.mode is None:
        return
    if one.capacity == "member":
        yield Voter(one.participant, one.name, one.position, weigh.of(one.participant), one.mode)
    elif rule.substitutes and one.replaces is not None:
        weight = weigh.of(one.replaces)
        yield Voter(one.participant, one.name, one.position, weight, one.mode, replaces=one.replaces)


def _with_proxies(
    state: VotingState,
    rule: Rule,
    members: list[Seated],
    voters: tuple[Voter, ...],
    weigh: _Weights,
    recused: frozenset[int],
) -> tuple[Voter, ...]:
    here = {voter.participant for voter in voters if voter.replaces is None}
    placed = here | {voter.replaces for voter in voters}
    held: Counter[int] = Counter()
    away = []
    for one in members:
        holder = state.proxies.get(one.participant)
        if (
            holder not in here
            or one.participant in placed
            or one.participant in recused
            or held[holder] >= rule.proxies
        ):
            continue
        held[holder] += 1
        weight = weigh.of(one.participant)
        away.append(Voter(one.participant, one.name, one.position, weight, "away", holder=holder))
    return (*voters, *away)
