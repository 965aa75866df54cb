"""Files by content: stored under their SHA-256, written once, never changed.

What it is not: a place that knows rights, names or media types; those are rows. Bytes are on the disk (file and folder
synced) before a name for them is handed out, so a row never points at nothing. A file is renamed into place: it is
there whole, or not at all.
"""

import contextlib
import hashlib
import os
import secrets
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20


class Files:
    """`put` bytes or a file, `path`, `open` or `read` them again by hash. Blocking: call from a thread when large."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / "incoming"
        self.incoming.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where these bytes lie, if they were ever put."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not a SHA-256")
        return self.root / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def open(self, sha256: str) -> BinaryIO:
        return self.path(sha256).open("rb")

    def read(self, sha256: str) -> bytes:
        return self.path(sha256).read_bytes()

    def scratch(self) -> Path:
        """A free name on the same volume, for streaming an upload into; give it to `put` afterwards."""
        return self.incoming / secrets.token_hex(8)

    def put(self, content: bytes | Path) -> str:
        """Keep these bytes; returns their SHA-256. A file in `incoming` is moved, any other copied."""
        if isinstance(content, bytes):
            return self.keep(self.write(content))
        if content.parent == self.incoming:
            return self.keep(content)
        return self.keep(self.copy(content))

    def write(self, content: bytes) -> Path:
        made = self.scratch()
        made.write_bytes(content)
        return made

    def copy(self, source: Path) -> Path:
        made = self.scratch()
        with source.open("rb") as old, made.open("wb") as new:
            while chunk := old.read(CHUNK):
                new.write(chunk)
        return made

    def keep(self, scratch: Path) -> str:
        """Hash, sync, rename into place, sync the folder."""
        with scratch.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            os.fsync(stream.fileno())
        target = self.path(sha256)
        if target.is_file():
            scratch.unlink()
            return sha256
        if not target.parent.is_dir():
            target.parent.mkdir(exist_ok=True)
            sync_folder(self.root)
        scratch.chmod(0o440)
        scratch.replace(target)
        sync_folder(target.parent)
        return sha256

    def tidy(self) -> None:
        """Remove what an interrupted upload left behind; at start-up only."""
        for left in self.incoming.iterdir():
            with contextlib.suppress(FileNotFoundError):
                left.unlink()


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
