"""Checks a chain of entries: that nothing was changed, left out, added or put in another order.

What it is: a pure function over stored bytes, used by the clerk at loading and by `verify` on a record.
What it is not: a proof of who wrote it; that is what the signature over the last hash is for. A chain alone cannot tell
that its end was cut off: compare the returned head with the one that was signed.

Rules
- Headers are canonical, of one meeting, numbered 1, 2, 3 ..., each naming the hash of the one before; time never runs
  back.
- Payloads may be missing (withheld); those given must belong to a header and match its hash.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from journal.entry import GENESIS, VERSION, Header, canonical, digest, entry_hash, read_header, read_payload

Reason = Literal[
    "not_a_header",  # the bytes are no header
    "not_canonical",  # the same fields in other bytes
    "version",  # written by a newer release
    "meeting",  # of another meeting
    "seq",  # missing, doubled or out of order
    "prev",  # does not follow the entry before
    "time",  # earlier than the entry before
    "payload",  # the payload is not the one the header names
    "not_a_payload",  # the payload has another shape
    "stray_payload",  # a payload without a header
]


class Head(msgspec.Struct, frozen=True):
    """Where a chain ends: the last entry's number, hash and time. An empty chain has seq 0 and GENESIS."""

    meeting: str = ""
    seq: int = 0
    hash: str = GENESIS
    at: int = 0


class Broken(Exception):
    """The chain does not hold at entry `seq`, for `reason`."""

    def __init__(self, seq: int, reason: Reason) -> None:
        super().__init__(f"entry {seq}: {reason}")
        self.seq = seq
        self.reason = reason


def verify(headers: Iterable[bytes], payloads: Mapping[int, bytes], meeting: str | None = None) -> Head:
    """The head of a chain that holds; raises Broken at the first entry that does not. `meeting` None: any one."""
    head = Head(meeting=meeting or "")
    for header in headers:
        head = extend(head, header, payloads.get(head.seq + 1))
    stray = [seq for seq in payloads if not 1 <= seq <= head.seq]
    if stray:
        raise Broken(min(stray), "stray_payload")
    return head


def extend(head: Head, header: bytes, payload: bytes | None) -> Head:
    """The head after one more entry, or Broken."""
    seq = head.seq + 1
    fields = _read(seq, header)
    reason = _fault(head, fields)
    if reason is not None:
        raise Broken(seq, reason)
    if payload is not None:
        _check_payload(seq, fields, payload)
    return Head(fields.meeting, seq, entry_hash(header), fields.at)


def _read(seq: int, header: bytes) -> Header:
    try:
        fields = read_header(header)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Broken(seq, "not_a_header") from None
    if canonical(fields) != header:
        raise Broken(seq, "not_canonical")
    return fields


def _fault(head: Head, fields: Header) -> Reason | None:
    if not 1 <= fields.v <= VERSION:
        return "version"
    if head.meeting and fields.meeting != head.meeting:
        return "meeting"
    if fields.seq != head.seq + 1:
        return "seq"
    if fields.prev != head.hash:
        return "prev"
    return "time" if fields.at < head.at else None


def _check_payload(seq: int, fields: Header, payload: bytes) -> None:
    if digest(payload) != fields.payload_sha256:
        raise Broken(seq, "payload")
    try:
        read_payload(payload)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Broken(seq, "not_a_payload") from None
