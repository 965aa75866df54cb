"""Restoring a backup into an empty folder.

Rules
- The backup is checked whole before the first byte is written, and what was written is checked whole again.
- The database gets its name last: a folder whose restore was cut short is not prepared, and no server starts on it.
- Sign-ins are ended unless asked otherwise: since the backup somebody may have signed out, changed a password, or lost
  a tablet, and those sessions would live again. (Passwords and closed accounts are those of the backup.)
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ecabinet import data
from ecabinet.backup.check import check, check_database, check_parts
from ecabinet.backup.copying import Say, copy, folder_for, sync_all
from ecabinet.backup.manifest import DATABASE, FILES, Damaged, Manifest, Refused
from ecabinet.files import sync_folder

UNFINISHED = "restoring"


def restore(source: Path, folder: Path, say: Say, keep_sign_ins: bool = False) -> Manifest:
    """Raises Refused or Damaged; then the folder is as it was."""
    must_be_empty(folder)
    manifest = check(source, say)
    with undone_on_failure(folder):
        copy_all(source, folder / UNFINISHED, manifest, say)
        say("checking what was written")
        check_parts(folder / UNFINISHED, manifest, say)
        check_database(folder / UNFINISHED / DATABASE, manifest, say)
        if not keep_sign_ins:
            end_sign_ins(folder / UNFINISHED / DATABASE)
        settle(folder)
    return manifest


def must_be_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is not empty: a backup is restored into a new folder, never over another installation")


@contextlib.contextmanager
def undone_on_failure(folder: Path) -> Iterator[None]:
    """Held by us while we write; emptied again when it fails, for it was empty before."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    try:
        with data.lock(folder):
            yield
    except BaseException:
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def copy_all(source: Path, work: Path, manifest: Manifest, say: Say) -> None:
    """Each part; its hash is taken while it is written."""
    faults, parts = [], manifest.parts()
    for number, (name, part) in enumerate(sorted(parts.items()), start=1):
        say(f"writing {number} of {len(parts)} parts")
        folder_for(work / name)
        mode = 0o440 if name.startswith(f"{FILES}/") else 0o600
        if copy(source / name, work / name, mode) != (part.size, part.sha256):
            faults.append(f"{name}: changed while it was copied")
    if faults:
        raise Damaged(faults)
    sync_all(work)


def end_sign_ins(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("DELETE FROM account_session")
        connection.commit()


def settle(folder: Path) -> None:
    """Into place, the database last."""
    work = folder / UNFINISHED
    for name in ("trust", FILES):
        (work / name).mkdir(exist_ok=True, mode=0o700)
    for path in sorted(work.iterdir(), key=lambda found: found.name == DATABASE):
        path.rename(folder / path.name)
    work.rmdir()
    sync_folder(folder)
