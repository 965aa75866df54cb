"""The clerk's SQL: reading a journal, and writing one batch of it in a few statements.

Rules: one statement per table and batch (`INSERT ... SELECT FROM json_each`): row by row, a busy event loop makes 512
rows take 1.7 s instead of 4 ms. Bytes of entries go in as text and are kept as blobs; JSON escapes keep them exact. The
read model (`meeting_card`, `participation`) is written in the same transaction and only when it changed.
"""

import json
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, update

from ecabinet.db.database import Database
from ecabinet.db.tables import deposit, meeting_card, participation, register
from journal.entry import Entry
from meeting.card import Card, Participation

# Handed to the driver as they are: for one ballot, the way through the statement's compiler costs more than SQLite.
ADD_ENTRIES = """INSERT INTO entry(meeting, seq, header, payload)
    SELECT :meeting, json_extract(value, '$[0]'), CAST(json_extract(value, '$[1]') AS BLOB),
        CAST(json_extract(value, '$[2]') AS BLOB) FROM json_each(:rows)"""
ADD_COMMANDS = """INSERT INTO command(meeting, person, command_id, body, seq, at)
    SELECT :meeting, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
        json_extract(value, '$[3]'), json_extract(value, '$[4]') FROM json_each(:rows)"""
# `secure_delete` is on: the bytes are overwritten, in the log too once it is cut off (see `ecabinet/urn`).
EMPTY = "DELETE FROM deposit WHERE meeting = :meeting AND json_extract(CAST(body AS TEXT), '$.poll') = :poll"

# Reading a long meeting row by row would give up the interpreter's lock with every row, and a busy loop gives it back
# after half a millisecond: 20,000 entries would take seconds just when everybody comes back. JSON has no line ends of
# its own.
AT_ONCE = 5000
READ_ENTRIES = """SELECT CAST(group_concat(line, char(10)) AS BLOB) AS lines FROM (
    SELECT CAST(header AS TEXT) || char(10) || COALESCE(CAST(payload AS TEXT), '') AS line
    FROM entry WHERE meeting = :meeting AND seq > :after ORDER BY seq LIMIT :most)"""
READ_KEYS = "SELECT json_group_array(json_array(person, command_id)) AS keys FROM command WHERE meeting = :meeting"
READ_DONE = """SELECT person, command_id, body, seq, at FROM command WHERE meeting = :meeting AND (person, command_id)
    IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:keys))"""

Key = tuple[str, str]  # person and command id


class Done(msgspec.Struct, frozen=True):
    """A command that was carried out: what makes a retry harmless. `body` is the hash of name and arguments."""

    person: str
    command_id: str
    body: str
    seq: int
    at: int


class Number(msgspec.Struct, frozen=True):
    """A number taken from a register, or what became of it."""

    unit_id: str
    year: int
    kind: str
    number: int
    notation: str


class Outcome(msgspec.Struct, frozen=True):
    """What became of the number that this meeting holds: "cancelled" (with a reason) or "filed"."""

    status: str
    reason: str = ""
    document: str | None = None


