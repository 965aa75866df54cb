"""The schema is what the tables say, and the connections are opened the one right way."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from ecabinet.db.database import Database, open_database
from ecabinet.db.engine import plain_engine
from ecabinet.db.page_index import index_pages, unindex_pages
from ecabinet.db.schema import HEAD, MIGRATIONS, migrate
from ecabinet.db.tables import metadata


def ours(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    return not (kind == "table" and name is not None and (name.startswith("page_fts") or name == "alembic_version"))


def test_the_newest_migration_is_the_one_that_servers_know() -> None:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(made).get_current_head() == HEAD


def test_migrations_lead_to_the_tables(tmp_path: Path) -> None:
    migrate(tmp_path / "x.db")
    migrate(tmp_path / "x.db")
    engine = plain_engine(tmp_path / "x.db")
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


async def test_pragmas_of_writer_and_readers(tmp_path: Path) -> None:
    db = open_database(tmp_path / "x.db")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}
    for name, value in wanted.items():
        assert await db.write(lambda c, name=name: c.exec_driver_sql(f"PRAGMA {name}").scalar()) == value
    with pytest.raises(OperationalError):
        await db.rows("INSERT INTO setting VALUES ('a', 'b')")
    await db.close()


async def test_jobs_committed_together_fail_alone(tmp_path: Path) -> None:
    import asyncio

    db = open_database(tmp_path / "x.db")
    add = text("INSERT INTO setting VALUES (:name, '')")
    names = ("a", "b", "a", "c")
    jobs = [db.write(lambda c, name=name: c.execute(add, {"name": name}).rowcount) for name in names]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert [isinstance(result, Exception) for result in results] == [False, False, True, False]
    assert {row["name"] for row in await db.rows("SELECT name FROM setting")} == {"a", "b", "c"}
    await db.close()


async def test_nothing_is_promised_when_the_commit_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = open_database(tmp_path / "x.db")
    real = db.writer.commit

    def failing(works: object) -> object:
        raise OSError("disk full")

    monkeypatch.setattr(db.writer, "commit", failing)
    with pytest.raises(OSError, match="disk full"):
        await db.write(lambda c: c.execute(text("INSERT INTO setting VALUES ('a', '')")).rowcount)
    monkeypatch.setattr(db.writer, "commit", real)
    assert await db.write(lambda c: c.execute(text("INSERT INTO setting VALUES ('a', '')")).rowcount) == 1
    await db.close()


async def test_pages_are_found_with_and_without_accents(tmp_path: Path) -> None:
    db = open_database(tmp_path / "x.db")

    def lay(connection: object) -> None:
        run = connection.execute  # type: ignore[attr-defined]
        run(
            text(
                "INSERT INTO version(id, unit_id, name, original_sha256, size, status, created_at)"
                " VALUES ('v', 'u', 'n', 's', 1, 'ready', 0)"
            )
        )
        run(
            text("INSERT INTO page_text(version, page, text, fold, words) VALUES ('v', 1, :text, :fold, '')"),
            {"text": "Nghị quyết về đầu tư", "fold": "nghi quyet ve dau tu"},
        )
        index_pages(connection, "v")  # type: ignore[arg-type]

    await db.write(lay)
    assert await hits(db, "dau tu") == 1
    await db.write(lambda connection: unindex_pages(connection, "v"))
    assert await hits(db, "dau tu") == 0
    await db.close()


async def hits(db: Database, words: str) -> int:
    return len(await db.rows("SELECT rowid FROM page_fts WHERE page_fts MATCH :words", {"words": f'"{words}"'}))
