"""A seat of one person that keeps the rules of the wire and an account of whether the server kept them too.

What it is not: the tablet client, or a library's. It costs little, so a test can have hundreds; it notes every number
that went back, every gap that a live line had, and the hash of its view at every step (`log`), to be compared with a
seat that was never disturbed.

Rules, as docs/protocol.md has them: accept a push when `from <= have < seq`, ignore it when `seq <= have`, join again
when `from > have`; `have` moves by pushes and joins, never by answers. Personal frames count by one.
"""

import asyncio
import functools
import random
import secrets
from typing import Any

import msgspec

from tests.faults.line import Line, Lost, dial
from tests.faults.store import Change, Store, plain

PATIENCE = 25.0  # seconds without any frame: the line is dead (the server pings every 10)

Body = dict[str, Any]


class Push(Change, rename={"gone": "del", "after": "from"}, eq=False):
    meeting: str = ""
    after: int = 0
    seq: int = 0


class Mine(Change):
    meeting: str = ""
    n: int = 0


class Answer(Change):
    """Of `join`, `do` and `keep`: whatever was in it."""

    ok: bool = False
    seq: int | None = None
    epoch: str = ""
    audience: str = ""
    full: bool = False
    mine: Mine | None = None
    n: int | None = None
    code: str = ""
    args: Body | None = None


class Step(msgspec.Struct, frozen=True):
    """What a seat showed after one push or join."""

    audience: str
    have: int
    hash: int


class Refused(Exception):
    """The server let this seat not in: its session, or its meeting, is not what it was."""


@functools.lru_cache(maxsize=256)
def read_push(body: bytes) -> tuple[Push, dict[str, bytes]]:
    """Once for all seats that get the same bytes."""
    push = msgspec.json.decode(body, type=Push)
    return push, plain(push.set)


