"""The sealed ballots as they lie in the database until their urn is opened.

What it is not: where they are written or deleted; both belong to the transaction of the event they go with
(`ecabinet/clerk/store.py`).
"""

import msgspec
from sqlalchemy import select

from ecabinet.db.database import Database
from ecabinet.db.tables import deposit
from voting.rules_ballots import Deposit


async def sealed_of(db: Database, meeting: str, poll: int) -> dict[int, str]:
    """Voter -> sealed ballot, hex. Of a ballot that was changed the last one."""
    rows = await db.rows(select(deposit.c.body).where(deposit.c.meeting == meeting).order_by(deposit.c.id))
    found = [msgspec.json.decode(row["body"], type=Deposit) for row in rows]
    return {one.voter: one.sealed for one in found if one.poll == poll}


async def meetings_with(db: Database) -> set[str]:
    """Meetings that have sealed ballots."""
    return {row["meeting"] for row in await db.rows(select(deposit.c.meeting).distinct())}
