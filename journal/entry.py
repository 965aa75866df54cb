"""One entry of a journal: a header that is chained, and a payload that is kept apart.

What it is: the bytes. `header` and `payload` are made once, stored as they are, and never encoded again; the SHA-256 of
the stored header is the entry's hash and the next header's `prev`.
What it is not: storage, order of writing, or the meaning of an event.

Rules
- A header is canonical JSON: keys sorted, no spaces, UTF-8. It names the payload by its SHA-256 only, so that a payload
  can be withheld from a copy or erased by law while the chain still holds.
- A payload is `{"body": {...}, "salt": "<32 hex>"}`; the 16 random bytes stop anybody from guessing a short body.
- `seq` starts at 1; `at` is UTC milliseconds; the first `prev` is GENESIS.
- `v` is the version of the wire the body was written in (see `journal.wire`).
"""

from hashlib import sha256

import msgspec

from journal.shapes import Event, wire_name

VERSION = 1
GENESIS = "0" * 64
SALT_BYTES = 16

_canonical = msgspec.json.Encoder(order="sorted")


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the chain hashes."""

    v: int
    meeting: str
    seq: int
    at: int
    kind: str
    prev: str
    payload_sha256: str


class Place(msgspec.Struct, frozen=True):
    """As much of a header as it takes to replay its entry."""

    v: int
    seq: int
    at: int
    kind: str


class Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The salted body, not yet decoded."""

    salt: str
    body: msgspec.Raw


class Entry(msgspec.Struct, frozen=True):
    """Header and payload exactly as stored."""

    header: bytes
    payload: bytes


_header_decoder = msgspec.json.Decoder(Header)
_place_decoder = msgspec.json.Decoder(Place)
_payload_decoder = msgspec.json.Decoder(Payload)


def canonical(value: object) -> bytes:
    """Canonical JSON of plain values and structs."""
    return _canonical.encode(value)


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return sha256(data).hexdigest()


def entry_hash(header: bytes) -> str:
    """The hash of an entry: of its stored header bytes."""
    return digest(header)


def read_header(header: bytes) -> Header:
    """The fields of stored header bytes; msgspec.DecodeError if they are no header."""
    try:
        return _header_decoder.decode(header)
    except RecursionError:
        raise msgspec.DecodeError("too deep") from None


def read_place(header: bytes) -> Place:
    """The same in half the time, unchecked: of a header that was written here."""
    return _place_decoder.decode(header)


def read_payload(payload: bytes) -> Payload:
    """Salt and raw body of stored payload bytes; msgspec.DecodeError if they are no payload."""
    try:
        return _payload_decoder.decode(payload)
    except RecursionError:
        raise msgspec.DecodeError("too deep") from None


def make_entry(*, meeting: str, seq: int, at: int, event: Event, prev: str, salt: bytes) -> Entry:
    """The bytes of a new entry after the one whose hash is `prev` (GENESIS for the first)."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 16 bytes")
    payload = canonical({"salt": salt.hex(), "body": body_of(event)})
    header = Header(VERSION, meeting, seq, at, wire_name(type(event)), prev, digest(payload))
    return Entry(canonical(header), payload)


def body_of(event: Event) -> dict[str, object]:
    """The event's fields without its kind, which the header carries."""
    body: dict[str, object] = msgspec.to_builtins(event)
    del body["kind"]
    return body
