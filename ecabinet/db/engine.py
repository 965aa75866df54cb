"""Opening SQLite the one right way: pragmas on every connection, one writer, read-only readers.

Rules: WAL with `synchronous=FULL` (an answer never precedes a synced commit; NORMAL may lose the last commits at a
power cut), foreign keys on, deleted bytes overwritten, the schema not trusted to call functions. Exactly one
connection writes and checkpoints: SQLite before 3.51.3 can corrupt its WAL with two. Values never stand in errors.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

BUSY = 5000  # milliseconds to wait for somebody else's lock
WRITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={BUSY}",
    "secure_delete=ON",
    "trusted_schema=OFF",
)
READ_PRAGMAS = ("query_only=ON", f"busy_timeout={BUSY}", "trusted_schema=OFF")


def writer_engine(path: Path) -> Engine:
    """The one writing connection; every transaction begins IMMEDIATE. It blocks: it has a thread of its own."""
    engine = create_engine(
        f"sqlite:///{path}",
        pool_size=1,
        max_overflow=0,
        pool_reset_on_return=None,  # the writer ends its transactions itself
        hide_parameters=True,
    )
    prepare(engine, WRITE_PRAGMAS, "BEGIN IMMEDIATE")
    return engine


def reader_engine(path: Path) -> AsyncEngine:
    """A few read-only connections. The writer must have opened the file before."""
    engine = create_async_engine(
        f"sqlite+aiosqlite:///file:{path}?mode=ro&uri=true",
        pool_size=3,
        max_overflow=0,
        poolclass=AsyncAdaptedQueuePool,
        hide_parameters=True,
    )
    prepare(engine.sync_engine, READ_PRAGMAS, "BEGIN")
    return engine


def plain_engine(path: Path) -> Engine:
    """A blocking connection for migrations and command line verbs."""
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)
    prepare(engine, WRITE_PRAGMAS, "BEGIN IMMEDIATE")
    return engine


def prepare(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    """Transactions are begun by us, not guessed by the driver."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql(begin)
