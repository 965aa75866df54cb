"""Template bienban-1: the document model of a biên bản, Decree 30/2020 form 1.9. Frozen once published.

Blocks of the body: {"k": "p" | "h1" | "h2", "runs": [[text, weight], ...]}. Annexes carry the long tables: people,
votes by name, papers with their SHA-256.
"""

from datetime import date
from types import ModuleType
from typing import Any

from minutes import bienban_1_annexes
from minutes.doc import ItemDoc, MinutesDoc
from minutes.times import day_words
from minutes.words.parts import Fact, Run

Block = dict[str, Any]


def model(doc: MinutesDoc, words: ModuleType) -> dict[str, Any]:
    """The whole document."""
    return {
        "template": "bienban-1",
        "head": _head(doc),
        "title": words.TITLE,
        "abstract": _abstract(doc),
        "body": [*_front(doc, words), *_course(doc, words), *_end(doc, words)],
        "sign": _signatures(doc, words),
        "recipients": words.recipients(doc),
        "annexes": bienban_1_annexes.annexes(doc, words),
    }


def _abstract(doc: MinutesDoc) -> str:
    number = doc.frame.number.strip()
    return f"{doc.frame.title} ({number})" if number and number not in doc.frame.title else doc.frame.title


def _unit_lines(unit: str) -> list[str]:
    """ "ỦY BAN NHÂN DÂN" takes a line of its own above the place."""
    body, place = unit[:15], unit[15:].strip()
    return [body, place] if body == "ỦY BAN NHÂN DÂN" and place else [unit]


def _head(doc: MinutesDoc) -> dict[str, Any]:
    reserved = doc.reserved
    issued = date.fromisoformat(reserved.date) if reserved else None
    day = day_words(issued.year, issued.month, issued.day) if issued else "ngày     tháng     năm      "
    return {
        "parent": doc.frame.parent_unit.upper(),
        "unit": _unit_lines(doc.frame.unit.upper()),
        "number": f"Số: {reserved.notation}" if reserved else f"Số:       /BB-{doc.frame.notation}",
        "place_date": f"{doc.frame.locality}, {day}",
    }


def _p(*runs: Run, k: str = "p") -> Block:
    return {"k": k, "runs": [[text, weight] for text, weight in runs if text]}


def _labelled(fact: Fact, weight: str = "b") -> Block:
    label = ((f"{fact.label}: ", weight),) if fact.label else ()
    return _p(*label, *fact.runs)


def _prose(text: str, lead: str = "") -> list[Block]:
    """The secretary's text, one paragraph a line; `lead` goes before the first."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return [_p((lead.strip(), ""))] if lead else []
    return [_p((lead + lines[0], "")), *(_p((line, "")) for line in lines[1:])]


def _front(doc: MinutesDoc, words: ModuleType) -> list[Block]:
    people = [_labelled(fact, "") for fact in words.people(doc)]
    return [
        *(_labelled(fact) for fact in words.opening(doc)),
        _p(("Thành phần tham dự", "b"), (" (danh sách tại Phụ lục I)", "i"), (":", "b")),
        *people,
        _labelled(words.chairing(doc)),
        _labelled(words.secretary(doc)),
    ]


def _course(doc: MinutesDoc, words: ModuleType) -> list[Block]:
    blocks = [_p(("Nội dung:", "b")), *_prose(doc.text("opening"))]
    for item in doc.items:
        blocks += _item(doc, item, words)
    return blocks + [_labelled(fact, "") for fact in words.pauses(doc)]


def _item(doc: MinutesDoc, item: ItemDoc, words: ModuleType) -> list[Block]:
    facts = words.item_facts(doc, item)
    blocks = [_p((words.item_heading(item), "b"), k="h2" if item.depth else "h1")]
    blocks += _intro([f for f in facts if f.code in {"item_time", "presenter", "papers"}])
    parts = _parts(doc, item, facts)
    for place, part in enumerate(parts):
        letter = f"{chr(ord('a') + place)}) " if len(parts) > 1 else ""
        first, *rest = part
        blocks += [_p((letter, ""), *((t, w) for t, w in first["runs"])), *rest]
    return blocks + [_labelled(f) for f in facts if f.code == "state"]


def _intro(facts: list[Fact]) -> list[Block]:
    """Time, presenter and papers run on in one paragraph."""
    runs: list[Run] = []
    for fact in facts:
        runs += [(f"{' ' if runs else ''}{fact.label}: ", ""), *fact.runs]
    return [_p(*runs)] if runs else []


def _parts(doc: MinutesDoc, item: ItemDoc, facts: tuple[Fact, ...]) -> list[list[Block]]:
    """a) discussion, b) each vote, c) conclusion: only what there is."""
    spoken = next((fact for fact in facts if fact.code == "speeches"), None)
    discussion = doc.text(f"discussion/{item.item}")
    parts: list[list[Block]] = []
    if spoken or discussion:
        said = "".join(text for text, _ in spoken.runs) + " " if spoken else ""
        parts.append(_prose(discussion, f"Thảo luận: {said}"))
    parts += [[_voted(fact)] for fact in facts if fact.code.startswith("vote")]
    conclusion = doc.text(f"conclusion/{item.item}")
    if conclusion:
        parts.append(_prose(conclusion, "Kết luận của chủ tọa: "))
    return parts


def _voted(fact: Fact) -> Block:
    return _p((f"{fact.label} ", ""), *fact.runs)


def _end(doc: MinutesDoc, words: ModuleType) -> list[Block]:
    return [*_prose(doc.text("closing")), _p((words.ending(doc), ""))]


def _signatures(doc: MinutesDoc, words: ModuleType) -> list[dict[str, str]]:
    return [
        {"role": "secretary", "title": words.SIGN_SECRETARY, "name": doc.secretary.name if doc.secretary else ""},
        {"role": "chair", "title": words.SIGN_CHAIR, "name": doc.chair.name if doc.chair else ""},
    ]
