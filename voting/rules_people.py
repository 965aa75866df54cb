"""Proxies, weights and recusals.

Rules
- A proxy goes from one member to another, one level deep: who holds one gives none, who gave one holds none. A member
  gives and withdraws their own; chair and secretary do it for them.
- A weight is a fraction above nothing. It is set before the session starts.
- A member recuses themself from an item, or is recused by chair or secretary; always with the reason.
- What is frozen in an open poll stays.
"""

from typing import assert_never

from journal.checks import LONG, needed_text, number
from journal.shapes import Event, Refusal
from voting import commands as cmd
from voting import events as ev
from voting.facts import VotingFacts
from voting.state import VotingState

PeopleCommand = cmd.GiveProxy | cmd.WithdrawProxy | cmd.SetWeight | cmd.Recuse | cmd.EndRecusal

HEAVIEST, FINEST = 10_000, 10  # p, q: a poll of 500 still counts in numbers that every client can hold


def decide(state: VotingState, command: PeopleCommand, facts: VotingFacts) -> Event:
    """The event that follows from a command about voters."""
    match command:
        case cmd.GiveProxy():
            return _give(state, command, facts)
        case cmd.WithdrawProxy():
            _own(command.giver, facts)
            if command.giver not in state.proxies:
                raise Refusal("voting.no_proxy", participant=command.giver)
            return ev.ProxyWithdrawn(command.giver)
        case cmd.SetWeight():
            _member(command.participant, facts)
            p, q = number("p", command.p, 1, HEAVIEST), number("q", command.q, 1, FINEST)
            return ev.WeightSet(command.participant, p, q)
        case cmd.Recuse():
            return _recuse(state, command, facts)
        case cmd.EndRecusal():
            _own(command.participant, facts)
            if command.participant not in state.recused.get(command.item, ()):
                raise Refusal("voting.not_recused", item=command.item, participant=command.participant)
            return ev.RecusalEnded(command.item, command.participant)
        case _:
            assert_never(command)


def _own(participant: int, facts: VotingFacts) -> None:
    if participant != facts.actor and not facts.leads:
        raise Refusal("voting.not_yours", participant=participant)


def _member(participant: int, facts: VotingFacts) -> None:
    if not any(one.participant == participant and one.capacity == "member" for one in facts.people):
        raise Refusal("voting.unknown_member", participant=participant)


def _give(state: VotingState, command: cmd.GiveProxy, facts: VotingFacts) -> Event:
    _own(command.giver, facts)
    _member(command.giver, facts)
    _member(command.holder, facts)
    if command.giver == command.holder:
        raise Refusal("voting.proxy_to_oneself", participant=command.giver)
    if command.holder in state.proxies or command.giver in state.proxies.values():
        raise Refusal("voting.proxy_chain", giver=command.giver, holder=command.holder)
    return ev.ProxyGiven(command.giver, command.holder)


def _recuse(state: VotingState, command: cmd.Recuse, facts: VotingFacts) -> Event:
    _own(command.participant, facts)
    _member(command.participant, facts)
    if not facts.item_known:
        raise Refusal("voting.unknown_item", item=command.item)
    if command.participant in state.recused.get(command.item, ()):
        raise Refusal("voting.already_recused", item=command.item, participant=command.participant)
    return ev.MemberRecused(command.item, command.participant, needed_text("reason", command.reason, LONG))
