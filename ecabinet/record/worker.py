"""Slow work of the record in a process of its own: typesetting, pictures, signing, verifying.

Pure Python that takes up to a second would hold the event loop's interpreter lock; here it cannot. One process, started
when first needed, started again should it die. What goes in and out are plain values; a PIN passes through the pipe and
is kept nowhere.
"""

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from ecabinet.logs import take_over

P = ParamSpec("P")
T = TypeVar("T")


class Worker:
    """`await worker.run(function, ...)`; the function must be at the top level of a module."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def run(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """The result, or what the function raised. A lost process is tried once more."""
        if named:
            raise TypeError("only positional arguments travel")
        try:
            return await self._submit(work, args)
        except BrokenProcessPool:
            self.close()
            return await self._submit(work, args)

    async def _submit(self, work: Callable[..., T], args: tuple[object, ...]) -> T:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=take_over)
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *args)

    def close(self) -> None:
        """Let the process go; work under way is given up."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
