"""A demo meeting on a free port, Chromium, and one browser context for each device."""

import contextlib
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from ecabinet.rehearse.server import free_port
from tests.kit import browsers

START = 180
SEAT = re.compile(r"^  (\S.{1,21}?)  +.*?(http://\S+(/[ls]/\S+))$", re.MULTILINE)


class Demo:
    """The demo's server: `links` by name; `seat` acts over HTTP."""

    def __init__(self, url: str, table: str) -> None:
        self.url = url
        self.links = {name.strip(): path for name, _, path in SEAT.findall(table)}
        self.seats: dict[str, Seat] = {}

    def seat(self, name: str) -> "Seat":
        if name not in self.seats:
            self.seats[name] = Seat(self, name)
        return self.seats[name]

    def close(self) -> None:
        for seat in self.seats.values():
            seat.http.close()


class Seat:
    """Somebody who acts over HTTP, without a screen."""

    def __init__(self, demo: Demo, name: str) -> None:
        self.http = httpx.Client(base_url=demo.url, follow_redirects=True, headers={"origin": demo.url})
        self.http.get(demo.links[name])
        self.meeting: str = self.http.get("/api/v1/meetings").json()[0]["id"]

    def do(self, command: str, **args: Any) -> dict[str, Any]:
        """Must be accepted."""
        body = {"id": secrets.token_hex(16), "cmd": command, "args": args}
        answer: dict[str, Any] = self.http.post(f"/api/v1/meetings/{self.meeting}/commands", json=body).json()
        assert answer["ok"], (command, answer)
        return answer

    def view(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get(f"/m/{self.meeting}/view").json()["set"]
        return found

    def all(self, kind: str) -> list[dict[str, Any]]:
        return [found for key, found in self.view().items() if key.startswith(f"{kind}/")]


@contextlib.contextmanager
def serving_demo(folder: Path) -> Iterator[Demo]:
    """`ecabinet demo` on a free port, as `make demo` starts it: the seeded meeting, convened and not begun."""
    port, log = free_port(), folder / "demo.log"
    command = [sys.executable, "-m", "ecabinet.cli", "demo", "--data", str(folder / "data"), "--port", str(port)]
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as child:
        try:
            found = Demo(f"http://127.0.0.1:{port}", when_up(f"http://127.0.0.1:{port}", child, log))
            yield found
            found.close()
        finally:
            child.terminate()
            child.wait(20)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo for all screens that are looked at alone."""
    with serving_demo(tmp_path_factory.mktemp("demo")) as found:
        yield found


def when_up(url: str, child: "subprocess.Popen[bytes]", log: Path) -> str:
    until = time.monotonic() + START
    while time.monotonic() < until and child.poll() is None:
        try:
            if httpx.get(f"{url}/healthz").status_code == 200 and "/s/" in log.read_text():
                return log.read_text()
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Closed with its module: while Playwright's synchronous driver runs, no asynchronous test can."""
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        browsers.opened.append(browser)
        yield browser
        browsers.opened.remove(browser)
        browser.close()


Open = Callable[..., Page]


@pytest.fixture
def device(demo: Demo, chromium: Browser) -> Iterator[Open]:
    """`device(name, width, height)` signs somebody in on a device of their own; its console must stay clean. It keeps
    nothing for reading offline, unless `service_workers="allow"`: then the test does not see each of its requests."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(name: str, width: int = 1280, height: int = 800, **more: Any) -> Page:
        more.setdefault("service_workers", "block")
        context = chromium.new_context(viewport={"width": width, "height": height}, base_url=demo.url, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{name}: {error}"))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(demo.links[name])
        page.wait_for_selector("#content")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults
