"""Checks the load client itself, against a server that cuts its bytes anywhere and miscounts on purpose.

    .venv/bin/python -m bench.load.check

Frames of every length encoding arrive in pieces of 1 to 5,000 bytes, compressed and fragmented ones among them; pings
are answered; a delivery too few, one too many, and a refused command must each raise Miscount.
"""

import asyncio
import contextlib
import random
import sys
import threading
from collections.abc import Coroutine
from typing import Any

from bench.load.seats import Load, Message, Miscount, SeatSpec, percentile
from ecabinet.rehearse.server import free_port

SEATS = 20
SIZES = (0, 1, 90, 110, 126, 200, 5000)
JOIN = b'420["join",{"meeting":"m"}]'
VIEW = b'430[{"ok":true,"set":{"stage":"' + b"z" * 200_000 + b'"}}]'


def frame(body: bytes, first: int = 0x81) -> bytes:
    size = len(body)
    if size < 126:
        return bytes((first, size)) + body
    if size < 65536:
        return bytes((first, 126)) + size.to_bytes(2, "big") + body
    return bytes((first, 127)) + size.to_bytes(8, "big") + body


def push(size: int) -> bytes:
    return frame(b'42["push",{"x":"' + b"y" * size + b'","stage":1}]')


FRAGMENTED = frame(b'42["push",{"stage"', 0x01) + frame(b":1}]", 0x80)
COMPRESSED = frame(b"\x00" * 300, 0xC1)
PING, PONG = frame(b"hello", 0x89), (10, b"hello")


class Trickler:
    """Speaks just enough of the protocol, a few bytes at a time. `compressed`: how it answers `join`."""

    def __init__(self, compressed: bool) -> None:
        self.compressed = compressed
        self.seats: list[asyncio.StreamWriter] = []
        self.heard: list[tuple[int, bytes]] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            await trickle(writer, b"HTTP/1.1 101 Switching Protocols\r\n\r\n" + frame(b'0{"sid":"x"}'))
            assert await message(reader) == (1, b"40")
            await trickle(writer, frame(b'40{"sid":"y"}'))
            assert await message(reader) == (1, JOIN)
            answer = frame(b"\x01" * 9000, 0xC1) if self.compressed else frame(VIEW)
            await trickle(writer, frame(b"2") + frame(b'42["signal",{}]') + PING + answer)
            self.seats.append(writer)
            while True:
                await self.take(writer, *await message(reader))

    async def take(self, writer: asyncio.StreamWriter, opcode: int, text: bytes) -> None:
        self.heard.append((opcode, text))
        if text.startswith(b"42"):
            outcome = b"false" if b"bad" in text else b"true"
            await trickle(writer, frame(b"43" + text[2:].partition(b"[")[0] + b'[{"ok":' + outcome + b"}]"))

    async def tell(self, data: bytes, but: int = 0) -> None:
        """Everybody except the first `but` seats."""
        await asyncio.gather(*(trickle(writer, data) for writer in self.seats[but:]))


async def trickle(writer: asyncio.StreamWriter, data: bytes) -> None:
    at = 0
    while at < len(data):
        size = random.choice((1, 2, 3, 7, 100, 5000))
        writer.write(data[at : at + size])
        await writer.drain()
        await asyncio.sleep(0)
        at += size


async def message(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """A client's frame; it must be masked."""
    first, second = await reader.readexactly(2)
    assert second & 128
    size = second & 127
    if size == 126:
        size = int.from_bytes(await reader.readexactly(2), "big")
    mask = await reader.readexactly(4)
    body = await reader.readexactly(size)
    return first & 15, bytes(byte ^ mask[i & 3] for i, byte in enumerate(body))


class Elsewhere:
    """An event loop in a thread of its own: the load client's calls block."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def __call__(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)


def check(do: Elsewhere, compressed: bool) -> None:
    server = Trickler(compressed)
    port = free_port()
    do(asyncio.start_server(server.serve, "127.0.0.1", port))
    with Load(("127.0.0.1", port), [SeatSpec("c", {"meeting": "m"})] * SEATS, sources=3) as load:
        least = 9000 if compressed else 200_000
        assert least < load.connect().bytes_per_seat < least + 500
        check_deliveries(do, server, load)
        check_answers(load)
    assert server.heard.count(PONG) == SEATS
    assert server.heard.count((1, b"3")) == SEATS


def check_deliveries(do: Elsewhere, server: Trickler, load: Load) -> None:
    frames = [*map(push, SIZES), FRAGMENTED, COMPRESSED, push(100)]
    load.expect(len(frames), '"stage"')
    do(server.tell(b"".join(frames)))
    seen = load.wait(20).check(SEATS)
    assert (seen.pushes.least, seen.pushes.most, seen.extra) == (len(frames), len(frames), 0)
    assert len(load.arrivals(len(frames))) == SEATS
    load.expect(1, '"stage"')
    do(server.tell(push(10) * 2))
    load.wait(1)
    do(asyncio.sleep(0.2))
    must_miscount("one too many", load)
    load.expect(1, '"stage"')
    do(server.tell(push(10), but=1))
    load.wait(0.5)
    must_miscount("one too few", load)
    load.expect(0)


def check_answers(load: Load) -> None:
    load.send(Message(n * 0.001, n % SEATS, "do", {"id": "x" * n}) for n in range(200))
    load.wait(20).check(SEATS)
    took = load.answers().took
    assert len(took) == 200
    assert 0 < percentile(took, 0.5) < 1000
    load.send([Message(0.0, 3, "do", {"id": "bad"})])
    load.wait(20)
    must_miscount("refused", load)


def must_miscount(what: str, load: Load) -> None:
    try:
        load.stats().check(SEATS)
    except Miscount as found:
        print(f"caught, {what}: {found}")
    else:
        raise SystemExit(f"not caught: {what}")


if __name__ == "__main__":
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(10**6)
    print(f"seed {seed}")
    random.seed(seed)
    elsewhere = Elsewhere()
    for kind in (False, True):
        check(elsewhere, kind)
    print("the load client counts right")
