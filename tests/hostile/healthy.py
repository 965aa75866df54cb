"""Healthy seats in a process of their own: each asks for the floor and withdraws, one command after the other, and
prints when it was answered and how long that took. `python -m tests.hostile.healthy PORT MEETING COOKIE...`"""

import asyncio
import contextlib
import json
import sys
import time

from tests.hostile.raw import Gone, greeted, text

PAUSE = 0.035  # seconds between a seat's commands: below the rate at which it would be slowed


async def seat(port: int, meeting: str, cookie: str, number: int) -> None:
    """One healthy person."""
    raw = await greeted(port, cookie)
    await raw.ask("join", {"meeting": meeting})
    count = 0
    while True:
        count += 1
        cmd = ("agenda.request_floor", "agenda.withdraw_request")[count % 2 == 0]
        body = {"meeting": meeting, "id": f"{number}-{count}", "cmd": cmd, "args": {}}
        begun = time.perf_counter()
        await raw.send(text(f"427{json.dumps(['do', body])}"))
        answer = await raw.message("437")
        took = time.perf_counter() - begun
        assert '"ok":true' in answer, answer
        print(f"{time.monotonic():.6f} {took * 1000:.3f}", flush=True)
        raw.heard.clear()
        await asyncio.sleep(PAUSE)


async def seats(port: int, meeting: str, cookies: list[str]) -> None:
    async with asyncio.TaskGroup() as group:
        for number, cookie in enumerate(cookies):
            group.create_task(seat(port, meeting, cookie, number))


if __name__ == "__main__":
    with contextlib.suppress(Gone):
        asyncio.run(seats(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
