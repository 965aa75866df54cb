"""A clerk without sockets: database, people, and a meeting, for tests of what is written."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from ecabinet.clerk.ask import Answer
from ecabinet.clerk.clerk import Clerk
from ecabinet.clerk.clerks import Clerks
from ecabinet.db.database import Database
from ecabinet.people import People
from tests.kit.home import START, empty_database

CREATE = {"title": "Phiên họp", "type": "regular", "starts_at": START, "place": "Phòng 1", "form": "room"}


class Desk:
    """A clerk's desk: `ask` as the secretary, unless somebody else is named."""

    def __init__(self, db: Database, people: People, clerks: Clerks) -> None:
        self.db = db
        self.people = people
        self.clerks = clerks
        self.secretary = ""
        self.meeting = ""

    @property
    def clerk(self) -> Clerk:
        found = self.clerks.loaded(self.meeting)
        assert found is not None
        return found

    async def ask(self, ident: str, name: str, by: str | None = None, **args: Any) -> Answer:
        return await self.clerk.do(by or self.secretary, ident, name, args)

    async def house(self, ident: str, name: str, **args: Any) -> Answer:
        return await self.clerk.do(None, ident, name, args, house=True)

    async def count(self, table: str) -> int:
        row = await self.db.row(f"SELECT COUNT(*) AS n FROM {table}")
        assert row is not None
        return int(row["n"])


@contextlib.asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Desk]:
    """A database in this folder (a second one on the same folder finds the first one's rows)."""
    path = folder / "ecabinet.db"
    fresh = not path.exists()
    if fresh:
        path.write_bytes(empty_database())
    db = Database(path)
    people = People(db)
    if fresh:
        unit = await people.add_unit(
            "Ủy ban nhân dân tỉnh Lam Giang", "UBND tỉnh", locality="Lam Giang", notation="UBND"
        )
        await people.add_person(unit=unit.id, name="Đỗ Thị Ngọc Ánh", login="anh", roles=("secretary",))
    else:
        await people.load()
    made = Desk(db, people, Clerks(db, people, b"secret"))
    secretary = people.by_login("anh")
    assert secretary is not None
    made.secretary = secretary.id
    made.meeting, answer = await made.clerks.create(secretary.id, "create", CREATE)
    assert answer.ok
    try:
        yield made
    finally:
        await made.clerks.close()
        await db.close()
