"""Wording 1 of the minutes of a consultation in writing, Vietnamese. Frozen once published.

It has the functions of every wording, so that editor and page ask it the same questions. What a rule does not publish
is not said here either: without "ballots" no names, with "verdict" no figures.
"""

from collections.abc import Iterable

from minutes.doc import ItemDoc, MinutesDoc, Vote
from minutes.phieu_1 import word_of
from minutes.times import count, day, hour
from minutes.words import v1
from minutes.words.parts import Fact, Run, fact, plain
from minutes.written import Answered, WrittenDoc
from voting.events import Reasoning, Totals

TITLE = "BIÊN BẢN"
ABOUT = "Tổng hợp kết quả lấy ý kiến bằng phiếu: "
SIGN_SECRETARY = "NGƯỜI TỔNG HỢP"
SIGN_CHAIR = "NGƯỜI CHỦ TRÌ"
HOW = {
    "hand": "do người chủ trì hoặc người tổng hợp quyết định",
    "deadline": "khi hết thời hạn",
    "answered": "khi tất cả thành viên đã cho ý kiến",
}
BASES = {"members": "thành viên", "entitled": "thành viên được lấy ý kiến", "present": "thành viên được lấy ý kiến"}


def opening(doc: MinutesDoc) -> tuple[Fact, ...]:
    """Form, sending, deadline, end."""
    offset, page = doc.frame.offset, _page(doc)
    sent = _moment(page.sent_at, offset) if page.sent_at is not None else "chưa gửi"
    return (
        fact("form", "Hình thức", "gửi phiếu lấy ý kiến ngoài phiên họp."),
        fact("sent", "Thời điểm gửi phiếu", f"{sent}."),
        *_deadline(page, offset),
        *_end(doc, page),
    )


def _deadline(page: WrittenDoc, offset: int) -> Iterable[Fact]:
    if page.first is not None:
        yield fact("deadline", "Thời hạn cho ý kiến", f"{_moment(page.first, offset)}.")
    for one in page.extensions:
        text = f"đến {_moment(one.deadline, offset)}; lý do: {one.reason.rstrip('.')}."
        yield fact("extended", "Gia hạn", text)


def _end(doc: MinutesDoc, page: WrittenDoc) -> Iterable[Fact]:
    if doc.closed_at is not None:
        how = f" ({HOW[page.how]})" if page.how is not None else ""
        yield fact("ended", "Kết thúc nhận ý kiến", f"{_moment(doc.closed_at, doc.frame.offset)}{how}.")


def _moment(at: int, offset: int) -> str:
    return f"{hour(at, offset)}, {day(at, offset)}"


def _page(doc: MinutesDoc) -> WrittenDoc:
    return doc.written or WrittenDoc(None, None, None, (), None, ())


def chairing(doc: MinutesDoc) -> Fact:
    """Who put the questions."""
    chair = doc.chair
    return fact("chair", "Người chủ trì", f"{v1.named(chair.name, chair.position)}." if chair else "")


def secretary(doc: MinutesDoc) -> Fact:
    """Who followed the answers."""
    person = doc.secretary
    return fact(
        "secretary", "Cán bộ theo dõi, tổng hợp", f"{v1.named(person.name, person.position)}." if person else ""
    )


def people(doc: MinutesDoc) -> tuple[Fact, ...]:
    """How many were asked, answered, were late, signed; who was late, who did not answer."""
    page = _page(doc)
    back, late = page.back, [one for one in page.members if one.late]
    silent = [one for one in page.members if not one.given]
    signed = [one for one in page.members if one.sha256 is not None]
    text = f"gửi {count(len(page.members))} phiếu, nhận {count(len(back))} phiếu"
    text += f" (trong đó sau thời hạn {count(len(late))})" if late else ""
    text += f", không gửi ý kiến {count(len(silent))}; ký số {count(len(signed))} phiếu."
    return (fact("members", "Số phiếu", text), *_named(doc, late, silent))


def _named(doc: MinutesDoc, late: list[Answered], silent: list[Answered]) -> Iterable[Fact]:
    if not names_shown(doc):
        return
    if late:
        offset = doc.frame.offset
        text = "; ".join(f"{v1.named(one.name, one.position)} ({_moment(one.at or 0, offset)})" for one in late)
        yield fact("late", "Thành viên gửi sau thời hạn", f"{text}.")
    if silent:
        text = "; ".join(v1.named(one.name, one.position) for one in silent)
        yield fact("silent", "Thành viên không gửi ý kiến", f"{text}.")


