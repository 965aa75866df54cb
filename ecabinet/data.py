"""The data folder: what lies in it, whether it is a demo, and the lock that lets only one server write.

`ecabinet.db` and its WAL, `files/`, `trust/` (root certificates), `secret` (32 random bytes, mode 0600), `urns/` (the
keys of secret polls that are open now, see `ecabinet/urn`), `demo` (an empty file: this folder belongs to the demo and
must never serve real meetings), `lock`.
"""

import fcntl
import os
import secrets
from pathlib import Path
from typing import TextIO


class DataFolderInUse(Exception):
    """Another server, or a writing command, holds the folder."""


def prepare(folder: Path, demo: bool = False) -> None:
    """Create what is missing; harmless when everything is there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "files").mkdir(exist_ok=True)
    (folder / "trust").mkdir(exist_ok=True)
    if not (folder / "secret").exists():
        descriptor = os.open(folder / "secret", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(32))
    if demo:
        (folder / "demo").touch()


def is_demo(folder: Path) -> bool:
    return (folder / "demo").exists()


def is_prepared(folder: Path) -> bool:
    return (folder / "ecabinet.db").exists()


def secret(folder: Path) -> bytes:
    """The installation's own secret: ids are derived from it, and the keys of open secret polls encrypted under it."""
    return (folder / "secret").read_bytes()


def lock(folder: Path) -> TextIO:
    """Hold the folder for as long as the returned file stays open. Raises DataFolderInUse."""
    stream = (folder / "lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        raise DataFolderInUse(f"{folder} is in use by a running server; stop it first") from None
    return stream
