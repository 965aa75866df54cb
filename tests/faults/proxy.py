"""A TCP proxy that breaks connections in every way a network does, by a seeded schedule.

What it is not: aware of what passes. It knows bytes and directions only.

Faults of one connection
- reset: both ends get a reset. mid_frame: the next bytes from the server are cut somewhere, then a reset.
- half_open: the server's end is gone and the client is not told. ghost: the other way round. Both until `heal`, when
  whoever still hopes is reset, as a network does that knows nothing of the connection any more.
- mute_down, mute_up: one direction stands still and the other flows. delay: every byte comes late. trickle: a few bytes
  at a time.
While it is broken, some new connections are reset at once. `heal`: everything that was held flows, nothing is lost.
"""

import asyncio
import random
import socket
import struct
from collections import Counter, deque

FAULTS = ("reset", "mid_frame", "half_open", "ghost", "mute_down", "mute_up", "delay", "trickle")
HIGH = 64 * 1024  # bytes held before the source is not read any more
TICK = 0.05


class End(asyncio.Protocol):
    """One end of a connection; `way` carries what comes in here to the other end."""

    def __init__(self, link: "Link") -> None:
        self.link = link
        self.transport: asyncio.Transport | None = None
        self.way: Way | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.link.made(self)

    def data_received(self, data: bytes) -> None:
        if self.way is not None:
            self.way.take(data)

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self.link.lost(self)

    def pause_writing(self) -> None:
        self.link.reading(self.link.other(self), False)

    def resume_writing(self) -> None:
        self.link.reading(self.link.other(self), True)

    def reset(self) -> None:
        """A reset, not a goodbye."""
        if self.transport is None or self.transport.is_closing():
            return
        plug = self.transport.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()


class Way:
    """One direction: passes on at once, or holds, delays, trickles."""

    def __init__(self, link: "Link", source: End, sink: End, rng: random.Random) -> None:
        self.link = link
        self.source = source
        self.sink = sink
        self.random = rng
        self.mode = "pass"
        self.held: deque[bytes] = deque()
        self.size = 0
        self.timer: asyncio.TimerHandle | None = None
        self.late = 0.0

    def take(self, data: bytes) -> None:
        if self.mode == "pass":
            self.write(data)
        elif self.mode == "mid_frame":
            self.write(data[: self.random.randrange(len(data))])
            asyncio.get_running_loop().call_later(0.01, self.link.reset)  # what was cut off may still arrive
            self.mode = "mute"
        else:
            self.hold(data)

    def write(self, data: bytes) -> None:
        if self.sink.transport is not None and not self.sink.transport.is_closing():
            self.sink.transport.write(data)

    def hold(self, data: bytes) -> None:
        self.held.append(data)
        self.size += len(data)
        if self.size > HIGH:
            self.link.reading(self.source, False)
        if self.mode == "delay":
            asyncio.get_running_loop().call_later(self.late, self.release)
        elif self.mode == "trickle" and self.timer is None:
            self.timer = asyncio.get_running_loop().call_later(TICK, self.drip)

    def release(self) -> None:
        """One piece goes on, in order."""
        if self.held and self.mode in ("delay", "pass"):
            data = self.held.popleft()
            self.size -= len(data)
            self.write(data)
            self.go_on()

    def drip(self) -> None:
        self.timer = None
        if self.mode != "trickle" or not self.held:
            return
        data, part = self.held.popleft(), self.random.randint(1, 400)
        self.write(data[:part])
        self.size -= min(part, len(data))
        if data[part:]:
            self.held.appendleft(data[part:])
        self.go_on()
        self.timer = asyncio.get_running_loop().call_later(TICK, self.drip)

    def go_on(self) -> None:
        if self.size <= HIGH:
            self.link.reading(self.source, True)

    def heal(self) -> None:
        self.mode = "pass"
        while self.held:
            self.release()

    def spoil(self, mode: str) -> None:
        self.heal()
        self.mode = mode
        self.late = self.random.uniform(0.05, 0.5)


