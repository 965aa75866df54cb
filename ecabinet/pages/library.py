"""All that the house does with papers: take them in, show their pages, give their words, find in them.

The composition of the pipeline (`House.pages`); who may do what is asked before, by the routes. Rules: an upload
answers when its cleaned copy is on disk and its first page is being drawn; all the rest happens in the background and
starts again after a restart; a page that is asked for goes first.
"""

import asyncio
import functools
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import ParamSpec

import msgspec

from ecabinet.db.database import Database
from ecabinet.files import Files
from ecabinet.ids import now
from ecabinet.logs import bug, log
from ecabinet.pages import jobs
from ecabinet.pages.cache import PictureCache
from ecabinet.pages.find import Found, find
from ecabinet.pages.pool import Deadlines, Pool, Priority
from ecabinet.pages.process import WorkerLost
from ecabinet.pages.receive import receive, scratch
from ecabinet.pages.shelf import NEXT_PAGES, Shelf
from ecabinet.pages.texts import Texts
from ecabinet.pages.versions import Version, Versions
from ecabinet.pages.words import PageWords
from journal.shapes import Refusal

LIMIT = 200 << 20
AT_ONCE = 1200  # pixels: the width that is drawn without being asked for
FIRST_PAGES = 3
P = ParamSpec("P")
RESUMED = 50  # versions whose pictures are completed after a restart


class Upload(msgspec.Struct, frozen=True):
    """What is known before the bytes. `id` is the device's: with the same bytes it gives the same version."""

    id: str
    meeting: str
    unit_id: str
    item: int
    title: str
    name: str = ""
    paper: int | None = None
    person: str | None = None


class Progress(msgspec.Struct, frozen=True):
    """How far the background work is; `unshowable` lists pages that are given up."""

    pages: int
    drawn: int
    read: int
    unshowable: list[int]


class Pages:
    """`folder` holds what can be made again. `start` inside a running loop, `close` before it ends."""

    def __init__(
        self, database: Database, files: Files, folder: Path, *, workers: int = 2, deadlines: Deadlines | None = None,
        limit: int = LIMIT,
    ) -> None:  # fmt: skip
        self._database, self._files, self.limit = database, files, limit
        self.pool = Pool(workers, deadlines)
        self.cache = PictureCache(folder)
        self.shelf = Shelf(self.pool, self.cache, files.path)
        self.versions = Versions(database)
        self.texts = Texts(database, self.shelf)
        self._background: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        self.pool.start()
        self._behind(self._resume)

    async def close(self) -> None:
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await self.pool.close()

    async def accept(self, stream: AsyncIterator[bytes], upload: Upload) -> Version:
        """Receive, check, clean and keep. Refusals: `papers.not_pdf`, `papers.encrypted`, `papers.damaged`, ..."""
        with scratch(self._files.scratch()) as original, scratch(self._files.scratch()) as clean:
            received = await receive(stream, original, self.limit)
            identifier = version_id(upload, received.sha256)
            if before := await self.versions.get(identifier):
                return before
            taken = await self._taken_in(original, clean)
            clean_size = await asyncio.to_thread(lambda: clean.stat().st_size)
            original_sha256 = await asyncio.to_thread(self._files.put, original)
            clean_sha256 = await asyncio.to_thread(self._files.put, clean)
        self._behind(self.shelf.ahead, clean_sha256, 1, AT_ONCE, Priority.INTAKE)
        made = Version(
            id=identifier,
            meeting=upload.meeting,
            unit_id=upload.unit_id,
            item=upload.item,
            paper=upload.paper,
            title=upload.title or taken.title,
            name=upload.name,
            original=original_sha256,
            clean=clean_sha256,
            size=received.size,
            pages=taken.pages,
            removed=taken.removed,
            created_at=now(),
            created_by=upload.person,
        )
        return await self.versions.add(made, clean_size)

    def unfold(self, shown: Version) -> None:
        """Words and pictures of all pages, in the background."""
        self._behind(self._unfold, shown)

    async def picture(self, shown: Version, page: int, width: int, ahead: bool = False) -> bytes:
        """WebP. `ahead`: nobody looks at it yet. The next pages are made ready too."""
        self._must_exist(shown, page)
        if ahead:
            return await self.shelf.picture(shown.clean, page, width, Priority.NEXT)
        picture = await self.shelf.picture(shown.clean, page, width)
        for following in range(page + 1, min(page + NEXT_PAGES, len(shown.pages)) + 1):
            self._behind(self.shelf.ahead, shown.clean, following, width, Priority.NEXT)
        return picture

    async def words(self, shown: Version, page: int) -> PageWords:
        return await self.texts.page(shown, page)

    async def find(self, shown: Version, query: str) -> Found:
        return await find(self._database, shown.id, len(shown.pages), query)

    async def progress(self, shown: Version) -> Progress:
        drawn = await asyncio.to_thread(self.cache.drawn, shown.clean, AT_ONCE)
        given_up = await asyncio.to_thread(self.cache.given_up, shown.clean)
        read = await self.texts.known(shown.id)
        return Progress(pages=len(shown.pages), drawn=len(drawn), read=len(read), unshowable=sorted(given_up))

    def original(self, shown: Version) -> Path:
        """The file as it was sent: for download only, never shown inline."""
        return self._files.path(shown.original)

    async def _taken_in(self, original: Path, clean: Path) -> jobs.TakenIn:
        with await asyncio.to_thread(clean.open, "wb") as file:

            async def keep(piece: bytes) -> None:
                await asyncio.to_thread(file.write, piece)

            try:
                answer, _ = await self.pool.do(jobs.TakeIn(path=str(original)), Priority.INTAKE, keep)
            except WorkerLost as lost:
                log.warning("upload_cost_a_worker", why=str(lost))
                raise Refusal("papers.too_complex") from None
        assert isinstance(answer, jobs.TakenIn)
        return answer

    def _must_exist(self, shown: Version, page: int) -> None:
        if not 1 <= page <= len(shown.pages):
            raise Refusal("papers.no_such_page", page=page)

    async def _unfold(self, shown: Version) -> None:
        count = len(shown.pages)
        first = range(1, min(FIRST_PAGES, count) + 1)
        await asyncio.gather(*(self.shelf.ahead(shown.clean, page, AT_ONCE, Priority.NEXT) for page in first))
        await self.texts.fill(shown)
        drawn = await asyncio.to_thread(self.cache.drawn, shown.clean, AT_ONCE)
        for page in sorted(set(range(1, count + 1)) - drawn):
            await self.shelf.ahead(shown.clean, page, AT_ONCE, Priority.AHEAD)

    async def _resume(self) -> None:
        started = {shown.id: shown for shown in await self.versions.recent(RESUMED)}
        for identifier in await self.texts.incomplete():
            shown = await self.versions.get(identifier)
            if shown:
                started[shown.id] = shown
        for shown in started.values():
            self.unfold(shown)

    def _behind(self, work: Callable[P, Awaitable[None]], *args: P.args, **more: P.kwargs) -> None:
        task = asyncio.create_task(_watched(functools.partial(work, *args, **more)))
        self._background.add(task)
        task.add_done_callback(self._background.discard)


def version_id(upload: Upload, sha256: str) -> str:
    """The same for a retried upload, so that a retry changes nothing."""
    parts = (upload.meeting, upload.person or "", upload.id, str(upload.item), str(upload.paper), sha256)
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return "".join(ALPHABET[byte % 32] for byte in digest[:12])


ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


async def _watched(work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except Exception as error:
        bug("pages.background", error)
