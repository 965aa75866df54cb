"""One seat of the rehearsal: a signed-in browser with its cookie, and perhaps a socket with a tablet's store.

What it is not: a judge. It keeps the protocol's rules and notes where the server broke them (`faults`).
"""

import asyncio
import itertools
import time
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
import socketio

from ecabinet.rehearse.tablet import Tablet

PATIENCE = 30.0  # seconds for one answer
Watch = Callable[["Seat"], None]


class Answered(Exception):
    """An HTTP answer that is not what the story needs."""


class Seat:
    """`who` is a key of the cast, or "screen". `live` says whether there is a socket."""

    def __init__(self, url: str, who: str, link: str, serial: int = 0) -> None:
        self.url = url
        self.who = who
        self.link = link
        self.name = who if serial == 0 else f"{who}#{serial}"
        self.web = aiohttp.ClientSession(headers={"Origin": url}, cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.meeting = ""
        self.tablet = Tablet()
        self.socket: Any = None
        self.faults: list[str] = []
        self.signals: list[dict[str, Any]] = []
        self.notes: list[dict[str, Any]] = []
        self.changed_at = 0.0
        self.watch: Watch = lambda seat: None
        self._ids = (f"{self.name}-{time.time_ns():x}-{n}" for n in itertools.count())
        self._joining: asyncio.Task[None] | None = None

    @property
    def live(self) -> bool:
        return self.socket is not None

    # -- HTTP ---------------------------------------------------------------------------------------------------------

    async def sign_in(self) -> None:
        """Follow the link; the cookie is the session, the address says which meeting."""
        async with self.web.get(self.url + self.link, allow_redirects=False) as answer:
            target = answer.headers.get("location", "")
            if answer.status != 303 or not target.startswith(("/m/", "/screen/")):
                raise Answered(f"sign-in link of {self.name}: {answer.status} {target}")
            self.meeting = target.split("/")[2]

    async def get(self, path: str, **params: str) -> tuple[int, bytes]:
        async with self.web.get(self.url + path, params=params, timeout=limit()) as answer:
            return answer.status, await answer.read()

    async def json(self, path: str, **params: str) -> Any:
        async with self.web.get(self.url + path, params=params, timeout=limit()) as answer:
            if answer.status != 200:
                raise Answered(f"GET {path} of {self.name}: {answer.status}")
            return await answer.json()

    async def send(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """A state-changing request; its JSON answer, refusals included."""
        async with self.web.request(method, self.url + path, json=dict(body), timeout=limit(120)) as answer:
            if answer.content_type != "application/json":
                raise Answered(f"{method} {path} of {self.name}: {answer.status}")
            return await answer.json()

    # -- the socket ---------------------------------------------------------------------------------------------------

    async def connect(self) -> None:
        """Open the socket and join."""
        self.socket = socketio.AsyncClient(reconnection=False, http_session=self.web)
        self.socket.on("push", self._pushed)
        self.socket.on("mine", self._mine)
        self.socket.on("rejoin", self._rejoin)
        self.socket.on("signal", self.signals.append)
        self.socket.on("notes", self.notes.append)
        headers = {"Origin": self.url, "Cookie": self.cookie()}
        await self.socket.connect(self.url, headers=headers, transports=["websocket"], wait_timeout=PATIENCE)
        await self.join()

    def cookie(self) -> str:
        return "; ".join(f"{one.key}={one.value}" for one in self.web.cookie_jar)

    async def drop(self) -> None:
        """The connection is lost; the store stays, as on a tablet."""
        if self.socket is not None:
            await self.socket.disconnect()
            self.socket = None

    async def join(self) -> None:
        answer = await self.ask("join", self.tablet.wants(self.meeting), self._joined)
        if not answer.get("ok"):
            self.faults.append(f"join refused: {answer}")

    async def ask(self, event: str, body: dict[str, Any], first: Callable[[Any], None] = lambda _: None) -> Any:
        """Emit and wait. `first` sees the answer before any later frame is taken."""
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def answered(answer: Any) -> None:
            first(answer)
            if not done.done():
                done.set_result(answer)

        await self.socket.emit(event, body, callback=answered)
        return await asyncio.wait_for(done, PATIENCE)

    def _joined(self, answer: Any) -> None:
        if answer.get("ok"):
            self.tablet.joined(answer)
            self._changed()

    def _pushed(self, frame: Mapping[str, Any]) -> None:
        match self.tablet.pushed(frame):
            case "taken":
                self._changed()
            case "gap":
                self._join_again()
            case "old":
                pass

    def _mine(self, frame: Mapping[str, Any]) -> None:
        if self.tablet.mine(frame) == "gap":
            self._join_again()
        self._changed()

    def _rejoin(self, _frame: Mapping[str, Any]) -> None:
        self._join_again()

    def _join_again(self) -> None:
        if self._joining is None or self._joining.done():
            self._joining = asyncio.create_task(self.join())

    def _changed(self) -> None:
        self.changed_at = time.monotonic()
        self.watch(self)

    # -- what people do -----------------------------------------------------------------------------------------------

    async def do(self, cmd: str, args: Mapping[str, Any], ident: str | None = None) -> Any:
        """A command, over the socket if there is one."""
        body = {"id": ident or next(self._ids), "cmd": cmd, "args": dict(args)}
        if self.socket is None:
            return await self.send("POST", f"/api/v1/meetings/{self.meeting}/commands", body)
        return await self.ask("do", {"meeting": self.meeting, **body}, self._answered)

    def _answered(self, answer: Any) -> None:
        if answer.get("mine"):
            self._mine(answer["mine"])

    async def keep(self, version: str, ops: list[dict[str, Any]]) -> Any:
        """Private annotations."""
        body = {"id": next(self._ids), "meeting": self.meeting, "version": version, "ops": ops}
        return await self.ask("keep", body)

    async def signal(self, kind: str, **more: Any) -> Any:
        return await self.ask("signal", {"meeting": self.meeting, "kind": kind, **more})

    async def close(self) -> None:
        await self.drop()
        await self.web.close()


def limit(seconds: float = PATIENCE) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds)
