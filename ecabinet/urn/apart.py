"""Running the opening in a process of its own, which can be killed.

What it is not: the opening (`opening.py`). Rules: the child gets its own empty surroundings; whatever it prints beside
its result goes nowhere; after the deadline it is killed. A process that dies is the machine's trouble and says nothing
about the urn: whoever asks tries again.
"""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE

import msgspec

from ecabinet.urn.opening import Job, Result

DEADLINE = 60.0  # seconds; 500 ballots take half a second, the start of the process included


class OpeningFailed(Exception):
    """The process died or did not answer in time. Nothing is known about the urn."""


async def open_apart(job: Job, deadline: float = DEADLINE) -> Result:
    """What `opening.open_urn` says. Raises OpeningFailed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-m", "ecabinet.urn.worker", str(os.getpid()),
        stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd="/", env={"LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    try:
        async with asyncio.timeout(deadline):
            said, _ = await process.communicate(msgspec.json.encode(job))
        result: Result = msgspec.json.decode(said, type=Result)
    except (TimeoutError, msgspec.MsgspecError):
        raise OpeningFailed from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    return result
