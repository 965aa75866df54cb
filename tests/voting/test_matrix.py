"""Nobody votes who may not: a generated matrix of sender x voter x state x kind of ballot, against a written oracle.

The oracle knows only what the matrix is made of; it never looks into a poll.
"""

from itertools import product
from typing import Any, NamedTuple

import pytest

from journal.shapes import Refusal
from tests.meeting.world import SECRETARY, URN, Room
from tests.voting.test_electorate import given, put
from voting.urn import sealed_length

SENDERS = ("p-1", "p-2", "p-3", "p-4", "p-5", "p-6", "p-sub", "p-guest", SECRETARY, "p-stranger")
STATES = ("none", "open", "paused", "closed", "void")
RULES = ("ubnd-session", "open-handed", "secret")
SEALED = "ab" * sealed_length(URN.size)


class Case(NamedTuple):
    """`sender` casts for `voter` (None: themself) under `rule`, in a poll in this state, perhaps a second time."""

    sender: str
    voter: str | None
    rule: str
    state: str
    again: bool


# p-1 .. p-4 are here; p-4 is recused; p-5 gave p-3 a proxy; p-6 and the substitute of p-2 are away.
HERE = {"p-1", "p-2", "p-3"}
CASES = [Case(*one) for one in product(SENDERS, (None, "p-2", "p-5"), RULES, STATES, (False, True))]


def room_for(case: Case) -> tuple[Room, int]:
    room = given()
    room.do(SECRETARY, "voting.give_proxy", giver=room.id("p-5"), holder=room.id("p-3"))
    room.do(SECRETARY, "voting.recuse", item=room.names["1"], participant=room.id("p-4"), reason="Liên quan")
    if case.state == "none":
        return room, 999
    room.do("p-1", "voting.open", motion=put(room, case.rule), override="Việc gấp")
    poll = room.state.voting.open[0]
    if case.again:
        for who in HERE:
            cast(room, who, None, case.rule, poll)
        if case.rule == "open-handed":
            cast(room, "p-3", "p-5", case.rule, poll)
    if case.state == "paused":
        room.do("p-1", "voting.pause", poll=poll)
    elif case.state == "closed":
        room.do("p-1", "voting.close", poll=poll)
    elif case.state == "void":
        room.do("p-1", "voting.void", poll=poll, reason="Nhầm")
    return room, poll


def cast(room: Room, sender: str, voter: str | None, rule: str, poll: int) -> None:
    args: dict[str, Any] = {"sealed": SEALED} if rule == "secret" else {"choice": "yes"}
    if voter is not None:
        args["voter"] = room.id(voter)
    room.do(sender, "voting.cast", poll=poll, **args)


def expected(case: Case) -> str | None:
    """What must come of it: a refusal, or None for a ballot that counts."""
    if case.sender == "p-stranger":
        return "meeting.not_a_participant"
    if case.sender in ("p-sub", "p-guest", SECRETARY):
        return "voting.not_a_member"
    if case.state == "none":
        return "voting.unknown_poll"
    if case.state != "open":
        return "voting.not_open"
    return not_yours(case) or twice(case)


def not_yours(case: Case) -> str | None:
    proxies = case.rule == "open-handed"
    if case.voter is not None and case.voter != case.sender:
        held = proxies and (case.sender, case.voter) == ("p-3", "p-5")
        return None if held else "voting.no_proxy"
    if case.sender == "p-4":
        return "voting.recused"
    if case.sender == "p-5" and proxies:
        return "voting.proxy_votes"
    return None if case.sender in HERE else "voting.not_checked_in"


def twice(case: Case) -> str | None:
    return "voting.already_cast" if case.again and case.rule != "open-handed" else None


@pytest.mark.parametrize("rule", RULES)
def test_the_matrix(rule: str) -> None:
    for case in CASES:
        if case.rule != rule or (case.state == "none" and case.again):
            continue
        room, poll = room_for(case)
        before = room.state
        try:
            cast(room, case.sender, case.voter, rule, poll)
            found = None
        except Refusal as no:
            found = no.code
        assert found == expected(case), case
        if found is not None:
            assert room.state is before, "a refusal changes nothing"


def test_a_ballot_that_counted_is_in_the_journal_once() -> None:
    room, poll = room_for(Case("p-1", None, "open-handed", "open", True))
    assert len(room.state.voting.polls[poll].ballots) == len(HERE) + 1
