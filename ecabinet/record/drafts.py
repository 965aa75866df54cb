"""The secretary's prose while the minutes are a draft: rows with revisions, one text per place.

Rules: every save is a new revision and none is lost; who saves names the revision they had seen, and a text that
somebody else has changed since is not overwritten (`record.conflict`); places and lengths are those of the final text.
"""

import msgspec
from sqlalchemy import Connection, insert, text

from ecabinet.db.database import Database
from ecabinet.db.tables import prose as prose_table
from journal.checks import text as clean_text
from journal.shapes import Refusal
from meeting.rules_record import MAX_TEXT, check_place
from meeting.state import MeetingState

MOST_REVISIONS = 100_000
LATEST = text(
    """SELECT key, text, rev FROM prose p WHERE meeting = :meeting
    AND rev = (SELECT MAX(rev) FROM prose q WHERE q.meeting = p.meeting AND q.key = p.key)"""
)


class Draft(msgspec.Struct, frozen=True):
    """All texts, and the number of the last save."""

    rev: int
    blocks: dict[str, str]
    revs: dict[str, int]  # of each text


class Save(msgspec.Struct, frozen=True):
    """One text as somebody wants it; `rev` is the last save they knew of."""

    key: str
    text: str
    rev: int


async def read(db: Database, meeting: str) -> Draft:
    """The newest text of every place."""
    rows = await db.rows(LATEST, {"meeting": meeting})
    return Draft(
        rev=max((row["rev"] for row in rows), default=0),
        blocks={row["key"]: row["text"] for row in rows},
        revs={row["key"]: row["rev"] for row in rows},
    )


async def write(db: Database, state: MeetingState, save: Save, person: str, at: int) -> int:
    """Save one text; the new revision. Refuses `record.conflict` with the text that stands there."""
    check_place(state, save.key)
    wanted = Save(save.key, clean_text(save.key, save.text, MAX_TEXT), save.rev)
    return await db.write(lambda connection: _write(connection, state.meeting, wanted, person, at))


def _write(connection: Connection, meeting: str, save: Save, person: str, at: int) -> int:
    rows = connection.execute(LATEST, {"meeting": meeting}).all()
    standing = next((row for row in rows if row.key == save.key), None)
    last = max((row.rev for row in rows), default=0)
    if standing is not None and standing.text == save.text:
        return int(standing.rev)  # a retry, or nothing changed
    if standing is not None and standing.rev > save.rev:
        raise Refusal("record.conflict", key=save.key, rev=standing.rev, text=standing.text)
    if last >= MOST_REVISIONS:
        raise Refusal("record.too_many_revisions")
    row = {"meeting": meeting, "rev": last + 1, "key": save.key, "text": save.text, "at": at, "by": person}
    connection.execute(insert(prose_table).values(row))
    return last + 1
