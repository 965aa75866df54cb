"""How long a vote of 500 keeps a slow tablet busy: the longest task of the page's main thread, by the thread's clock,
so that other work on this machine does not count. `python -m tests.web.tally [seat ...]` prints the table.
"""

import contextlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.conftest import Demo, serving_demo
from tests.web.crowd import SEATS, VOTERS, Hall, Player
from tests.web.small import CHAIR, MEMBERS, Small

SLOWER = 6
PLACES = {"delegate": "/m/{}", "chair": "/m/{}/chair", "screen": "/screen/{}"}


class Measured:
    """Milliseconds of the main thread: the longest task by the thread's clock and by the wall's, and all together."""

    def __init__(self, trace: dict[str, Any]) -> None:
        events = trace["traceEvents"]
        mains = {
            (one["pid"], one["tid"])
            for one in events
            if one.get("name") == "thread_name" and one["args"]["name"] == "CrRendererMain"
        }
        tasks = [one for one in events if one.get("name") == "RunTask" and (one["pid"], one["tid"]) in mains]
        tasks = [one for one in tasks if one.get("tdur")]
        self.longest = max(one["tdur"] for one in tasks) / 1000
        self.wall = max(one["dur"] for one in tasks) / 1000
        self.busy = sum(one["tdur"] for one in tasks) / 1000
        self.over = sum(1 for one in tasks if one["tdur"] > 50_000)


@contextlib.contextmanager
def measuring(browser: Browser, page: Page) -> Iterator[list[Measured]]:
    found: list[Measured] = []
    browser.start_tracing(
        page=page, categories=["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "__metadata"]
    )
    page.wait_for_timeout(200)
    yield found
    page.wait_for_timeout(200)
    found.append(Measured(json.loads(browser.stop_tracing())))


Moments = dict[str, Callable[[Page, Player], None]]


def play(browser: Browser, demo: Demo, small: Small, seat: str, moments: Moments) -> dict[str, Measured]:
    """The moments of a vote on one seat, whose device is six times slower than this machine."""
    size = {"width": 1920, "height": 1080} if seat == "screen" else {"width": 1280, "height": 800}
    context = browser.new_context(viewport=size, base_url=demo.url, locale="vi-VN", service_workers="block")
    page = context.new_page()
    page.goto(small.screen_link() if seat == "screen" else demo.links[SEATS[seat]])
    player = Player(Hall(small, seat))
    context.add_init_script(player.script())
    page.goto(PLACES[seat].format(small.meeting))
    page.wait_for_selector("main")
    page.wait_for_timeout(1500)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    found: dict[str, Measured] = {}
    for name, work in moments.items():
        with measuring(browser, page) as result:
            work(page, player)
        found[name] = result[0]
    context.close()
    return found


def opens(page: Page, player: Player) -> None:
    if player.hall.seat == "delegate":
        player.tell_me(player.hall.ballot())
    player.push(0, player.hall.opened())
    player.run(page)
    page.wait_for_timeout(1500)


def within(seconds: float) -> Callable[[Page, Player], None]:
    """All cast theirs in that time; the server sends ten pushes a second and no more."""
    pushes = int(10 * seconds)

    def trickle(page: Page, player: Player) -> None:
        each = VOTERS // pushes
        for n in range(pushes):
            player.push(n * 100, player.hall.cast(n * each, each))
        player.run(page)

    return trickle


def anew(page: Page, player: Player) -> None:
    player.push(0, player.hall.opened())
    player.run(page)
    page.wait_for_timeout(1000)


def burst(page: Page, player: Player) -> None:
    """Five pushes, as many as the server sends for a room that votes at once."""
    for n in range(5):
        player.push(n * 100, player.hall.cast(n * 100, 100))
    player.run(page)
    page.wait_for_timeout(500)


def closes(page: Page, player: Player) -> None:
    player.push(0, *player.hall.closed())
    player.run(page)
    page.wait_for_timeout(1500)


WHOLE_VOTE: Moments = {"opens": opens, "500 in 5 s": within(5), "again": anew, "500 at once": burst, "closes": closes}


@contextlib.contextmanager
def hall_of(demo: Demo) -> Iterator[Small]:
    small = Small(demo)
    small.check_in(*MEMBERS)
    small.do("meeting.start", by=CHAIR)
    small.do("agenda.open_item", by=CHAIR, item=small.items[1])
    yield small
    small.end()


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        serving_demo(Path(folder)) as demo,
        hall_of(demo) as small,
        sync_playwright() as play_,
    ):
        browser = play_.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        print(f"{VOTERS} voters, CPU {SLOWER} times slower: milliseconds of the main thread")
        print(f"{'seat':10}{'moment':14}{'longest task':>14}{'by the wall':>13}{'over 50 ms':>12}{'in all':>9}")
        for seat in sys.argv[1:] or SEATS:
            for moment, it in play(browser, demo, small, seat, WHOLE_VOTE).items():
                print(f"{seat:10}{moment:14}{it.longest:14.1f}{it.wall:13.1f}{it.over:12}{it.busy:9.0f}")
        browser.close()


if __name__ == "__main__":
    main()
