"""Reading a database as a stranger would: is it whole, where does each journal end, which files does it name.

What it is not: the server's way to read. Connections here are read-only and blocking, and nothing is taken on trust:
every chain is checked and every journal folded.
"""

import hashlib
import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from alembic.script import ScriptDirectory
from immutables import Map

from ecabinet.backup.copying import Say
from ecabinet.backup.manifest import Damaged, Ending
from ecabinet.db.schema import MIGRATIONS
from journal.chain import Broken, Head, verify
from journal.entry import Entry, entry_hash
from meeting.state import MeetingState, empty, fold

ENDS = "SELECT meeting, MAX(seq), header FROM entry GROUP BY meeting"  # SQLite: `header` is of the row with the maximum
ENTRIES = "SELECT meeting, seq, header, payload FROM entry ORDER BY meeting, seq"
NAMED = """SELECT sha256 FROM file UNION SELECT original_sha256 FROM version
    UNION SELECT clean_sha256 FROM version WHERE clean_sha256 IS NOT NULL UNION SELECT sha256 FROM document"""
COUNTED = {
    "units": "SELECT COUNT(*) FROM unit",
    "people": "SELECT COUNT(*) FROM person",
    "meetings": "SELECT COUNT(*) FROM meeting_card",
    "entries": "SELECT COUNT(*) FROM entry",
    "commands": "SELECT COUNT(*) FROM command",
    "papers": "SELECT COUNT(*) FROM version",
    "notes": "SELECT COUNT(*) FROM note_op",
    "documents": "SELECT COUNT(*) FROM document",
}


def open_read_only(path: Path) -> sqlite3.Connection:
    """Works while a server writes: WAL lets readers see one instant."""
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, isolation_level=None, timeout=10)
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def ends(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """Meeting -> number and hash of its last entry, as the rows say; nothing is checked."""
    return {meeting: (seq, entry_hash(header)) for meeting, seq, header in connection.execute(ENDS)}


class Found(msgspec.Struct, frozen=True):
    """What a database holds, checked."""

    migration: str
    meetings: dict[str, Ending]
    counts: dict[str, int]
    named: frozenset[str]  # files it rests on, by SHA-256


def examine(connection: sqlite3.Connection, say: Say) -> Found:
    """Raises Damaged, naming what does not hold."""
    say("database: integrity")
    faults = [f"database: {row[0]}" for row in connection.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
    faults += [f"database: {row[0]} names a {row[2]} that is not there" for row in foreign(connection)]
    if faults:
        raise Damaged(faults)
    meetings: dict[str, Ending] = {}
    named = {row[0] for row in connection.execute(NAMED)}
    for meeting, entries in journals(connection):
        say(f"journal {meeting}: {len(entries)} entries")
        meetings[meeting], signed = ending(meeting, entries)
        named |= signed
    counts = {name: connection.execute(query).fetchone()[0] for name, query in COUNTED.items()}
    return Found(migration_of(connection), meetings, counts, frozenset(named))


def foreign(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute("PRAGMA foreign_key_check").fetchmany(10)


Rows = list[tuple[int, bytes, bytes | None]]


def journals(connection: sqlite3.Connection) -> Iterator[tuple[str, Rows]]:
    """One meeting after the other: (number, header, payload) of its entries."""
    for meeting, rows in itertools.groupby(connection.execute(ENTRIES), key=lambda row: row[0]):
        yield meeting, [(seq, header, payload) for _, seq, header, payload in rows]


def ending(meeting: str, rows: Rows) -> tuple[Ending, set[str]]:
    """Where this journal ends, and the signed files that follow from it. Raises Damaged."""
    head, state = followed(meeting, rows)
    if state is None:
        return Ending(head.seq, head.hash, ""), set()
    return Ending(head.seq, head.hash, state_hash(state)), {done.sha256 for done in state.record.signatures}


def followed(meeting: str, rows: Rows) -> tuple[Head, MeetingState | None]:
    """The head of a chain that holds, and the state; no state where a payload was erased by law."""
    if [seq for seq, _, _ in rows] != list(range(1, len(rows) + 1)):
        raise Damaged([f"journal {meeting}: entries are missing"])
    try:
        payloads = {seq: payload for seq, _, payload in rows if payload is not None}
        head = verify([header for _, header, _ in rows], payloads, meeting)
        whole = len(payloads) == len(rows)
        entries = [Entry(header, payload or b"") for _, header, payload in rows]
        return head, fold(entries, empty(meeting)) if whole else None
    except Broken as broken:
        raise Damaged([f"journal {meeting}: entry {broken.seq}: {broken.reason}"]) from None
    except Exception as failure:
        raise Damaged([f"journal {meeting}: does not fold ({type(failure).__name__})"]) from None


def state_hash(state: MeetingState) -> str:
    """SHA-256 of everything that follows from a journal. Of one release: another may know more of a meeting."""
    plain = msgspec.to_builtins(state, str_keys=True, order="sorted", enc_hook=in_order)
    return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()


def in_order(value: object) -> object:
    """Maps as pairs: JSON has no order, and keys of numbers."""
    if isinstance(value, Map):
        return sorted(value.items(), key=lambda pair: pair[0])
    raise NotImplementedError(type(value))


def migration_of(connection: sqlite3.Connection) -> str:
    """The newest migration the database has seen."""
    return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def known_migrations() -> set[str]:
    """What this release can open."""
    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
