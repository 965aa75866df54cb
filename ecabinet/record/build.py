"""A journal to its record: fold, word, lay out, typeset. A function of the journal alone, to the byte."""

from collections.abc import Mapping, Sequence
from typing import Any

from ecabinet.record import fonts, source, typeset
from ecabinet.record.typeset import Typeset
from journal.entry import Entry, read_header
from meeting.events import Reserved
from minutes.fold import fold
from minutes.layout import current, layout
from minutes.words import CURRENT as WORDING


class OtherTypesetter(Exception):
    """The record was set by another typesetter, fonts, template or wording than this installation has."""


def build(entries: Sequence[Entry]) -> Typeset:
    """The record of a journal with final minutes; entries after `meeting.finalised` are left out.

    Raises NotFinal, or OtherTypesetter where the same bytes cannot be made here."""
    check_typesetter(source.reserved_of(source.happened(source.upto_final(entries)[-1:])))
    return set_here(entries)


def set_here(entries: Sequence[Entry]) -> Typeset:
    """The same by the typesetter at hand, whichever the minutes were made final with: not always the record itself."""
    kept = source.upto_final(entries)
    events = source.happened(kept)
    reserved = source.reserved_of(events)
    return typeset.document(
        layout(fold(events), reserved.template, reserved.wording),
        journal=source.journal_json(kept),
        meta=source.meta_json(kept, reserved),
        at=read_header(kept[-1].header).at,
    )


def check_typesetter(reserved: Reserved) -> None:
    """Raises OtherTypesetter unless the same bytes can be made here."""
    if (reserved.typesetter, reserved.fonts) != (fonts.typesetter(), fonts.hashes()):
        raise OtherTypesetter(reserved.typesetter)


def draft_model(entries: Sequence[Entry], prose: Mapping[str, str]) -> dict[str, Any]:
    """The document model of the minutes as they stand now: the final text once there is one, else the draft."""
    doc = fold(source.happened(entries), prose)
    return layout(doc, current(doc.frame.form), WORDING)


def fixed(number: int, notation: str, date: str, form: str = "room") -> Reserved:
    """What finalising writes down about the document, for the number that was taken from the register."""
    return Reserved(
        number=number,
        notation=notation,
        date=date,
        template=current(form),
        wording=WORDING,
        typesetter=fonts.typesetter(),
        fonts=fonts.hashes(),
    )
