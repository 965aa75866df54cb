"""A server for one rehearsal: `ecabinet demo` as a child process on a free port of this machine."""

import asyncio
import contextlib
import secrets
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp

START = 180.0  # seconds


@contextlib.asynccontextmanager
async def own_server(folder: Path, log_path: Path, say: Callable[[str], None]) -> AsyncIterator[str]:
    """Its address, as long as it is needed; data in `folder`. RuntimeError if it does not come up."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    log = log_path.open("wb")
    command = (sys.executable, "-m", "ecabinet.cli", "demo", "--data", str(folder / "data"), "--port", str(port))
    child = await asyncio.create_subprocess_exec(*command, stdout=log, stderr=asyncio.subprocess.STDOUT)
    try:
        say(f"own server: {url}")
        await until_up(url, child)
        yield url
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.terminate()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(child.wait(), 20)
        log.close()


async def until_up(url: str, child: asyncio.subprocess.Process) -> None:
    """Preparing papers and people takes about fifteen seconds."""
    begun = time.monotonic()
    async with aiohttp.ClientSession() as web:
        while time.monotonic() < begun + START:
            if child.returncode is not None:
                raise RuntimeError("the server ended; see server.log")
            with contextlib.suppress(aiohttp.ClientError):
                async with web.get(f"{url}/healthz") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.1)
    raise RuntimeError("the server did not come up")


def free_port() -> int:
    """A port nobody listens on now. Below those that kernels give to outgoing connections (from 32768 on, and 49152 by
    RFC 6335), so that none of these takes it until a server does, or while one starts again."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
