"""Delegates look for words in a paper."""

import asyncio

from sqlalchemy import text

from ecabinet.db.database import Database
from ecabinet.files import Files
from ecabinet.pages.library import Pages, Progress
from ecabinet.pages.versions import Version
from ecabinet.pages.words import paragraphs
from tests.pages import files as made
from tests.pages.conftest import Bring


async def unfolded(pages: Pages, version: Version) -> Progress:
    """Everything in the background is done."""
    pages.unfold(version)
    async with asyncio.timeout(60):
        while True:
            now = await pages.progress(version)
            if now.read == now.pages and now.drawn + len(now.unshowable) == now.pages:
                return now
            await asyncio.sleep(0.02)


async def test_with_and_without_accents_every_page_is_found(bring: Bring, pages: Pages, database: Database) -> None:
    """34 pages: more than are stored at a time."""
    version = await bring(made.paper(34))
    done = await unfolded(pages, version)
    assert done == Progress(pages=34, drawn=34, read=34, unshowable=[])
    for query in ("nghị quyết", "nghi quyet", "NGHỊ QUYẾT"):
        found = await pages.find(version, query)
        assert (found.total, found.complete) == (34, True)
    assert (await pages.find(version, "nghì quyết")).total == 0
    everywhere = await database.rows(text("SELECT rowid FROM page_fts WHERE page_fts MATCH '\"nghi quyet\"'"))
    assert len(everywhere) == 34, "the index of the house holds every page once"


async def test_a_find_has_its_page_box_and_snippet(bring: Bring, pages: Pages) -> None:
    version = await bring(made.paper(3))
    await unfolded(pages, version)
    hit = (await pages.find(version, "trang 2")).hits[0]
    assert hit.page == 2
    assert hit.snippet[slice(*hit.mark)] == "Trang 2"
    (box,) = hit.boxes
    words = await pages.words(version, 2)
    (word,) = [w for w in words.words if w[4] == "Trang"]
    assert box[:2] == word[:2]
    assert 0 < box[0] < 1000
    assert 0 < box[2] < 200


async def test_words_are_there_before_the_background_is_done(bring: Bring, pages: Pages) -> None:
    version = await bring(made.paper(2))
    page = await pages.words(version, 2)
    assert (page.w, page.h) == (595, 842)
    assert [word[4] for word in page.words][-2:] == ["Trang", "2"]
    assert (await pages.find(version, "trang")).complete is False


async def test_the_text_view_reads_in_paragraphs(bring: Bring, pages: Pages) -> None:
    version = await bring(made.paper(1))
    assert paragraphs((await pages.words(version, 1)).words) == [*made.TEXT, "Trang 1"]


async def test_a_page_that_cannot_be_read_leaves_the_others_readable(bring: Bring, pages: Pages) -> None:
    version = await bring(made.laughs())
    done = await unfolded(pages, version)
    assert done.unshowable == [1]
    assert (await pages.find(version, "nghị quyết")).hits[0].page == 2


async def test_a_restart_in_the_middle_goes_on(bring: Bring, pages: Pages, database: Database, files: Files) -> None:
    version = await bring(made.paper(3))
    again = Pages(database, files, pages.cache._root)
    again.start()
    try:
        async with asyncio.timeout(30):
            while (await again.progress(version)).read < 3:
                await asyncio.sleep(0.02)
    finally:
        await again.close()


async def test_an_empty_or_absurd_question_finds_nothing(bring: Bring, pages: Pages) -> None:
    version = await bring(made.paper(1))
    await unfolded(pages, version)
    for query in ("", "   ", "%_%", "x" * 10_000, "\x00", '"', "' OR 1=1 --"):
        assert (await pages.find(version, query)).total == 0
