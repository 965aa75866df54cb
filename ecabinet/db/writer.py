"""The one way to write: jobs that wait while a commit is under way go into the next transaction together.

What it is not: an ORM session. A job is a plain function of a connection; it runs in a transaction begun IMMEDIATE and
its result is handed out only after the synced commit returned.

Rules:
- Nobody gets a result before the commit. A failed commit fails every job in it.
- Jobs are strangers to each other: one that raises is undone alone (savepoint) and the others are committed.
- After a failed commit the connection is thrown away: what it still holds is not known, and is never guessed.
- A job does no slow work: others wait for it. It runs on the event loop between the database's steps.
"""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")
Job = tuple[Callable[[Connection], Any], "asyncio.Future[Any]"]

MOST_JOBS = 200  # in one transaction


class Writer:
    """Group commit over one connection."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
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
        try:
            outcomes = await self.commit([work for work, _ in jobs])
        except Exception as failure:
            outcomes = [failure] * len(jobs)
        except BaseException:
            for _, future in jobs:
                future.cancel()
            raise
        for (_, future), outcome in zip(jobs, outcomes, strict=True):
            tell(future, outcome)

    async def commit(self, works: list[Callable[[Connection], Any]]) -> list[Any]:
        """Run all in one transaction and commit it. Raises when the commit, or the connection, failed."""
        async with self.engine.connect() as connection:
            try:
                await connection.begin()
                outcomes = await connection.run_sync(run_alone if len(works) == 1 else run_all, works)
                if len(works) == 1 and isinstance(outcomes[0], Exception):
                    await connection.rollback()
                else:
                    await connection.commit()
            except BaseException:
                await connection.invalidate()
                raise
            return outcomes

    async def close(self) -> None:
        """Finish what waits, then take nothing more."""
        self.closed = True
        if self.task is not None:
            await self.task
        await self.engine.dispose()


def run_alone(connection: Connection, works: list[Callable[[Connection], Any]]) -> list[Any]:
    """A single job needs no savepoint: the whole transaction is undone with it."""
    try:
        return [works[0](connection)]
    except Exception as failure:
        return [failure]


def run_all(connection: Connection, works: list[Callable[[Connection], Any]]) -> list[Any]:
    """Each job within its own savepoint; an exception is its outcome."""
    return [run_one(connection, work) for work in works]


def run_one(connection: Connection, work: Callable[[Connection], Any]) -> Any:
    try:
        with connection.begin_nested():
            return work(connection)
    except Exception as failure:
        return failure


def tell(future: "asyncio.Future[Any]", outcome: Any) -> None:
    """Whoever asked may have gone away in the meantime."""
    if future.done():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
