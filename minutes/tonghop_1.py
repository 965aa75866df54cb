"""Template tonghop-1: the document model of the minutes of a consultation in writing. Frozen once published.

The page is that of bienban-1 (Decree 30/2020 form 1.9). Annexes: what each member answered, the signed forms with their
SHA-256, the papers. It brings its own words, so the number of the template says all.
"""

from datetime import date
from types import ModuleType
from typing import Any

from minutes.bienban_1_annexes import paper_tables
from minutes.doc import ItemDoc, MinutesDoc, Vote
from minutes.phieu_1 import word_of
from minutes.times import clock, day_words, local
from minutes.words import written_1 as words
from minutes.words.parts import Fact, Run
from minutes.written import Answered

PAGE = "bienban-1"
VOTES_A_TABLE = 4
Block = dict[str, Any]
Table = dict[str, Any]


def model(doc: MinutesDoc, _words: ModuleType) -> dict[str, Any]:
    """The whole document."""
    return {
        "template": PAGE,
        "head": _head(doc),
        "title": words.TITLE,
        "abstract": f"{words.ABOUT}{doc.frame.title}",
        "body": [*_front(doc), *_course(doc), *_prose(doc.text("closing")), _p((words.ending(doc), ""))],
        "sign": [
            {"role": "secretary", "title": words.SIGN_SECRETARY, "name": doc.secretary.name if doc.secretary else ""},
            {"role": "chair", "title": words.SIGN_CHAIR, "name": doc.chair.name if doc.chair else ""},
        ],
        "recipients": words.recipients(doc),
        "annexes": _annexes(doc),
    }


def _head(doc: MinutesDoc) -> dict[str, Any]:
    reserved = doc.reserved
    issued = date.fromisoformat(reserved.date) if reserved else None
    day = day_words(issued.year, issued.month, issued.day) if issued else "ngày     tháng     năm      "
    unit = doc.frame.unit.upper()
    body, place = unit[:15], unit[15:].strip()
    return {
        "parent": doc.frame.parent_unit.upper(),
        "unit": [body, place] if body == "ỦY BAN NHÂN DÂN" and place else [unit],
        "number": f"Số: {reserved.notation}" if reserved else f"Số:       /BB-{doc.frame.notation}",
        "place_date": f"{doc.frame.locality}, {day}",
    }


def _p(*runs: Run, k: str = "p") -> Block:
    return {"k": k, "runs": [[text, weight] for text, weight in runs if text]}


def _labelled(fact: Fact) -> Block:
    return _p((f"{fact.label}: ", "b"), *fact.runs)


def _prose(text: str, lead: str = "") -> list[Block]:
    """The officer's text, one paragraph a line; `lead` goes before the first."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [_p((lead if not place else "", "b"), (line, "")) for place, line in enumerate(lines)]


def _front(doc: MinutesDoc) -> list[Block]:
    general = [*words.opening(doc), words.chairing(doc), words.secretary(doc), *words.people(doc)]
    return [*(_labelled(fact) for fact in general), *_prose(doc.text("opening"))]


def _course(doc: MinutesDoc) -> list[Block]:
    blocks = [_p(("Nội dung và kết quả:", "b"))]
    for item in doc.items:
        blocks += _item(doc, item)
    return blocks


def _item(doc: MinutesDoc, item: ItemDoc) -> list[Block]:
    return [
        _p((words.item_heading(item), "b"), k="h2" if item.depth else "h1"),
        *(_p((f"{fact.label}: ", ""), *fact.runs) for fact in words.item_facts(doc, item)),
        *_prose(doc.text(f"discussion/{item.item}"), "Tổng hợp ý kiến: "),
        *_prose(doc.text(f"conclusion/{item.item}"), "Kết luận: "),
    ]


def _annexes(doc: MinutesDoc) -> list[dict[str, Any]]:
    found = [
        ("Ý KIẾN CỦA TỪNG THÀNH VIÊN", _answers(doc)),
        ("PHIẾU LẤY Ý KIẾN ĐÃ KÝ SỐ", _signed(doc)),
        ("TÀI LIỆU LẤY Ý KIẾN", paper_tables(doc)),
    ]
    kept = [(title, tables) for title, tables in found if tables]
    return [
        {"name": f"Phụ lục {roman}", "title": title, "tables": tables}
        for roman, (title, tables) in zip(("I", "II", "III"), kept, strict=False)
    ]


def _members(doc: MinutesDoc) -> tuple[Answered, ...]:
    return doc.written.members if doc.written is not None else ()


def _answers(doc: MinutesDoc) -> list[Table]:
    """Where a question publishes no ballots, its column is missing, and with it the time of every answer."""
    votes = [vote for item in doc.items for vote in item.votes if vote.state == "closed"]
    if not votes or not words.names_shown(doc):
        return []
    groups = [votes[place : place + VOTES_A_TABLE] for place in range(0, len(votes), VOTES_A_TABLE)]
    return [_answer_table(doc, group, first=n * VOTES_A_TABLE + 1) for n, group in enumerate(groups)]


def _answer_table(doc: MinutesDoc, votes: list[Vote], first: int) -> Table:
    return {
        "size": 10.5,
        "cols": ["9mm", "42mm", *("1fr" for _ in votes), "34mm"],
        "align": ["center", "left", *("center" for _ in votes), "center"],
        "head": ["TT", "Họ và tên", *(f"({first + n})" for n in range(len(votes))), "Thời điểm"],
        "rows": [
            [str(place), one.name, *(_choice(one, vote) for vote in votes), _when(doc, one)]
            for place, one in enumerate(_members(doc), start=1)
        ],
        "notes": [f"({first + n}) {vote.text}" for n, vote in enumerate(votes)],
    }


def _choice(one: Answered, vote: Vote) -> str:
    given = next((given for given in one.given if given.poll == vote.poll), None)
    return word_of(vote.rule, given.choice) if given is not None and given.choice is not None else "—"


def _when(doc: MinutesDoc, one: Answered) -> str:
    if one.at is None:
        return "Không gửi"
    return f"{_moment(doc, one.at)}{' (quá hạn)' if one.late else ''}"


def _moment(doc: MinutesDoc, at: int) -> str:
    offset = doc.frame.offset
    return f"{clock(at, offset)} {local(at, offset):%d/%m/%Y}"


def _signed(doc: MinutesDoc) -> list[Table]:
    signed = [one for one in _members(doc) if one.sha256 is not None and one.signed_at is not None]
    table = {
        "size": 10.5,
        "cols": ["9mm", "1fr", "36mm", "53mm"],
        "align": ["center", "left", "center", "left"],
        "head": ["TT", "Họ và tên", "Ký số lúc", "Mã băm SHA-256 của phiếu"],
        "rows": [
            [str(place), one.name, _moment(doc, one.signed_at or 0), one.sha256 or ""]
            for place, one in enumerate(signed, start=1)
        ],
        "digits": 3,
    }
    return [table] if signed else []
