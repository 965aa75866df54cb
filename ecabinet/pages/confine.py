"""The walls of a worker process: what it may still do once it reads files of strangers.

Rules: bounded memory, no files written, no core dumps, no new rights, no life after its parent. The wall clock is the
parent's, because the CPU limit counts a whole life. Linux; elsewhere the limits that exist are set.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

MEMORY = 1_200_000_000
OPEN_FILES = 32

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


def confine(parent: int, niceness: int) -> None:
    """Call after the imports: they need more files and memory maps than the work does."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    os.nice(niceness)
    if sys.platform == "linux":
        _bind_to(parent)


def _bind_to(parent: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked to die with it
        os._exit(0)


def memory_in_use() -> int:
    """Resident bytes now; the peak where /proc is missing."""
    with contextlib.suppress(OSError, ValueError, IndexError), Path("/proc/self/statm").open("rb") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
