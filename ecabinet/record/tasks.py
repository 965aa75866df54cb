"""What the record's worker process does. Top-level functions of plain values, nothing kept between calls.

The heavy libraries are imported where they are used, so that a preview does not wait for pyHanko.
"""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from ecabinet.record import build, typeset
from ecabinet.verify.report import Report
from journal.entry import Entry

if TYPE_CHECKING:
    from ecabinet.signing.sign import Signed


class Signing(msgspec.Struct, frozen=True):
    """One signature to make on the record of a journal. `pdf`: the file so far, None before the first signature."""

    entries: tuple[Entry, ...]
    pdf: bytes | None
    role: Literal["secretary", "chair"]
    name: str
    p12: bytes
    pin: str
    at: int
    offset: int


def preview(entries: Sequence[Entry], prose: Mapping[str, str], width: int) -> list[bytes]:
    """The pages as they would be printed now, as WebP."""
    return typeset.pages(build.draft_model(entries, prose), width)


def final(entries: Sequence[Entry]) -> bytes | Literal["other_typesetter"]:
    """The unsigned record."""
    try:
        return build.build(entries).pdf
    except build.OtherTypesetter:
        return "other_typesetter"


def add_signature(what: Signing) -> "Signed | Literal['wrong_pin', 'wrong_signer', 'other_typesetter']":
    """Typeset (the same bytes each time) and sign. The chair signs what the secretary has signed, whatever set it."""
    from ecabinet.signing.keys import WrongPin
    from ecabinet.signing.sign import Task, WrongSigner, sign

    try:
        made = build.build(what.entries)
        pdf = made.pdf if what.pdf is None else what.pdf
    except build.OtherTypesetter:
        if what.pdf is None:
            return "other_typesetter"
        made, pdf = build.set_here(what.entries), what.pdf
    else:
        if not pdf.startswith(made.pdf):
            raise RuntimeError("the signed file is not the record of this journal")
    try:
        return sign(Task(pdf, what.role, made.boxes, what.name, what.p12, what.pin, what.at, what.offset))
    except WrongPin:
        return "wrong_pin"
    except WrongSigner:
        return "wrong_signer"


def examine(pdf: bytes, roots: bytes | None) -> Report:
    """What the verifier says of a file."""
    from ecabinet.verify.check import verify

    return verify(pdf, roots)


def page_count(pdf: bytes) -> int:
    """Number of pages of a record."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)
