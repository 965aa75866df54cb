"""The arithmetic of votes against cases worked out by hand, and against fractions for random ones.

`tests/golden/voting` holds the cases: each says in `why` how its outcome follows. Their figures are never edited; what
was called "valid" when they were written (for or against) is called "yes_no" since the bases were told apart.
"""

from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.cases import read
from voting.events import Paper, Totals
from voting.method import QUESTION
from voting.packs import CHOICES, QUORUMS, RULES
from voting.rule import Choice, Rule
from voting.tally import Sizes, base_of, needed, quorum, result, tied, verdict

VERDICTS = read("verdicts")
QUORUM_CASES = read("quorums")


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


@pytest.mark.parametrize("case", VERDICTS, ids=lambda case: str(case["name"]))
def test_the_result_is_the_same_from_the_papers(case: dict[str, Any]) -> None:
    papers = [Paper(case[choice], choice) for choice in CHOICES]
    sizes = Sizes(case["members"], case["entitled"], case["entitled"])
    got = result(rule(**case["rule"]), QUESTION, papers, sizes, chair=case["chair"])
    assert got.totals == totals_of(case)
    assert got.reasoning == verdict(rule(**case["rule"]), totals_of(case), case["chair"])
    assert got.outcome is None
    assert tied(got.reasoning) == (case["expect"]["by"] == "tie")


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
    st.sampled_from(["members", "entitled", "present", "cast", "valid", "yes_no"]),
    st.sampled_from(["more", "at_least"]),
    SHARES,
    st.sampled_from(["not_carried", "chair_decides", "chair_casts"]),
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
    papers = [Paper(1, choice) for choice in choices]
    totals = result(RULES["ubnd-session"], QUESTION, papers, Sizes(entitled + absent, entitled, entitled)).totals
    parts = (totals.yes, totals.no, totals.abstain, totals.other, totals.missing, totals.absent)
    assert sum(parts) == entitled + absent
    assert (totals.missing, totals.absent) == (missing, absent)


def test_a_paper_without_a_choice_is_invalid() -> None:
    got = result(RULES["ubnd-session"], QUESTION, [Paper(2, "yes"), Paper(1)], Sizes(5, 4, 4))
    assert got.totals == Totals(yes=2, missing=1, absent=1, invalid=1)


def test_a_majority_that_is_no_share_cannot_be_told_before() -> None:
    assert [needed(27, rule("members", majority, 1, 2, "not_carried")) for majority in NO_SHARE] == [0, 0, 0]


NO_SHARE = ("relative", "plurality", "none")
SECRET = {code for code, pack in RULES.items() if not pack.named}


def test_every_pack_names_its_source_and_a_proper_share() -> None:
    for code, pack in RULES.items():
        assert pack.code == code
        assert pack.citation
        assert 0 < pack.p <= pack.q
        assert {"yes", "no"} <= set(pack.choices)
        assert {label.choice for label in pack.labels} <= set(pack.choices) <= set(get_args(Choice))
    for code, pack_ in QUORUMS.items():
        assert pack_.code == code
        assert pack_.citation
        assert 0 <= pack_.p <= pack_.q


def test_secret_packs_take_no_words_and_publish_no_names() -> None:
    assert {"council-removal", "confidence-vote", "secret-election"} == SECRET
    for code in SECRET:
        assert "other" not in RULES[code].choices
        assert RULES[code].published == "totals"
        assert RULES[code].shown == "voted"


def test_the_packs_of_the_first_release_are_as_they_were() -> None:
    for code, base, share, tie in (
        ("ubnd-session", "members", ("more", 1, 2), "chair_decides"),
        ("simple-present", "present", ("more", 1, 2), "not_carried"),
        ("two-thirds-members", "members", ("at_least", 2, 3), "not_carried"),
    ):
        pack = RULES[code]
        assert pack == Rule(code, 1, pack.citation, base, *share, tie, CHOICES)  # type: ignore[arg-type]
