"""The database as the house sees it: one writer, a few readers."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, RowMapping, text

from ecabinet.db.engine import reader_engine, writer_engine
from ecabinet.db.schema import migrate
from ecabinet.db.writer import Writer

T = TypeVar("T")


class Database:
    """`write(fn)` for changes (group commit), `rows(...)` and `row(...)` for questions."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.writer = Writer(writer_engine(path))
        self.readers = reader_engine(path)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work(connection)` in the next transaction; back after the commit."""
        return await self.writer.submit(work)

    async def settle(self) -> None:
        """Back when everything that can be read is on the disk; raises when that is not known. For after a failure."""
        await self.write(lambda connection: None)

    async def cut_log(self) -> bool:
        """Leave nothing in the write-ahead log; False when somebody reads just now. For after something was erased."""
        return await self.writer.cut_log()

    async def rows(self, query: Executable | str, values: Mapping[str, Any] | None = None) -> Sequence[RowMapping]:
        """All rows of a question, read on a read-only connection."""
        statement = text(query) if isinstance(query, str) else query
        async with self.readers.connect() as connection:
            return (await connection.execute(statement, dict(values or {}))).mappings().all()

    async def row(self, query: Executable | str, values: Mapping[str, Any] | None = None) -> RowMapping | None:
        """The first row, or None."""
        found = await self.rows(query, values)
        return found[0] if found else None

    async def close(self) -> None:
        await self.writer.close()
        await self.readers.dispose()


def open_database(path: Path) -> Database:
    """Bring the file to the newest migration and open it."""
    migrate(path)
    return Database(path)
