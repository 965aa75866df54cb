"""Servers in processes of their own, that may be killed, stopped, spoiled and looked at from outside.

`python -m tests.faults.nursery` imports everything once, then forks a server for each line `FOLDER PORT [variant ...]`
it reads and prints its process id: a start costs milliseconds. `Nursery` is the other end.

A server answers at an abstract socket how many tasks and timers its loop has; memory, threads and descriptors are read
from /proc.
"""

import asyncio
import atexit
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from ecabinet.app import application
from ecabinet.commands.serve import serve
from ecabinet.live import seat
from ecabinet.rehearse.server import free_port
from ecabinet.settings import Settings, from_environment
from tests.faults.wrong import VARIANTS
from tests.kit.home import make_house

DOORS = frozenset({"unbounded", "leaking"})  # variants that stand at the port themselves


def main() -> None:
    """Until the input ends. Dead children need no burial."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            run(*line.split())
            os._exit(0)
        print(child, flush=True)


def run(folder: str, port: str, *variants: str) -> None:
    """Serve this folder; what it has to say goes to a file in it."""
    os.dup2(os.open(Path(folder) / "stderr", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    if hasattr(seat, "EVENTS"):
        seat.EVENTS = (100_000.0, 100_000.0)  # the load of a hundred people comes from a few
    inner = int(port) + bool(DOORS & set(variants))
    settings: Settings = from_environment(data=Path(folder), port=inner)
    house = make_house(settings)
    house.on_start.append(lambda: answer_gauges())
    for variant in variants:
        VARIANTS[variant](house)
    serve(application(house, rooms=()), settings)


async def answer_gauges() -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        found = {"tasks": len(asyncio.all_tasks()) - 1}
        writer.write(json.dumps(found).encode())
        writer.close()

    GAUGES.append(await asyncio.start_unix_server(answer, gauge_address(os.getpid())))


GAUGES: list[Any] = []  # kept alive


def gauge_address(process: int) -> str:
    return f"\0ecabinet-gauges-{process}"


@functools.cache
def forker() -> "subprocess.Popen[str]":
    """One for all tests of this process; gone with it."""
    made = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(made.communicate)
    return made


class Nursery:
    """One folder, one port, one server after the other."""

    def __init__(self, folder: Path, *variants: str) -> None:
        self.folder = folder
        self.variants = variants
        self.port = free_port()
        self.process = 0

    @property
    def host(self) -> str:
        """As the browser would say it; a door keeps the name of what is behind it."""
        return f"127.0.0.1:{self.port}"

    async def start(self) -> float:
        """Back when it answers; seconds that took."""
        mother = forker()
        assert mother.stdin is not None
        assert mother.stdout is not None
        begun = time.monotonic()
        mother.stdin.write(f"{self.folder} {self.port} {' '.join(self.variants)}\n")
        mother.stdin.flush()
        self.process = int(await asyncio.to_thread(mother.stdout.readline))
        async with asyncio.timeout(30):
            while not await answers(self.port):
                assert alive(self.process), self.complaints()
                await asyncio.sleep(0.02)
        return time.monotonic() - begun

    async def end(self, number: int) -> None:
        """SIGKILL or SIGTERM; back when it is gone and the folder free."""
        if self.process:
            os.kill(self.process, number)
            async with asyncio.timeout(30):
                while alive(self.process):
                    await asyncio.sleep(0.005)
            self.process = 0

    async def kill(self) -> None:
        await self.end(signal.SIGKILL)

    async def stop(self) -> None:
        await self.end(signal.SIGTERM)

    async def close(self) -> None:
        await self.kill()

    async def __aenter__(self) -> "Nursery":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def complaints(self) -> list[str]:
        """What the servers wrote about bugs."""
        file = self.folder / "stderr"
        lines = file.read_text(errors="replace").splitlines() if file.exists() else []
        return [line for line in lines if "Traceback" in line or "[error" in line or "Error" in line]

    def memory(self) -> int:
        """Resident bytes."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGESIZE")

    def descriptors(self) -> int:
        return len(list(Path(f"/proc/{self.process}/fd").iterdir()))

    def threads(self) -> int:
        return len(list(Path(f"/proc/{self.process}/task").iterdir()))

    def processor(self) -> float:
        """Seconds of CPU so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def wal(self) -> int:
        """Bytes of the write-ahead log."""
        file = self.folder / "ecabinet.db-wal"
        return file.stat().st_size if file.exists() else 0

    async def tasks(self) -> int:
        reader, writer = await asyncio.open_unix_connection(gauge_address(self.process))
        try:
            return int(json.loads(await reader.read())["tasks"])
        finally:
            writer.close()


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        probe.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(probe, ("127.0.0.1", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    main()
