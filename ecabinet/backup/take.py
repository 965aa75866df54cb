"""Taking a backup of a data folder while a server may be writing into it.

Rules
- Files first, then the database, then the files that the database names and that came in between: files only ever
  grow, so every name in the copy has its bytes.
- The database is copied through SQLite within one read transaction: one instant of all meetings, the write-ahead log
  included. (A plain copy of the file would lack what is only in the log.) The server goes on writing meanwhile.
- Sealed ballots are left out, and their keys: a secret poll that was open at that instant is void in the copy.
- Everything is written into a hidden folder beside the target, read back and checked, and renamed at the very end: a
  backup is there whole or not at all.
"""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from ecabinet import data
from ecabinet.backup import journals
from ecabinet.backup.check import check
from ecabinet.backup.copying import Say, copy, folder_for, measured, settle, sync_all
from ecabinet.backup.manifest import (
    BESIDES,
    DATABASE,
    FILES,
    FOLDERS,
    FORMAT,
    Damaged,
    Manifest,
    Part,
    Refused,
    file_path,
    write,
)
from ecabinet.files import sync_folder
from ecabinet.ids import now

PAGES = 1024  # of the database at a time


def backup(folder: Path, to: Path, say: Say) -> tuple[Manifest, str]:
    """The manifest and its SHA-256. Raises Refused, or Damaged when the data folder itself does not hold."""
    must_be_possible(folder, to)
    with beside(to) as work:
        made = filled(folder, work, say)
        digest = write(work, made)
        sync_all(work)
        say("reading everything back")
        check(work, say)
        work.rename(to)
        sync_folder(to.parent)
    return made, digest


def must_be_possible(folder: Path, to: Path) -> None:
    if not data.is_prepared(folder):
        raise Refused(f"{folder} is not prepared: there is nothing to back up")
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise Refused(f"{to} is there already; a backup goes into a new folder")
    if to.resolve().is_relative_to(folder.resolve()):
        raise Refused("a backup inside the data folder would be lost with it")


@contextlib.contextmanager
def beside(to: Path) -> Iterator[Path]:
    """A folder to work in, on the same volume, for its owner only; gone when anything fails."""
    to.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def filled(folder: Path, work: Path, say: Say) -> Manifest:
    """Copy everything; the manifest of what was copied."""
    files = copy_files(folder, work, say)
    ends = copy_database(folder / DATABASE, work / DATABASE, say)
    found = examined(work / DATABASE, say)
    if {meeting: (end.seq, end.head) for meeting, end in found.meetings.items()} != ends:
        raise Damaged(["the copy of the database is not what was to be copied"])
    files |= copy_named(folder, work, found.named - set(files))
    return Manifest(
        format=FORMAT,
        product=version("ecabinet"),
        made_at=now(),
        migration=found.migration,
        database=Part(*measured(work / DATABASE)),
        files=files,
        others=copy_others(folder, work),
        meetings=found.meetings,
        counts=found.counts,
    )


def copy_files(folder: Path, work: Path, say: Say) -> dict[str, int]:
    """All files whose bytes are what their name says. One that is not is left out: if the database names it, that is
    found in the second round, and told."""
    kept: dict[str, int] = {}
    there = sorted(path for path in (folder / FILES).glob("??/*") if path.is_file())
    for number, path in enumerate(there, start=1):
        say(f"copying {number} of {len(there)} files")
        size = copy_file(path, work)
        if size is not None:
            kept[path.name] = size
    return kept


def copy_file(path: Path, work: Path) -> int | None:
    """Its size; None, and nothing copied, when its bytes are not those of its name."""
    target = work / file_path(path.name)
    folder_for(target)
    size, digest = copy(path, target, mode=0o400)
    if digest == path.name:
        return size
    target.unlink()
    return None


def copy_named(folder: Path, work: Path, missing: frozenset[str]) -> dict[str, int]:
    """What came in since the first round."""
    kept, faults = {}, []
    for name in sorted(missing):
        path = folder / file_path(name)
        size = copy_file(path, work) if path.is_file() else None
        if size is None:
            faults.append(f"{file_path(name)} is named by the database, and is missing or has other bytes")
        else:
            kept[name] = size
    if faults:
        raise Damaged(faults)
    return kept


def copy_database(source: Path, target: Path, say: Say) -> dict[str, tuple[int, str]]:
    """One instant of it, as a single file without a log. Returns where each journal ended at that instant."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    old, new = journals.open_read_only(source), sqlite3.connect(target)
    try:
        old.execute("BEGIN")
        ends = journals.ends(old)  # the first question fixes the instant, for the copy too
        old.backup(new, pages=PAGES, progress=lambda _, left, total: say(f"database: {total - left} of {total} pages"))
        new.execute("PRAGMA journal_mode=DELETE")
        leave_out_ballots(new)
    except sqlite3.DatabaseError as failure:
        raise Damaged([f"{DATABASE}: {failure}"]) from None
    finally:
        old.close()
        new.close()
    with target.open("rb") as stream:
        settle(stream.fileno())
    return ends


def leave_out_ballots(connection: sqlite3.Connection) -> None:
    """No copy may outlive the urn."""
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("DELETE FROM deposit")
    connection.commit()


def examined(path: Path, say: Say) -> journals.Found:
    with contextlib.closing(journals.open_read_only(path)) as connection:
        try:
            return journals.examine(connection, say)
        except sqlite3.DatabaseError as failure:
            raise Damaged([f"{DATABASE}: {failure}"]) from None


def copy_others(folder: Path, work: Path) -> dict[str, Part]:
    """The installation's secret, the roots it trusts, and what marks a demo."""
    found = [folder / name for name in BESIDES]
    found += [path for name in FOLDERS for path in sorted((folder / name).glob("*"))]
    others: dict[str, Part] = {}
    for path in found:
        if path.is_file():
            name = str(path.relative_to(folder))
            folder_for(work / name)
            others[name] = Part(*copy(path, work / name))
    return others
