"""Drives the load client: thousands of seats in one C process that costs less than any server it measures.

    with Load(address, seats) as load:
        joined = load.connect()                          # all at once: joined.seconds, joined.bytes_per_seat
        load.expect(1, '"stage"')                        # every seat is to get one message that contains this
        load.send([Message(0.0, 0, "do", {...})])        # seat 0, now
        seen = load.wait()                               # seen.broadcasts[0].last, seen.answers

Calls block; the server is another process. Times are nanoseconds of `time.monotonic_ns()`. Counts are reported, not
judged, except by `Report.check`, which raises Miscount; `connect` raises it too.
"""

import json
import resource
import subprocess
from array import array
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from bench.load.compiled import folder, program

CLIENT = Path(__file__).parent / "client"
SOURCES = (CLIENT / "seats.c", *(CLIENT / f"{name}.c" for name in ("seat", "arrive", "messages", "report")))
BROWSER = "permessage-deflate; client_max_window_bits"  # what browsers offer
NUMBERS = count()


class Miscount(Exception):
    """Something was delivered too rarely or too often, refused, or lost: the figures mean nothing."""


class SeatSpec(msgspec.Struct, frozen=True):
    """`join`: the body of its `join`, or None for a bare connection. `counted`: its deliveries are waited for."""

    cookie: str = ""
    join: dict[str, Any] | None = None
    counted: bool = True


class Message(msgspec.Struct, frozen=True):
    """An event that seat number `seat` sends `at` seconds after the start."""

    at: float
    seat: int
    event: str
    body: dict[str, Any]
    answered: bool = True  # asks for an acknowledgement


class Broadcast(msgspec.Struct, frozen=True):
    """The k-th counted message of every seat: how many have it, and when the first and the last had it."""

    seats: int
    first: int
    last: int


class Pushes(msgspec.Struct, frozen=True):
    """`push` events since `expect`: altogether, at the seat with the fewest, with the most; when the last came."""

    total: int
    least: int
    most: int
    last: int


class Report(msgspec.Struct, frozen=True):
    """What the client has seen. `hits`: counted messages since `expect`; `extra`: those beyond the expected ones;
    `size`: bytes of the newest of them (its payload). `bytes`: received by all seats since they began;
    `pings`: heartbeats answered since the client started."""

    joined: int
    here: int
    failed: int
    lost: int
    bytes: int
    broadcasts: list[Broadcast]
    hits: int
    extra: int
    size: int
    pushes: Pushes
    pings: int
    messages: int
    unsent: int
    unanswered: int
    refused: int
    cpu_us: int

    def check(self, seats: int, refused: int = 0) -> Self:
        """Every broadcast reached this many seats, nothing twice; every message was answered; nobody was lost."""
        wrong = [f"broadcast {n}: {one.seats}" for n, one in enumerate(self.broadcasts) if one.seats != seats]
        if wrong or self.extra or self.lost or self.unsent or self.unanswered or self.refused != refused:
            raise Miscount(
                f"of {seats} seats: {', '.join(wrong[:5]) or 'all delivered'}; {self.extra} too many, {self.lost} lost,"
                f" {self.unsent} unsent, {self.unanswered} unanswered, {self.refused} refused of {self.messages}"
            )
        return self


class Joined(msgspec.Struct, frozen=True):
    """Per seat of this `connect`: when it began, and when it was in; the bytes it had received by then."""

    began: Sequence[int]
    joined: Sequence[int]
    bytes: Sequence[int]

    @property
    def seconds(self) -> float:
        """From the first attempt until the last was in."""
        return (max(self.joined) - min(self.began)) / 1e9

    @property
    def bytes_per_seat(self) -> float:
        return sum(self.bytes) / len(self.bytes)


class Answers(msgspec.Struct, frozen=True):
    """Per message, in the order given: sent, answered (0: never, or not asked to), refused."""

    sent: Sequence[int]
    answered: Sequence[int]
    refused: Sequence[int]

    @property
    def took(self) -> list[float]:
        """Milliseconds from sending to answer, of those that were answered."""
        return [(end - begin) / 1e6 for begin, end in zip(self.sent, self.answered, strict=True) if end]


