"""The words of every page of a version, kept in SQL for search and for the text view.

Rules: pages are written in batches, with their index, in one transaction; a page that cannot be read has an empty text;
a page not yet written is read when somebody asks. Nothing here asks who may read.
"""

import asyncio
import zlib

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, text

from ecabinet.db.database import Database
from ecabinet.db.tables import page_text, version
from ecabinet.logs import bug
from ecabinet.pages.fold import fold
from ecabinet.pages.jobs import WasRead
from ecabinet.pages.pool import Priority, WorkerBug
from ecabinet.pages.shelf import Shelf
from ecabinet.pages.versions import Version
from ecabinet.pages.words import PageWords, text_of
from journal.shapes import Refusal

BATCH = 32  # pages in one transaction
INFLATED = 16 << 20

INDEX = text(
    "INSERT INTO page_fts(rowid, fold) SELECT id, fold FROM page_text WHERE version = :version AND page IN :pages"
).bindparams(bindparam("pages", expanding=True))

_encode = msgspec.json.Encoder().encode
_decoder = msgspec.json.Decoder(PageWords)


class Texts:
    """`fill` a version in the background; `page` for one page; `known` for progress."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database, self._shelf = database, shelf

    async def page(self, shown: Version, page: int) -> PageWords:
        """`papers.no_such_page`; no words where the page cannot be read."""
        query = select(page_text.c.words).where(page_text.c.version == shown.id, page_text.c.page == page)
        row = await self._database.row(query)
        if row is not None:
            return await asyncio.to_thread(unpacked, row["words"])
        return await self._read(shown, page, Priority.VIEWER)

    async def known(self, identifier: str) -> set[int]:
        """Pages whose words are stored."""
        query = select(page_text.c.page).where(page_text.c.version == identifier)
        return {row["page"] for row in await self._database.rows(query)}

    async def fill(self, shown: Version) -> None:
        """Read and store all pages that are missing."""
        known = await self.known(shown.id)
        missing = [page for page in range(1, len(shown.pages) + 1) if page not in known]
        for start in range(0, len(missing), BATCH):
            await self._store(shown, missing[start : start + BATCH])

    async def incomplete(self) -> list[str]:
        """Versions that were interrupted."""
        stored = select(func.count()).where(page_text.c.version == version.c.id).scalar_subquery()
        query = select(version.c.id).where(
            version.c.status == "ready", stored < func.json_array_length(version.c.pages)
        )
        return [row["id"] for row in await self._database.rows(query)]

    async def _store(self, shown: Version, pages: list[int]) -> None:
        read = [await self._read(shown, page, Priority.TEXT) for page in pages]
        rows = await asyncio.to_thread(_rows, shown.id, pages, read)

        def write(connection: Connection) -> None:
            connection.execute(insert(page_text), rows)
            connection.execute(INDEX, {"version": shown.id, "pages": pages})

        await self._database.write(write)

    async def _read(self, shown: Version, page: int, priority: Priority) -> PageWords:
        if not 1 <= page <= len(shown.pages):
            raise Refusal("papers.no_such_page", page=page)
        try:
            return _page_words(await self._shelf.read(shown.clean, page, priority))
        except Refusal:
            return _without_words(shown, page)
        except WorkerBug as fault:
            bug("pages.read", fault)
            return _without_words(shown, page)


def _without_words(shown: Version, page: int) -> PageWords:
    width, height = shown.pages[page - 1]
    return PageWords(w=width, h=height, words=())


def _page_words(read: WasRead) -> PageWords:
    return PageWords(w=read.width, h=read.height, words=read.words)


def _rows(identifier: str, pages: list[int], read: list[PageWords]) -> list[dict[str, object]]:
    return [_row(identifier, page, words) for page, words in zip(pages, read, strict=True)]


def _row(identifier: str, page: int, words: PageWords) -> dict[str, object]:
    plain = text_of(words.words)
    return {"version": identifier, "page": page, "text": plain, "fold": fold(plain), "words": packed(words)}


def packed(words: PageWords) -> bytes:
    return zlib.compress(_encode(words), 6)


def unpacked(stored: bytes) -> PageWords:
    return _decoder.decode(zlib.decompressobj().decompress(stored, INFLATED))
