"""Writing one meeting as one archive, while a server may be running. Changes nothing in the data folder.

Rules: one instant of the database; every file's bytes are checked against its name; the archive is written beside its
target, read back and checked, and only then gets its name.
"""

import contextlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import msgspec

from ecabinet import data
from ecabinet.backup import journals
from ecabinet.backup import rows as shapes
from ecabinet.backup.archive import FORMAT, JOURNAL, MANIFEST, ROWS, Contents, lines_of, needed, open_archive
from ecabinet.backup.copying import Say, measured
from ecabinet.backup.manifest import DATABASE, Damaged, Ending, Part, Refused, file_path
from ecabinet.backup.rows import Tables
from ecabinet.files import sync_folder
from ecabinet.ids import now
from meeting.state import MeetingState

R = TypeVar("R", bound=shapes.Row)


def meetings(folder: Path) -> list[tuple[str, str]]:
    """Id and title of every meeting, the newest first."""
    must_be_prepared(folder)
    with contextlib.closing(journals.open_read_only(folder / DATABASE)) as connection:
        rows = connection.execute(
            "SELECT meeting, json_extract(card, '$.title') FROM meeting_card ORDER BY starts_at DESC"
        )
        return [(meeting, title) for meeting, title in rows]


def export(folder: Path, meeting: str, to: Path, say: Say) -> Contents:
    """Raises Refused or Damaged."""
    must_be_prepared(folder)
    if to.exists():
        raise Refused(f"{to} is there already")
    with contextlib.closing(journals.open_read_only(folder / DATABASE)) as connection:
        connection.execute("BEGIN")
        rows = entries(connection, meeting)
        head, state = journals.followed(meeting, rows)
        tables = read_tables(connection, meeting, state)
        migration = journals.migration_of(connection)
    ending = Ending(head.seq, head.hash, "" if state is None else journals.state_hash(state))
    signed = state.record.signatures if state is not None else ()
    contents = Contents(
        format=FORMAT,
        product=version("ecabinet"),
        made_at=now(),
        migration=migration,
        meeting=meeting,
        title=state.frame.title if state is not None and state.frame is not None else "",
        ending=ending,
        record=signed[-1].sha256 if signed else "",
        parts={},
    )
    with finished(to) as work:
        made = pack(work, folder, contents, lines_of(rows), tables, needed(state, tables), say)
        say("reading everything back")
        check(work)
    return made


def must_be_prepared(folder: Path) -> None:
    if not data.is_prepared(folder):
        raise Refused(f"{folder} is not prepared: there are no meetings")


def entries(connection: sqlite3.Connection, meeting: str) -> journals.Rows:
    query = "SELECT seq, header, payload FROM entry WHERE meeting = ? ORDER BY seq"
    found = [(seq, header, payload) for seq, header, payload in connection.execute(query, (meeting,))]
    if not found:
        raise Refused(f"there is no meeting {meeting}; `ecabinet export --data ...` without one lists them")
    return found


def read_tables(connection: sqlite3.Connection, meeting: str, state: MeetingState | None) -> Tables:
    """The rows beside the journal, and who and which units they name."""

    def rows(kind: type[R], table: str, where: str, *values: str) -> tuple[R, ...]:
        columns = ", ".join(f'"{name}"' for name in kind.__struct_fields__)
        query = f"SELECT {columns} FROM {table} WHERE {where}"  # noqa: S608 - names of our own structs
        return tuple(msgspec.convert(row, kind) for row in named(connection, query, values, kind))

    versions = rows(shapes.VersionRow, "version", "meeting = ? ORDER BY id", meeting)
    prose = rows(shapes.ProseRow, "prose", "meeting = ? ORDER BY rev", meeting)
    register = rows(shapes.RegisterRow, "register", "meeting = ? ORDER BY year, number", meeting)
    documents = rows(shapes.DocumentRow, "document", "meeting = ? ORDER BY id", meeting)
    links = [
        row
        for one in documents
        for row in rows(shapes.LinkRow, "document_link", "from_kind = 'document' AND from_id = ?", one.id)
    ]
    who = {row.by for row in prose} | {row.created_by for row in versions if row.created_by}
    who |= set(state.by_person) if state is not None else set()
    people = [row for one in sorted(who) for row in rows(shapes.PersonRow, "person", "id = ?", one)]
    where = {row.unit_id for row in people} | {row.unit_id for row in versions}
    where |= {row.unit_id for row in register} | {row.unit_id for row in documents}
    where |= {state.frame.unit_id} if state is not None and state.frame is not None else set()
    units = [row for one in sorted(where) for row in rows(shapes.UnitRow, "unit", "id = ?", one)]
    bare = Tables(tuple(units), tuple(people), (), versions, prose, register, documents, tuple(links))
    files = [row for one in sorted(needed(state, bare)) for row in rows(shapes.FileRow, "file", "sha256 = ?", one)]
    return msgspec.structs.replace(bare, files=tuple(files))


def named(
    connection: sqlite3.Connection, query: str, values: tuple[str, ...], kind: type[shapes.Row]
) -> Iterator[dict[str, object]]:
    for row in connection.execute(query, values):
        yield dict(zip(kind.__struct_fields__, row, strict=True))


@contextlib.contextmanager
def finished(to: Path) -> Iterator[Path]:
    """A file beside the target, for its owner only, that gets its name when all went well."""
    descriptor, name = tempfile.mkstemp(prefix=f".{to.name}-", dir=to.parent)
    os.close(descriptor)
    work = Path(name)
    try:
        yield work
        with work.open("rb") as stream:
            os.fsync(stream.fileno())
        work.rename(to)
        sync_folder(to.parent)
    finally:
        work.unlink(missing_ok=True)


def pack(
    work: Path, folder: Path, contents: Contents, journal: bytes, tables: Tables, names: set[str], say: Say
) -> Contents:
    """Write all parts; the manifest last, when they are known."""
    texts = {JOURNAL: journal, ROWS: msgspec.json.encode(tables)}
    parts = {name: Part(len(text), sha256(text).hexdigest()) for name, text in texts.items()}
    with zipfile.ZipFile(work, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in texts.items():
            packed.writestr(stamp(name), text)
        for number, name in enumerate(sorted(names), start=1):
            say(f"packing {number} of {len(names)} files")
            parts[contents.path(name)] = add_file(packed, folder / file_path(name), name, contents.path(name))
        made = msgspec.structs.replace(contents, parts=parts)
        packed.writestr(stamp(MANIFEST), msgspec.json.format(msgspec.json.encode(made, order="sorted"), indent=1))
    return made


def stamp(name: str) -> zipfile.ZipInfo:
    """Without the time of day: the same meeting gives the same parts."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def add_file(packed: zipfile.ZipFile, path: Path, name: str, inside: str) -> Part:
    """Stored as it is: PDF does not get smaller."""
    if not path.is_file() or measured(path)[1] != name:
        raise Damaged([f"{file_path(name)} is missing or has other bytes"])
    packed.write(path, inside, compress_type=zipfile.ZIP_STORED)
    return Part(path.stat().st_size, name)


def check(path: Path) -> None:
    """Read the archive as a stranger will."""
    opened = open_archive(path)
    _, state = opened.journal()
    for name in needed(state, opened.tables()):
        for _ in opened.file(name):
            pass