class Seat:
    """`port` is where it dials, `host` whom it means: a proxy may stand between. Assign `pace` for a slow reader."""

    def __init__(self, port: int, cookie: str, meeting: str, name: str = "", host: str = "", seed: int = 0) -> None:
        self.port = port
        self.host = host or f"127.0.0.1:{port}"
        self.cookie = cookie
        self.meeting = meeting
        self.name = name
        self.random = random.Random(f"{seed} {name}")
        self.pace: int | None = None
        self.window: int | None = None
        self.first, self.slowest = 0.2, 1.0  # seconds between attempts to connect, doubling, before jitter
        self.reacts = 0.2  # seconds at most until it answers `rejoin`, spread
        self.line: Line | None = None
        self.gone = asyncio.Event()
        self.view, self.mine = Store(), Store()
        self.have = self.own = 0
        self.epoch = self.audience = ""
        self.joined = False  # on this line
        self.again = False  # a join is due, or one more after the one under way
        self.asked: dict[int, asyncio.Future[Answer]] = {}
        self.number = 0
        self.log: list[Step] = []
        self.faults: list[str] = []
        self.refusals: list[str] = []  # why it was not let in
        self.counts = {"connects": 0, "joins": 0, "full": 0, "pushes": 0, "lost": 0, "rejoins": 0}
        self.wanted = True
        self.joining: asyncio.Task[None] | None = None
        self.task: asyncio.Task[None] | None = None
        self.heard_at = 0.0
        self.notes: list[Body] = []

    # -- coming and going ---------------------------------------------------------------------------------------------

    async def connect(self, timeout: float = 5.0) -> "Seat":
        """The websocket and Socket.IO's CONNECT."""
        self.gone.clear()
        self.joined = False
        greeting = self.expect(0)
        async with asyncio.timeout(timeout):
            try:
                await dial(self.port, self.host, self.cookie, self.make_line, self.window)
                await greeting
            except BaseException:
                self.cut()
                raise
        self.counts["connects"] += 1
        return self

    def make_line(self) -> Line:
        self.line = line = Line(self.take, lambda: self.lost(line), self.pace)
        return line

    def lost(self, line: Line) -> None:
        if line is not self.line:
            return
        self.counts["lost"] += 1
        self.joined = False
        for future in self.asked.values():
            if not future.done():
                future.set_exception(Lost("the line was lost"))
                future.exception()
        self.asked.clear()
        self.gone.set()

    def standing(self) -> str:
        """In words, for an account of what is wrong."""
        silent = asyncio.get_running_loop().time() - self.heard_at
        opened = self.line is not None and self.line.open.done()
        return f"joined {self.joined}, opened {opened}, silent for {silent:.1f} s, at {self.have}, {self.counts}"

    def cut(self) -> None:
        """Drop the line without a word; `stay` will dial again."""
        if self.line is not None:
            self.line.cut()

    def begin(self) -> None:
        """Stay in the meeting until `leave`, whatever happens to the line."""
        self.wanted = True
        self.task = asyncio.create_task(self.stay())

    async def stay(self) -> None:
        tries = 0
        while self.wanted:
            try:
                await self.connect()
                await self.join(timeout=5)
                tries = 0
                await self.until_gone()
            except Refused as refused:
                self.refusals.append(str(refused))
                self.cut()
            except (OSError, TimeoutError, Lost):
                self.cut()
            tries += 1
            await asyncio.sleep(min(self.slowest, self.first * 2 ** (tries - 1)) * self.spread())

    def spread(self) -> float:
        """So that a room does not return at once."""
        return 0.5 + self.random.random()

    async def ready(self, timeout: float = 60.0) -> "Seat":
        """Back when it sits in the meeting (again). Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while not self.joined:
                await asyncio.sleep(0.02)
        return self

    async def until_gone(self) -> None:
        loop = asyncio.get_running_loop()
        while not self.gone.is_set():
            if loop.time() - self.heard_at > PATIENCE:
                self.cut()
            try:
                async with asyncio.timeout(5):
                    await self.gone.wait()
            except TimeoutError:
                continue

    async def leave(self) -> None:
        self.wanted = False
        for task in (self.task, self.joining):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        self.task = self.joining = None
        self.cut()

    # -- asking -------------------------------------------------------------------------------------------------------

    def expect(self, number: int) -> "asyncio.Future[Answer]":
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.asked[number] = future
        return future

    def send(self, event: str, body: Body) -> "asyncio.Future[Answer]":
        """On its way now; the answer later. Raises Lost when there is no line."""
        if self.line is None or self.gone.is_set():
            raise Lost("not connected")
        self.number += 1
        future = self.expect(self.number)
        self.line.write(0x81, b"42%d" % self.number + msgspec.json.encode([event, body]))
        return future

    async def call(self, event: str, body: Body, timeout: float = 10.0) -> Answer:
        async with asyncio.timeout(timeout):
            return await self.send(event, body)

    async def do(self, cmd: str, ident: str = "", timeout: float = 10.0, **args: Any) -> Answer:
        """One command; a personal change rides in the answer."""
        body = {"id": ident or secrets.token_hex(8), "meeting": self.meeting, "cmd": cmd, "args": args}
        return await self.call("do", body, timeout)

    async def join(self, timeout: float = 10.0) -> Answer:
        """Take the seat: what changed since `have` where the server still knows, else the whole view."""
        known = {"have": self.have, "epoch": self.epoch} if self.epoch else {}
        answer = await self.call("join", {"meeting": self.meeting, **known}, timeout)
        if not answer.ok:
            raise Refused(answer.code)
        return answer

    def join_again(self) -> None:
        """Soon, and one at a time; told so meanwhile, once more afterwards: the answer under way may be older."""
        self.counts["rejoins"] += 1
        self.again = True
        if self.joining is None or self.joining.done():
            self.joining = asyncio.create_task(self.rejoin())

    async def rejoin(self) -> None:
        try:
            while self.again:
                await asyncio.sleep(self.reacts * self.random.random())
                self.again = False
                await self.join(timeout=5)
        except (TimeoutError, Lost):
            self.cut()

    # -- hearing ------------------------------------------------------------------------------------------------------

    def take(self, message: bytes) -> None:
        """One Engine.IO message."""
        self.heard_at = asyncio.get_running_loop().time()
        if message == b"2":
            self.line.write(0x81, b"3")  # type: ignore[union-attr]
        elif message[:1] == b"0":
            self.line.write(0x81, b"40")  # type: ignore[union-attr]
        elif message[:2] == b"42":
            self.event(message[2:])
        elif message[:2] == b"43":
            head, _, body = message[2:].partition(b"[")
            self.answer(int(head), body[:-1])
        elif message[:2] == b"40":
            self.settle(0, Answer(ok=True))
        elif message[:2] == b"44":
            future = self.asked.pop(0, None)
            if future is not None and not future.done():
                future.set_exception(Refused(msgspec.json.decode(message[2:])["message"]))
                future.exception()
        elif message[:1] in (b"1", b"6") or message[:2] == b"41":
            self.cut()
        else:
            self.faults.append(f"unknown message {message[:40]!r}")

    def event(self, body: bytes) -> None:
        name, _, rest = body[2:].partition(b'",')
        match name:
            case b"push":
                self.take_push(rest[:-1])
            case b"mine":
                self.take_mine(msgspec.json.decode(rest[:-1], type=Mine))
            case b"rejoin":
                self.join_again()
            case b"notes":
                self.notes.append(msgspec.json.decode(rest[:-1]))
            case b"signal":
                pass
            case _:
                self.faults.append(f"unknown event {name!r}")

    def answer(self, number: int, body: bytes) -> None:
        answer = msgspec.json.decode(body, type=Answer)
        if answer.ok and answer.epoch:
            self.settle_join(answer)
        elif answer.mine is not None:
            self.take_mine(answer.mine)
        self.settle(number, answer)

    def settle(self, number: int, answer: Answer) -> None:
        future = self.asked.pop(number, None)
        if future is not None and not future.done():
            future.set_result(answer)

    def settle_join(self, answer: Answer) -> None:
        """The view from here on; `seq` may never be behind what was shown before."""
        assert answer.seq is not None
        assert answer.mine is not None
        if answer.seq < self.have:
            self.faults.append(f"join went back from {self.have} to {answer.seq}")
        if answer.full:
            self.view.clear()
        elif answer.epoch != self.epoch:
            self.faults.append("a part of a view of another epoch")
        self.view.apply(plain(answer.set), answer.gone)
        self.have, self.epoch, self.audience = answer.seq, answer.epoch, answer.audience
        self.mine.clear()
        self.mine.apply(plain(answer.mine.set), ())
        self.own = answer.mine.n
        self.joined = True
        self.counts["joins"] += 1
        self.counts["full"] += answer.full
        self.note()

    def take_push(self, body: bytes) -> None:
        push, changed = read_push(body)
        if push.meeting != self.meeting or push.seq <= self.have:
            return
        if push.after > self.have:
            self.faults.append(f"gap: has {self.have}, was told {push.after} to {push.seq}")
            self.join_again()
            return
        self.counts["pushes"] += 1
        self.view.apply_shared(changed, push.gone, push)
        self.have = push.seq
        self.note()

    def take_mine(self, mine: Mine) -> None:
        if mine.n <= self.own:
            return
        if mine.n > self.own + 1:
            self.faults.append(f"personal gap: has {self.own}, was told {mine.n}")
            self.join_again()
            return
        self.mine.apply(plain(mine.set), mine.gone)
        self.own = mine.n

    def note(self) -> None:
        self.log.append(Step(self.audience, self.have, self.view.hash))
