"""One seat that reads: a plain websocket in a thread, which notes every push and when it came.

The load client counts and does not understand; what the k-th push said is asked here.
"""

import threading
import time
from types import TracebackType
from typing import Any, NamedTuple, Self

import msgspec
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bench.load.seats import SeatSpec


class Push(NamedTuple):
    """`at` in nanoseconds of time.monotonic_ns()."""

    at: int
    body: dict[str, Any]


class Witness:
    """`pushes` since `forget`; `view` as joined and kept up to date."""

    def __init__(self, address: tuple[str, int], seat: SeatSpec) -> None:
        host, port = address
        headers = {"Cookie": f"ecabinet={seat.cookie}", "Origin": f"http://{host}:{port}"}
        url = f"ws://{host}:{port}/socket.io/?EIO=4&transport=websocket"
        self.pushes: list[Push] = []
        self.view: dict[str, Any] = {}
        self.wire = connect(url, additional_headers=headers, max_size=None, compression=None)
        self.wire.recv()
        self.wire.send("40")
        self.wire.recv()
        self.wire.send('420["join",' + msgspec.json.encode(seat.join).decode() + "]")
        self.joined = threading.Event()
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()
        if not self.joined.wait(10):
            raise RuntimeError("the witness could not join")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _failure: object, _trace: TracebackType | None) -> None:
        self.wire.close()

    def forget(self) -> None:
        self.pushes = []

    def read(self) -> None:
        try:
            for message in self.wire:
                self.take(message, time.monotonic_ns())
        except ConnectionClosed:
            pass

    def take(self, message: str | bytes, at: int) -> None:
        assert isinstance(message, str)
        if message == "2":
            self.wire.send("3")
        elif message.startswith("430["):
            self.apply(msgspec.json.decode(message[3:])[0])
            self.joined.set()
        elif message.startswith('42["push",'):
            body = msgspec.json.decode(message[2:])[1]
            self.pushes.append(Push(at, body))
            self.apply(body)

    def apply(self, body: dict[str, Any]) -> None:
        self.view.update(body["set"])
        for key in body["del"]:
            self.view.pop(key, None)
