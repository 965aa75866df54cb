"""The server that gets killed.

`python -m tests.faults.server` imports everything once, then forks a server for each line `FOLDER PORT [early]` it
reads and prints its process id: a start costs milliseconds, and 20 kills fit into a test run.

`early` is a known-bad variant, here and nowhere else: it answers before the commit. The harness must catch it.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from ecabinet.app import application
from ecabinet.clerk.clerk import Clerk
from ecabinet.clerk.store import write_batch
from ecabinet.clerk.turn import Turn
from ecabinet.commands.serve import serve
from ecabinet.live import seat
from ecabinet.settings import Settings
from tests.kit.home import make_house

UNDER_WAY: set[asyncio.Future[None]] = set()


class EarlyClerk(Clerk):
    """Takes the commit for granted."""

    async def store(self, turn: Turn) -> None:
        batch = self.batch(turn)
        task = asyncio.ensure_future(self.db.write(lambda connection: write_batch(connection, batch)))
        UNDER_WAY.add(task)
        task.add_done_callback(UNDER_WAY.discard)
        self.state = turn.state
        self.done.update(turn.fresh)
        self.listed = batch.card or self.listed[0], batch.participations or self.listed[1]


def main() -> None:
    """Until the input ends. Dead children need no burial."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            run(*line.split())
            os._exit(0)
        print(child, flush=True)


def run(folder: str, port: str, *variant: str) -> None:
    seat.EVENTS = (100_000.0, 100_000.0)  # the load of a hundred people comes from a few
    settings = Settings(data=Path(folder), port=int(port))
    house = make_house(settings)
    if "early" in variant:
        house.clerks.make = EarlyClerk
    serve(application(house, rooms=()), settings)


if __name__ == "__main__":
    main()
