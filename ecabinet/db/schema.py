"""Bringing a database file to the newest migration, before anything else opens it."""

from pathlib import Path

from sqlalchemy import Connection

from ecabinet.db.engine import plain_engine

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0003"  # the newest; known here so that a server that is up to date starts without Alembic


def migrate(path: Path) -> None:
    """Create or upgrade the database; does nothing when it is up to date."""
    engine = plain_engine(path)
    try:
        with engine.begin() as connection:
            if version_of(connection) != HEAD:
                upgrade(connection)
    finally:
        engine.dispose()


def version_of(connection: Connection) -> str | None:
    """The migration that the file is at; None for a new file."""
    there = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first()
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first() if there else None
    return None if row is None else str(row[0])


def upgrade(connection: Connection) -> None:
    """Alembic without an ini file."""
    from alembic import command
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    command.upgrade(made, "head")
