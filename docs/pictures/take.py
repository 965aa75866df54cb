"""Takes the pictures of the README: plays the demo to the moments worth showing and looks at them through Chromium.

    .venv/bin/python docs/pictures/take.py [FOLDER]

Needs the built web client and Chromium (as `make test` does). Nothing is staged: the screens are those of the seats.
"""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from ecabinet.rehearse.client import Seat
from ecabinet.rehearse.play import Player
from ecabinet.rehearse.report import Report
from ecabinet.rehearse.server import own_server
from ecabinet.rehearse.story import (
    OPENING,
    REPORT,
    RESOLUTION_PAGES,
    RESOLUTION_VOTE,
    Act,
    Hook,
    Say,
    Together,
    ask,
    floor,
)
from ecabinet.rehearse.whole import order, seat_links, sign_in

FOLDER = Path(__file__).parent
LIVE = 30
SIZES = {"tablet": (800, 1280), "wide": (1280, 800), "phone": (390, 844), "laptop": (1440, 900), "wall": (1920, 1080)}


async def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        async with own_server(Path(scratch), Path(scratch) / "log", print) as url, async_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = await playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            await take(url, browser, folder)
            await browser.close()


async def take(url: str, browser: Browser, folder: Path) -> None:
    links = await seat_links(url)
    seats = [Seat(url, who, links[who]) for who in order()]
    await sign_in(seats)
    player = Player(seats, [], LIVE, Report(), print)
    await player.take_seats()
    await player.play([*OPENING, *REPORT, *without_hooks(RESOLUTION_PAGES)])
    await player.play([floor("ngoc.htb"), ask("van.mth", "Thiết bị"), ask("hau.tc", "Lưu trữ"), ask("dat.cm", "Điện")])
    following = [seat for seat in player.live if player.room.audience(seat.who) == "members"][:22]
    await asyncio.gather(*(seat.signal("follow", on=True) for seat in following))
    member = await window(browser, url + links["thao.dtp"], "tablet")
    await shot(member, folder / "delegate.png")
    chair = await window(browser, url + links["vinh.lq"], "wide")
    await shot(chair, folder / "chair.png")
    phone = await window(browser, url + links["long.pd"], "phone")
    wall = await window(browser, url + links["screen"], "wall")
    await shot(wall, folder / "screen-item.png")
    await player.play(until_ballots(RESOLUTION_VOTE, but="long.pd"))
    await shot(phone, folder / "phone-vote.png")
    await shot(chair, folder / "chair-vote.png")
    await player.play([ballot for ballot in ballots(RESOLUTION_VOTE) if ballot.who == "long.pd"])
    await player.play([Say("vinh.lq", "voting.close", {"poll": "@poll"})])
    await shot(wall, folder / "screen-result.png")
    await asyncio.gather(*(seat.close() for seat in seats))


def without_hooks(acts: tuple[Act, ...]) -> list[Act]:
    return [act for act in acts if not isinstance(act, Hook) or act.name == "pages"]


def ballots(acts: tuple[Act, ...]) -> list[Say]:
    flat = [one for act in acts for one in (act.acts if isinstance(act, Together) else (act,)) if isinstance(one, Say)]
    return [one for one in flat if one.cmd == "voting.cast" and not one.refused]


def until_ballots(acts: tuple[Act, ...], but: str) -> list[Act]:
    """Open the vote, and let everybody vote but one."""
    opened = [act for act in acts if isinstance(act, Say) and act.cmd == "voting.open" and not act.refused]
    return [*opened, Together(tuple(one for one in ballots(acts) if one.who != but))]


async def window(browser: Browser, link: str, size: str) -> Page:
    width, height = SIZES[size]
    context: BrowserContext = await browser.new_context(
        viewport={"width": width, "height": height}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    page = await context.new_page()
    await page.goto(link)
    return page


async def shot(page: Page, path: Path) -> None:
    await page.wait_for_timeout(2500)
    await page.screenshot(path=path)
    print(path)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