def names_shown(doc: MinutesDoc) -> bool:
    """Whether every question publishes who answered what."""
    return all(vote.rule.published == "ballots" for item in doc.items for vote in item.votes)


def pauses(_doc: MinutesDoc) -> tuple[Fact, ...]:
    """There are none."""
    return ()


def item_heading(item: ItemDoc) -> str:
    """ "1. Title."."""
    return v1.item_heading(item)


def item_facts(doc: MinutesDoc, item: ItemDoc) -> tuple[Fact, ...]:
    """Papers, and what came of each question."""
    titles = "; ".join(f"“{paper.title}”" for paper in item.papers if paper.recalled is None)
    papers = (fact("papers", "Tài liệu kèm theo", f"{titles}."),) if titles else ()
    return (*papers, *(vote_fact(vote) for vote in item.votes))


def vote_fact(vote: Vote) -> Fact:
    """One question: figures, reasoning, verdict, other opinions."""
    return Fact(
        code="vote" if vote.state == "closed" else f"vote_{vote.state}",
        label="Nội dung lấy ý kiến",
        runs=(*plain(f"“{vote.text.rstrip('.')}”: "), *_outcome(vote)),
    )


def _outcome(vote: Vote) -> tuple[Run, ...]:
    if vote.totals is None or vote.reasoning is None:
        return plain("đang lấy ý kiến.")
    verdict = _verdict(vote.reasoning)
    if vote.rule.published == "verdict":
        return ((verdict, "b"), *plain(_basis(vote)))
    said = f"{totals(vote, vote.totals)}. {reasoning(vote, vote.reasoning)} "
    return (*plain(said), (verdict, "b"), *plain("".join((_basis(vote), *_opinions(vote)))))


def _verdict(why: Reasoning) -> str:
    if why.by == "none":
        return "Ghi nhận kết quả."
    return "Được thông qua." if why.carried else "Không được thông qua."


def _basis(vote: Vote) -> str:
    return f" Căn cứ: {vote.rule.citation}."


def totals(vote: Vote, t: Totals) -> str:
    """ "đồng ý 20; không đồng ý 02; ý kiến khác 02; không gửi ý kiến 03"."""
    parts = [f"{word_of(vote.rule, choice).lower()} {count(getattr(t, choice))}" for choice in vote.rule.choices]
    if t.silent:
        parts.append(f"trong đó {count(t.silent)} thành viên không trả lời được tính là {_yes(vote)} theo quy định")
    if t.missing:
        parts.append(f"không gửi ý kiến {count(t.missing)}")
    return "; ".join(parts)


def _yes(vote: Vote) -> str:
    return word_of(vote.rule, "yes").lower()


def reasoning(vote: Vote, why: Reasoning) -> str:
    """ "Cần 14/27 thành viên đồng ý; có 20.", or how a tie was decided."""
    base = BASES.get(vote.rule.base, "ý kiến hợp lệ")
    needs = f"Cần {count(why.needed)}/{count(why.base)} {base} {_yes(vote)}; có {count(why.has)}."
    if vote.rule.majority not in ("more", "at_least"):
        needs = f"Có {count(why.has)} ý kiến {_yes(vote)}."
    match why.by:
        case "chair" | "casting":
            side = word_of(vote.rule, why.chair_choice).lower() if why.chair_choice else "chưa cho ý kiến"
            return f"{needs} Số ý kiến ngang nhau; theo ý kiến của người chủ trì ({side})."
        case "tie":
            return f"{needs} Số ý kiến ngang nhau."
        case _:
            return needs


def _opinions(vote: Vote) -> Iterable[str]:
    last = {ballot.participant: ballot for ballot in vote.ballots}
    others = [b for b in last.values() if b.choice == "other" and b.text]
    if others:
        named = vote.rule.published == "ballots"
        said = (f"{b.name}: “{_plain(b.text)}”" if named else f"“{_plain(b.text)}”" for b in others)
        yield f" Ý kiến khác: {'; '.join(said)}."


def _plain(text: str) -> str:
    return text.strip().rstrip(".")


def ending(doc: MinutesDoc) -> str:
    """The closing sentence, end mark attached."""
    if doc.closed_at is None:
        return "Việc lấy ý kiến kết thúc lúc … giờ … phút, ngày … tháng … năm …./."
    return f"Việc lấy ý kiến kết thúc lúc {_moment(doc.closed_at, doc.frame.offset)}./."


def recipients(doc: MinutesDoc) -> list[str]:
    """ "Nơi nhận"."""
    if doc.text("recipients"):
        return v1.recipients(doc)
    return ["- Các thành viên được lấy ý kiến;", "- Lưu: VT."]
