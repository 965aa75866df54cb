"""Wording 2: choices among options and elections. Figures, winners and ties are the journal's."""

from minutes.doc import Vote
from minutes.times import count
from minutes.words.v2_figures import amount, choice_words, listed
from minutes.words.v2_questions import rest, share_of
from voting.events import Reasoning, Totals
from voting.method import Outcome, Tallied

ELECTIONS = ("approval", "each", "ranked")


def option_name(vote: Vote, option: int) -> str:
    """The text of an option."""
    return next((one.text for one in vote.method.options if one.id == option), "")


def totals(vote: Vote, t: Totals, outcome: Outcome) -> str:
    """What each received, and the ballots."""
    each = [f"{option_name(vote, one.option)}: {received(vote, one)}" for one in outcome.tallies]
    lead = "số phiếu ưu tiên thứ nhất: " if vote.method.kind == "ranked" else ""
    return f"{lead}{listed(each)}. Phiếu hợp lệ {listed([amount(t.marked, vote.unit), *rest(vote, t)])}"


def received(vote: Vote, one: Tallied) -> str:
    """ "20 phiếu", "tán thành 20, không tán thành 03, không có ý kiến 02" or "35 điểm"."""
    yes = amount(one.yes, vote.unit)
    if vote.method.kind == "score":
        return f"{yes} điểm"
    if vote.method.kind != "each":
        return f"{yes} phiếu"
    no, abstain = amount(one.no, vote.unit), amount(one.abstain, vote.unit)
    words = (choice_words(vote.rule, "yes"), choice_words(vote.rule, "no"))
    return f"{words[0]} {yes}, {words[1]} {no}, không có ý kiến {abstain}"


def reasoning(vote: Vote, why: Reasoning, outcome: Outcome) -> str:
    """What it took, who won, who is equal at the border."""
    won = [option_name(vote, option) for option in outcome.elected]
    tied = [option_name(vote, option) for option in outcome.tied]
    chosen = "Trúng cử" if vote.method.kind in ELECTIONS else "Được chọn"
    parts = [_needs(vote, why, outcome)]
    if won:
        parts.append(f"{chosen}: {listed(won)}.")
    if tied:
        parts.append(f"Ngang phiếu, chưa quyết định: {listed(tied)}.")
    if any(one.by_lot for one in outcome.rounds):
        parts.append("Có trường hợp ngang phiếu ở mọi lượt; người có số thứ tự nhỏ hơn được xét trước.")
    return " ".join(parts)


def _needs(vote: Vote, why: Reasoning, outcome: Outcome) -> str:
    rule, kind = vote.rule, vote.method.kind
    if rule.majority == "none":
        return "Quy tắc áp dụng không quy định việc chọn theo số phiếu."
    if kind == "ranked":
        rounds = f", {count(len(outcome.rounds))} lượt (Phụ lục)" if outcome.rounds else ""
        return f"Kiểm phiếu theo thứ tự ưu tiên, chỉ tiêu {amount(outcome.quota, vote.unit)} phiếu{rounds}."
    if kind == "score":
        return "Chọn theo tổng số điểm từ cao xuống thấp."
    if kind == "each" and rule.majority == "relative":
        yes, no = choice_words(rule, "yes"), choice_words(rule, "no")
        return f"Cần số {yes} nhiều hơn số {no}."
    if rule.majority in ("relative", "plurality"):
        return "Chọn theo số phiếu từ cao xuống thấp."
    if kind == "each" and rule.base == "yes_no":
        over = "hơn" if rule.majority == "more" else "ít nhất"
        return f"Mỗi người cần {over} {rule.p}/{rule.q} số phiếu có chính kiến về mình."
    return f"Mỗi lựa chọn cần ít nhất {amount(why.needed, vote.unit)}/{share_of(vote, why.base)}."


def verdict(vote: Vote, why: Reasoning, outcome: Outcome) -> str:
    """ "Đã bầu đủ số lượng (03/03)."."""
    if why.by == "none":
        return "Kết quả được ghi nhận."
    act = "bầu" if vote.method.kind in ELECTIONS else "chọn"
    filled = f"({count(len(outcome.elected))}/{count(vote.method.seats)})"
    return f"Đã {act} đủ số lượng {filled}." if why.carried else f"Chưa {act} đủ số lượng {filled}."
