"""Template bienban-1: the annexes with the long tables. Frozen once published.

Wordings from 2 on make the tables of votes themselves; what stands here of votes is wording 1's.
An annex is {"name", "title", "tables": [{"cols": widths in fr or mm, "align", "head", "rows"}]}; cells are texts.
"""

from types import ModuleType
from typing import Any

from minutes.doc import MinutesDoc, Vote
from minutes.words.v1_votes import CHOICES

CAPACITIES = {
    "member": "Thành viên",
    "substitute": "Người được cử dự họp thay",
    "guest": "Khách mời",
    "staff": "Thư ký, giúp việc",
}
VOTES_A_TABLE = 5
Table = dict[str, Any]


def annexes(doc: MinutesDoc, words: ModuleType) -> list[dict[str, Any]]:
    """People, votes by name, papers; an annex with nothing in it is left out, and the rest are numbered."""
    found = [
        ("DANH SÁCH NGƯỜI THAM DỰ", [_people(doc, words)]),
        _votes_of(doc, words),
        ("TÀI LIỆU CỦA PHIÊN HỌP", paper_tables(doc)),
    ]
    kept = [(title, tables) for title, tables in found if tables]
    return [
        {"name": f"Phụ lục {roman}", "title": title, "tables": tables}
        for roman, (title, tables) in zip(("I", "II", "III"), kept, strict=False)
    ]


def _votes_of(doc: MinutesDoc, words: ModuleType) -> tuple[str, list[Table]]:
    if hasattr(words, "vote_tables"):
        return words.votes_title(), words.vote_tables(doc)
    return "KẾT QUẢ BIỂU QUYẾT THEO TỪNG THÀNH VIÊN", _votes(doc)


def _people(doc: MinutesDoc, words: ModuleType) -> Table:
    rows: list[list[str]] = []
    place = 0
    for capacity, heading in CAPACITIES.items():
        group = [p for p in doc.attendees if p.capacity == capacity and (p.came or capacity == "member")]
        rows += [[heading]] if group else []
        for person in group:
            place += 1
            rows.append([str(place), person.name, person.position, words.attendee_note(person, doc)])
    return {
        "size": 11.5,
        "cols": ["9mm", "43mm", "1.35fr", "1fr"],
        "align": ["center", "left", "left", "left"],
        "head": ["TT", "Họ và tên", "Chức vụ", "Dự họp"],
        "rows": rows,
    }


def _votes(doc: MinutesDoc) -> list[Table]:
    held = [vote for item in doc.items for vote in item.votes if vote.state == "closed" and vote.rule.named]
    groups = [held[i : i + VOTES_A_TABLE] for i in range(0, len(held), VOTES_A_TABLE)]
    return [_vote_table(doc, group, first=i * VOTES_A_TABLE + 1) for i, group in enumerate(groups)]


def _vote_table(doc: MinutesDoc, votes: list[Vote], first: int) -> Table:
    members = [p for p in doc.attendees if p.capacity == "member"]
    cast = [{b.participant: CHOICES[b.choice] for b in vote.ballots if b.choice is not None} for vote in votes]
    numbers = {item.item: item.number for item in doc.items}
    notes = [f"({first + i}) Nội dung {numbers[v.item]}: {v.text}" for i, v in enumerate(votes)]
    return {
        "size": 10,
        "cols": ["9mm", "40mm", *("1fr" for _ in votes)],
        "align": ["center", "left", *("center" for _ in votes)],
        "head": ["TT", "Họ và tên", *(f"({first + i})" for i in range(len(votes)))],
        "rows": [
            [str(place), person.name, *(ballots.get(person.participant, "—").capitalize() for ballots in cast)]
            for place, person in enumerate(members, start=1)
        ],
        "notes": notes,
    }


def paper_tables(doc: MinutesDoc) -> list[Table]:
    """The papers with their hashes, in the order of the items; no table where nothing lay on it."""
    rows = [
        [item.number, paper.title, str(paper.number), str(paper.pages), paper.sha256]
        for item in doc.items
        for paper in item.papers
    ]
    table = {
        "size": 11.5,
        "cols": ["11mm", "1fr", "10mm", "13mm", "53mm"],
        "align": ["center", "left", "center", "center", "left"],
        "head": ["Mục", "Tên tài liệu", "Bản", "Số trang", "Mã băm SHA-256"],
        "rows": rows,
        "digits": 4,
    }
    return [table] if rows else []
