"""Makes the record's house quick enough for many tests: threads for the worker process, keys made once per run.

One test (`test_worker.py`) uses the real process.
"""

import asyncio
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ecabinet.signing import authority, store
from ecabinet.signing.authority import Holder, Issued
from tests.record import shelf

ROOMS = ("pages", "record", "documents")


class Thread:
    """Stands in for `ecabinet.record.worker.Worker`."""

    async def run(self, work: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.to_thread(work, *args)

    def close(self) -> None:
        pass


@cache
def made(name: str) -> Issued:
    holder = Holder("x", name, "", "Ủy ban nhân dân tỉnh Lam Giang")
    return authority.issue(shelf.ca(), holder, store.DEMO_PIN, shelf.story.EIGHT - shelf.YEAR)


def issue(data: Path, holder: Holder, _pin: str, _at: int) -> Issued:
    trusted = data / "trust" / store.DEMO_ROOT
    trusted.write_bytes(authority.roots(shelf.ca()))
    return made(holder.name)


def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the length of a test."""
    monkeypatch.setattr("ecabinet.record.room.Worker", Thread)
    monkeypatch.setattr(store, "_issue", issue)
