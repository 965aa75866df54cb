"""The bytes of an upload, from the wire to a scratch file, hashed on the way.

Not what they mean. Rules: never more than the limit is written; what does not begin like a PDF is read to its end (so
that the sender hears the answer) but not kept; a broken transfer leaves nothing behind.
"""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from ecabinet.pages.fold import tidy
from journal.shapes import Refusal

HEAD = 1024
NAME_LENGTH = 120
PIECE = 1 << 20  # written and hashed at a time, off the event loop


class Received(msgspec.Struct, frozen=True):
    """A whole upload on disk."""

    sha256: str
    size: int


@contextlib.contextmanager
def scratch(path: Path) -> Iterator[Path]:
    """A file that is gone afterwards unless somebody moved it away."""
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


async def receive(stream: AsyncIterator[bytes], path: Path, limit: int) -> Received:
    """`papers.not_pdf`, `papers.too_large`, `papers.empty`."""
    digest, size, fit = hashlib.sha256(), 0, True
    with await asyncio.to_thread(path.open, "wb") as file:
        async for piece in _pieces(stream):
            fit = fit and (size > 0 or b"%PDF-" in piece[:HEAD])
            size += len(piece)
            if size > limit:
                raise Refusal("papers.too_large", limit=limit)
            if fit:
                await asyncio.to_thread(_take, file, digest, piece)
    if size == 0:
        raise Refusal("papers.empty")
    if not fit:
        raise Refusal("papers.not_pdf")
    return Received(sha256=digest.hexdigest(), size=size)


def file_name(given: str) -> str:
    """A name as data: NFC, nothing invisible, no path, at most 120 characters."""
    return tidy(given.replace("/", " ").replace("\\", " "))[:NAME_LENGTH].strip(" .")


def _take(file: BinaryIO, digest: "hashlib._Hash", piece: bytes) -> None:
    file.write(piece)
    digest.update(piece)


async def _pieces(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    gathered = bytearray()
    async for chunk in stream:
        gathered += chunk
        if len(gathered) >= PIECE:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)