class Load:
    """One client process. `seats` may be used in parts (`connect(1000)`, then `connect(2000)`), and again after
    `close_seats`. `sources`: from how many loopback addresses they come. `extensions`: what they offer (BROWSER)."""

    def __init__(
        self,
        address: tuple[str, int],
        seats: Sequence[SeatSpec],
        *,
        raw: bool = False,
        extensions: str = "",
        sources: int = 1,
    ) -> None:
        many_descriptors()
        self.seats = seats
        self.connected = 0
        self.name = next(NUMBERS)
        host, port = address
        seats_path = self.path("seats")
        seats_path.write_text("".join(map(seat_line, seats)), encoding="utf-8")
        mode = "raw" if raw else "socketio"
        words = [program(*SOURCES), host, port, seats_path, f"http://{host}:{port}", mode, sources, extensions]
        self.client = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _failure: object, _trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the client, and with it every seat."""
        self.client.kill()
        self.client.communicate()

    # -- what seats do ------------------------------------------------------------------------------------------------

    def connect(self, many: int | None = None, *, at_once: int = 0, seconds: float = 60) -> Joined:
        """The next `many` seats connect and join, at most `at_once` under way (0: all). Back when all are in."""
        first, many = self.connected, len(self.seats) - self.connected if many is None else many
        self.connected += many
        report = self.told(f"connect {many} {at_once} {round(seconds * 1000)}")
        if report.here != self.connected:
            raise Miscount(f"{report.here} of {self.connected} seats are in, {report.failed} failed")
        began, joined, size = self.columns("joins")
        part = slice(first, self.connected)
        return Joined(began[part], joined[part], size[part])

    def close_seats(self) -> None:
        """Every connection is reset; `connect` begins with the first seat again."""
        self.ask("close")
        self.connected = 0

    def expect(self, many: int, pattern: str = '["push"') -> None:
        """Count from nothing: every seat is to get `many` messages that contain `pattern`."""
        self.ask(f"pattern {pattern}")
        self.ask(f"expect {many}")

    def send(self, messages: Iterable[Message]) -> int:
        """Begin to send; returns when that was. Messages are put in the order of time."""
        path = self.path("messages")
        ordered = sorted(messages, key=lambda message: message.at)
        with path.open("wb") as stream:
            stream.writelines(message_line(number, one) for number, one in enumerate(ordered, 1))
        return int(self.ask(f"send {path}")["started"])

    def wait(self, seconds: float = 30) -> Report:
        """Until every seat has what was expected and every answer is in; at most so long."""
        return self.told(f"wait {round(seconds * 1000)}")

    def stats(self) -> Report:
        return self.told("stats")

    # -- what was measured --------------------------------------------------------------------------------------------

    def answers(self) -> Answers:
        return Answers(*self.columns("answers"))

    def arrivals(self, many: int) -> list[Sequence[int]]:
        """For each seat when its expected messages came; `many` is what was expected."""
        flat = self.numbers("arrivals")
        return [flat[start : start + many] for start in range(0, len(flat), many)]

    def columns(self, what: str) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        flat = self.numbers(what)
        return flat[0::3], flat[1::3], flat[2::3]

    def numbers(self, what: str) -> Sequence[int]:
        path = self.path(what)
        self.ask(f"{what} {path}")
        return array("q", path.read_bytes())

    # -- talking to it ------------------------------------------------------------------------------------------------

    def path(self, what: str) -> Path:
        return folder() / f"{what}-{self.name}"

    def told(self, command: str) -> Report:
        return msgspec.convert(self.ask(command), Report)

    def ask(self, command: str) -> dict[str, Any]:
        assert self.client.stdin is not None
        self.client.stdin.write(f"{command}\n".encode())
        self.client.stdin.flush()
        return self.read()

    def read(self) -> dict[str, Any]:
        assert self.client.stdout is not None
        line = self.client.stdout.readline()
        if not line:
            raise RuntimeError("the load client ended")
        found: dict[str, Any] = json.loads(line)
        return found


def seat_line(seat: SeatSpec) -> str:
    join = "" if seat.join is None else msgspec.json.encode(seat.join).decode()
    return f"{seat.cookie}\t{join}\t{'' if seat.counted else '-'}\n"


def message_line(number: int, message: Message) -> bytes:
    ident = number if message.answered else ""
    text = f'42{ident}["{message.event}",'.encode() + msgspec.json.encode(message.body) + b"]"
    return b"%d\t%d\t%s\n" % (round(message.at * 1e6), message.seat, text)


def many_descriptors() -> None:
    """For this process and those it starts."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all does not exceed: percentile(times, 0.99)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
