"""What must hold of every count, whatever the ballots: tried on random polls, and against the second count."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.voting.cases import Case, method_of, papers_of, rule_of, shown, sizes_of
from tests.voting.oracle import expected
from voting.events import Paper, Totals
from voting.method import Outcome
from voting.methods.stv import UNIT
from voting.rule import CHOICES
from voting.tally import Result, Sizes, result

BASES = ("members", "entitled", "present", "cast", "valid", "yes_no")
MAJORITIES = ("more", "at_least", "relative", "plurality", "none")
TIES = ("not_carried", "chair_decides", "chair_casts")


@st.composite
def rules(draw: Any) -> Case:
    q = draw(st.integers(1, 6))
    rule = {"base": draw(st.sampled_from(BASES)), "majority": draw(st.sampled_from(MAJORITIES))}
    rule |= {"p": draw(st.integers(1, q)), "q": q, "tie": draw(st.sampled_from(TIES))}
    return rule | {"silence": draw(st.sampled_from(["none", "yes"]))}


@st.composite
def methods(draw: Any, *kinds: str) -> Case:
    size = draw(st.integers(1, 6))
    kind = draw(st.sampled_from(kinds or ("options", "approval", "each", "score", "ranked")))
    most = draw(st.integers(1, size))
    method = {"kind": kind, "options": size, "least": 0, "most": most, "seats": draw(st.integers(1, size))}
    return method | {"top": draw(st.integers(1, 9)) if kind == "score" else 0}


def marks_for(method: Case) -> st.SearchStrategy[list[int]]:
    size = method["options"]
    if method["kind"] in ("each", "score"):
        value = st.integers(-1, 1) if method["kind"] == "each" else st.integers(0, method["top"])
        return st.just([]) | st.lists(value, min_size=size, max_size=size)
    return st.lists(st.integers(1, size), max_size=method["most"], unique=True)


@st.composite
def polls(draw: Any, *kinds: str, question: bool = False) -> Case:
    """A case as in the golden files; more may have voted than are entitled, as tellers can enter anything."""
    method = {"kind": "question"} if question else draw(methods(*kinds))
    ballot = (
        st.fixed_dictionaries({"choice": st.sampled_from(CHOICES), "count": st.integers(1, 9)})
        if question
        else st.fixed_dictionaries({"marks": marks_for(method), "count": st.integers(1, 9)})
    )
    papers = draw(st.lists(ballot, max_size=9))
    entitled = draw(st.integers(0, 60))
    sizes = {"office": entitled + draw(st.integers(0, 9)), "entitled": entitled}
    sizes["present"] = draw(st.integers(0, entitled))
    chair = draw(st.sampled_from([*CHOICES, None]))
    case = {"rule": draw(rules()), "method": method, "papers": papers, "sizes": sizes}
    return case | {"invalid": draw(st.integers(0, 4)), "chair": chair}


ANY = polls() | polls(question=True)


def played(case: Case, papers: list[Paper] | None = None, sizes: Sizes | None = None, invalid: int = -1) -> Result:
    return result(
        rule_of(case["rule"]),
        method_of(case["method"]),
        papers_of(case["papers"]) if papers is None else papers,
        sizes or sizes_of(case["sizes"]),
        invalid=case["invalid"] if invalid < 0 else invalid,
        chair=case["chair"],
    )


def outcome_of(got: Result) -> Outcome:
    assert got.outcome is not None
    return got.outcome


@given(ANY)
def test_the_second_count_agrees(case: Case) -> None:
    assert shown(played(case)) == expected(case)


@given(ANY, st.randoms())
def test_the_order_of_ballots_never_matters(case: Case, random: Any) -> None:
    papers = papers_of(case["papers"])
    mixed = list(papers)
    random.shuffle(mixed)
    assert played(case, mixed) == played(case, papers)


@given(ANY)
def test_equal_ballots_may_come_as_one_or_as_many(case: Case) -> None:
    papers = papers_of(case["papers"])
    single = [replace(paper, count=1) for paper in papers for _ in range(paper.count)]
    assert played(case, single) == played(case, papers)


@given(ANY)
def test_every_unit_is_counted_once(case: Case) -> None:
    totals, sizes = played(case).totals, sizes_of(case["sizes"])
    received = sum(paper["count"] for paper in case["papers"]) + case["invalid"]
    parts = totals.yes + totals.no + totals.abstain + totals.other + totals.marked + totals.invalid
    assert parts - totals.silent == received
    assert parts + totals.missing == max(received, sizes.entitled)
    assert totals.absent == sizes.office - sizes.entitled
    assert 0 <= totals.silent <= totals.yes


@given(ANY)
def test_no_share_passes_a_hundred_percent(case: Case) -> None:
    got = played(case)
    if got.outcome is None:
        assert got.totals.yes <= got.reasoning.base
        return
    times = case["method"]["top"] or 1
    for one in got.outcome.tallies:
        assert one.yes + one.no + one.abstain <= times * got.totals.marked
        assert one.yes <= times * got.reasoning.base


@given(polls(question=True), st.sampled_from(["no", "abstain", "other", None]))
def test_one_more_for_never_turns_carried_into_not_carried(case: Case, instead_of: Any) -> None:
    """Whether a new ballot or one that was something else.

    What the chair decided on a tie is apart: five against five is a tie whatever the base, so the chair can carry it;
    six against five of twenty-seven is none, and too few."""
    papers = papers_of(case["papers"])
    before = played(case, papers).reasoning
    at = next((at for at, paper in enumerate(papers) if paper.choice == instead_of), None)
    if at is not None:
        papers[at] = replace(papers[at], count=papers[at].count - 1)
    after = played(case, [*papers, Paper(1, "yes")]).reasoning
    assert after.carried or not (before.carried and before.by == "majority")


@given(ANY, st.integers(2, 7))
def test_weights_scaled_together_change_nothing(case: Case, times: int) -> None:
    """But for counts by preference, whose quota has one whole unit more than a part of the votes."""
    if case["method"]["kind"] == "ranked":
        return
    papers = [replace(paper, count=paper.count * times) for paper in papers_of(case["papers"])]
    sizes = Sizes(*(size * times for size in case["sizes"].values()))
    one, many = played(case), played(case, papers, sizes, case["invalid"] * times)
    assert (many.reasoning.carried, many.reasoning.by) == (one.reasoning.carried, one.reasoning.by)
    assert many.reasoning.base == one.reasoning.base * times
    if one.outcome is not None:
        assert (outcome_of(many).elected, outcome_of(many).tied) == (one.outcome.elected, one.outcome.tied)


@given(polls("options", "approval", "each", "score"))
def test_winners_have_more_than_losers(case: Case) -> None:
    outcome = outcome_of(played(case))
    votes = {one.option: one.yes for one in outcome.tallies}
    won = [one.option for one in outcome.tallies if one.won]
    assert sorted(outcome.elected) == won
    assert not set(outcome.tied) & set(won)
    assert len(won) <= case["method"]["seats"]
    assert not outcome.tied or len(won) + len(outcome.tied) > case["method"]["seats"] > len(won)
    for best, next_best in pairwise(outcome.elected):
        assert votes[best] >= votes[next_best]
    for loser in outcome.tallies:
        able = not loser.won and loser.yes >= max(1, loser.needed) and case["rule"]["majority"] != "none"
        assert not able or all(votes[one] > loser.yes for one in won)


@given(polls("ranked"))
def test_a_count_by_preference_fills_every_seat_and_loses_no_vote(case: Case) -> None:
    got = played(case)
    outcome, total = outcome_of(got), got.reasoning.base * UNIT
    decided = total > 0 and case["rule"]["majority"] != "none"
    assert len(set(outcome.elected)) == (case["method"]["seats"] if decided else 0)
    for stage in outcome.rounds:
        assert min(stage.votes) >= 0
        assert stage.exhausted >= 0
        assert sum(stage.votes) + stage.exhausted <= total
    for before, after in pairwise(outcome.rounds):
        assert before.exhausted <= after.exhausted
    named = [option for stage in outcome.rounds if stage.act != "surplus" for option in stage.options]
    assert len(set(named)) == len(named)


@given(polls("ranked"))
def test_first_preferences_add_up(case: Case) -> None:
    got = played(case)
    assert sum(one.yes for one in outcome_of(got).tallies) == got.reasoning.base <= got.totals.marked


def test_totals_have_no_field_that_is_not_held_here() -> None:
    """A new kind of vote must come into `test_every_unit_is_counted_once`."""
    assert len(Totals.__struct_fields__) == 9
