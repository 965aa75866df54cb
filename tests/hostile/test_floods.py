"""Floods of every kind against a server in its own process, and what healthy seats in another meeting feel of them.

The figures are printed (`pytest -s`); a shared machine is noisy, so what is asserted is coarse: nobody stops being
answered, the server lives, stays small, writes nothing of the attacked meeting and logs no fault. `FAULTS=full` attacks
for longer and asserts that p99 at most doubles, or stays below 60 ms.
"""

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.hostile.besieger import Figures, Target, field, tables
from tests.hostile.raw import PING, TARGET, Gone, Raw, frame, greeted, request, text, upgrade_headers
from tests.hostile.siege import FULL, told_nothing
from tests.hostile.words import FRAMES, PACKETS, bomb

SECONDS = 8.0 if FULL else 0.6
MOST_RATIO = 2.0
MOST_GROWTH = 128  # megabytes
Attack = Callable[[Target, float], Awaitable[None]]


async def repeated(act: Callable[[], Awaitable[object]], until: float, beside: int = 4) -> None:
    """The same again and again, several at once, as fast as it goes."""

    async def one() -> None:
        while time.monotonic() < until:
            with contextlib.suppress(Gone, ConnectionError, AssertionError, TimeoutError):
                async with asyncio.timeout(2):
                    await act()
            await asyncio.sleep(0)

    await asyncio.gather(*(one() for _ in range(beside)))


async def shout(target: Target, data: bytes, until: float, cookie: str = "") -> None:
    """One connection after the other, each sending this until it is cut."""

    async def once() -> None:
        raw = await greeted(target.port, cookie or target.member)
        try:
            while time.monotonic() < until and not raw.gone:
                await raw.send(data)
                await raw.rest(0.001)
        finally:
            told_nothing(raw.heard)
            await raw.close()

    await repeated(once, until)


async def events(target: Target, until: float) -> None:
    """One member, four tablets, commands as fast as the wire takes them."""
    body = {"meeting": target.meeting, "id": "flood", "cmd": "no.such", "args": {}}
    await shout(target, text(f"420{json.dumps(['do', body])}") * 50, until)


async def joins(target: Target, until: float) -> None:
    """The whole view, over and over."""
    await shout(target, text(f'420["join",{{"meeting":"{target.meeting}"}}]') * 20, until)


async def pings(target: Target, until: float) -> None:
    await shout(target, frame(b"", PING) * 500, until)


async def pongs(target: Target, until: float) -> None:
    """What costs the sender six bytes."""
    await shout(target, text("3") * 2000, until)


async def bombs(target: Target, until: float) -> None:
    """Compressed: 130 bytes that become 128 KB of blanks before an event."""
    squeezed = frame(bomb(120_000), rsv=4)

    async def once() -> None:
        raw = await greeted(target.port, target.member, **{"Sec-WebSocket-Extensions": "permessage-deflate"})
        try:
            while time.monotonic() < until and not raw.gone:
                await raw.send(squeezed * 20)
                await raw.rest(0.001)
        finally:
            await raw.close()

    await repeated(once, until)


async def broken(target: Target, until: float) -> None:
    """Every packet and frame that is none, a connection for each."""
    said = [text(packet) for packets in PACKETS.values() for packet in packets] + list(FRAMES.values())
    turn = iter(range(10**9))

    async def once() -> None:
        raw = await greeted(target.port, target.member)
        try:
            await raw.send(said[next(turn) % len(said)])
            await raw.rest(0.2)
        finally:
            told_nothing(raw.heard)
            await raw.close()

    await repeated(once, until)


async def connects(target: Target, until: float) -> None:
    async def once() -> None:
        raw = await greeted(target.port, target.member)
        await raw.close()

    await repeated(once, until)


async def guesses(target: Target, until: float) -> None:
    """Sockets with cookies nobody has."""
    head = request("GET", TARGET, list(upgrade_headers(target.port, "guess" * 8).items()))

    async def once() -> None:
        raw = await Raw.open(target.port)
        try:
            await raw.send(head)
            await raw.head()
            await raw.send(text("40"))
            await raw.message("44")
        finally:
            await raw.close()

    await repeated(once, until)


async def half_open(target: Target, until: float) -> None:
    """As many connections as it gets that never end their first line."""
    raws: list[Raw] = []
    with contextlib.suppress(OSError):
        while time.monotonic() < until:
            raws.append(await Raw.open(target.port))
            await raws[-1].send(b"GET / HTTP/1.1\r\nX: ")
            if len(raws) > 800:
                await raws.pop(0).close()
    for raw in raws:
        await raw.close()


def over_http(*data: bytes) -> Attack:
    async def attack(target: Target, until: float) -> None:
        host = f"127.0.0.1:{target.port}".encode()

        async def once() -> None:
            raw = await Raw.open(target.port)
            try:
                for one in data:
                    await raw.send(one.replace(b"HOST", host) * 20)
                await raw.rest(0.3)
            finally:
                told_nothing(raw.heard)
                await raw.close()

        await repeated(once, until)

    return attack


FORM = b"POST /sign-in HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\n"
ATTACKS: dict[str, Attack] = {
    "events of one person": events,
    "whole views of one person": joins,
    "pings": pings,
    "pongs": pongs,
    "compressed blanks": bombs,
    "broken frames and packets": broken,
    "connections of one person": connects,
    "guessed cookies": guesses,
    "half-open requests": half_open,
    "requests that are none": over_http(b"\x00\xff HOST", b"GET / HTTP/1.1\r\nHost: evil\r\nHost: HOST\r\n\r\n"),
    "pages for nobody": over_http(b"GET /sign-in HTTP/1.1\r\nHost: HOST\r\nAccept: text/html\r\n\r\n"),
    "passwords": over_http(FORM + b"Content-Length: 22\r\n\r\nlogin=anh&password=abc"),
}


def size_of(pid: int) -> float:
    """Megabytes."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


async def quiet(_target: Target, until: float) -> None:
    await asyncio.sleep(until - time.monotonic())


async def test_floods_are_felt_by_those_who_make_them(tmp_path: Path) -> None:
    async with field(tmp_path) as (target, healthy):

        async def during(attack: Attack) -> Figures:
            return await healthy.during(lambda until: attack(target, until), SECONDS)

        await during(quiet)
        before, size, base = tables(tmp_path, target.meeting), size_of(target.pid), await during(quiet)
        felt: list[str] = []
        for name, attack in ATTACKS.items():
            base = await during(quiet) if FULL else base
            hurt = await during(attack)
            ratio, large = hurt.p99 / base.p99, size_of(target.pid)
            print(f"\n{name:26s} {hurt}  x{ratio:5.1f}  {large:4.0f} MB  (quiet {base})", end="", flush=True)
            assert await healthy.answered_again(10), f"{name}: nobody is served any more"
            assert large < size + MOST_GROWTH, name
            felt += [name] if ratio > MOST_RATIO and hurt.p99 > 60 else []
        assert tables(tmp_path, target.meeting) == before, "something was written"
    assert not FULL or felt == []
    log = (tmp_path / "log").read_text()
    assert re.search(r"Traceback|\bbug\b|Error\b", log) is None, log[-4000:]
    assert len(log) < 100_000, "nobody fills the log"
