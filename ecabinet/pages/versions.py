"""Rows about file versions, as the page pipeline needs them.

Not the paper on the table (that is an event of its meeting). Rules: a row is written when the cleaned copy is on disk
and never changes afterwards, so what was read once is remembered.
"""

from collections import OrderedDict

import msgspec
from sqlalchemy import Connection, insert, select

from ecabinet.db.database import Database
from ecabinet.db.tables import file, version

REMEMBERED = 2000
MEDIA = "application/pdf"

Sizes = tuple[tuple[int, int], ...]


class Version(msgspec.Struct, frozen=True):
    """`pages`: (width, height) of each page as shown, in points. `removed`: what the cleaned copy lost."""

    id: str
    meeting: str | None
    unit_id: str
    item: int | None
    paper: int | None
    title: str
    name: str
    original: str
    clean: str
    size: int
    pages: Sizes
    removed: tuple[str, ...]
    created_at: int
    created_by: str | None


class Versions:
    """`get` by id; `add` once, a retry changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: OrderedDict[str, Version] = OrderedDict()

    async def get(self, identifier: str) -> Version | None:
        """None as long as it cannot be shown."""
        if identifier in self._known:
            self._known.move_to_end(identifier)
            return self._known[identifier]
        query = select(version).where(version.c.id == identifier, version.c.status == "ready")
        row = await self._database.row(query)
        return self._remember(_of(dict(row))) if row else None

    async def add(self, made: Version, clean_size: int) -> Version:
        """Back after the commit."""

        def write(connection: Connection) -> None:
            for sha256, size in ((made.original, made.size), (made.clean, clean_size)):
                values = {"sha256": sha256, "size": size, "media": MEDIA, "created_at": made.created_at}
                connection.execute(insert(file).prefix_with("OR IGNORE").values(values))
            connection.execute(insert(version).prefix_with("OR IGNORE").values(_row(made)))

        await self._database.write(write)
        return self._remember(made)

    async def recent(self, limit: int) -> list[Version]:
        """The newest first."""
        query = select(version).where(version.c.status == "ready").order_by(version.c.created_at.desc()).limit(limit)
        return [_of(dict(row)) for row in await self._database.rows(query)]

    def _remember(self, known: Version) -> Version:
        self._known[known.id] = known
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return known


def _row(made: Version) -> dict[str, object]:
    return {
        "id": made.id,
        "meeting": made.meeting,
        "unit_id": made.unit_id,
        "item": made.item,
        "paper": made.paper,
        "title": made.title,
        "name": made.name,
        "original_sha256": made.original,
        "clean_sha256": made.clean,
        "size": made.size,
        "pages": msgspec.json.encode(made.pages).decode(),
        "status": "ready",
        "findings": msgspec.json.encode(made.removed).decode(),
        "created_at": made.created_at,
        "created_by": made.created_by,
    }


def _of(row: dict[str, object]) -> Version:
    return Version(
        id=str(row["id"]),
        meeting=msgspec.convert(row["meeting"], str | None),
        unit_id=str(row["unit_id"]),
        item=msgspec.convert(row["item"], int | None),
        paper=msgspec.convert(row["paper"], int | None),
        title=str(row["title"]),
        name=str(row["name"]),
        original=str(row["original_sha256"]),
        clean=str(row["clean_sha256"]),
        size=msgspec.convert(row["size"], int),
        pages=msgspec.json.decode(str(row["pages"]), type=Sizes),
        removed=msgspec.json.decode(str(row["findings"]), type=tuple[str, ...]),
        created_at=msgspec.convert(row["created_at"], int),
        created_by=msgspec.convert(row["created_by"], str | None),
    )
