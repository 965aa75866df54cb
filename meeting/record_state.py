"""The record's life as it stands: draft, final, signed by secretary and chair, filed.

What it is: one slice of the meeting's state and its `evolve`. What it is not: the record's content (see `minutes`).
"""

from typing import Literal, assert_never

from msgspec.structs import replace

from journal.shapes import State
from meeting import events as ev
from meeting.events import ProseBlock, Reserved

RecordEvent = ev.Finalised | ev.FinalWithdrawn | ev.Signed | ev.Filed


class Signature(State):
    """One signature on the record."""

    participant: int
    role: Literal["secretary", "chair"]
    name: str
    certificate: str
    sha256: str
    signed_at: int


class Final(State):
    """The frozen minutes: the text, what the register gave, and the last entry the record rests on."""

    prose: tuple[ProseBlock, ...]
    reserved: Reserved
    seq: int


class RecordState(State):
    """The record's life: draft, final, signed by secretary and chair, filed."""

    final: Final | None = None
    signatures: tuple[Signature, ...] = ()
    document: str | None = None

    @property
    def stage(self) -> Literal["draft", "final", "signed", "filed"]:
        """How far it is."""
        if self.document is not None:
            return "filed"
        if self.final is None:
            return "draft"
        return "signed" if len(self.signatures) == 2 else "final"


def evolve(record: RecordState, event: RecordEvent, seq: int) -> RecordState:
    """The record after `event`, entry number `seq`."""
    match event:
        case ev.Finalised():
            return replace(record, final=Final(event.prose, event.reserved, seq))
        case ev.FinalWithdrawn():
            return replace(record, final=None)
        case ev.Signed():
            signed = Signature(
                event.participant, event.role, event.name, event.certificate, event.sha256, event.signed_at
            )
            return replace(record, signatures=(*record.signatures, signed))
        case ev.Filed():
            return replace(record, document=event.document)
        case _:
            assert_never(event)
