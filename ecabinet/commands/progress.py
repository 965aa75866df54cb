"""Saying how far it is, for verbs that take a while, and ending them in the same words. Not a verb."""

import sys
import time
from collections.abc import Callable

from ecabinet.backup.manifest import Damaged, Refused
from ecabinet.data import DataFolderInUse

EVERY = 1.0  # seconds between lines where there is no terminal


class Progress:
    """In place on a terminal, now and then a line elsewhere."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.last = 0.0
        self.shown = False

    def __call__(self, words: str) -> None:
        at = time.monotonic()
        if sys.stderr.isatty():
            self.shown = True
            print(f"\r\033[K[{at - self.begun:5.1f} s] {words[:100]}", end="", file=sys.stderr, flush=True)
        elif at - self.last >= EVERY:
            self.last = at
            print(f"[{at - self.begun:5.1f} s] {words}", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def carried_out(work: Callable[[Progress], None]) -> int:
    """Exit code: 0 done; 1 something does not hold, each fault a line; 2 it cannot be done like this."""
    progress = Progress()
    try:
        work(progress)
    except Damaged as damaged:
        progress.end()
        for fault in damaged.faults:
            print(f"ecabinet: {fault}", file=sys.stderr)
        return 1
    except (Refused, DataFolderInUse, OSError) as failure:
        progress.end()
        print(f"ecabinet: {failure}", file=sys.stderr)
        return 2
    progress.end()
    return 0
