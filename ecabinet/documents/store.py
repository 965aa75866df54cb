"""Finding documents: by number and abstract, with or without accents, as far as the asker may know of them.

Rules: a record is for staff and members of its meeting and for the records officers of its unit; for everybody else it
does not exist, neither in a list nor by its address. What was typed with accents must match with them.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import text

from ecabinet.db.database import Database
from ecabinet.pages.fold import fold
from ecabinet.people import Person

MOST = 200
COLUMNS = (
    "d.id, d.unit_id, d.meeting, d.number, d.notation, d.type, d.abstract, d.date, d.sha256, d.signers, d.pages, "
    "d.created_at"
)
VISIBLE = """(EXISTS (SELECT 1 FROM participation p WHERE p.meeting = d.meeting AND p.person = :person
        AND (p.capacity <> 'guest' OR p.duties LIKE '%"secretary"%' OR p.duties LIKE '%"chair"%'))
    OR (:officer AND d.unit_id = :unit))"""


class Document(msgspec.Struct, frozen=True):
    """One document as lists show it."""

    id: str
    unit_id: str
    meeting: str | None
    number: int
    notation: str
    type: str
    abstract: str
    date: str
    sha256: str
    signers: tuple[dict[str, Any], ...]
    pages: int
    created_at: int


def _document(row: Any) -> Document:
    return Document(**{**dict(row), "signers": tuple(msgspec.json.decode(row["signers"]))})


def _asker(person: Person) -> dict[str, Any]:
    return {"person": person.id, "officer": "records" in person.roles, "unit": person.unit.id}


async def search(db: Database, person: Person, query: str) -> list[Document]:
    """Newest first. Every word of the query must occur in number, type or abstract."""
    words = [word for word in fold(query[:200]).split() if word][:12]
    clauses = "".join(f" AND d.fold LIKE :w{i} ESCAPE '\\'" for i in range(len(words)))
    found = await db.rows(
        text(
            f"SELECT {COLUMNS} FROM document d WHERE {VISIBLE}{clauses} "  # noqa: S608 - constants and numbered names only
            "ORDER BY d.date DESC, d.number DESC LIMIT :most"
        ),
        {**_asker(person), **{f"w{i}": f"%{_plain(word)}%" for i, word in enumerate(words)}, "most": MOST},
    )
    return [_document(row) for row in found]


def _plain(word: str) -> str:
    """LIKE's own signs are letters here."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def get(db: Database, person: Person, identifier: str) -> Document | None:
    """One document, if this person may have it."""
    wanted = text(f"SELECT {COLUMNS} FROM document d WHERE d.id = :id AND {VISIBLE}")  # noqa: S608 - constants only
    row = await db.row(wanted, {**_asker(person), "id": identifier})
    return None if row is None else _document(row)


async def links_from(db: Database, identifier: str) -> Sequence[tuple[str, str]]:
    """(relation, end) of every link of a document."""
    rows = await db.rows(
        text("SELECT relation, to_id FROM document_link WHERE from_kind = 'document' AND from_id = :id"),
        {"id": identifier},
    )
    return [(row["relation"], row["to_id"]) for row in rows]


async def links_to(db: Database, kind: str, end: str) -> list[dict[str, str]]:
    """Documents that rest on this: the way back from a meeting, an item, a version or a poll."""
    rows = await db.rows(
        text("SELECT from_id, relation FROM document_link WHERE to_kind = :kind AND to_id = :id"),
        {"kind": kind, "id": end},
    )
    return [{"document": row["from_id"], "relation": row["relation"]} for row in rows]


async def register(db: Database, person: Person, year: int) -> list[dict[str, Any]]:
    """The register of records of the officer's unit in a year, cancelled numbers with their reasons."""
    if "records" not in person.roles:
        return []
    rows = await db.rows(
        text(
            "SELECT kind, number, notation, status, reason, document, at FROM register "
            "WHERE unit_id = :unit AND year = :year ORDER BY kind, number"
        ),
        {"unit": person.unit.id, "year": year},
    )
    return [dict(row) for row in rows]
