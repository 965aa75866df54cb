"""A server under measurement: a child process, what it uses of the machine, and a line of words to and from it.

Every server of the benchmarks, ours and the peers, takes commands on its standard input, a line each, and answers each
with one line of JSON.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from bench.load import ROOT
from bench.load.compiled import folder
from bench.load.seats import many_descriptors

LINES = 25  # of a server's log, where something went wrong


class Server:
    """Started by its first word; `address` is where it listens. Ends with the `with` block."""

    def __init__(self, name: str, words: Sequence[str | Path], port: int, env: dict[str, str] | None = None) -> None:
        many_descriptors()
        self.name = name
        self.address = ("127.0.0.1", port)
        self.log = folder() / f"log-{name.replace(' ', '-')}-{port}"
        with self.log.open("wb") as log:
            self.process = self.started(words, env, log)
        self.until_up()

    def started(
        self, words: Sequence[str | Path], env: dict[str, str] | None, log: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(word) for word in words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _failure: object, _trace: TracebackType | None) -> None:
        self.stop()
        if kind is not None:
            self.complain()

    def complain(self) -> None:
        """The beginning of what it wrote: the first failure is the one to read."""
        text = "".join(self.log.read_text(errors="replace").splitlines(keepends=True)[:LINES])
        print(f"-- {self.name} wrote:\n{text}--", file=sys.stderr)

    def until_up(self, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(self.address) == 0:
                    return
            time.sleep(0.02)
        self.stop()
        self.complain()
        raise RuntimeError(f"{self.name} did not come up")

    def ask(self, command: str) -> dict[str, Any]:
        """One line there, one line back."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{command}\n".encode())
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended")
        found: dict[str, Any] = json.loads(line)
        return found

    def cpu(self) -> float:
        """Seconds of processor time of the whole process so far, all threads, user and system, to the nanosecond.

        The kernel's clock of another process (clock_getcpuclockid): /proc/.../stat counts in hundredths of a second,
        and one fan-out to 200 seats takes two thousandths."""
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def until_quiet(self, seconds: float = 60) -> None:
        """Until it does next to nothing but heartbeats: it has seen that seats went, or greeted those that came."""
        end = time.monotonic() + seconds
        quiet = 0
        while quiet < 3 and time.monotonic() < end:
            before = self.cpu()
            time.sleep(0.05)
            quiet = quiet + 1 if self.cpu() - before < 0.004 else 0

    def memory(self) -> int:
        """Resident bytes."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def stop(self) -> None:
        """Kindly, then not; with the workers it started."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()
