"""The table of notices: exactly one for each person, consultation, kind and deadline, however often it is asked for.

It is also the queue from which mail would be sent: `mailed_at` is empty until then. Nothing is in it but who, where,
what kind and when; the words are the client's.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, text
from sqlalchemy.dialects.sqlite import insert

from ecabinet.db.database import Database
from ecabinet.db.tables import notice
from ecabinet.ids import new_id

MOST = 100
MINE = text(
    """SELECT n.id, n.meeting, n.kind, n.about, n.at, n.seen_at, c.card FROM notice n
    JOIN meeting_card c ON c.meeting = n.meeting
    JOIN participation p ON p.meeting = n.meeting AND p.person = n.person
    WHERE n.person = :person ORDER BY n.at DESC, n.id LIMIT :most"""
)
SEEN = "UPDATE notice SET seen_at = :at WHERE person = :person AND seen_at IS NULL"


async def told(db: Database, meeting: str) -> frozenset[tuple[str, str, int]]:
    """(person, kind, about) of everything in the table about a meeting."""
    rows = await db.rows(text("SELECT person, kind, about FROM notice WHERE meeting = :meeting"), {"meeting": meeting})
    return frozenset((row["person"], row["kind"], row["about"]) for row in rows)


async def tell(db: Database, meeting: str, kind: str, about: int, persons: Sequence[str], at: int) -> int:
    """Notices to these persons; how many of them are new."""
    if not persons:
        return 0
    rows = [
        {"id": new_id(), "person": person, "meeting": meeting, "kind": kind, "about": about, "at": at}
        for person in persons
    ]
    return await db.write(lambda connection: _put(connection, rows))


def _put(connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
    return sum(connection.execute(insert(notice).values(row).on_conflict_do_nothing()).rowcount for row in rows)


async def last(db: Database, meeting: str, kind: str) -> int:
    """When a notice of this kind was last sent; 0: never."""
    asked = text("SELECT MAX(at) AS at FROM notice WHERE meeting = :meeting AND kind = :kind")
    row = await db.row(asked, {"meeting": meeting, "kind": kind})
    return 0 if row is None or row["at"] is None else int(row["at"])


async def mine(db: Database, person: str) -> list[dict[str, Any]]:
    """The newest notices of a person, with title, phase and deadline of what they are about."""
    rows = await db.rows(MINE, {"person": person, "most": MOST})
    return [_line(dict(row)) for row in rows]


def _line(row: dict[str, Any]) -> dict[str, Any]:
    card = msgspec.json.decode(row.pop("card"))
    shown = {name: card.get(name) for name in ("title", "phase", "deadline", "offset", "unit")}
    return row | shown


async def see(db: Database, person: str, ids: Iterable[str], at: int) -> int:
    """Notes that a person has seen these."""
    wanted = list(ids)[:MOST]
    named = {f"n{place}": one for place, one in enumerate(wanted)}
    if not named:
        return 0
    where = ", ".join(f":{name}" for name in named)
    update = text(f"{SEEN} AND id IN ({where})")  # numbered names only
    return await db.write(lambda c: c.execute(update, {"person": person, "at": at, **named}).rowcount)
