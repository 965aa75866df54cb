"""Plays the published cases of `tests/golden/voting`: all but `verdicts` and `quorums` (see `test_tally`)."""

from typing import Any

import pytest

from tests.voting.cases import KINDS, method_of, papers_of, read, rule_of, shown, sizes_of
from tests.voting.oracle import expected
from voting.method import Method, Option
from voting.methods.check import check_marks, check_method
from voting.tally import casting, result

CASES = [(kind, case) for kind in KINDS for case in read(kind)]
CHECKS = read("checks")


def name_of(pair: tuple[str, dict[str, Any]]) -> str:
    return f"{pair[0]}: {pair[1]['name']}"


@pytest.mark.parametrize("pair", CASES, ids=name_of)
def test_case(pair: tuple[str, dict[str, Any]]) -> None:
    case = pair[1]
    rule, method = rule_of(case["rule"]), method_of(case["method"])
    papers, invalid = papers_of(case["papers"]), case.get("invalid", 0)
    assert check_method(method) is None
    assert [check_marks(method, paper.marks) for paper in papers] == [None] * len(papers)
    got = result(rule, method, papers, sizes_of(case["sizes"]), invalid=invalid, chair=case.get("chair"))
    assert shown(got) == case["expect"]


@pytest.mark.parametrize("pair", CASES, ids=name_of)
def test_the_second_count_agrees(pair: tuple[str, dict[str, Any]]) -> None:
    assert expected(pair[1]) == pair[1]["expect"]


@pytest.mark.parametrize("case", [one for _, one in CASES if "casting" in one], ids=lambda case: str(case["name"]))
def test_casting_vote(case: dict[str, Any]) -> None:
    rule = rule_of(case["rule"])
    got = result(rule, method_of(case["method"]), papers_of(case["papers"]), sizes_of(case["sizes"]))
    for choice, carried in case["casting"].items():
        after = casting(rule, got.totals, got.reasoning, choice)
        assert (after.by, after.carried, after.chair_choice) == ("casting", carried, choice)
        assert (after.needed, after.has) == (got.reasoning.needed, got.reasoning.has)
    assert casting(rule, got.totals, got.reasoning, "abstain") == got.reasoning


@pytest.mark.parametrize("case", CHECKS, ids=lambda case: str(case["name"]))
def test_check(case: dict[str, Any]) -> None:
    method = method_of(case["method"])
    assert check_method(method) is None
    assert check_marks(method, tuple(case["marks"])) == case["expect"]


def test_there_are_enough_cases() -> None:
    everything = [*CASES, *(("checks", case) for case in CHECKS), *(("verdicts", case) for case in read("verdicts"))]
    assert len(everything) + len(read("quorums")) >= 400
    assert len({name_of(pair) for pair in everything}) == len(everything)
    assert all(case["why"] for _, case in everything)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"kind": "question"}, "question_has_options"),
        ({"options": 0}, "no_options"),
        ({"options": 201, "most": 200}, "too_many_options"),
        ({"options": 200}, None),
        ({"least": 3}, "wrong_limits"),
        ({"least": -1}, "wrong_limits"),
        ({"least": 0, "most": 0}, "wrong_limits"),
        ({"most": 5}, "wrong_limits"),
        ({"seats": 0}, "wrong_seats"),
        ({"seats": 5}, "wrong_seats"),
        ({"top": 1}, "wrong_top"),
        ({"kind": "score"}, "wrong_top"),
        ({"kind": "score", "top": 100}, None),
        ({"kind": "score", "top": 101}, "wrong_top"),
    ],
    ids=str,
)
def test_check_method(change: dict[str, Any], code: str | None) -> None:
    usual = {"kind": "approval", "options": 4, "least": 1, "most": 2, "seats": 1}
    assert check_method(method_of(usual | change)) == code


@pytest.mark.parametrize("ids", [(1, 3), (2, 1), (1, 1), (0, 1)], ids=str)
def test_options_are_numbered_in_order(ids: tuple[int, ...]) -> None:
    options = tuple(Option(one, "option") for one in ids)
    assert check_method(Method(kind="options", options=options)) == "wrong_ids"
