"""What people wait for, measured on real browsers against `ecabinet demo`: a paper brought in, and a page turned.

    python bench/tablet.py [PAPER.pdf] [--turns 20] [--scale 2] [--url http://127.0.0.1:8000]

Without a paper it makes a book of 350 pages. Without `--url` it starts a demo of its own; a given one must be fresh
and on this machine. The tablet is 800 x 1280; browsers and server share this machine. Waits until the demo's own papers
are drawn before it begins.

- Upload: from the file's last byte to its first page painted on a delegate's tablet that waits for it: the delegate
  is in the list of papers, and touches the new one as soon as it is there.
- Turn: from the chair's touch to the follower's picture, decoded and painted. Beside it, of the same turn: when a bare
  socket (no browser) had the push. Lower bound: that push, and decoding a picture the browser already holds.
"""

import argparse
import asyncio
import contextlib
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from playwright.async_api import Browser, Page, async_playwright

from ecabinet.demo import cast
from ecabinet.pages.engine import mupdf
from ecabinet.rehearse.client import Seat
from ecabinet.rehearse.server import own_server

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
TABLET = {"viewport": {"width": 800, "height": 1280}, "device_scale_factor": 2, "has_touch": True}
CONSOLE = {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 2, "has_touch": True}
SECRETARY, DELEGATE, BESIDE = "anh.dtn", "uyen.pt", "nguyen.hs"
TITLE = "Tài liệu đo thời gian"
PAGES = 350
PAUSE = 0.8  # seconds between turns: people read, and the next picture is fetched meanwhile

# Resolves with the moment (UTC milliseconds) at which a picture whose address matches is painted.
PAINTED = """([pattern]) => new Promise((done) => {
    const wanted = new RegExp(pattern);
    const look = async () => {
        const image = document.querySelector('.face-image img');
        if (!image || !wanted.test(image.src)) return;
        watch.disconnect();
        await image.decode();
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port2.onmessage = () => done(performance.timeOrigin + performance.now());
            port1.postMessage(null);
        });
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, attributes: true });
    void look();
})"""
# The same, after touching the paper with this title as soon as it is in the list; also when that was.
TOUCHED = """([title, pattern]) => new Promise((done) => {
    const look = () => {
        const row = [...document.querySelectorAll('a')].find((one) => one.textContent.includes(title));
        if (!row) return;
        watch.disconnect();
        done(performance.timeOrigin + performance.now());
        row.click();
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true });
    look();
})"""
REMEMBER_TOUCH = """() => document.addEventListener('pointerdown', (event) => {
    window.touchedAt = performance.timeOrigin + event.timeStamp;
}, true)"""
DECODED = """async () => {
    const held = await (await fetch(document.querySelector('.face-image img').src)).blob();
    const begun = performance.now();
    (await createImageBitmap(held)).close();
    return performance.now() - begun;
}"""


class Turn(msgspec.Struct, frozen=True):
    """Milliseconds after the chair's touch; `decode` is a duration."""

    pushed: float
    painted: float
    decode: float

    @property
    def bound(self) -> float:
        return self.pushed + self.decode


class Uploaded(msgspec.Struct, frozen=True):
    """Milliseconds after the file's last byte."""

    answered: float
    listed: float
    painted: float
    paper: int
    version: str


def book(pages: int) -> bytes:
    """Something to read, when no paper is given."""
    document = mupdf.open()
    for number in range(1, pages + 1):
        page = document.new_page(width=595, height=842)
        lines = (f"Trang {number}: the quick brown fox jumps over the lazy dog, line {line}." for line in range(1, 41))
        page.insert_text((72, 72), list(lines), fontsize=11)
    return bytes(document.tobytes(garbage=3, deflate=True))


async def links(url: str) -> dict[str, str]:
    """Who -> one-click link, as the demo tells it on its own machine."""
    async with aiohttp.ClientSession() as web, web.get(f"{url}/demo/seats.json") as answer:
        return {seat["who"]: seat["link"] for seat in (await answer.json())["seats"]}


@contextlib.asynccontextmanager
async def seats(url: str, *names: str) -> AsyncIterator[list[Seat]]:
    """People without a browser."""
    known = await links(url)
    made = [Seat(url, name, known[name]) for name in names]
    try:
        for seat in made:
            await seat.sign_in()
        yield made
    finally:
        for seat in made:
            await seat.close()


async def device(browser: Browser, url: str, who: str, kind: dict[str, Any]) -> Page:
    """A tablet on which this person signs in."""
    context = await browser.new_context(base_url=url, locale="vi-VN", **kind)
    page = await context.new_page()
    await page.goto((await links(url))[who])
    await page.wait_for_selector("#content")
    return page


async def do(seat: Seat, cmd: str, **args: Any) -> None:
    answer = await seat.do(cmd, args)
    if not answer["ok"]:
        raise SystemExit(f"{cmd}: {answer}")


async def in_session(chair: Seat) -> int:
    """The session runs; the item that is open."""
    await do(chair, "agenda.check_in")
    await do(chair, "meeting.start", override="Đo thời gian")
    view = (await chair.json(f"/m/{chair.meeting}/view"))["set"]
    item = min((one for key, one in view.items() if key.startswith("item/")), key=lambda one: one["order"])
    await do(chair, "agenda.open_item", item=item["id"])
    return int(item["id"])


