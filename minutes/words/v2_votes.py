"""Wording 2: one vote as a fact of the record: when and how, on what, the figures, why, and what it rests on.

What it is not: the tables (see `v2_annex`). Of a secret ballot it says how many voted and the totals, never a name.
What the rule does not publish is not said: without "ballots" no opinion has a name, with "verdict" there is no figure.
"""

from collections.abc import Iterable

from minutes.doc import Vote
from minutes.times import count, hour
from minutes.words import v2_contests as contests
from minutes.words import v2_questions as questions
from minutes.words.parts import Fact, Run, plain
from minutes.words.v2_figures import amount, listed
from minutes.words.v2_questions import is_weighted


def vote_fact(vote: Vote, offset: int) -> Fact:
    """One vote: when, on what, how many of each, why it ended so."""
    return Fact(
        code="vote" if vote.state == "closed" else f"vote_{vote.state}",
        label=f"{_kind(vote)} lúc {hour(vote.closed_at or vote.opened_at, offset)}",
        runs=(*plain(_about(vote)), *_outcome(vote)),
    )


def _kind(vote: Vote) -> str:
    if vote.by == "hands":
        return "Biểu quyết bằng hình thức giơ tay"
    if vote.by == "paper":
        return "Biểu quyết bằng phiếu giấy" if vote.rule.named else "Bỏ phiếu kín bằng phiếu giấy"
    return "Biểu quyết công khai" if vote.rule.named else "Bỏ phiếu kín"


def _about(vote: Vote) -> str:
    again = " (vòng tiếp theo)" if vote.second else ""
    together = [f"“{text.rstrip('.')}”" for text in vote.bloc]
    bloc = f" (biểu quyết chung {count(len(together))} nội dung: {listed(together)})" if together else ""
    return f"về “{vote.text.rstrip('.')}”{again}{bloc}: "


def _outcome(vote: Vote) -> tuple[Run, ...]:
    if vote.state == "void":
        reason = (vote.void_reason or "").rstrip(".")
        return (*plain("lần biểu quyết này "), ("bị hủy", "b"), *plain(f", không có giá trị; lý do: {reason}."))
    if vote.totals is None or vote.reasoning is None:
        return plain("chưa kết thúc.")
    verdict = questions.verdict(vote.reasoning)
    if vote.outcome is not None:
        verdict = contests.verdict(vote, vote.reasoning, vote.outcome)
    return (*plain(_figures(vote)), (verdict, "b"), *plain("".join(_notes(vote))))


def _figures(vote: Vote) -> str:
    totals, why, outcome = vote.totals, vote.reasoning, vote.outcome
    if totals is None or why is None:
        return ""
    turnout = f"{count(vote.voted)}/{count(vote.entitled)} người được biểu quyết đã bỏ phiếu" if vote.secret else ""
    if vote.rule.published == "verdict":
        won = [contests.option_name(vote, option) for option in outcome.elected] if outcome is not None else []
        chosen = f" Kết quả: {listed(won)}." if won else ""
        lead = f"{turnout}. " if turnout else ""
        return f"{lead}Theo quy tắc áp dụng chỉ công bố kết luận.{chosen} "
    lead = f"{turnout}; " if turnout else ""
    if outcome is not None:
        said = contests.totals(vote, totals, outcome)
        return f"{lead}{said}. {contests.reasoning(vote, why, outcome)} "
    return f"{lead}{questions.totals(vote, totals)}. {questions.reasoning(vote, why)} "


def _notes(vote: Vote) -> Iterable[str]:
    """What the result rests on, each with a blank before it."""
    yield from _quorum(vote)
    if vote.by != "seats":
        yield f" Số phiếu do người kiểm phiếu đếm, {vote.entered} nhập."
    if is_weighted(vote):
        yield f" Phiếu được tính theo giá trị của từng thành viên; tổng giá trị {amount(vote.office, vote.unit)}."
    names = {voter.participant: voter.name for voter in vote.voters}
    proxies = [f"{v.name} ủy quyền cho {names.get(v.holder, '')}" for v in vote.voters if v.holder is not None]
    if proxies:
        yield f" Biểu quyết theo ủy quyền: {listed(proxies)}."
    substitutes = [voter.name for voter in vote.voters if voter.replaces is not None]
    if substitutes:
        yield f" Người được cử dự họp thay tham gia biểu quyết: {listed(substitutes)}."
    recused = [f"{one.name} ({one.reason.rstrip('.')})" if one.reason else one.name for one in vote.recused]
    if recused:
        yield f" Không tham gia biểu quyết: {listed(recused)}."
    yield from _opinions(vote)


def _quorum(vote: Vote) -> Iterable[str]:
    quorum = vote.quorum
    here = f"{count(quorum.present)}/{count(quorum.base)} thành viên"
    if vote.override is not None:
        yield (
            f" Khi mở biểu quyết có mặt {here}, cần {count(quorum.needed)}; "
            f"chủ tọa quyết định vẫn tiến hành, lý do: {vote.override.rstrip('.')}."
        )
    elif quorum.needed:
        yield f" Khi mở biểu quyết có mặt {here}, cần ít nhất {count(quorum.needed)}."


def _opinions(vote: Vote) -> Iterable[str]:
    if vote.rule.published == "verdict":
        return
    named = vote.rule.published == "ballots"
    opinions = [(b.name, b.text.strip().rstrip(".")) for b in vote.ballots if b.choice == "other" and b.text]
    others = [f"{name}: “{text}”" if named else f"“{text}”" for name, text in opinions]
    if others:
        yield f" Ý kiến khác: {listed(others)}."
