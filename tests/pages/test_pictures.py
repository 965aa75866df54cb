"""Pages as pictures: right size, right kind, made once; hostile pages cost only themselves."""

import asyncio
import contextlib
import errno
import io
import os
import signal
import sys
import time

import pytest
from PIL import Image

from ecabinet.pages.library import Pages
from ecabinet.pages.pool import Deadlines, Priority
from journal.shapes import Refusal
from tests.pages import files as made
from tests.pages.conftest import Bring


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


async def busy_pid(pages: Pages) -> int:
    """The process that is drawing for a viewer."""
    async with asyncio.timeout(20):
        while not (running := [worker.pid for worker in pages.pool.workers if worker.busy and worker.pid]):
            await asyncio.sleep(0.01)
    return running[0]


@pytest.mark.parametrize("width", [800, 1200, 1800])
async def test_a_page_is_as_wide_as_asked(bring: Bring, pages: Pages, width: int) -> None:
    version = await bring(made.paper(1))
    assert opened(await pages.picture(version, 1, width)).width == width


async def test_a_text_page_is_small_and_grey(bring: Bring, pages: Pages) -> None:
    version = await bring(made.paper(1))
    picture = await pages.picture(version, 1, 1200)
    assert len(picture) < 60_000
    assert all(red == green == blue for _, (red, green, blue) in opened(picture).getcolors(1 << 20) or [])


async def test_a_red_seal_stays_red(bring: Bring, pages: Pages) -> None:
    version = await bring(made.coloured())
    colours = {colour for _, colour in opened(await pages.picture(version, 1, 1200)).getcolors(1 << 20) or []}
    assert any(red > 180 and green < 60 for red, green, _ in colours)
    assert (255, 255, 255) in colours


async def test_a_photograph_is_not_kept_lossless(bring: Bring, pages: Pages) -> None:
    version = await bring(made.photograph())
    picture = await pages.picture(version, 1, 800)
    assert picture[12:16] == b"VP8 ", "the lossy kind of WebP"


async def test_a_full_disk_keeps_nobody_from_reading(
    bring: Bring, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = await bring(made.paper(1))

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(pages.shelf.cache, "write", no_room)
    assert opened(await pages.picture(version, 1, 1800)).width == 1800


async def test_a_page_two_seats_ask_for_is_drawn_once(bring: Bring, pages: Pages) -> None:
    version = await bring(made.paper(4))
    drawn, draw = [], pages.pool.submit

    def counted(job, priority, sink=None):  # type: ignore[no-untyped-def]
        drawn.append(job)
        return draw(job, priority, sink)

    pages.pool.submit = counted  # type: ignore[method-assign]
    first, second = await asyncio.gather(pages.picture(version, 4, 1800), pages.picture(version, 4, 1800))
    assert first == second == await pages.picture(version, 4, 1800)
    assert len(drawn) == 1


async def test_the_next_two_pages_are_made_ready(bring: Bring, pages: Pages) -> None:
    version = await bring(made.paper(4))
    await pages.picture(version, 1, 800)
    async with asyncio.timeout(20):
        while not {1, 2, 3} <= pages.cache.drawn(version.clean, 800):
            await asyncio.sleep(0.02)
    assert 4 not in pages.cache.drawn(version.clean, 800)


async def test_a_torn_picture_is_made_again(bring: Bring, pages: Pages) -> None:
    version = await bring(made.paper(1))
    pages.cache.write(version.clean, 1, 800, b"RIFF\x99\x99\x00\x00WEBPtorn")
    assert opened(await pages.picture(version, 1, 800)).width == 800


@pytest.mark.parametrize(("page", "width"), [(0, 800), (4, 800), (1, 801), (1, 0)])
async def test_a_page_or_width_that_does_not_exist_is_refused(
    bring: Bring, pages: Pages, page: int, width: int
) -> None:
    with pytest.raises(Refusal):
        await pages.picture(await bring(made.paper(3)), page, width)


async def test_a_huge_page_is_drawn_within_bounds(bring: Bring, pages: Pages) -> None:
    version = await bring(made.of_size(200, 40_000))
    picture = opened(await pages.picture(version, 1, 1800))
    assert picture.width * picture.height <= 12_100_000


@pytest.mark.parametrize("bomb", [made.laughs, made.content_bomb, made.image_bomb], ids=["laughs", "content", "image"])
async def test_a_bomb_costs_its_page_and_nothing_else(bring: Bring, pages: Pages, bomb) -> None:  # type: ignore[no-untyped-def]
    version = await bring(bomb())
    asked = asyncio.create_task(pages.picture(version, 1, 1200))
    assert opened(await pages.picture(version, 2, 1200)).width == 1200, "the honest page beside it is shown meanwhile"
    with contextlib.suppress(Refusal):  # an engine that survives the bomb may show a blank page
        await asked
        return
    assert pages.cache.given_up(version.clean) == {1}
    began = time.monotonic()
    with pytest.raises(Refusal, match=r"papers\.page_unshowable"):
        await pages.picture(version, 1, 800)
    assert time.monotonic() - began < 1, "it is not tried again"
    assert opened(await pages.picture(version, 2, 800)).width == 800


async def test_a_worker_killed_in_the_middle_is_replaced_and_the_page_shown(bring: Bring, pages: Pages) -> None:
    version = await bring(made.heavy())
    await asyncio.sleep(0.1)
    asked = asyncio.create_task(pages.shelf.picture(version.clean, 1, 1800))
    os.kill(await busy_pid(pages), signal.SIGKILL)
    assert opened(await asked).width == 1800
    assert pages.cache.kills(version.clean, 1) == 1


async def test_a_machine_under_load_is_not_the_fault_of_the_page(bring: Bring, pages: Pages) -> None:
    """The worker does not get the processor for longer than the deadline."""
    pages.pool.deadlines = Deadlines(page=2)
    version = await bring(made.heavy())
    asked = asyncio.create_task(pages.shelf.picture(version.clean, 1, 1800))
    pid = await busy_pid(pages)
    os.kill(pid, signal.SIGSTOP)
    await asyncio.sleep(2.5)
    os.kill(pid, signal.SIGCONT)
    assert opened(await asked).width == 1800
    assert pages.cache.kills(version.clean, 1) == 0


async def test_who_looks_goes_before_what_is_drawn_ahead(bring: Bring, pages: Pages) -> None:
    version = await bring(made.paper(6))
    order: list[str] = []

    async def asked(page: int, width: int, priority: Priority) -> None:
        await pages.shelf.picture(version.clean, page, width, priority)
        order.append(priority.name)

    await asyncio.gather(*(asked(page, 1800, Priority.AHEAD) for page in range(1, 7)), asked(6, 800, Priority.VIEWER))
    assert order.index("VIEWER") <= 1


async def test_the_server_itself_never_loads_the_engine() -> None:
    code = "import sys, ecabinet.pages.library; sys.exit('pymupdf' in sys.modules or 'pikepdf' in sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    assert await process.wait() == 0


async def test_workers_end_with_the_house(bring: Bring, pages: Pages) -> None:
    await bring(made.paper(1))
    pids = [worker.pid for worker in pages.pool.workers if worker.pid]
    await pages.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