class Batch(msgspec.Struct, frozen=True):
    """Everything one turn of a clerk writes, in one transaction."""

    meeting: str
    at: int
    first: int  # seq of the first entry
    entries: tuple[Entry, ...]
    done: tuple[Done, ...]
    deposits: tuple[tuple[int, bytes], ...]
    card: Card | None  # None: unchanged
    participations: tuple[Participation, ...] | None
    seq: int
    numbers: tuple[Number, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    emptied: tuple[int, ...] = ()  # polls whose deposits go, those of this very batch included


def write_batch(connection: Connection, batch: Batch) -> None:
    """In the transaction of the writer. `PRIMARY KEY(meeting, seq)` refuses a second writer."""
    rows = [[batch.first + i, one.header.decode(), one.payload.decode()] for i, one in enumerate(batch.entries)]
    connection.exec_driver_sql(ADD_ENTRIES, {"meeting": batch.meeting, "rows": as_json(rows)})
    done = [list(msgspec.structs.astuple(one)) for one in batch.done]
    connection.exec_driver_sql(ADD_COMMANDS, {"meeting": batch.meeting, "rows": as_json(done)})
    if batch.deposits:
        kept = [{"meeting": batch.meeting, "seq": seq, "body": body} for seq, body in batch.deposits]
        connection.execute(insert(deposit), kept)
    for poll in batch.emptied:
        connection.exec_driver_sql(EMPTY, {"meeting": batch.meeting, "poll": poll})
    if batch.card is not None:
        write_card(connection, batch, batch.card)
    if batch.participations is not None:
        write_participations(connection, batch.meeting, batch.participations)
    write_register(connection, batch)


def as_json(rows: list[list[Any]]) -> str:
    return msgspec.json.encode(rows).decode()


def write_card(connection: Connection, batch: Batch, card: Card) -> None:
    row = {
        "meeting": batch.meeting,
        "unit_id": card.unit_id,
        "phase": card.phase,
        "starts_at": card.starts_at,
        "seq": batch.seq,
        "card": msgspec.json.encode(card).decode(),
    }
    connection.execute(delete(meeting_card).where(meeting_card.c.meeting == batch.meeting))
    connection.execute(insert(meeting_card).values(row))


def write_participations(connection: Connection, meeting: str, people: Sequence[Participation]) -> None:
    connection.execute(delete(participation).where(participation.c.meeting == meeting))
    rows = [
        {
            "meeting": meeting,
            "person": one.person,
            "participant": one.participant,
            "capacity": one.capacity,
            "duties": json.dumps(list(one.duties)),
        }
        for one in people
    ]
    if rows:
        connection.execute(insert(participation), rows)


def write_register(connection: Connection, batch: Batch) -> None:
    """Take the number, or say what became of it: in the same transaction as the event that rests on it."""
    for number in batch.numbers:
        row = msgspec.structs.asdict(number) | {"meeting": batch.meeting, "status": "reserved", "at": batch.at}
        connection.execute(insert(register).values(row))
    for outcome in batch.outcomes:
        connection.execute(
            update(register)
            .where(register.c.meeting == batch.meeting, register.c.status == "reserved")
            .values(msgspec.structs.asdict(outcome))
        )


async def next_number(db: Database, unit_id: str, year: int, kind: str) -> int:
    """One more than the highest, cancelled ones included: numbers never repeat and never skip."""
    row = await db.row(
        "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM register"
        " WHERE unit_id = :unit AND year = :year AND kind = :kind",
        {"unit": unit_id, "year": year, "kind": kind},
    )
    return 1 if row is None else int(row["number"])


async def how_far(db: Database, meeting: str) -> tuple[int, int]:
    """How far the stored journal goes, and how many commands were carried out: whether a load would find more."""
    row = await db.row(
        "SELECT (SELECT COALESCE(MAX(seq), 0) FROM entry WHERE meeting = :meeting) AS seq,"
        " (SELECT COUNT(*) FROM command WHERE meeting = :meeting) AS done",
        {"meeting": meeting},
    )
    return (0, 0) if row is None else (int(row["seq"]), int(row["done"]))


async def read_entries(db: Database, meeting: str, after: int = 0) -> list[Entry]:
    """The journal from `after` on. A withheld payload is empty here."""
    entries: list[Entry] = []
    while True:
        row = await db.row(READ_ENTRIES, {"meeting": meeting, "after": after + len(entries), "most": AT_ONCE})
        lines = (row["lines"] or b"").split(b"\n") if row is not None else []
        entries += map(Entry, lines[::2], lines[1::2])
        if len(lines) < 2 * AT_ONCE:
            return entries


async def read_keys(db: Database, meeting: str) -> list[Key]:
    """Of all commands that were carried out."""
    row = await db.row(READ_KEYS, {"meeting": meeting})
    return [] if row is None else msgspec.json.decode(row["keys"], type=list[Key])


async def read_done(db: Database, meeting: str, keys: Sequence[Key]) -> dict[Key, Done]:
    """Those of these commands that were carried out."""
    rows = await db.rows(READ_DONE, {"meeting": meeting, "keys": as_json([list(key) for key in keys])})
    return {(row["person"], row["command_id"]): Done(**row) for row in rows}
