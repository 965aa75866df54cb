"""The server that gets killed.

`python -m tests.faults.server` imports everything once, then forks a server for each line `FOLDER PORT [variant ...]`
it reads and prints its process id: a start costs milliseconds, and 20 kills fit into a test run. With the same words as
arguments it is one server, started as a whole process is.

Variants: `whole` serves all rooms, `small` has a reserve for small disks. Known bad, here and nowhere else: `early`
answers before the commit, `forgetful` does not know after a restart which commands it has carried out. The harness must
catch them.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from ecabinet.app import ROOMS, application
from ecabinet.clerk import store
from ecabinet.clerk.carried import Carried
from ecabinet.clerk.clerk import Clerk
from ecabinet.clerk.turn import Turn
from ecabinet.commands.serve import serve
from ecabinet.live import seat
from ecabinet.settings import Settings
from tests.kit.home import make_house

UNDER_WAY: set[asyncio.Future[None]] = set()


class EarlyClerk(Clerk):
    """Takes the commit for granted; the disk takes its time: long enough that something is always on its way to it."""

    async def store(self, turn: Turn) -> None:
        batch = self.batch(turn)

        async def later() -> None:
            await asyncio.sleep(0.1)
            await self.db.write(lambda connection: store.write_batch(connection, batch))

        task = asyncio.ensure_future(later())
        UNDER_WAY.add(task)
        task.add_done_callback(UNDER_WAY.discard)
        self.state = turn.state
        self.done.update(turn.fresh)
        self.listed = batch.card or self.listed[0], batch.participations or self.listed[1]


class ForgetfulClerk(Clerk):
    """Begins with an empty list of what was done; what it does again it does again."""

    async def load(self) -> None:
        await super().load()
        self.done = Carried(self.db, self.meeting)


def forget() -> None:
    """Nor does the table stop it."""
    store.ADD_COMMANDS = store.ADD_COMMANDS.replace("INSERT INTO", "INSERT OR REPLACE INTO")


def main() -> None:
    """Until the input ends. Dead children need no burial."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            run(*line.split())
            os._exit(0)
        print(child, flush=True)


def run(folder: str, port: str, *variant: str) -> None:
    if hasattr(seat, "EVENTS"):
        seat.EVENTS = (100_000.0, 100_000.0)  # the load of a hundred people comes from a few
    settings = Settings(data=Path(folder), port=int(port))
    house = make_house(settings)
    if "small" in variant:
        house.storage.low, house.storage.reserve = 2 << 20, 10 << 20
    if "early" in variant:
        house.clerks.make = EarlyClerk
    if "forgetful" in variant:
        forget()
        house.clerks.make = ForgetfulClerk
    serve(application(house, ROOMS if "whole" in variant else ()), settings)


if __name__ == "__main__":
    if sys.argv[1:]:
        run(*sys.argv[1:])
    else:
        main()
