"""Copying files and hashing them on the way. Blocking; nothing here knows what a backup is.

Rules: what was copied is on the disk (synced) before the next step, and out of the page cache afterwards, so that a
check reads the disk, and a server beside it keeps its own pages in memory.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from ecabinet.files import sync_folder

CHUNK = 1 << 20
Say = Callable[[str], None]


def copy(source: Path, target: Path, mode: int = 0o600) -> tuple[int, str]:
    """Size and SHA-256 of what was written. The target must not be there yet."""
    hashing, size = hashlib.sha256(), 0
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with source.open("rb") as old, os.fdopen(descriptor, "wb") as new:
        while chunk := old.read(CHUNK):
            hashing.update(chunk)
            size += len(chunk)
            new.write(chunk)
        settle(new.fileno(), new.flush)
    return size, hashing.hexdigest()


def settle(descriptor: int, flush: Callable[[], None] = lambda: None) -> None:
    """On the disk, and no longer in the way in memory."""
    flush()
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def measured(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file, read from the disk."""
    with path.open("rb") as stream:
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_SEQUENTIAL)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        size = stream.tell()
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return size, digest


def folder_for(path: Path) -> None:
    """The folder a file goes into, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)


def sync_all(folder: Path) -> None:
    """The names in every folder below, and its own."""
    for found in [path for path in folder.rglob("*") if path.is_dir()]:
        sync_folder(found)
    sync_folder(folder)
