"""Private annotations: ink and typed notes of one person on pages, as small operations.

What it is not: part of the meeting. They never pass the clerk, are in no journal and no record, and nobody but their
owner gets them. The body of an operation is opaque here.

Rules:
- The device makes the operation's id; the same id again changes nothing, so an outbox may be sent as often as needed.
- `n` counts a person's operations in a meeting; a device asks for what came after the `n` it has.
- Only on a version its owner may read now. Refusals: `notes.not_readable`, `notes.bad_ops`, `notes.too_many`; and
  `clerk.not_stored` when the disk is full or fails: then the device sends them again.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select

from ecabinet.db.database import Database
from ecabinet.db.failures import trouble
from ecabinet.db.tables import note_op
from ecabinet.ids import now
from ecabinet.logs import bug
from journal.shapes import Refusal

MOST_OPS = 200  # in one message
MOST_BYTES = 32 * 1024  # of one operation
MOST_KEPT = 100_000  # operations of one person in one meeting


class Op(msgspec.Struct, frozen=True):
    """One operation as it came: its id, its page (from 1), and everything as JSON."""

    op: str
    page: int
    body: str


def read_ops(given: Any) -> list[Op]:
    """Check what a device sent; each operation is an object with `op` (its id) and `page`."""
    if not isinstance(given, list) or len(given) > MOST_OPS:
        raise Refusal("notes.bad_ops", limit=MOST_OPS)
    return [read_op(one) for one in given]


def read_op(given: Any) -> Op:
    match given:
        case {"op": str(op), "page": int(page)} if 0 < len(op) <= 64 and 1 <= page <= 100_000 and page is not True:
            body = as_json(given)
            if body is not None and len(body) <= MOST_BYTES:
                return Op(op, page, body)
    raise Refusal("notes.bad_ops", limit=MOST_OPS)


def as_json(given: Any) -> str | None:
    """None for what is no JSON: half characters, endless numbers, depths without end."""
    try:
        return msgspec.json.encode(given).decode()
    except (TypeError, ValueError, RecursionError):
        return None


class Notes:
    def __init__(self, db: Database) -> None:
        self.db = db

    async def keep(
        self, meeting: str, person: str, version: str, ops: Sequence[Op]
    ) -> tuple[int, list[dict[str, Any]]]:
        """Store what is new; returns the newest `n` and the operations that were new, as others should get them."""
        try:
            n, added = await self.db.write(lambda connection: add_ops(connection, meeting, person, version, ops))
        except Exception as failure:
            if not trouble(failure):
                raise
            raise Refusal("clerk.not_stored", id=bug("notes", failure)) from None
        return n, [shown(number, version, op.body) for number, op in added]

    async def since(self, meeting: str, person: str, n: int) -> dict[str, Any]:
        """Everything of this person after `n`, in order."""
        wanted = (
            select(note_op.c.n, note_op.c.version, note_op.c.body)
            .where(note_op.c.meeting == meeting, note_op.c.person == person, note_op.c.n > n)
            .order_by(note_op.c.n)
        )
        rows = await self.db.rows(wanted)
        newest = rows[-1]["n"] if rows else n
        return {"n": newest, "ops": [shown(row["n"], row["version"], row["body"]) for row in rows]}


def add_ops(
    connection: Connection, meeting: str, person: str, version: str, ops: Sequence[Op]
) -> tuple[int, list[tuple[int, Op]]]:
    """In the writer's transaction: number the new ones and store them."""
    mine = (note_op.c.meeting == meeting) & (note_op.c.person == person)
    n: int = connection.execute(select(func.coalesce(func.max(note_op.c.n), 0)).where(mine)).scalar_one()
    if n + len(ops) > MOST_KEPT:
        raise Refusal("notes.too_many", limit=MOST_KEPT)
    wanted = [op.op for op in ops]
    known = set(
        connection.execute(
            select(note_op.c.op_id).where(note_op.c.person == person, note_op.c.op_id.in_(wanted))
        ).scalars()
    )
    fresh = list({op.op: op for op in reversed(ops) if op.op not in known}.values())[::-1]
    added = list(enumerate(fresh, start=n + 1))
    if added:
        connection.execute(insert(note_op), [row(meeting, person, version, number, op) for number, op in added])
    return n + len(added), added


def row(meeting: str, person: str, version: str, n: int, op: Op) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "person": person,
        "n": n,
        "op_id": op.op,
        "version": version,
        "page": op.page,
        "body": op.body,
        "at": now(),
    }


def shown(n: int, version: str, body: str) -> dict[str, Any]:
    """The operation as sent, with its number and version."""
    return {**msgspec.json.decode(body), "n": n, "version": version}
