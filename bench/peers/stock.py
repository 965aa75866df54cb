"""A peer: python-socketio as its documentation has it, on uvicorn with its defaults; every seat is in one room.

    stock.py PORT [tuned]      tuned: with the collector set as ours is, to see what that alone gives

Commands on standard input: `payload FILE` (the body of the event, JSON), `push` (emits it to the room).
"""

import asyncio
import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

import socketio
import uvicorn

ROOM = "hall"


class Peer:
    """The server and its console."""

    def __init__(self) -> None:
        self.server = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")
        self.server.on("connect", self.connect)
        self.body: Any = None
        self.task: asyncio.Task[None] | None = None

    async def connect(self, sid: str, _environ: dict[str, Any], _auth: Any = None) -> None:
        await self.server.enter_room(sid, ROOM)

    async def start(self) -> None:
        self.task = asyncio.create_task(self.listen())

    async def listen(self) -> None:
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            print(json.dumps(await self.carry_out(*line.decode().split())), flush=True)

    async def carry_out(self, name: str, *words: str) -> dict[str, Any]:
        if name == "payload":
            self.body = json.loads(Path(words[0]).read_bytes())  # noqa: ASYNC240  once, before anything is measured
            return {}
        mark = {"cpu": time.process_time_ns(), "began": time.monotonic_ns()}
        await self.server.emit("push", self.body, room=ROOM)
        return mark


def main(port: str, tuned: str = "") -> None:
    peer = Peer()
    app = socketio.ASGIApp(peer.server, on_startup=peer.start)
    if tuned:
        gc.collect()
        gc.freeze()
        gc.set_threshold(100_000, 20, 100)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", access_log=False, backlog=4096)


if __name__ == "__main__":
    main(*sys.argv[1:])
