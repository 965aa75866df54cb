"""Bringing a database file to the newest migration, before anything else opens it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from ecabinet.db.engine import plain_engine

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(path: Path) -> None:
    """Create or upgrade the database; does nothing when it is up to date."""
    engine = plain_engine(path)
    try:
        with engine.begin() as connection:
            command.upgrade(config(connection), "head")
    finally:
        engine.dispose()


def config(connection: Connection) -> Config:
    """Alembic without an ini file."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made
