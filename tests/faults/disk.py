"""A disk that fails at the k-th step of a scripted meeting, played at the database driver; and what must hold then.

What it is not: a disk (`disk_real` has one). Faults are raised where sqlite3 would raise them, before a statement or
commit, or after it took effect; syncs of the real disk are switched off, since they are not what is tried here.

Rules: a `yes` is looked up at once by a stranger's connection; a `no` for a command that is stored is as wrong as the
reverse; asking again under the same id must end in a yes as soon as the disk allows; the journal in the end is that of
a meeting in which nothing failed.
"""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import event

from ecabinet.clerk.clerk import Clerk
from ecabinet.clerk.store import read_entries
from ecabinet.db.engine import writer_engine
from ecabinet.db.failures import Trouble
from ecabinet.notes import Notes, read_ops
from journal.chain import Broken, verify
from journal.entry import Entry, read_header
from meeting.state import empty, fold
from tests.kit.bench import Desk, desk

ITEMS = 12
TRIES = 4
ERRORS = {
    "full": ("database or disk is full", sqlite3.SQLITE_FULL),
    "failing": ("disk I/O error", sqlite3.SQLITE_IOERR),
}


class Fault(msgspec.Struct):
    """`step`: which statement or commit fails (from 1; 0 none). `after`: it takes effect and fails nevertheless.
    `lasting`: everything fails from there on, until it is `healed`."""

    step: int = 0
    kind: Trouble = "failing"
    after: bool = False
    lasting: bool = False
    seen: int = 0
    healed: bool = False
    commits: list[int] = []  # which steps were commits

    def run(self, work: Callable[[], Any], commit: bool = False) -> Any:
        self.seen += 1
        if commit:
            self.commits.append(self.seen)
        hit = self.step and (self.seen == self.step or (self.lasting and self.seen > self.step and not self.healed))
        if not hit:
            return work()
        if self.after:
            work()
        raise failure(self.kind)


def failure(kind: Trouble) -> sqlite3.OperationalError:
    """As sqlite3 raises it."""
    words, code = ERRORS[kind]
    made = sqlite3.OperationalError(words)
    made.sqlite_errorcode = code
    return made


