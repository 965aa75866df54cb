"""A real disk that fails: system calls of a running server spoiled by strace, and a file system that is too small.

What it is not: a short test. It needs the right to trace and to mount; without them it fails and says so.

`strace` lets the k-th write or sync of each of the server's threads fail (or die in it), once or from there on; taken
away from the server, it leaves a disk that works again.
"""

import asyncio
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import msgspec

from tests.faults.account import Account, account
from tests.faults.driver import Driver, Kept
from tests.faults.scene import another

LOAD = 60  # answers under the fault, and again after it
PATIENCE = 3.0  # seconds of asking in vain


class Spoiled(msgspec.Struct, frozen=True):
    """`error`: an errno's name, or SIGKILL. `when`: strace's "5" (the fifth) or "5+" (from the fifth on)."""

    call: str
    error: str
    when: str

    @property
    def words(self) -> str:
        how = f"signal={self.error}" if self.error.startswith("SIG") else f"error={self.error}"
        return f"{self.call}:{how}:when={self.when}"


class Outcome(msgspec.Struct):
    account: Account
    denied: int  # wishes without a yes while the disk failed
    wrong: list[str]


class Resting(Driver):
    """Stops asking when so many answers have come; the server lives."""

    async def reached(self, late: float) -> None:
        self.resting = True

    async def load(self, acks: int, seconds: float, late: float = 0.0) -> None:
        self.resting = False
        await super().load(acks, seconds, late)


async def traced(process: int, what: str, log: Path) -> "subprocess.Popen[bytes]":
    """strace on a running server; back when it holds all threads."""
    if shutil.which("strace") is None:
        raise AssertionError("strace is needed for this: apt-get install strace")
    command = ["strace", "-f", "-p", str(process), "-e", f"trace={what.partition(':')[0]}", "-e", f"inject={what}"]
    with log.open("wb") as stream:
        tracer = subprocess.Popen([*command, "-o", "/dev/null"], stderr=stream)
    async with asyncio.timeout(10):
        while "attached" not in log.read_text():
            assert tracer.poll() is None, f"tracing is refused here: {log.read_text()}"
            await asyncio.sleep(0.01)
    return tracer


def let_go(tracer: "subprocess.Popen[bytes]") -> None:
    """The server goes on by itself; a tracer whose server died is gone already."""
    tracer.send_signal(signal.SIGINT)
    try:
        tracer.wait(timeout=10)
    except subprocess.TimeoutExpired:
        tracer.kill()
        tracer.wait()


def wanted(driver: Driver) -> set[str]:
    """Ids that have no answer yet."""
    return {ident for sender in driver.senders for ident in sender.open}


async def spoil(kept: Kept, folder: Path, what: Spoiled, seed: int) -> Outcome:
    """Load while the disk fails, load when it works again, and the account."""
    driver = Resting(another(kept, folder), "", seed)
    wrong = []
    try:
        await driver.start()
        await driver.load(10, PATIENCE)
        tracer = await traced(driver.victim, what.words, folder / "strace")
        try:
            await driver.load(LOAD, PATIENCE)
        finally:
            await asyncio.to_thread(let_go, tracer)
        denied = len(wanted(driver))
        if what.error == "SIGKILL":
            driver.kill()
            await driver.start()
        before, owed = driver.acked, wanted(driver)
        await driver.load(LOAD + len(owed), 10)
        for _ in range(5):  # some are slower than others: a note waits for the one before it
            if owed & wanted(driver):
                await driver.load(LOAD, 5)
        if driver.acked < before + LOAD:
            wrong.append(f"it did not recover: {driver.acked - before} answers")
        wrong += [f"never answered: {one}" for one in sorted(owed & wanted(driver))[:5]]
    finally:
        driver.close()
    return Outcome(account(driver.folder, driver.place.meeting, driver.promises), denied, wrong)


class SmallDisk:
    """A file system of its own, of so many megabytes; `fill` leaves no room, `free` gives it back."""

    def __init__(self, path: Path, size_mb: int) -> None:
        self.path = path
        self.size_mb = size_mb
        self.ballast: list[Path] = []

    def __enter__(self) -> "SmallDisk":
        self.path.mkdir()
        options = f"size={self.size_mb}m,mode=0700"
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "ecabinet", str(self.path)], capture_output=True)
        assert done.returncode == 0, f"mounting is refused here: {done.stderr.decode()}"
        return self

    def __exit__(self, *_: Any) -> None:
        subprocess.run(["umount", "-l", str(self.path)], check=True)

    def fill(self) -> None:
        """To the last block."""
        made = self.path / f"ballast{len(self.ballast)}"
        self.ballast.append(made)
        with made.open("wb") as stream:
            while room := shutil.disk_usage(self.path).free:
                os.posix_fallocate(stream.fileno(), stream.seek(0, os.SEEK_END), room)
                stream.truncate(os.fstat(stream.fileno()).st_size)

    def free(self) -> None:
        for one in self.ballast:
            one.unlink()
        self.ballast.clear()
