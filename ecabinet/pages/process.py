"""One worker process as the house sees it: start, ask, kill.

Not the queue (`pool.py`). Rules: the child gets its own empty surroundings; an answer that is not a well-formed frame
counts as a dead worker; after any failure the process is killed, never reused. The deadline is wall-clock time, but a
worker that hardly got the processor is given it again, `PATIENCE` times in all: a machine under load must not make an
honest page look like a bomb.
"""

import asyncio
import contextlib
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from ecabinet.metrics import FIGURES
from ecabinet.pages import jobs

START_SECONDS = 60  # on a busy machine; usually 0.3
FAT = 600_000_000  # bytes resident, after which a worker is replaced
CHUNK = 1 << 18
PATIENCE = 3
STARVED = 0.75  # share of the deadline in processor time below which the machine is to blame

Sink = Callable[[bytes], Awaitable[None]]
Reply = tuple[jobs.AnyAnswer, bytes]


class WorkerLost(Exception):
    """The worker died or did not answer in time: the job is dangerous, or the machine is in trouble."""


class Worker:
    """At most one job at a time. `pid` is None while no process runs. A nicer one lets others go first."""

    def __init__(self, niceness: int = 0) -> None:
        self._niceness = niceness
        self._process: Process | None = None
        self.rss = 0
        self.busy = False

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Does nothing when it runs and is slim."""
        if self._process and self._process.returncode is None and self.rss < FAT:
            return
        await self.kill()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-m", "ecabinet.pages.worker", str(os.getpid()),
            str(self._niceness),
            stdin=PIPE, stdout=PIPE, cwd="/", env={"LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._receive(None)
        except BaseException:
            await self.kill()
            raise

    async def ask(self, job: jobs.Job, seconds: float, sink: Sink | None = None) -> Reply:
        """The answer and its blob, which goes to `sink` in pieces where there is one. WorkerLost: it was killed."""
        await self.start()
        self.busy = True
        try:
            await self._send(job)
            return await self._in_time(seconds, asyncio.create_task(self._receive(sink)))
        except (TimeoutError, EOFError, ConnectionError, msgspec.MsgspecError) as error:
            await self.kill()
            FIGURES.workers_lost += 1
            raise WorkerLost(type(error).__name__) from error
        except BaseException:
            await self.kill()
            raise
        finally:
            self.busy = False

    async def _in_time(self, seconds: float, receiving: "asyncio.Task[Reply]") -> Reply:
        began = self._processor_seconds()
        try:
            for _ in range(PATIENCE):
                done, _ = await asyncio.wait({receiving}, timeout=seconds)
                if done:
                    return receiving.result()
                if self._processor_seconds() - began >= STARVED * seconds:
                    break
            raise TimeoutError
        finally:
            receiving.cancel()

    def _processor_seconds(self) -> float:
        """What the process has used; simply the time where that cannot be known, so that the first deadline counts."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return time.monotonic()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def kill(self) -> None:
        process, self._process, self.rss = self._process, None, 0
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if process.stdin:
            process.stdin.close()

    async def _send(self, job: jobs.Job) -> None:
        assert self._process
        assert self._process.stdin
        self._process.stdin.write(b"".join(jobs.frame_lengths(job, 0)))
        await self._process.stdin.drain()

    async def _receive(self, sink: Sink | None) -> Reply:
        assert self._process
        assert self._process.stdout
        pipe = self._process.stdout
        head_size, blob_size = jobs.LENGTHS.unpack(await pipe.readexactly(jobs.LENGTHS.size))
        if head_size > jobs.HEAD_LIMIT or blob_size > jobs.BLOB_LIMIT:
            raise EOFError("absurd frame")
        answer = jobs.decode_answer(await pipe.readexactly(head_size))
        self.rss = answer.rss
        if sink is None:
            return answer, await pipe.readexactly(blob_size)
        while blob_size:
            piece = await pipe.readexactly(min(CHUNK, blob_size))
            await sink(piece)
            blob_size -= len(piece)
        return answer, b""
