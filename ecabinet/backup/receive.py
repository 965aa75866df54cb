"""Taking one meeting's archive into another installation, while no server runs there.

Rules
- Everything is checked before anything is written; one transaction then writes all rows. A meeting, a paper, a number
  or a document that is here already is refused, not merged.
- The journal stays as it was, byte for byte, so the people it names keep their ids. Who is not here yet is entered by
  name, without password and roles: nobody can sign in as them until an administrator gives a password. Who is here
  under the same id is left as they are.
- Nothing is trusted because it came along: no keys, no roots, no rights.
"""

from importlib.metadata import version
from pathlib import Path

import msgspec
from sqlalchemy import Connection, insert, select

from ecabinet import data
from ecabinet.backup.archive import Contents, Opened, needed, open_archive
from ecabinet.backup.copying import Say
from ecabinet.backup.journals import Rows, known_migrations
from ecabinet.backup.manifest import DATABASE, Damaged, Refused
from ecabinet.backup.rows import PersonRow, Tables, UnitRow
from ecabinet.clerk.store import Batch, write_card, write_participations
from ecabinet.db import tables as t
from ecabinet.db.engine import plain_engine
from ecabinet.db.schema import migrate
from ecabinet.files import Files
from ecabinet.ids import now
from ecabinet.people import fold
from meeting.card import card, participations
from meeting.state import MeetingState


class Received(msgspec.Struct, frozen=True):
    """What came in. `people`: those entered now; `known`: how many were here already."""

    contents: Contents
    files: int
    people: tuple[PersonRow, ...]
    known: int


def receive(folder: Path, source: Path, say: Say) -> Received:
    """Raises Refused, Damaged, or data.DataFolderInUse while a server runs."""
    if not data.is_prepared(folder):
        raise Refused(f"{folder} is not prepared: run `ecabinet init` or `ecabinet restore` first")
    opened = open_archive(source)
    rows, state = sound(opened)
    tables = opened.tables()
    with data.lock(folder):
        migrate(folder / DATABASE)
        engine = plain_engine(folder / DATABASE)
        try:
            with engine.begin() as connection:
                must_be_new(connection, opened.contents, tables)
            files = take_files(Files(folder / "files"), opened, needed(state, tables), say)
            say("writing the rows")
            with engine.begin() as connection:
                must_be_new(connection, opened.contents, tables)
                people = write(connection, opened.contents, rows, state, tables)
        finally:
            engine.dispose()
    return Received(opened.contents, files, people, len(tables.people) - len(people))


def sound(opened: Opened) -> tuple[Rows, MeetingState]:
    """The journal and its state, checked against the manifest."""
    if opened.contents.migration not in known_migrations():
        raise Refused(f"the archive was made by a newer release ({opened.contents.product})")
    rows, state = opened.journal()
    if state is None:
        raise Refused("entries of this meeting were erased by law; a journal without them cannot be run elsewhere")
    if not opened.same_state(state, version("ecabinet")):
        raise Damaged(["the state that follows from the journal is not the one the manifest says"])
    versions = {row.id for row in opened.tables().versions}
    missing = sorted(set(state.papers.of_version) - versions)
    if missing:
        raise Damaged([f"paper version {name} is in the journal and not among the rows" for name in missing])
    return rows, state


def must_be_new(connection: Connection, contents: Contents, tables: Tables) -> None:
    """Nothing of it may be here."""
    if connection.execute(select(t.entry.c.seq).where(t.entry.c.meeting == contents.meeting).limit(1)).first():
        raise Refused(f"meeting {contents.meeting} is here already")
    for row in tables.versions:
        if connection.execute(select(t.version.c.id).where(t.version.c.id == row.id)).first():
            raise Refused(f"paper version {row.id} is here already, in another meeting")
    for one in tables.register:
        key = (one.unit_id, one.year, one.kind, one.number)
        columns = (t.register.c.unit_id, t.register.c.year, t.register.c.kind, t.register.c.number)
        taken = select(t.register.c.meeting).where(
            *(column == value for column, value in zip(columns, key, strict=True))
        )
        if connection.execute(taken).first():
            raise Refused(f"the number {one.notation} of {one.year} is taken here by another meeting")
    for document in tables.documents:
        if connection.execute(select(t.document.c.id).where(t.document.c.id == document.id)).first():
            raise Refused(f"document {document.notation} is here already")


