"""The bytes of an upload, from the wire to a file, hashed on the way.

Not what they mean. Rules: never more than the limit is written; what does not begin like a PDF is read to its end (so
that the sender hears the answer) but not kept; a broken transfer leaves nothing behind.
"""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec

from journal.shapes import Refusal

LIMIT = 200 << 20
HEAD = 1024
PIECE = 1 << 20  # written and hashed at a time, off the event loop


class Received(msgspec.Struct, frozen=True):
    """A whole upload on disk; whoever holds it removes the file."""

    path: Path
    sha256: str
    size: int


async def receive(stream: AsyncIterator[bytes], folder: Path, limit: int = LIMIT) -> Received:
    """`papers.not_pdf`, `papers.too_large`, `papers.empty`."""
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".upload", delete=False) as file:
        path = Path(file.name)
    try:
        return await _receive(stream, path, limit)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


async def _receive(stream: AsyncIterator[bytes], path: Path, limit: int) -> Received:
    digest, size, fit = hashlib.sha256(), 0, True
    with path.open("wb") as file:
        async for piece in _pieces(stream):
            if size == 0:
                fit = b"%PDF-" in piece[:HEAD]
            size += len(piece)
            if size > limit:
                raise Refusal("papers.too_large", limit=limit)
            if fit:
                await asyncio.to_thread(lambda data=piece: (file.write(data), digest.update(data)))
    if size == 0:
        raise Refusal("papers.empty")
    if not fit:
        raise Refusal("papers.not_pdf")
    return Received(path=path, sha256=digest.hexdigest(), size=size)


async def _pieces(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    gathered = bytearray()
    async for chunk in stream:
        gathered += chunk
        if len(gathered) >= PIECE:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)