class Link:
    """One connection through the proxy."""

    def __init__(self, proxy: "Proxy") -> None:
        self.proxy = proxy
        self.random = random.Random(proxy.random.random())
        self.client, self.server = End(self), End(self)
        self.down = Way(self, self.server, self.client, self.random)
        self.up = Way(self, self.client, self.server, self.random)
        self.client.way, self.server.way = self.up, self.down
        self.fault = ""
        self.task: asyncio.Task[None] | None = None

    def other(self, end: End) -> End:
        return self.server if end is self.client else self.client

    def made(self, end: End) -> None:
        if end is self.client:
            self.reading(end, False)
            self.task = asyncio.get_running_loop().create_task(self.dial())

    async def dial(self) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: self.server, "127.0.0.1", self.proxy.target)
        except OSError:
            self.client.reset()
        else:
            self.reading(self.client, True)

    def lost(self, end: End) -> None:
        """One end went: so does the other, unless it is not to know."""
        hopes = {"half_open": self.client, "ghost": self.server}.get(self.fault)
        other = self.other(end)
        if other is not hopes:
            other.reset()
        if all(one.transport is None or one.transport.is_closing() for one in (self.client, self.server)):
            self.proxy.links.discard(self)

    def reading(self, end: End, on: bool) -> None:
        if end.transport is None or end.transport.is_closing():
            return
        if on:
            end.transport.resume_reading()
        else:
            end.transport.pause_reading()

    def break_(self, fault: str) -> None:
        self.fault = fault
        match fault:
            case "reset":
                self.reset()
            case "mid_frame":
                self.down.spoil("mid_frame")
            case "half_open":
                self.hold()
                self.server.reset()
            case "ghost":
                self.hold()
                self.client.reset()
            case "mute_down":
                self.down.spoil("mute")
            case "mute_up":
                self.up.spoil("mute")
            case _:
                self.down.spoil(fault)
                self.up.spoil(fault)

    def hold(self) -> None:
        self.up.mode = self.down.mode = "mute"

    def heal(self) -> None:
        if self.fault in ("half_open", "ghost"):
            self.reset()
        self.fault = ""
        self.down.heal()
        self.up.heal()

    def reset(self) -> None:
        self.fault = ""
        self.client.reset()
        self.server.reset()


class Proxy:
    """Stands before `target`; `port` is where it listens. `rage` breaks, `heal` mends."""

    def __init__(self, target: int, seed: int) -> None:
        self.target = target
        self.random = random.Random(seed)
        self.links: set[Link] = set()
        self.broken = False
        self.counts: Counter[str] = Counter()
        self.listener: asyncio.Server | None = None

    @property
    def port(self) -> int:
        assert self.listener is not None
        return int(self.listener.sockets[0].getsockname()[1])

    async def __aenter__(self) -> "Proxy":
        self.listener = await asyncio.get_running_loop().create_server(self.accept, "127.0.0.1", 0, backlog=1024)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self.listener is not None
        self.listener.close()
        for link in list(self.links):
            link.reset()

    def accept(self) -> End:
        link = Link(self)
        self.links.add(link)
        if self.broken and self.random.random() < 0.3:
            self.counts["refused"] += 1
            asyncio.get_running_loop().call_later(0.02, link.reset)
        return link.client

    async def rage(self, seconds: float, a_second: int) -> None:
        """So many faults a second, on connections taken by lot."""
        self.broken = True
        for _ in range(int(seconds * a_second)):
            await asyncio.sleep(1 / a_second)
            whole = sorted((link for link in self.links if not link.fault), key=id)
            if whole:
                fault = self.random.choice(FAULTS)
                self.counts[fault] += 1
                self.random.choice(whole).break_(fault)

    def heal(self) -> None:
        self.broken = False
        for link in list(self.links):
            link.heal()
