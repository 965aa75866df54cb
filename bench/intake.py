"""Takes every file of a folder in, through the real pipeline: what it answers, how fast the first page is there.

    python bench/intake.py [DIR] [--all]

Without a folder: the papers of the demo meeting. `--all` also waits for the words and the pictures of every page.
Times in milliseconds from the upload's last byte.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

from ecabinet.db.database import open_database
from ecabinet.demo.typesetting import typeset_all
from ecabinet.files import Files
from ecabinet.pages.library import Pages, Upload
from ecabinet.pages.versions import Version
from journal.shapes import Refusal

HEAD = f"{'file':42} {'answer':24} {'pages':>5} {'clean':>6} {'first page':>10} {'kB':>5} {'words':>7} {'all pages':>9}"


class Clock:
    """When the last byte was handed over."""

    def __init__(self) -> None:
        self.ended = 0.0

    def ms(self) -> int:
        return round((time.perf_counter() - self.ended) * 1000)

    async def body(self, path: Path) -> AsyncIterator[bytes]:
        data = await asyncio.to_thread(path.read_bytes)
        for start in range(0, len(data), 65_536):
            yield data[start : start + 65_536]
        self.ended = time.perf_counter()


async def main(papers: list[Path], everything: bool) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        database = open_database(root / "bench.db")
        pages = Pages(database, Files(root / "files"), root / "pages")
        pages.start()
        await asyncio.sleep(1)
        print(HEAD)
        for path in papers:
            print(await row(pages, path, everything), flush=True)
        await pages.close()
        await database.close()


async def row(pages: Pages, path: Path, everything: bool) -> str:
    clock = Clock()
    upload = Upload(id="bench", meeting="bench", unit_id="bench", item=1, title=path.stem)
    try:
        version = await pages.accept(clock.body(path), upload)
        clean = clock.ms()
        picture = await pages.picture(version, 1, 1200)
        first = clock.ms()
    except Refusal as no:
        return f"{path.name[:42]:42} {no.code}"
    words, drawn = await rest(pages, version, clock) if everything else ("", "")
    size = round(len(picture) / 1000)
    timed = f"{clean:6} {first:10} {size:5} {words:>7} {drawn:>9}"
    return f"{path.name[:42]:42} {'on the table':24} {len(version.pages):5} {timed}"


async def rest(pages: Pages, version: Version, clock: Clock) -> tuple[str, str]:
    pages.unfold(version)
    words = ""
    while True:
        now = await pages.progress(version)
        if not words and now.read == now.pages:
            words = str(clock.ms())
        if words and now.drawn + len(now.unshowable) >= now.pages:
            return words, str(clock.ms())
        await asyncio.sleep(0.05)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--all", action="store_true", dest="everything")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        files = sorted(options.folder.iterdir()) if options.folder else list(typeset_all(Path(cache)).values())
        asyncio.run(main(files, options.everything))
