"""Wording 1: votes. The figures and the reasoning are the journal's; nothing is counted here."""

from collections.abc import Iterable

from minutes.doc import Ballot, Vote
from minutes.times import count, hour
from minutes.words.parts import Fact, Run, plain
from voting.events import Reasoning, Totals

CHOICES = {"yes": "tán thành", "no": "không tán thành", "abstain": "không biểu quyết", "other": "ý kiến khác"}
BASES = {"members": "thành viên", "present": "thành viên có mặt", "cast": "phiếu biểu quyết", "valid": "phiếu hợp lệ"}


def vote_fact(vote: Vote, offset: int) -> Fact:
    """One vote: when, on what, how many of each, why it ended so."""
    kind = "công khai" if vote.rule.named else "bỏ phiếu kín"
    return Fact(
        code="vote" if vote.state == "closed" else f"vote_{vote.state}",
        label=f"Biểu quyết {kind} lúc {hour(vote.closed_at or vote.opened_at, offset)}",
        runs=(*plain(f"về “{vote.text.rstrip('.')}”: "), *_outcome(vote)),
    )


def _outcome(vote: Vote) -> tuple[Run, ...]:
    if vote.state == "void":
        return (*plain("lần biểu quyết này "), ("bị hủy", "b"), *plain(f", không có giá trị; lý do: {_reason(vote)}."))
    if vote.totals is None or vote.reasoning is None:
        return plain("chưa kết thúc.")
    verdict = "Được thông qua." if vote.reasoning.carried else "Không được thông qua."
    return (
        *plain(f"{totals(vote, vote.totals)}. {reasoning(vote, vote.reasoning)} "),
        (verdict, "b"),
        *plain("".join((*_override(vote), *_opinions(vote.ballots)))),
    )


def _reason(vote: Vote) -> str:
    return (vote.void_reason or "").rstrip(".")


def totals(vote: Vote, t: Totals) -> str:
    """ "tán thành 23; không tán thành 01; không biểu quyết 01; vắng mặt 02"."""
    parts = [f"{CHOICES[c]} {count(getattr(t, c))}" for c in vote.rule.choices if c != "other" or t.other]
    if t.missing:
        parts.append(f"chưa biểu quyết {count(t.missing)}")
    if t.absent:
        parts.append(f"vắng mặt {count(t.absent)}")
    return "; ".join(parts)


def reasoning(vote: Vote, why: Reasoning) -> str:
    """ "Cần 14/27 thành viên tán thành; có 23.", or how a tie was decided."""
    needs = f"Cần {count(why.needed)}/{count(why.base)} {BASES[vote.rule.base]} tán thành; có {count(why.has)}."
    match why.by:
        case "majority":
            return needs
        case "chair":
            choice = CHOICES[why.chair_choice] if why.chair_choice else "chưa biểu quyết"
            return f"{needs} Số tán thành và không tán thành ngang nhau; theo ý kiến của chủ tọa ({choice})."
        case "tie":
            return f"{needs} Số tán thành và không tán thành ngang nhau."
        case "casting" | "none":  # not in the journals that this wording is for
            return needs


def _override(vote: Vote) -> Iterable[str]:
    if vote.override is not None:
        yield (
            f" Khi mở biểu quyết có mặt {count(vote.quorum.present)}/{count(vote.quorum.base)} thành viên, "
            f"cần {count(vote.quorum.needed)}; chủ tọa quyết định vẫn tiến hành, lý do: {vote.override.rstrip('.')}."
        )


def _opinions(ballots: tuple[Ballot, ...]) -> Iterable[str]:
    others = [f"{b.name}: “{b.text.strip().rstrip('.')}”" for b in ballots if b.choice == "other" and b.text]
    if others:
        yield f" Ý kiến khác: {'; '.join(others)}."