def take_files(files: Files, opened: Opened, names: set[str], say: Say) -> int:
    """Into the file store, each checked by its hash. What a failure leaves behind is harmless: no row names it."""
    for number, name in enumerate(sorted(names), start=1):
        say(f"taking {number} of {len(names)} files")
        scratch = files.scratch()
        try:
            with scratch.open("wb") as stream:
                for piece in opened.file(name):
                    stream.write(piece)
            if files.put(scratch) != name:
                raise Damaged([f"files/{name}: has other bytes than its name says"])
        finally:
            scratch.unlink(missing_ok=True)
    return len(names)


def write(
    connection: Connection, contents: Contents, rows: Rows, state: MeetingState, tables: Tables
) -> tuple[PersonRow, ...]:
    """All rows; the people who were entered."""
    meeting = contents.meeting
    units = write_units(connection, tables.units)
    people = write_people(connection, tables.people, units)
    add(
        connection,
        t.entry,
        [{"meeting": meeting, "seq": seq, "header": header, "payload": payload} for seq, header, payload in rows],
    )
    shown = card(state)
    batch = Batch(meeting, state.at, 1, (), (), (), shown, None, state.seq)
    if shown is not None:
        write_card(connection, batch, shown)
    write_participations(connection, meeting, participations(state))
    known = set(connection.execute(select(t.file.c.sha256)).scalars())
    add(connection, t.file, [plain(row) for row in tables.files if row.sha256 not in known])
    add(connection, t.version, [plain(row) | {"meeting": meeting} for row in tables.versions])
    add(connection, t.prose, [plain(row) | {"meeting": meeting} for row in tables.prose])
    add(connection, t.register, [plain(row) | {"meeting": meeting} for row in tables.register])
    add(connection, t.document, [plain(row) | {"meeting": meeting} for row in tables.documents])
    add(connection, t.document_link, [plain(row) for row in tables.links])
    return people


def plain(row: msgspec.Struct) -> dict[str, object]:
    return msgspec.structs.asdict(row)


def add(connection: Connection, table: object, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)  # type: ignore[arg-type]


def write_units(connection: Connection, rows: tuple[UnitRow, ...]) -> dict[str, str]:
    """Those that are not here, below no other. Returns the names of all that are here then."""
    known: dict[str, str] = {row.id: row.name for row in connection.execute(select(t.unit.c.id, t.unit.c.name))}
    fresh = [row for row in rows if row.id not in known]
    add(connection, t.unit, [plain(row) | {"created_at": now()} for row in fresh])
    return known | {row.id: row.name for row in fresh}


def write_people(connection: Connection, rows: tuple[PersonRow, ...], units: dict[str, str]) -> tuple[PersonRow, ...]:
    """Those that are not here, under a user name that is free."""
    known = set(connection.execute(select(t.person.c.id)).scalars())
    logins = set(connection.execute(select(t.person.c.login)).scalars())
    entered = []
    for row in rows:
        if row.id in known:
            continue
        if row.unit_id not in units:
            raise Damaged([f"the unit of person {row.id} is not among the rows"])
        wanted = row.login or f"p-{row.id}"
        given = msgspec.structs.replace(row, login=f"{wanted}-{row.id[:4]}" if wanted in logins else wanted)
        words = fold(f"{row.name} {row.position} {units[row.unit_id]}")
        add(connection, t.person, [plain(given) | {"password": None, "fold": words, "created_at": now()}])
        logins.add(given.login)
        entered.append(given)
    return tuple(entered)
