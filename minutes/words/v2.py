"""Wording 2, Vietnamese: as wording 1, with everything that can be voted. Frozen once published.

What it keeps of wording 1 it takes from there: that one never changes either.
"""

from msgspec.structs import replace

from minutes.doc import ItemDoc, MinutesDoc
from minutes.words import v1, v2_annex, v2_people
from minutes.words.parts import Fact
from minutes.words.v1 import (
    SIGN_CHAIR,
    SIGN_SECRETARY,
    TITLE,
    attendee_note,
    chairing,
    ending,
    item_heading,
    opening,
    pauses,
    recipients,
    secretary,
)
from minutes.words.v2_annex import Table
from minutes.words.v2_votes import vote_fact

__all__ = [
    "SIGN_CHAIR",
    "SIGN_SECRETARY",
    "TITLE",
    "attendee_note",
    "chairing",
    "ending",
    "item_facts",
    "item_heading",
    "opening",
    "pauses",
    "people",
    "recipients",
    "secretary",
    "vote_tables",
    "votes_title",
]


def people(doc: MinutesDoc) -> tuple[Fact, ...]:
    """Attendance in counts, absentees, substitutes, guests."""
    return v2_people.attendance(doc)


def item_facts(doc: MinutesDoc, item: ItemDoc) -> tuple[Fact, ...]:
    """Everything the journal knows of one item, in the order of the record."""
    plain = v1.item_facts(doc, replace(item, votes=()))
    before = (one for one in plain if one.code != "state")
    after = (one for one in plain if one.code == "state")
    return (*before, *(vote_fact(vote, doc.frame.offset) for vote in item.votes), *after)


def votes_title() -> str:
    """The title of the annex of votes."""
    return v2_annex.TITLE


def vote_tables(doc: MinutesDoc) -> list[Table]:
    """The tables of the annex of votes."""
    return v2_annex.tables(doc)
