"""A house with nothing but papers: database, files and workers in a folder of the test."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from ecabinet.db.database import Database, open_database
from ecabinet.files import Files
from ecabinet.pages.library import Pages, Upload
from ecabinet.pages.pool import Deadlines
from ecabinet.pages.versions import Version

Bring = Callable[..., Awaitable[Version]]


async def in_pieces(data: bytes, size: int = 65_536) -> AsyncIterator[bytes]:
    """As a body arrives."""
    for start in range(0, len(data), size):
        yield data[start : start + size]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await asyncio.to_thread(open_database, tmp_path / "ecabinet.db")
    yield opened
    await opened.close()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


@pytest.fixture
async def pages(database: Database, files: Files, tmp_path: Path) -> AsyncIterator[Pages]:
    made = Pages(database, files, tmp_path / "pages", deadlines=Deadlines(page=2, intake=20), limit=3_000_000)
    made.start()
    yield made
    await made.close()


@pytest.fixture
def bring(pages: Pages) -> Bring:
    """The secretary brings a file."""

    async def brought(data: bytes, title: str = "Tờ trình", identifier: str = "1") -> Version:
        upload = Upload(id=identifier, meeting="hop", unit_id="ubnd", item=1, title=title, name="to-trinh.pdf")
        return await pages.accept(in_pieces(data), upload)

    return brought