async def upload(page: Page, secretary: Seat, item: int, content: bytes) -> Uploaded:
    """The secretary sends the file; the delegate waits in the list of papers."""
    await page.goto(f"/m/{secretary.meeting}/papers")
    await page.wait_for_selector("ul.papers")
    touched = asyncio.create_task(page.evaluate(TOUCHED, [TITLE, ""]))
    painted = asyncio.create_task(page.evaluate(PAINTED, ["/1/[0-9]+$"]))
    await asyncio.sleep(0.5)
    ended = 0.0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal ended
        for start in range(0, len(content), 65_536):
            yield content[start : start + 65_536]
        ended = time.time() * 1000

    address = f"{secretary.url}/m/{secretary.meeting}/papers"
    query = {"item": str(item), "title": TITLE}
    async with secretary.web.post(address, params=query, data=pieces(), timeout=aiohttp.ClientTimeout(300)) as answer:
        told = await answer.json()
    if not told["ok"]:
        raise SystemExit(f"the paper was refused: {told}")
    answered = time.time() * 1000
    times = [moment - ended for moment in (answered, await touched, await painted)]
    return Uploaded(*times, paper=told["paper"], version=told["version"])


async def versions(seat: Seat) -> list[str]:
    """All papers on the table."""
    view = (await seat.json(f"/m/{seat.meeting}/view"))["set"]
    return [one["version"] for key, one in view.items() if key.startswith("paper/") and one["version"]]


async def at_rest(seat: Seat, version: str, seconds: float = 900) -> float:
    """Until all pages are drawn and read; how long that took."""
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        now = await seat.json(f"/m/{seat.meeting}/p/{version}/progress")
        if now["drawn"] + len(now["unshowable"]) >= now["pages"] <= now["read"]:
            break
        await asyncio.sleep(0.5)
    return time.monotonic() - begun


async def turns(chair: Page, follower: Page, beside: Seat, version: str, count: int) -> list[Turn]:
    """The chair turns; the follower's browser and the bare socket say when it reached them."""
    await chair.evaluate(REMEMBER_TOUCH)
    pushed: dict[int, float] = {}
    beside.watch = lambda seat: pushed.setdefault(seat.tablet.keys["stage"]["page"], time.time() * 1000) and None
    button = chair.get_by_role("button", name="Trang sau")
    made: list[Turn] = []
    for page in range(2, count + 2):
        await asyncio.sleep(PAUSE)
        painted = asyncio.create_task(follower.evaluate(PAINTED, [f"/p/{version}/{page}/[0-9]+$"]))
        await asyncio.sleep(0.05)
        await button.tap()
        seen = await asyncio.wait_for(painted, 30)
        touched = await chair.evaluate("() => window.touchedAt")
        made.append(Turn(pushed[page] - touched, seen - touched, await follower.evaluate(DECODED)))
    return made


def told(name: str, values: list[float]) -> str:
    return f"{name:58} {statistics.median(values):8.0f} {max(values):8.0f}"


def show(size: int, pages: int, uploaded: Uploaded, rest: float, made: list[Turn]) -> None:
    """The table."""
    print(f"\npaper of {pages} pages, {size / 1e6:.1f} MB; milliseconds after the upload's last byte")
    print(f"{'  taken in, checked, cleaned, on the table (answer)':58} {uploaded.answered:8.0f}")
    print(f"{'  in the list on the tablet':58} {uploaded.listed:8.0f}")
    print(f"{'  first page painted on the tablet':58} {uploaded.painted:8.0f}")
    print(f"{'  all pages drawn and read, seconds':58} {rest:8.1f}")
    print(f"\n{f'{len(made)} turns; milliseconds after the touch':58} {'median':>8} {'max':>8}")
    print(told("  push on a bare socket", [turn.pushed for turn in made]))
    print(told("  decoding a picture the browser holds", [turn.decode for turn in made]))
    print(told("  lower bound: both", [turn.bound for turn in made]))
    print(told("  picture painted on the follower's tablet", [turn.painted for turn in made]))
    ratio = statistics.median(turn.painted for turn in made) / statistics.median(turn.bound for turn in made)
    print(f"{'  painted / lower bound, of the medians':58} {ratio:8.1f}")


async def measure(url: str, content: bytes, count: int, scale: float) -> None:
    async with async_playwright() as play, seats(url, cast.CHAIR.key, SECRETARY, BESIDE) as (chair, secretary, beside):
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        item = await in_session(chair)
        for version in await versions(chair):
            await at_rest(chair, version)
        tablet = await device(browser, url, DELEGATE, {**TABLET, "device_scale_factor": scale})
        uploaded = await upload(tablet, secretary, item, content)
        rest = await at_rest(chair, uploaded.version)
        await do(chair, "papers.present", paper=uploaded.paper)
        await beside.connect()
        console = await device(browser, url, cast.CHAIR.key, CONSOLE)
        await console.goto(f"/m/{chair.meeting}/chair")
        await console.wait_for_selector(".face-image img")
        await tablet.goto(f"/m/{chair.meeting}/r/{uploaded.paper}/1")
        await tablet.wait_for_selector(".face-image img")
        made = await turns(console, tablet, beside, uploaded.version, count)
        pages = len(beside.tablet.keys[f"paper/{uploaded.paper}"]["pages"])
        show(len(content), pages, uploaded, rest, made)
        await browser.close()


async def main(options: argparse.Namespace) -> None:
    content = options.paper.read_bytes() if options.paper else book(PAGES)
    if options.url:
        await measure(options.url, content, options.turns, options.scale)
        return
    with tempfile.TemporaryDirectory() as folder:
        async with own_server(Path(folder), Path(folder) / "server.log", print) as url:
            await measure(url, content, options.turns, options.scale)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paper", type=Path, nargs="?")
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--scale", type=float, default=2, help="device pixels per pixel of the tablet (default: 2)")
    parser.add_argument("--url")
    asyncio.run(main(parser.parse_args()))