def spoil(it: Any, fault: Fault, path: Path) -> None:
    """Give this database (of a desk or a house) a writer whose disk fails."""

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, *args: Any) -> Any:
            if sql.startswith("PRAGMA") and "user_version" not in sql:
                return super().execute(sql, *args)
            return fault.run(lambda: super(Cursor, self).execute(sql, *args))

    class Connection(sqlite3.Connection):
        def cursor(self, *_: Any) -> Any:
            return super().cursor(Cursor)

        def commit(self) -> None:
            fault.run(super().commit, commit=True)

    engine = writer_engine(path)

    @event.listens_for(engine, "do_connect")
    def own_connection(_dialect: Any, _record: Any, _args: Any, params: dict[str, Any]) -> None:
        params["factory"] = Connection

    @event.listens_for(engine, "connect")
    def no_syncs(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.close()

    it.db.writer.engine = engine


class Played(msgspec.Struct):
    """One meeting, played to its end (or given up): what was wrong, and the kinds of its entries."""

    wrong: list[str]
    kinds: list[str]
    steps: int
    commits: list[int]


class Play:
    """The script, command by command, each asked again until it is stored."""

    def __init__(self, it: Desk, fault: Fault, path: Path) -> None:
        self.it = it
        self.fault = fault
        self.notes = Notes(it.db)
        self.stranger = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.wrong: list[str] = []
        self.asked = 0

    def stored(self, ident: str) -> bool:
        found = self.stranger.execute("SELECT COUNT(*) FROM command WHERE command_id = ?", (ident,)).fetchone()
        return bool(found[0])

    async def do(self, name: str, by: str | None = None, house: bool = False, **args: Any) -> None:
        """One command to its end."""
        self.asked += 1
        ident = f"c{self.asked}"
        for tries in range(1, TRIES + 1):
            ask = self.it.house if house else self.it.ask
            answer = await ask(ident, name, **args) if house else await self.it.ask(ident, name, by, **args)
            if answer.ok != self.stored(ident):
                self.wrong.append(f"{name}: said {answer.code or 'yes'}, stored: {self.stored(ident)}")
            if answer.ok:
                return
            if answer.code != "clerk.not_stored":
                self.wrong.append(f"{name}: {answer.code}")
                return
            await self.reading_goes_on()
            if tries == 2:
                self.fault.healed = True
        self.wrong.append(f"{name}: never stored")

    async def keep(self, person: str, op: str) -> None:
        """A private note, in the outbox until it is kept."""
        for tries in range(1, TRIES + 1):
            try:
                await self.notes.keep(self.it.meeting, person, "v1", read_ops([{"op": op, "page": 1}]))
            except Exception:
                if tries == 2:
                    self.fault.healed = True
            else:
                if (await self.notes.since(self.it.meeting, person, 0))["ops"][-1]["op"] != op:
                    self.wrong.append(f"note {op} is not kept")
                return
        self.wrong.append(f"note {op}: never kept")

    async def reading_goes_on(self) -> None:
        if not await self.it.count("entry"):
            self.wrong.append("nothing to read")

    async def meeting(self, people: list[str]) -> None:
        """About forty commands, from the first item to the minutes."""
        await self.do("meeting.edit", title="Phiên họp thứ 12")
        for number in range(ITEMS):
            await self.do("agenda.add_item", title=f"Nội dung {number}", minutes=10)
        for person, duties in zip(people, (["chair"], ["presenter"], []), strict=True):
            await self.do("meeting.add_participant", person=person, capacity="member", duties=duties)
        items = sorted(self.it.clerk.state.agenda.items)
        await self.do("voting.add_motion", item=items[0], text="Thông qua?", rule="ubnd-session")
        file = {"sha256": "a" * 64, "size": 100, "pages": ((595, 842),), "title": "Tờ trình", "version": "v1"}
        await self.do("papers.add_version", house=True, item=items[0], **file)
        await self.do("meeting.convene")
        for person in people:
            await self.do("agenda.check_in", person)
        chair, member = people[0], people[2]
        await self.do("meeting.start", chair)
        await self.do("agenda.open_item", chair, item=items[0])
        await self.do("papers.present", chair, paper=max(self.it.clerk.state.papers.papers))
        pen = {"version": "v1", "page": 1, "tool": "pen", "colour": "#b3261e", "size": 3}
        for number in range(3):
            await self.do("papers.mark", chair, points=[number, 1, 2, 3], **pen)
            await self.keep(member, f"note{number}")
        await self.do("agenda.request_floor", member, topic="Ý kiến")
        await self.do("voting.open", chair, motion=max(self.it.clerk.state.voting.motions))
        poll = max(self.it.clerk.state.voting.polls)
        for person in people:
            await self.do("voting.cast", person, poll=poll, choice="yes")
        await self.do("voting.close", chair, poll=poll)
        await self.do("agenda.check_out", member)
        await self.do("meeting.close", chair)
        await self.do("meeting.finalise")

    async def journal(self) -> list[str]:
        """Whole, and the state is what it says."""
        entries = await read_entries(self.it.db, self.it.meeting)
        try:
            payloads = {n: one.payload for n, one in enumerate(entries, 1)}
            verify([one.header for one in entries], payloads, self.it.meeting)
        except Broken as broken:
            self.wrong.append(f"the journal is broken: {broken}")
        else:
            self.compare(entries)
        return [read_header(one.header).kind for one in entries]

    def compare(self, entries: list[Entry]) -> None:
        if fold(entries, empty(self.it.meeting)) != self.it.clerk.state:
            self.wrong.append("the state in memory is not that of the journal")


async def play(folder: Path, fault: Fault, make: type[Clerk] = Clerk) -> Played:
    """The meeting under this fault, with this kind of clerk."""
    folder.mkdir()
    async with desk(folder) as it:
        people = [
            (await it.people.add_person(unit=next(iter(it.people.units)), name=name)).id
            for name in ("Lê Quang Vinh", "Trần Thị Hoa", "Phạm Văn Nam")
        ]
        it.db.writer.engine.dispose()
        it.clerk.__class__ = make
        spoil(it, fault, folder / "ecabinet.db")
        one = Play(it, fault, folder / "ecabinet.db")
        with contextlib.closing(one.stranger):
            try:
                await one.meeting(people)
            except (ValueError, IndexError) as broken:  # the script lost its way
                one.wrong.append(f"the meeting broke off: {broken!r}")
            kinds = await one.journal()
        return Played(one.wrong, kinds, fault.seen, fault.commits)
