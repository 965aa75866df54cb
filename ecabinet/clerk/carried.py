"""Commands that a meeting has carried out: what makes a retry harmless.

What it is: all of them are rows; the latest are in memory, and of each older one only a number, which tells a new
command from one that may be known. What it is not: the guard. `PRIMARY KEY(meeting, person, command_id)` stands behind.

Rules: before a turn, `recall` what may be known of its commands; then `get` needs no disk. A long meeting has tens of
thousands of commands, and hardly one is ever asked for again after a few seconds.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from ecabinet.clerk.store import Done, Key, read_done, read_keys
from ecabinet.db.database import Database

MOST_LATEST = 2000  # more than the commands of a turn


class Carried:
    """`len` counts all; `get` finds what is in memory."""

    def __init__(self, db: Database, meeting: str) -> None:
        self.db = db
        self.meeting = meeting
        self.latest: dict[Key, Done] = {}
        self.older: array[int] = array("q")  # their numbers, sorted: eight bytes each
        self.count = 0

    async def load(self) -> None:
        """What is stored."""
        keys = await read_keys(self.db, self.meeting)
        self.latest, self.older, self.count = {}, array("q", sorted(map(hash, keys))), len(keys)

    def __len__(self) -> int:
        return self.count

    def get(self, key: Key) -> Done | None:
        return self.latest.get(key)

    async def recall(self, keys: Iterable[Key]) -> None:
        """Look up those that may be known and are not in memory. (Two commands may have the same number.)"""
        wanted = [key for key in keys if key not in self.latest and self.may_be_older(key)]
        if wanted:
            self.latest.update(await read_done(self.db, self.meeting, wanted))

    def may_be_older(self, key: Key) -> bool:
        number = hash(key)
        place = bisect_left(self.older, number)
        return place < len(self.older) and self.older[place] == number

    def update(self, fresh: Mapping[Key, Done]) -> None:
        """These were committed. Of the latest, half is put by whenever they have become too many."""
        self.latest.update(fresh)
        self.count += len(fresh)
        if len(self.latest) > 2 * MOST_LATEST:
            put_by = list(self.latest)[:-MOST_LATEST]
            self.older = array("q", sorted({*self.older, *map(hash, put_by)}))
            for key in put_by:
                del self.latest[key]
