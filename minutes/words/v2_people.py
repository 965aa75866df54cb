"""Wording 2: attendance. As wording 1, but a substitute who votes is not called one who does not."""

from msgspec.structs import replace

from minutes.doc import MinutesDoc
from minutes.words.parts import Fact
from minutes.words.v1_people import attendance as in_wording_1


def attendance(doc: MinutesDoc) -> tuple[Fact, ...]:
    """All facts on who was there."""
    facts = in_wording_1(doc)
    if not any(voter.replaces is not None for item in doc.items for vote in item.votes for voter in vote.voters):
        return facts
    return tuple(replace(f, label="Người được cử dự họp thay") if f.code == "substitutes" else f for f in facts)
