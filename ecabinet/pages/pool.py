"""The queue in front of the workers: who waits longest for what matters most.

Not what a job means (`shelf.py`, `intake.py`). Rules: a seat that looks at a page goes before an upload, before the
next pages, before search text, before rendering ahead; work nobody waits for never takes the last free worker; every
job has a wall-clock deadline and its worker is killed at it.
"""

import asyncio
import contextlib
import heapq
import itertools
from dataclasses import dataclass, field, replace
from enum import IntEnum

from ecabinet.pages import jobs
from ecabinet.pages.process import Sink, Worker
from journal.shapes import Refusal


class Priority(IntEnum):
    """Smaller goes first."""

    VIEWER = 0
    INTAKE = 1
    NEXT = 2
    TEXT = 3
    AHEAD = 4


class WorkerBug(RuntimeError):
    """The worker met a fault of ours; the text is its outline, for the log."""

    may_be_logged = True


@dataclass(order=True)
class Ticket:
    """A job in the queue. It may stand there twice after `hurry`; `taken` tells the second one that it is done."""

    priority: Priority
    order: int
    job: jobs.Job = field(compare=False)
    seconds: float = field(compare=False)
    sink: Sink | None = field(compare=False)
    future: "asyncio.Future[tuple[jobs.AnyAnswer, bytes]]" = field(compare=False)
    taken: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Deadlines:
    """Seconds of wall-clock time."""

    page: float = 8.0
    intake: float = 30.0


class Pool:
    """`size` workers; the first is kept free for what somebody waits for, if there is a second."""

    def __init__(self, size: int = 2, deadlines: Deadlines | None = None) -> None:
        self.workers = [Worker(niceness=5 if index else 0) for index in range(size)]
        self.deadlines = deadlines or Deadlines()
        self._queue: list[Ticket] = []
        self._bell = asyncio.Event()
        self._order = itertools.count()
        self._serving: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Inside a running loop. The processes start at once, in the background."""
        for index, worker in enumerate(self.workers):
            lowest = Priority.INTAKE if index == 0 and len(self.workers) > 1 else Priority.AHEAD
            self._serving.append(asyncio.create_task(self._serve(worker, lowest)))

    async def close(self) -> None:
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        self._serving.clear()
        for ticket in self._queue:
            ticket.future.cancel()
        self._queue.clear()
        for worker in self.workers:
            await worker.kill()

    def submit(self, job: jobs.Job, priority: Priority, sink: Sink | None = None) -> Ticket:
        seconds = self.deadlines.intake if isinstance(job, jobs.TakeIn) else self.deadlines.page
        future = asyncio.get_running_loop().create_future()
        ticket = Ticket(priority, next(self._order), job, seconds, sink, future)
        self._push(ticket)
        return ticket

    def hurry(self, ticket: Ticket, priority: Priority) -> Ticket:
        """Somebody is waiting for it now: its ticket from here on."""
        if priority >= ticket.priority or ticket.taken:
            return ticket
        ticket.taken = True
        sooner = replace(ticket, priority=priority, taken=False)
        self._push(sooner)
        return sooner

    async def do(self, job: jobs.Job, priority: Priority, sink: Sink | None = None) -> tuple[jobs.AnyAnswer, bytes]:
        """The answer. `Refusal`: the file's fault; `WorkerLost`: the worker was killed; `WorkerBug`: our fault."""
        return await self.submit(job, priority, sink).future

    def waiting(self) -> int:
        return sum(not ticket.taken for ticket in self._queue)

    def _push(self, ticket: Ticket) -> None:
        heapq.heappush(self._queue, ticket)
        self._bell.set()

    async def _serve(self, worker: Worker, lowest: Priority) -> None:
        with contextlib.suppress(OSError, TimeoutError, EOFError):
            await worker.start()  # warm before the first job; a failure shows again with the job
        while True:
            ticket = await self._next(lowest)
            await self._run(worker, ticket)

    async def _next(self, lowest: Priority) -> Ticket:
        while True:
            while self._queue and (self._queue[0].taken or self._queue[0].future.done()):
                heapq.heappop(self._queue)
            if self._queue and self._queue[0].priority <= lowest:
                ticket = heapq.heappop(self._queue)
                ticket.taken = True
                return ticket
            self._bell.clear()
            await self._bell.wait()

    async def _run(self, worker: Worker, ticket: Ticket) -> None:
        future = ticket.future
        try:
            answer, blob = await worker.ask(ticket.job, ticket.seconds, ticket.sink)
            _settle(future, answer, blob)
        except asyncio.CancelledError:
            future.cancel()
            raise
        except Exception as error:
            if not future.done():
                future.set_exception(error)


def _settle(future: "asyncio.Future[tuple[jobs.AnyAnswer, bytes]]", answer: jobs.AnyAnswer, blob: bytes) -> None:
    if future.done():
        return
    match answer:
        case jobs.No(code=code, args=args):
            future.set_exception(Refusal(code, **args))
        case jobs.Bug(detail=detail):
            future.set_exception(WorkerBug(detail))
        case _:
            future.set_result((answer, blob))
