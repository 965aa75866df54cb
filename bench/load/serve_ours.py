"""Our server exactly as `ecabinet serve` runs it, with a console on standard input for what only the inside can tell.

Not a second server: the application, its settings (environment included) and uvicorn's configuration are those of
`ecabinet serve`; the console is a task beside it. Commands, each answered with one line of JSON:

    commit MEETING PERSON PAGE   turns the page and commits, but does not push
    push MEETING                 pushes what was committed: {"began": ns, "cpu": ns of processor time used by then}
    watch / watched              begins to watch the loop; the longest time it did not come round: {"stall_ms": ...}

    python -m bench.load.serve_ours DATA PORT
"""

import asyncio
import inspect
import json
import secrets
import sys
import time
from pathlib import Path
from typing import Any

from ecabinet.app import application
from ecabinet.commands.serve import serve
from ecabinet.house import House, build
from ecabinet.settings import from_environment

TICK = 0.002  # seconds between two looks at the loop


class Watch:
    """The longest time the loop did not come round."""

    def __init__(self) -> None:
        self.worst = 0.0
        self.task: asyncio.Task[None] | None = None

    async def look(self) -> None:
        before = time.monotonic()
        while True:
            await asyncio.sleep(TICK)
            at = time.monotonic()
            self.worst = max(self.worst, at - before - TICK)
            before = at

    def begin(self) -> None:
        self.end()
        self.worst = 0.0
        self.task = asyncio.create_task(self.look())

    def end(self) -> float:
        """Milliseconds."""
        if self.task is not None:
            self.task.cancel()
            self.task = None
        return self.worst * 1000


class Console:
    """Reads commands until the input ends."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.watch = Watch()
        self.task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self.task = asyncio.create_task(self.listen())

    async def stop(self) -> None:
        if self.task is not None:
            self.task.cancel()

    async def listen(self) -> None:
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            answer = await self.carry_out(*line.decode().split())
            print(json.dumps(answer), flush=True)

    async def carry_out(self, name: str, *words: str) -> dict[str, Any]:
        match name:
            case "commit":
                return await self.commit(*words)
            case "push":
                return await self.push(*words)
            case "watch":
                self.watch.begin()
                return {}
            case "watched":
                return {"stall_ms": self.watch.end()}
        return {"unknown": name}

    async def commit(self, meeting: str, person: str, page: str) -> dict[str, Any]:
        """What the hall would plan is left undone; `push` does it."""
        clerk = await self.house.clerks.get(meeting)
        clerk.hall.plan = lambda _events: None  # type: ignore[method-assign]
        answer = await clerk.do(person, secrets.token_hex(8), "papers.turn_page", {"page": int(page)})
        del clerk.hall.plan
        return {"ok": answer.ok, "code": answer.code}

    async def push(self, meeting: str) -> dict[str, Any]:
        clerk = await self.house.clerks.get(meeting)
        mark = {"cpu": time.process_time_ns(), "began": time.monotonic_ns()}
        done: Any = clerk.hall.push()  # type: ignore[func-returns-value]
        if inspect.isawaitable(done):
            await done
        return mark


def main(folder: str, port: str) -> None:
    settings = from_environment(data=Path(folder), port=int(port))
    house = build(settings)
    console = Console(house)
    house.on_start.append(console.start)
    house.on_stop.append(console.stop)
    serve(application(house), settings)


if __name__ == "__main__":
    main(*sys.argv[1:])
