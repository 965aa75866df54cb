"""A real server with the demo meeting, and real browsers: one context is one device, with cookies of its own."""

import contextlib
import html
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
TABLET: dict[str, Any] = {"viewport": {"width": 800, "height": 1280}, "has_touch": True}
LANDSCAPE: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "has_touch": True}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2}
LAPTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PROJECTOR: dict[str, Any] = {"viewport": {"width": 1920, "height": 1080}}
SHOTS = os.environ.get("SHOTS")  # a folder: then every story leaves its pictures there

expect.set_options(timeout=15_000)


class Hall:
    """The demo's server and whoever is in it."""

    def __init__(self, url: str, browser: Browser, folder: Path) -> None:
        self.url = url
        self.browser = browser
        self.folder = folder
        self.contexts: list[BrowserContext] = []
        self.people: dict[str, Person] = {}
        self.troubles: list[str] = []
        self.links = seat_links(url)

    def seat(self, name: str, device: dict[str, Any], lang: str = "vi") -> Page:
        """A new device on which this person signs in with one click."""
        context = self.browser.new_context(base_url=self.url, locale="vi-VN", accept_downloads=True, **device)
        self.contexts.append(context)
        context.add_cookies([{"name": "lang", "value": lang, "url": self.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(f"{name}: {error}"))
        page.on("console", lambda line: self.console(name, line))
        page.goto(self.links[name])
        return page

    def console(self, name: str, line: Any) -> None:
        """A policy violation or an uncaught fault is ours; a cut connection and a refusal (409) belong to the story."""
        if line.type == "error" and not any(word in line.text for word in ("net::ERR", "WebSocket", "409")):
            self.troubles.append(f"{name}: {line.text}")

    def person(self, name: str) -> "Person":
        """Somebody who acts over HTTP, without a browser."""
        if name not in self.people:
            self.people[name] = Person(self.url, self.links[name])
        return self.people[name]

    def shot(self, page: Page, name: str) -> None:
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(400)
            page.screenshot(path=f"{SHOTS}/{name}.png")

    def leave(self) -> None:
        for context in self.contexts:
            context.close()
        for person in self.people.values():
            person.http.close()


class Person:
    """Cookies and commands over HTTP, as any other program would send them."""

    def __init__(self, url: str, link: str) -> None:
        self.http = httpx.Client(base_url=url, headers={"origin": url, "accept": "application/json"}, timeout=30)
        assert self.http.get(link).status_code == 303

    def get(self, path: str) -> Any:
        return self.http.get(path).raise_for_status().json()

    def do(self, meeting: str, cmd: str, **args: Any) -> dict[str, Any]:
        body = {"id": secrets.token_hex(8), "cmd": cmd, "args": args}
        answer: dict[str, Any] = self.http.post(f"/api/v1/meetings/{meeting}/commands", json=body).json()
        return answer


def seat_links(url: str) -> dict[str, str]:
    """Name -> one-click link, from the table of seats that `/` shows on this machine."""
    page = httpx.get(url + "/", headers={"accept-language": "vi"}).text
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    found: dict[str, str] = {}
    for row in rows:
        link = re.search(r'href="([^"]*/[ls]/[^"]+)"', row)
        name = re.search(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        if link and name:
            words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", name[1])).split())
            found[words] = url + link[1] if link[1].startswith("/") else link[1]
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """`ecabinet demo` on a free port, as `make demo` starts it."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "ecabinet.cli", "demo", "--data", str(folder / "data"), "--port", str(port)]
    with (folder / "server.log").open("w") as log:
        child = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            until(lambda: httpx.get(url + "/healthz").status_code == 200, child, folder)
            yield url
        finally:
            child.terminate()
            child.wait(20)


def until(true: Callable[[], bool], child: subprocess.Popen[bytes], folder: Path, seconds: float = 180) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        assert child.poll() is None, (folder / "server.log").read_text()[-3000:]
        with contextlib.suppress(httpx.TransportError):
            if true():
                return
        time.sleep(0.2)
    raise AssertionError("the server did not come up: " + (folder / "server.log").read_text()[-3000:])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def hall(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("demo")
    with server(folder) as url:
        made = Hall(url, browser, folder)
        yield made
        made.leave()
