"""Wording 2: figures, reasons and verdict of a plain question. All of it is the journal's; nothing is counted here."""

from minutes.doc import Vote
from minutes.words.v2_figures import BASES, amount, choice_words
from voting.events import Reasoning, Totals


def totals(vote: Vote, t: Totals) -> str:
    """ "tán thành 23; không tán thành 01; không biểu quyết 01; vắng mặt 02"."""
    parts = [
        f"{choice_words(vote.rule, choice)} {amount(getattr(t, choice), vote.unit)}{_silent(vote, t, choice)}"
        for choice in vote.rule.choices
        if choice != "other" or t.other
    ]
    return "; ".join([*parts, *rest(vote, t)])


def _silent(vote: Vote, t: Totals, choice: str) -> str:
    if choice != "yes" or not t.silent:
        return ""
    return f" (trong đó {amount(t.silent, vote.unit)} không trả lời, theo quy tắc được tính là tán thành)"


def rest(vote: Vote, t: Totals) -> list[str]:
    """Ballots that were no good, those who did not vote, those who were not there."""
    silent = "không bỏ phiếu" if vote.secret else "chưa biểu quyết"
    absent = "vắng mặt hoặc không tham gia" if vote.recused else "vắng mặt"
    named = (("phiếu không hợp lệ", t.invalid), (silent, t.missing), (absent, t.absent))
    return [f"{words} {amount(n, vote.unit)}" for words, n in named if n]


def reasoning(vote: Vote, why: Reasoning) -> str:
    """ "Cần 14/27 thành viên tán thành; có 23.", or how a tie was decided."""
    yes, no = choice_words(vote.rule, "yes"), choice_words(vote.rule, "no")
    needs = _needs(vote, why)
    equal = f"Số {yes} và số {no} ngang nhau"
    match why.by:
        case "chair":
            side = choice_words(vote.rule, why.chair_choice) if why.chair_choice else "chưa biểu quyết"
            return f"{needs} {equal}; theo ý kiến của chủ tọa ({side})."
        case "casting":
            side = choice_words(vote.rule, why.chair_choice) if why.chair_choice else ""
            return f"{needs} {equal}; chủ tọa biểu quyết quyết định: {side}."
        case "tie":
            return f"{needs} {equal}."
        case _:
            return needs


def _needs(vote: Vote, why: Reasoning) -> str:
    yes, no = choice_words(vote.rule, "yes"), choice_words(vote.rule, "no")
    needed, has = amount(why.needed, vote.unit), amount(why.has, vote.unit)
    match vote.rule.majority:
        case "relative":
            return f"Cần số {yes} nhiều hơn số {no}; có {has}/{amount(why.base, vote.unit)}."
        case "plurality":
            return f"Cần số {yes} nhiều hơn từng lựa chọn khác; có {has}/{amount(why.base, vote.unit)}."
        case "none":
            return "Quy tắc áp dụng không quy định tỷ lệ thông qua."
        case _:
            return f"Cần {needed}/{share_of(vote, why.base)} {yes}; có {has}."


def share_of(vote: Vote, base: int) -> str:
    """ "27 thành viên", or "27,5 giá trị phiếu của thành viên" where votes weigh differently."""
    weighed = "giá trị phiếu của " if is_weighted(vote) else ""
    return f"{amount(base, vote.unit)} {weighed}{BASES[vote.rule.base]}"


def is_weighted(vote: Vote) -> bool:
    """Whether some votes weigh more than others, or none weighs one."""
    return any(voter.weight != vote.unit for voter in vote.voters)


def verdict(why: Reasoning) -> str:
    """The words in bold."""
    if why.by == "none":
        return "Kết quả được ghi nhận."
    return "Được thông qua." if why.carried else "Không được thông qua."
