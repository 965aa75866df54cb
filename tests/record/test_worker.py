"""The worker process: real work in another process, errors that come back, a lost process that is replaced."""

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from ecabinet.record import tasks
from ecabinet.record.worker import Worker
from tests.record import shelf


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def own_pid() -> int:
    return os.getpid()


def fails() -> None:
    raise ValueError("no")


async def test_the_record_is_made_elsewhere_with_the_same_bytes(worker: Worker) -> None:
    assert await worker.run(own_pid) != os.getpid()
    record = await asyncio.to_thread(shelf.record)
    assert await worker.run(tasks.final, record.entries) == record.typeset.pdf


async def test_errors_come_back_and_a_killed_process_is_replaced(worker: Worker) -> None:
    with pytest.raises(ValueError, match="no"):
        await worker.run(fails)
    first = await worker.run(own_pid)
    os.kill(first, signal.SIGKILL)
    assert await worker.run(own_pid) != first


async def test_a_signature_from_the_journal_alone(worker: Worker) -> None:
    record = await asyncio.to_thread(shelf.record)
    made = None
    for role, person in shelf.SIGNERS.items():
        what = shelf.task(record.typeset.pdf, record.typeset, role, person)
        asked = tasks.Signing(tuple(record.entries), made, role, what.name, what.p12, what.pin, what.at, what.offset)
        wrong = tasks.Signing(tuple(record.entries), made, role, what.name, what.p12, "000000", what.at, what.offset)
        assert await worker.run(tasks.add_signature, wrong) == "wrong_pin"
        answer = await worker.run(tasks.add_signature, asked)
        assert not isinstance(answer, str)
        made = answer.pdf
    assert made is not None
    assert (await worker.run(tasks.examine, made, record.roots)).exit_code == 0
