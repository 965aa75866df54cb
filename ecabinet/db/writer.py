"""The one way to write: jobs that wait while a commit is under way go into the next transaction together.

What it is not: an ORM session. A job is a plain function of a connection; it runs in a transaction begun IMMEDIATE and
its result is handed out only after the synced commit returned.

Rules:
- Nobody gets a result before the commit. A failed commit fails every job in it.
- Jobs are strangers to each other: one that raises is undone alone (savepoint) and the others are committed.
- A failure of the disk is nobody's own: it ends the whole transaction, because SQLite may have undone all of it.
- After a failed commit the connection is thrown away: what it still holds is not known, and is never guessed. The next
  turn begins with a checkpoint, so what can be read then is on the disk: a commit that was taken for failed but can be
  seen may still lie in the operating system's memory alone, and a second sync of the same file would not say so.
- Transactions run one after the other in a thread of their own: one hand-over each, where an asynchronous driver
  hands over every statement. A job does no slow work (others wait for it) and touches nothing but its connection.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from ecabinet.db.engine import BUSY
from ecabinet.db.failures import trouble
from ecabinet.metrics import FIGURES

T = TypeVar("T")
Job = tuple[Callable[[Connection], Any], "asyncio.Future[Any]"]

MOST_JOBS = 200  # in one transaction


class Writer:
    """Group commit over one connection. `told` hears how each transaction ended (None, or why it failed) before any
    caller does; it must not raise."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.thread = ThreadPoolExecutor(1, "writer")
        self.told: Callable[[Exception | None], None] = lambda failure: None
        self.doubt = False  # a commit failed, and what it left behind is not known to be on the disk
        self.waiting: list[Job] = []
        self.task: asyncio.Task[None] | None = None
        self.closed = False

    async def submit(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in the next transaction; returns its result after the commit, or raises what it raised."""
        if self.closed:
            raise RuntimeError("the writer is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self.waiting.append((work, future))
        if self.task is None:
            self.task = asyncio.create_task(self.run())
        return await future

    async def run(self) -> None:
        """Until nothing waits: one transaction after the other."""
        try:
            while self.waiting:
                jobs, self.waiting = self.waiting[:MOST_JOBS], self.waiting[MOST_JOBS:]
                await self.turn(jobs)
        finally:
            self.task = None

    async def turn(self, jobs: list[Job]) -> None:
        """One transaction. Outcomes are told only once it is committed."""
        since = perf_counter()
        failed: Exception | None = None
        try:
            works = [work for work, _ in jobs]
            outcomes = await asyncio.get_running_loop().run_in_executor(self.thread, self.commit, works)
        except Exception as failure:
            failed = failure
            outcomes = [failure] * len(jobs)
        except BaseException:
            for _, future in jobs:
                future.cancel()
            raise
        self.told(failed)
        FIGURES.committed(len(jobs), since, failed is None)
        for (_, future), outcome in zip(jobs, outcomes, strict=True):
            tell(future, outcome)

    def commit(self, works: list[Callable[[Connection], Any]]) -> list[Any]:
        """In the thread: all in one transaction, committed. Raises when the commit, or the connection, failed."""
        if self.doubt:
            self.settle()
        with self.engine.connect() as connection:
            try:
                connection.begin()
                outcomes = run_alone(connection, works) if len(works) == 1 else run_all(connection, works)
                if len(works) == 1 and isinstance(outcomes[0], Exception):
                    connection.rollback()
                else:
                    connection.commit()
            except BaseException:
                self.doubt = True
                connection.invalidate()
                raise
            return outcomes

    def settle(self) -> None:
        """After a failed commit: carry whatever the log holds into the database file, synced. Raises when it cannot."""
        with self.engine.connect() as connection:
            try:
                driver: Any = connection.connection.driver_connection
                _, logged, carried = driver.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
            except BaseException:
                connection.invalidate()
                raise
        if logged != carried:
            raise RuntimeError("a reader keeps the log from being carried over")
        self.doubt = False

    async def cut_log(self) -> bool:
        """Between two transactions: carry the log over and cut it to nothing, so that bytes which were overwritten are
        in no file any more. False when a reader needs the log just now; nobody waits for it."""
        if self.closed:
            return False
        return await asyncio.get_running_loop().run_in_executor(self.thread, self.cut)

    def cut(self) -> bool:
        """In the thread."""
        with self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA busy_timeout=0")
            try:
                busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                driver.execute(f"PRAGMA busy_timeout={BUSY}")
            return not busy

    async def close(self) -> None:
        """Finish what waits, then take nothing more."""
        self.closed = True
        if self.task is not None:
            await self.task
        self.engine.dispose()
        self.thread.shutdown()


def run_alone(connection: Connection, works: list[Callable[[Connection], Any]]) -> list[Any]:
    """A single job needs no savepoint: the whole transaction is undone with it."""
    try:
        return [works[0](connection)]
    except Exception as failure:
        if trouble(failure):
            raise
        return [failure]


def run_all(connection: Connection, works: list[Callable[[Connection], Any]]) -> list[Any]:
    """Each job within its own savepoint; an exception is its outcome."""
    outcomes = [run_one(connection, work) for work in works]
    still_open(connection)
    return outcomes


def run_one(connection: Connection, work: Callable[[Connection], Any]) -> Any:
    savepoint = connection.begin_nested()
    try:
        outcome = work(connection)
        savepoint.commit()
    except Exception as failure:
        if trouble(failure):
            raise
        savepoint.rollback()  # raises when SQLite undid the whole transaction: then it failed for everybody
        return failure
    return outcome


def still_open(connection: Connection) -> None:
    """The driver takes a commit without a transaction for a success: what was undone before would count as stored."""
    if not connection.connection.driver_connection.in_transaction:  # type: ignore[union-attr]
        raise RuntimeError("the transaction was undone under way")


def tell(future: "asyncio.Future[Any]", outcome: Any) -> None:
    """Whoever asked may have gone away in the meantime."""
    if future.done():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
