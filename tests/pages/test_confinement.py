"""A worker cannot do more than draw, whatever a file makes it do."""

import asyncio
import resource
from pathlib import Path

from ecabinet.pages.process import Worker


async def started() -> Worker:
    worker = Worker()
    await worker.start()
    assert worker.pid
    return worker


async def test_its_limits_are_set() -> None:
    worker = await started()
    try:
        assert worker.pid
        assert resource.prlimit(worker.pid, resource.RLIMIT_AS) == (1_200_000_000,) * 2
        assert resource.prlimit(worker.pid, resource.RLIMIT_FSIZE) == (0, 0)
        assert resource.prlimit(worker.pid, resource.RLIMIT_CORE) == (0, 0)
        assert resource.prlimit(worker.pid, resource.RLIMIT_NOFILE) == (32, 32)
        assert "NoNewPrivs:\t1" in Path(f"/proc/{worker.pid}/status").read_text()
    finally:
        await worker.kill()


async def test_it_knows_nothing_of_the_servers_surroundings(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("ECABINET_SECRET", "không được lộ")
    worker = await started()
    try:
        assert b"SECRET" not in Path(f"/proc/{worker.pid}/environ").read_bytes()
    finally:
        await worker.kill()


async def test_it_ends_when_the_house_is_gone() -> None:
    """The parent here is a process that starts a worker and is killed."""
    code = (
        "import asyncio, sys\n"
        "from ecabinet.pages.process import Worker\n"
        "async def main():\n"
        "    w = Worker(); await w.start(); print(w.pid, flush=True); await asyncio.sleep(60)\n"
        "asyncio.run(main())"
    )
    import sys

    house = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    assert house.stdout
    pid = int(await house.stdout.readline())
    house.kill()
    await house.wait()
    async with asyncio.timeout(10):
        while _lives(pid):
            await asyncio.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
    return "State:\tZ" not in status


async def test_a_fat_worker_is_replaced() -> None:
    worker = await started()
    try:
        before, worker.rss = worker.pid, 700_000_000
        await worker.start()
        assert worker.pid != before
        assert worker.rss < 200_000_000
    finally:
        await worker.kill()
