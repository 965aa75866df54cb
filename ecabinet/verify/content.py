"""What is inside a record: the attached journal, checked entry by entry, and what the record says about itself."""

import io
import json
from typing import Any

import msgspec
import pikepdf

from ecabinet.record.source import WITHHELD, read_journal
from ecabinet.verify.recount import Line
from ecabinet.verify.report import Broken
from journal.chain import Broken as ChainBroken
from journal.chain import verify as verify_chain
from journal.entry import Entry, Header, read_header


class Content(msgspec.Struct, frozen=True):
    """The record's own sources. `entries`: withheld payloads are empty."""

    entries: tuple[Entry, ...]
    headers: tuple[Header, ...]
    meta: dict[str, Any]
    withheld: int


def read(first_revision: bytes) -> Content:
    """Attachments of the typeset part, the chain and every payload checked."""
    try:
        with pikepdf.open(io.BytesIO(first_revision)) as pdf:
            journal = pdf.attachments["journal.json"].get_file().read_bytes()
            meta = json.loads(pdf.attachments["record.json"].get_file().read_bytes())
        headers, payloads = read_journal(journal)
    except (pikepdf.PdfError, KeyError, ValueError, TypeError, AttributeError):
        raise Broken("journal", "no_journal") from None
    try:
        head = verify_chain(headers, payloads)
    except ChainBroken as broken:
        raise Broken("journal", broken.reason, seq=broken.seq) from None
    if (head.seq, head.hash) != (meta.get("seq"), meta.get("head")):
        raise Broken("journal", "head", seq=head.seq)
    return _content(headers, payloads, meta)


def _content(headers: list[bytes], payloads: dict[int, bytes], meta: dict[str, Any]) -> Content:
    read_headers = tuple(read_header(header) for header in headers)
    if read_headers[-1].kind != "meeting.finalised":
        raise Broken("journal", "not_final", seq=read_headers[-1].seq)
    for header in read_headers:
        if (header.seq in payloads) == (header.kind in WITHHELD):
            raise Broken("journal", "withheld", seq=header.seq)
    entries = tuple(Entry(header, payloads.get(seq, b"")) for seq, header in enumerate(headers, start=1))
    return Content(entries, read_headers, meta, len(headers) - len(payloads))


def lines(content: Content) -> list[Line]:
    """The events as plain JSON, for the recount."""
    found: list[Line] = []
    for header, entry in zip(content.headers, content.entries, strict=True):
        if entry.payload:
            found.append((header.seq, header.at, header.kind, json.loads(entry.payload)["body"]))
    return found
