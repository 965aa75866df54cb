"""The arithmetic of votes against cases worked out by hand, and against fractions for random ones.

`tests/golden/voting` holds the cases: each says in `why` how its outcome follows. They are never edited.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.events import Rule, Totals
from voting.packs import CHOICES, QUORUMS, RULES
from voting.tally import base_of, count, needed, quorum, verdict

GOLDEN = Path(__file__).parent.parent / "golden" / "voting"
VERDICTS = json.loads((GOLDEN / "verdicts.json").read_text(encoding="utf-8"))
QUORUM_CASES = json.loads((GOLDEN / "quorums.json").read_text(encoding="utf-8"))


def rule(base: str, majority: str, p: int, q: int, tie: str) -> Rule:
    """A rule for a case."""
    return Rule("case", 1, "", base, majority, p, q, tie, CHOICES)  # type: ignore[arg-type]


def totals_of(case: dict[str, Any]) -> Totals:
    """The totals of a golden case."""
    cast = case["yes"] + case["no"] + case["abstain"] + case["other"]
    return Totals(
        case["yes"],
        case["no"],
        case["abstain"],
        case["other"],
        missing=case["entitled"] - cast,
        absent=case["members"] - case["entitled"],
    )


@pytest.mark.parametrize("case", VERDICTS, ids=lambda case: str(case["name"]))
def test_verdict(case: dict[str, Any]) -> None:
    why = verdict(rule(**case["rule"]), totals_of(case), case["chair"])
    found = {"base": why.base, "needed": why.needed, "has": why.has, "carried": why.carried, "by": why.by}
    assert found == case["expect"]
    assert why.chair_choice == (case["chair"] if why.by == "chair" else None)


@pytest.mark.parametrize("case", QUORUM_CASES, ids=lambda case: f"{case['present']} of {case['members']}")
def test_quorum(case: dict[str, Any]) -> None:
    found = quorum(case["present"], case["members"], case["p"], case["q"])
    assert (found.needed, found.reached) == (case["needed"], case["reached"])


def test_there_are_enough_cases() -> None:
    assert len(VERDICTS) >= 40
    assert len({case["name"] for case in VERDICTS}) == len(VERDICTS)


SHARES = st.tuples(st.integers(0, 9), st.integers(1, 9)).filter(lambda share: share[0] <= share[1])
RULE = st.builds(
    lambda base, majority, share, tie: rule(base, majority, *share, tie),
    st.sampled_from(["members", "present", "cast", "valid"]),
    st.sampled_from(["more", "at_least"]),
    SHARES,
    st.sampled_from(["not_carried", "chair_decides"]),
)
COUNTS = st.builds(Totals, *[st.integers(0, 40)] * 6)


@given(RULE, COUNTS, st.sampled_from([*CHOICES, None]))
def test_the_verdict_is_what_fractions_say(given_rule: Rule, totals: Totals, chair: Any) -> None:
    base = base_of(given_rule, totals)
    share = Fraction(given_rule.p, given_rule.q) * base
    reached = totals.yes > share if given_rule.majority == "more" else totals.yes >= share
    tie = totals.yes == totals.no > 0
    by_chair = tie and given_rule.tie == "chair_decides" and chair == "yes"
    assert verdict(given_rule, totals, chair).carried == (totals.yes > 0 and (reached or by_chair))


@given(RULE, st.integers(0, 100))
def test_needed_is_the_smallest_number_that_carries(given_rule: Rule, base: int) -> None:
    def reaches(yes: int) -> bool:
        left, right = given_rule.q * yes, given_rule.p * base
        return yes > 0 and (left > right if given_rule.majority == "more" else left >= right)

    least = needed(base, given_rule)
    assert reaches(least)
    assert not reaches(least - 1)


@given(RULE, COUNTS)
def test_no_share_passes_a_hundred_percent(given_rule: Rule, totals: Totals) -> None:
    assert totals.yes <= base_of(given_rule, totals)


@given(st.lists(st.sampled_from(CHOICES)), st.integers(0, 20), st.integers(0, 20))
def test_every_member_is_counted_once(choices: list[Any], missing: int, absent: int) -> None:
    entitled = len(choices) + missing
    totals = count(choices, entitled, entitled + absent)
    parts = (totals.yes, totals.no, totals.abstain, totals.other, totals.missing, totals.absent)
    assert sum(parts) == entitled + absent
    assert (totals.missing, totals.absent) == (missing, absent)


def test_every_pack_names_its_source_and_a_proper_share() -> None:
    for code, pack in RULES.items():
        assert pack.code == code
        assert pack.citation
        assert 0 < pack.p <= pack.q
        assert {"yes", "no"} <= set(pack.choices)
    for code, pack_ in QUORUMS.items():
        assert pack_.code == code
        assert pack_.citation
        assert 0 <= pack_.p <= pack_.q
