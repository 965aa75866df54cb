"""Filing a signed record: the row, and its links both ways to the meeting, items, paper versions and decisions.

Rules: filing the same record twice changes nothing; the document's id follows from the meeting, so a retry after a
crash finds what it made. The bytes are in the file store before the row exists.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from ecabinet.db.tables import document, document_link, file
from ecabinet.pages.fold import fold
from meeting.state import Signature
from minutes.doc import MinutesDoc, PaperShown, Vote

TYPE = "Biên bản"


class Filing(msgspec.Struct, frozen=True):
    """Everything about one record that is filed."""

    id: str
    meeting: str
    unit_id: str
    doc: MinutesDoc
    signatures: tuple[Signature, ...]
    sha256: str
    size: int
    pages: int
    at: int


def write(connection: Connection, filing: Filing) -> None:
    """In one transaction: the file, the document, the links."""
    kept = {"sha256": filing.sha256, "size": filing.size, "media": "application/pdf", "created_at": filing.at}
    connection.execute(insert(file).values(kept).on_conflict_do_nothing())
    connection.execute(insert(document).values(row(filing)).on_conflict_do_nothing())
    for link in links(filing.id, filing.meeting, filing.doc):
        connection.execute(insert(document_link).values(link).on_conflict_do_nothing())


def row(filing: Filing) -> dict[str, Any]:
    """The document's row."""
    reserved = filing.doc.reserved
    if reserved is None:
        raise ValueError("only final minutes are filed")
    abstract = filing.doc.frame.title
    return {
        "id": filing.id,
        "unit_id": filing.unit_id,
        "meeting": filing.meeting,
        "number": reserved.number,
        "notation": reserved.notation,
        "type": TYPE,
        "abstract": abstract,
        "fold": fold(f"{reserved.notation} {TYPE} {abstract} {filing.doc.frame.number}"),
        "date": reserved.date,
        "sha256": filing.sha256,
        "signers": msgspec.json.encode(_signers(filing.signatures)).decode(),
        "pages": filing.pages,
        "created_at": filing.at,
    }


def _signers(signatures: Sequence[Signature]) -> list[dict[str, Any]]:
    return [{"role": s.role, "name": s.name, "signed_at": s.signed_at} for s in signatures]


def links(identifier: str, meeting: str, doc: MinutesDoc) -> list[dict[str, str]]:
    """Record -> meeting, items, paper versions, decisions. Backwards they are found by the index."""
    ends = [("record_of", "meeting", meeting)]
    for item in doc.items:
        ends.append(("covers", "item", f"{meeting}/{item.item}"))
        ends += [("shows" if p.shown else "has_paper", "version", p.version) for p in item.papers]
        ends += [("decides", "poll", f"{meeting}/{vote.poll}") for vote in item.votes if vote.state == "closed"]
    return [_link(identifier, relation, kind, end) for relation, kind, end in ends]


def _link(identifier: str, relation: str, kind: str, end: str) -> dict[str, str]:
    return {"from_kind": "document", "from_id": identifier, "relation": relation, "to_kind": kind, "to_id": end}


def described(doc: MinutesDoc, meeting: str, stored: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """The stored links with titles, in the order of the agenda, for a page. `stored`: (relation, end)."""
    there = set(stored)
    found: list[dict[str, Any]] = []
    for item in doc.items:
        if ("covers", f"{meeting}/{item.item}") in there:
            found.append({"relation": "covers", "item": item.item, "number": item.number, "title": item.title})
        found += [
            _paper(item.item, p, r) for p in item.papers for r in ("shows", "has_paper") if (r, p.version) in there
        ]
        found += [_decision(item.item, v) for v in item.votes if ("decides", f"{meeting}/{v.poll}") in there]
    return found


def _paper(item: int, paper: PaperShown, relation: str) -> dict[str, Any]:
    return {
        "relation": relation,
        "item": item,
        "paper": paper.paper,
        "version": paper.version,
        "number": paper.number,
        "title": paper.title,
        "pages": paper.pages,
        "sha256": paper.sha256,
    }


def _decision(item: int, vote: Vote) -> dict[str, Any]:
    return {
        "relation": "decides",
        "item": item,
        "poll": vote.poll,
        "text": vote.text,
        "rule": vote.rule,
        "totals": vote.totals,
        "reasoning": vote.reasoning,
    }
