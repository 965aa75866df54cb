"""The published electorates: who votes, with what weight, and whether that is a quorum. Derived by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from immutables import Map
from msgspec.structs import replace

from voting.electorate import electorate, quorum_of
from voting.facts import Seated
from voting.packs import RULES
from voting.rule import Share
from voting.state import VotingState

CASES = json.loads((Path(__file__).parents[1] / "golden" / "voting" / "electorates.json").read_text(encoding="utf-8"))
ITEM = 7


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_electorates(case: dict[str, Any]) -> None:
    people = tuple(
        Seated(who, f"Người {who}", "", capacity, mode, replaces) for who, capacity, mode, replaces in case["people"]
    )
    state = VotingState(
        proxies=Map({int(giver): holder for giver, holder in case["proxies"].items()}),
        weights=Map({int(who): tuple(weight) for who, weight in case["weights"].items()}),
        recused=Map({ITEM: frozenset(case["recused"])}),
    )
    rule = replace(RULES["simple-present"], substitutes=case["substitutes"], proxies=case["hold"])
    found = electorate(state, rule, ITEM, people)
    quorum = quorum_of(found, Share(*case["quorum"]))
    voters = [[one.participant, one.weight, one.mode, one.replaces, one.holder] for one in found.voters]
    assert {
        "voters": voters,
        "unit": found.unit,
        "office": found.office,
        "present": quorum.present,
        "needed": quorum.needed,
        "reached": quorum.reached,
    } == case["expect"]
