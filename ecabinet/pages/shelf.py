"""Page pictures of papers, made once and kept: in memory, on disk, or by a worker.

Not who may see them. Rules: a picture that two seats ask for is made once; a page that cost two workers is never tried
again ("papers.page_unshowable"); whoever looks at a page finds the next two ready.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ecabinet.logs import bug, log
from ecabinet.pages import jobs
from ecabinet.pages.cache import KILLS, WIDTHS, PictureCache, is_webp
from ecabinet.pages.pool import Pool, Priority, Ticket, WorkerBug
from ecabinet.pages.process import WorkerLost
from journal.shapes import Refusal

MEMORY = 64 << 20  # bytes of pictures kept in memory
NEXT_PAGES = 2

Key = tuple[str, int, int]  # clean sha256, page, width


@dataclass
class _Making:
    priority: Priority
    task: "asyncio.Task[bytes] | None" = None
    ticket: Ticket | None = None


class Memory:
    """The pictures used last, up to a number of bytes."""

    def __init__(self, limit: int) -> None:
        self._limit, self._held = limit, 0
        self._pictures: OrderedDict[Key, bytes] = OrderedDict()

    def get(self, key: Key) -> bytes | None:
        if key in self._pictures:
            self._pictures.move_to_end(key)
        return self._pictures.get(key)

    def put(self, key: Key, data: bytes) -> None:
        self._held += len(data) - len(self._pictures.pop(key, b""))
        self._pictures[key] = data
        while self._held > self._limit:
            self._held -= len(self._pictures.popitem(last=False)[1])


class Shelf:
    """`path_of` gives the file of a cleaned copy by its SHA-256."""

    def __init__(self, pool: Pool, cache: PictureCache, path_of: Callable[[str], Path]) -> None:
        self.pool, self.cache, self._path_of = pool, cache, path_of
        self._memory = Memory(MEMORY)
        self._making: dict[Key, _Making] = {}

    async def picture(self, clean: str, page: int, width: int, priority: Priority = Priority.VIEWER) -> bytes:
        """WebP bytes. Refusals: `papers.no_such_page`, `papers.no_such_width`, `papers.page_unshowable`."""
        if width not in WIDTHS:
            raise Refusal("papers.no_such_width", width=width)
        key = (clean, page, width)
        held = self._memory.get(key) or await asyncio.to_thread(self.cache.read, clean, page, width)
        if held is None:
            held = await self._made(key, priority)
        if priority < Priority.AHEAD:
            self._memory.put(key, held)
        return held

    async def ahead(self, clean: str, page: int, width: int, priority: Priority) -> None:
        """Have it on disk; a page that cannot be shown is no concern here."""
        if await asyncio.to_thread(self.cache.has, clean, page, width):
            return
        try:
            await self._made((clean, page, width), priority)
        except Refusal:
            return
        except WorkerBug as fault:
            bug("pages.draw", fault)

    async def read(self, clean: str, page: int, priority: Priority) -> jobs.WasRead:
        """The words of a page; none where reading it costs a worker."""
        await self._must_be_showable(clean, page)
        job = jobs.Read(path=str(self._path_of(clean)), page=page)
        try:
            answer, _ = await self.pool.do(job, priority)
        except WorkerLost as lost:
            await self._note_kill(clean, page, lost)
            raise Refusal("papers.page_unshowable", page=page) from None
        assert isinstance(answer, jobs.WasRead)
        return answer

    async def _made(self, key: Key, priority: Priority) -> bytes:
        making = self._making.get(key)
        if making is None:
            making = self._making[key] = _Making(priority)
            making.task = asyncio.create_task(self._make(key, making))
            making.task.add_done_callback(lambda done: self._done(key, done))
        elif priority < making.priority:
            making.priority = priority
            making.ticket = making.ticket and self.pool.hurry(making.ticket, priority)
        assert making.task
        return await asyncio.shield(making.task)

    def _done(self, key: Key, task: "asyncio.Task[bytes]") -> None:
        """Whoever asked may have gone away; then nobody else looks at a failure."""
        self._making.pop(key, None)
        if not task.cancelled():
            task.exception()

    async def _make(self, key: Key, making: _Making) -> bytes:
        clean, page, width = key
        while True:
            await self._must_be_showable(clean, page)
            job = jobs.Draw(path=str(self._path_of(clean)), page=page, width=width, quick=_quick(making.priority))
            making.ticket = self.pool.submit(job, making.priority)
            try:
                _, data = await making.ticket.future
            except WorkerLost as lost:
                await self._note_kill(clean, page, lost)
            except Refusal as refusal:
                if refusal.code == "papers.page_unshowable":
                    await asyncio.to_thread(self.cache.give_up, clean, page)
                raise
            else:
                return await self._kept(key, data)

    async def _kept(self, key: Key, data: bytes) -> bytes:
        if not is_webp(data):
            raise WorkerBug("not a picture")
        try:
            await asyncio.to_thread(self.cache.write, *key, data)
        except OSError as failure:  # a full disk keeps nobody from reading
            log.warning("picture_not_kept", file=key[0], page=key[1], why=failure.errno)
        return data

    async def _note_kill(self, clean: str, page: int, lost: WorkerLost) -> None:
        kills = await asyncio.to_thread(self.cache.note_kill, clean, page)
        log.warning("page_cost_a_worker", file=clean, page=page, why=str(lost), kills=kills)

    async def _must_be_showable(self, clean: str, page: int) -> None:
        if await asyncio.to_thread(self.cache.kills, clean, page) >= KILLS:
            raise Refusal("papers.page_unshowable", page=page)


def _quick(priority: Priority) -> bool:
    return priority <= Priority.INTAKE
