"""One device of one person: cookies, HTTP, a socket, and a store that follows the rules of the wire."""

import asyncio
import secrets
from collections.abc import Callable
from typing import Any

import httpx
import socketio

Frame = dict[str, Any]


class Device:
    """`join` a meeting, `do` commands; `view` and `mine` hold what this device was shown."""

    client: type[socketio.AsyncClient] = socketio.AsyncClient

    def __init__(self, url: str, cookie: str) -> None:
        self.url = url
        self.cookie = cookie
        self.http = httpx.AsyncClient(
            base_url=url, cookies={"ecabinet": cookie}, headers={"origin": url, "accept": "application/json"}
        )
        self.socket: socketio.AsyncClient | None = None
        self.meeting = ""
        self.view: dict[str, Any] = {}
        self.mine: dict[str, Any] = {}
        self.have = 0
        self.own = 0
        self.epoch = ""
        self.audience = ""
        self.pushes: list[Frame] = []
        self.signals: list[Frame] = []
        self.notes: list[Frame] = []
        self.rejoins: list[Frame] = []
        self.log: list[str] = []  # what came in, in order

    async def connect(self) -> "Device":
        if self.socket is None or not self.socket.connected:
            self.socket = self.client(reconnection=False)
            self.socket.on("push", self.take_push)
            self.socket.on("mine", self.take_mine)
            self.socket.on("signal", self.signals.append)
            self.socket.on("notes", self.notes.append)
            self.socket.on("rejoin", self.rejoins.append)
            headers = {"Cookie": f"ecabinet={self.cookie}", "Origin": self.url}
            await self.socket.connect(self.url, headers=headers, transports=["websocket"])
        return self

    async def call(self, event: str, body: Frame) -> Any:
        await self.connect()
        assert self.socket is not None
        return await self.socket.call(event, body, timeout=10)

    async def join(self, meeting: str, resume: bool = False) -> Frame:
        """Take a seat. With `resume` only what changed since is asked for."""
        known = {"have": self.have, "epoch": self.epoch} if resume else {}
        answer: Frame = await self.call("join", {"meeting": meeting, **known})
        if answer["ok"]:
            self.meeting = meeting
            if answer["full"]:
                self.view = {}
            self.apply(self.view, answer)
            self.have, self.epoch, self.audience = answer["seq"], answer["epoch"], answer["audience"]
            self.mine, self.own = dict(answer["mine"]["set"]), answer["mine"]["n"]
        return answer

    async def do(self, cmd: str, ident: str = "", **args: Any) -> Frame:
        """One command over the socket."""
        body = {"id": ident or secrets.token_hex(8), "meeting": self.meeting, "cmd": cmd, "args": args}
        answer: Frame = await self.call("do", body)
        self.log.append(f"answer {cmd}")
        if answer.get("mine"):
            self.take_mine({"meeting": self.meeting, **answer["mine"]})
        return answer

    async def post(self, cmd: str, ident: str = "", **args: Any) -> Frame:
        """One command over HTTP."""
        body = {"id": ident or secrets.token_hex(8), "cmd": cmd, "args": args}
        answer: Frame = (await self.http.post(f"/api/v1/meetings/{self.meeting}/commands", json=body)).json()
        return answer

    def take_push(self, frame: Frame) -> None:
        self.log.append("push")
        self.pushes.append(frame)
        if frame["from"] <= self.have < frame["seq"]:
            self.apply(self.view, frame)
            self.have = frame["seq"]

    def take_mine(self, frame: Frame) -> None:
        self.log.append("mine")
        if frame["n"] == self.own + 1:
            self.apply(self.mine, frame)
            self.own = frame["n"]

    def apply(self, store: dict[str, Any], frame: Frame) -> None:
        store.update(frame["set"])
        for key in frame["del"]:
            store.pop(key, None)

    async def until(self, true: Callable[[], Any], seconds: float = 5.0) -> None:
        """Wait until something is so, or fail."""
        async with asyncio.timeout(seconds):
            while not true():
                await asyncio.sleep(0.01)

    async def lose_connection(self) -> None:
        if self.socket is not None:
            await self.socket.disconnect()
            self.socket = None

    async def close(self) -> None:
        await self.lose_connection()
        await self.http.aclose()


def fine(answer: Frame) -> Frame:
    """The answer was yes."""
    assert answer["ok"], answer
    return answer
