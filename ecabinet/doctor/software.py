"""The software: SQLite and its settings on this volume, libraries against their floors, fonts, the client's files."""

import contextlib
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ecabinet.db.engine import plain_engine
from ecabinet.doctor.findings import Finding, fail, ok, warn

WAL_RESET = (3, 51, 3)
OLDEST_SQLITE = (3, 38, 0)  # JSON functions built in, and all we ask of it
WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}

# Below these there are known holes, or what we rely on is not there (docs/security.md).
FLOORS = {
    "python-socketio": "5.16.2",  # CVE-2026-48804, CVE-2025-61765
    "python-engineio": "4.13.2",  # CVE-2026-48802
    "starlette": "1.5.1",  # CVE-2026-48710, CVE-2025-62727, CVE-2025-54121
    "uvicorn": "0.54",
    "websockets": "15",
    "pymupdf": "1.28",  # CVE-2026-3308
    "pikepdf": "10",
    "pillow": "12",
    "pyhanko": "0.38",
    "cryptography": "46",
    "argon2-cffi": "25.1",
    "jinja2": "3.1.6",
    "msgspec": "0.20",
    "aiohttp": "3.13",
}


def sqlite(folder: Path) -> Iterator[Finding]:
    """Version, abilities, and whether our settings take effect on this volume."""
    found = sqlite3.sqlite_version_info
    if found < OLDEST_SQLITE:
        yield fail("SQLite", f"{sqlite3.sqlite_version} is older than {dotted(OLDEST_SQLITE)}")
    elif found < WAL_RESET:
        yield warn(
            "SQLite",
            f"{sqlite3.sqlite_version} can damage its log when two connections write (mended in {dotted(WAL_RESET)}); "
            "this server has only one: let no other program write to the database",
        )
    else:
        yield ok("SQLite", sqlite3.sqlite_version)
    missing = lacking()
    if missing:
        yield fail("SQLite", f"was built without {', '.join(missing)}")
    yield settings(folder)


def lacking() -> list[str]:
    """Abilities we need."""
    needed = {"FTS5": "CREATE VIRTUAL TABLE f USING fts5(a)", "JSON": "SELECT value FROM json_each('[1]')"}
    missing = []
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for name, query in needed.items():
            try:
                connection.execute(query)
            except sqlite3.OperationalError:
                missing.append(name)
    return missing


def settings(folder: Path) -> Finding:
    """Tried on a database of its own beside the real one: some volumes cannot hold SQLite's log."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".doctor-") as place:
        engine = plain_engine(Path(place) / "try.db")
        try:
            with engine.connect() as connection:
                seen = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in WANTED}
        finally:
            engine.dispose()
    wrong = [f"{name} is {seen[name]}" for name, wanted in WANTED.items() if seen[name] != wanted]
    if wrong:
        return fail("SQLite", f"does not take our settings here: {', '.join(wrong)}")
    return ok("SQLite", "takes our settings here: write-ahead log, every commit synced, deleted bytes overwritten")


def libraries() -> Iterator[Finding]:
    old = []
    for name, floor in FLOORS.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            old.append(f"{name} is missing")
            continue
        if numbers(found) < numbers(floor):
            old.append(f"{name} {found} is older than {floor}")
    if old:
        yield fail("libraries", "; ".join(old))
    else:
        yield ok("libraries", f"{len(FLOORS)} that matter for security are new enough")


def built() -> Iterator[Finding]:
    """What the build puts into the package."""
    from ecabinet.record.fonts import hashes

    try:
        yield ok("fonts", f"{len(hashes())} of the record are there")
    except FileNotFoundError as failure:
        yield fail(
            "fonts", f"{Path(failure.filename or '').name} is missing: no record can be typeset; run `make setup`"
        )
    static = Path(__file__).resolve().parent.parent / "static"
    if any(static.glob("*.js")):
        yield ok("web client", "is built")
    else:
        yield fail("web client", "is not built: run `make setup`")


def numbers(found: str) -> tuple[int, ...]:
    """The leading numbers of a version."""
    return tuple(int(part) for part in re.findall(r"\d+", re.split(r"[^0-9.]", found)[0]))


def dotted(found: tuple[int, ...]) -> str:
    return ".".join(map(str, found))
