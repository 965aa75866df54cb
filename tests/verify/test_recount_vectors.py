"""The published cases of voting (`tests/golden/voting`), played by the verifier's own count."""

import json
from pathlib import Path
from typing import Any

import pytest

from ecabinet.verify.recount.ballots import fits
from ecabinet.verify.recount.ends import count_papers
from ecabinet.verify.recount.room import Poll

FOLDER = Path(__file__).parents[1] / "golden" / "voting"
KINDS = ("questions", "options", "approval", "each", "score", "ranked")
CHOICES = ["yes", "no", "abstain", "other"]


def cases(kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    return found


def poll_of(case: dict[str, Any]) -> Poll:
    """A poll of two voters: those who are here, and those who are not."""
    sizes = case.get("sizes", {"office": 0, "entitled": 0, "present": 0})
    away = sizes["entitled"] - sizes["present"]
    options = [{"id": number, "text": ""} for number in range(1, case["method"].get("options", 0) + 1)]
    body = {
        "poll": 1, "members": sizes["office"], "office": sizes["office"], "chair": 1,
        "rule": {"choices": CHOICES, **case.get("rule", {})}, "method": {**case["method"], "options": options},
        "electorate": [
            {"participant": 1, "weight": sizes["present"], "mode": "room"},
            {"participant": 2, "weight": away, "mode": "away"},
        ],
    }  # fmt: skip
    poll = Poll(body)
    if "chair" in case:
        poll.ballots[1] = {"choice": case["chair"]}
    return poll


@pytest.mark.parametrize("kind", KINDS)
def test_every_published_case_comes_to_the_same(kind: str) -> None:
    for case in cases(kind):
        papers = [(one["count"], one.get("choice"), one.get("marks", [])) for one in case["papers"]]
        totals, why, outcome = count_papers(poll_of(case), papers, case.get("invalid", 0))
        expected = case["expect"]
        assert totals == expected["totals"], case["name"]
        assert why == expected["reasoning"], case["name"]
        if kind == "ranked":
            assert stages(outcome or {}) == {name: expected[name] for name in stages(outcome or {})}, case["name"]
        elif outcome is not None:
            assert {name: outcome[name] for name in ("tallies", "elected", "tied")} == {
                name: expected[name] for name in ("tallies", "elected", "tied")
            }, case["name"]


def stages(outcome: dict[str, Any]) -> dict[str, Any]:
    """A count by preference as the cases tell it: the votes of all each time they changed."""
    rounds, told = outcome["rounds"], []
    for one in rounds:
        if not told or one["votes"] != told[-1]:
            told.append(one["votes"])
    return {
        "first": [row["yes"] for row in outcome["tallies"]],
        "quota": outcome["quota"],
        "elected": outcome["elected"],
        "excluded": [option for one in rounds if one["act"] == "excluded" for option in one["options"]],
        "lots": sum(one["by_lot"] for one in rounds),
        "stages": told,
    }


def test_ballots_that_may_not_be_counted_are_not() -> None:
    for case in cases("checks"):
        choice = "yes" if case["method"]["kind"] == "question" else None
        assert fits(poll_of(case), choice, case["marks"]) == (case["expect"] is None), case["name"]
