"""The secretary's editor: sections with what the journal says (locked) and the places for the secretary's own text.

It is the same content as the page, cut up for a screen. Sentences are Vietnamese: they are the document's own words.
"""

from typing import Any

from minutes.doc import ItemDoc, MinutesDoc
from minutes.times import clock
from minutes.words import CURRENT, WORDINGS, written_1
from minutes.words.parts import Fact

Section = dict[str, Any]


def editor(doc: MinutesDoc, wording: int = CURRENT) -> dict[str, Any]:
    """Sections in the order of the document.

    A section is {"key", "kind": "general" | "item" | "end", "facts", "prose": [keys]}; items also have "item",
    "number", "depth", "title", "state", "from", "to" ("08:55"). A fact is {"code", "label", "text", "runs"}.
    """
    words: Any = written_1 if doc.frame.form == "written" else WORDINGS[wording]
    return {
        "wording": wording,
        "title": doc.frame.title,
        "notation": doc.reserved.notation if doc.reserved else None,
        "secretary": doc.secretary.name if doc.secretary else "",
        "chair": doc.chair.name if doc.chair else "",
        "sections": [
            _section("time", "general", (*words.opening(doc), *words.pauses(doc)), ["opening"]),
            _section("people", "general", (*words.people(doc), words.chairing(doc), words.secretary(doc)), []),
            *(_item(doc, item, words) for item in doc.items),
            _section("end", "end", (_ending(doc, words), *_recipients(doc, words)), ["closing", "recipients"]),
        ],
    }


def _section(key: str, kind: str, facts: tuple[Fact, ...], prose: list[str]) -> Section:
    return {"key": key, "kind": kind, "facts": [_fact(fact) for fact in facts], "prose": prose}


def _fact(fact: Fact) -> dict[str, Any]:
    text = "".join(run for run, _ in fact.runs)
    return {"code": fact.code, "label": fact.label, "text": text, "runs": [list(run) for run in fact.runs]}


def _item(doc: MinutesDoc, item: ItemDoc, words: Any) -> Section:
    offset = doc.frame.offset
    section = _section(
        f"item/{item.item}",
        "item",
        words.item_facts(doc, item),
        [f"discussion/{item.item}", f"conclusion/{item.item}"],
    )
    return section | {
        "item": item.item,
        "number": item.number,
        "depth": item.depth,
        "title": item.title,
        "state": item.state,
        "from": clock(item.opened_at, offset) if item.opened_at is not None else None,
        "to": clock(item.finished_at, offset) if item.finished_at is not None else None,
    }


def _ending(doc: MinutesDoc, words: Any) -> Fact:
    return Fact(code="ending", label="", runs=((words.ending(doc), ""),))


def _recipients(doc: MinutesDoc, words: Any) -> tuple[Fact, ...]:
    """What will stand under "Nơi nhận" if the secretary writes nothing."""
    if doc.text("recipients"):
        return ()
    return (Fact(code="recipients", label="Nơi nhận", runs=(("\n".join(words.recipients(doc)), ""),)),)
