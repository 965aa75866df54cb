"""One meeting as one file: what is in the archive, in which shape, and reading it without trusting it.

    manifest.json   what is here: every part with size and SHA-256, where the journal ends
    journal.jsonl   a line an entry: ["<header>", "<payload>"], the stored bytes as text (null: erased by law)
    rows.json       papers' versions, prose of the minutes, number, document and links; people and units by name
    files/<sha256>  papers as sent and as cleaned, earlier signatures
    record.pdf      the record as it was signed last

Not in it: private notes, sealed deposits, sessions, passwords, keys, roots. What it is not: a proof of who made it. The
chain shows that nothing was changed since the hash of its end was told; a signature is on the record alone.

Rules: nothing is unpacked by name; a part that is not named, named twice, or of another size is damage.
"""

import hashlib
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from ecabinet.backup.copying import CHUNK
from ecabinet.backup.journals import Rows, followed, state_hash
from ecabinet.backup.manifest import Damaged, Ending, Part, Refused
from ecabinet.backup.rows import Tables
from meeting.state import MeetingState

FORMAT = 1
MANIFEST, JOURNAL, ROWS, RECORD = "manifest.json", "journal.jsonl", "rows.json", "record.pdf"
MOST_TEXT = 512 << 20  # bytes of a part that is read into memory

# What the library raises on damaged bytes: a bit may turn one way of packing into another.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError, struct.error
)  # fmt: skip


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The manifest. `record`: SHA-256 of `record.pdf`, empty while nobody has signed."""

    format: int
    product: str
    made_at: int
    migration: str
    meeting: str
    title: str
    ending: Ending
    record: str
    parts: dict[str, Part]

    def path(self, sha256: str) -> str:
        """Where a file lies in the archive."""
        return RECORD if sha256 == self.record else f"files/{sha256}"


def needed(state: MeetingState | None, tables: Tables) -> set[str]:
    """The files this meeting rests on, by SHA-256."""
    names = {row.original_sha256 for row in tables.versions} | {row.sha256 for row in tables.documents}
    names |= {row.clean_sha256 for row in tables.versions if row.clean_sha256 is not None}
    return names | ({done.sha256 for done in state.record.signatures} if state is not None else set())


class Opened:
    """An archive whose manifest is sound. `journal`, `tables` and `file` check what they read."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        self.contents = contents_of(packed)

    def text(self, name: str) -> bytes:
        return b"".join(checked(self.packed, name, self.contents.parts[name], MOST_TEXT))

    def journal(self) -> tuple[Rows, MeetingState | None]:
        """Entries that form a whole chain and end where the manifest says."""
        rows = entries_of(self.text(JOURNAL))
        head, state = followed(self.contents.meeting, rows)
        told = self.contents.ending
        if (head.seq, head.hash) != (told.seq, told.head):
            raise Damaged([f"{JOURNAL}: does not end where the manifest says"])
        return rows, state

    def tables(self) -> Tables:
        try:
            return msgspec.json.decode(self.text(ROWS), type=Tables)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise Damaged([f"{ROWS}: not what this release reads"]) from None

    def file(self, sha256: str) -> Iterator[bytes]:
        """The bytes of a file, in pieces; raises Damaged at the end when they are not those of its name."""
        name = self.contents.path(sha256)
        part = self.contents.parts.get(name)
        if part is None or part.sha256 != sha256:
            raise Damaged([f"{name}: is not in the archive"])
        return checked(self.packed, name, part, part.size)

    def same_state(self, state: MeetingState | None, release: str) -> bool:
        """Whether the state is the one the manifest tells; another release may know more of a meeting."""
        return release != self.contents.product or state is None or state_hash(state) == self.contents.ending.state


def contents_of(packed: zipfile.ZipFile) -> Contents:
    """The manifest, and that the archive holds just what it names."""
    names = packed.namelist()
    if len(set(names)) != len(names) or MANIFEST not in names:
        raise Damaged(["the archive has no manifest, or a part twice"])
    info = packed.getinfo(MANIFEST)
    with packed.open(info) as stream:
        raw = stream.read(16 << 20)
    try:
        contents = msgspec.json.decode(raw, type=Contents)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Damaged([f"{MANIFEST}: not what this release reads"]) from None
    if contents.format != FORMAT:
        raise Refused(f"the archive has format {contents.format}, this release reads format {FORMAT}")
    parts = contents.parts
    faults = [f"{name}: missing" for name in sorted({*parts, JOURNAL, ROWS} - set(names))]
    faults += [f"{name}: is not in the manifest" for name in sorted(set(names) - set(parts) - {MANIFEST})]
    faults += [f"{name}: is not in the manifest" for name in (JOURNAL, ROWS) if name not in parts and name in names]
    faults += [
        f"{name}: has another size"
        for name in names
        if name in parts and packed.getinfo(name).file_size != parts[name].size
    ]
    if faults:
        raise Damaged(faults)
    return contents


def checked(packed: zipfile.ZipFile, name: str, part: Part, most: int) -> Iterator[bytes]:
    """The bytes of a part, in pieces, no more than it says it has."""
    if part.size > most:
        raise Refused(f"{name} is larger than {most >> 20} MB")
    hashing, size = hashlib.sha256(), 0
    try:
        with packed.open(name) as stream:
            while chunk := stream.read(CHUNK):
                hashing.update(chunk)
                size += len(chunk)
                yield chunk
    except BROKEN as failure:
        raise Damaged([f"{name}: cannot be unpacked ({type(failure).__name__})"]) from None
    if (size, hashing.hexdigest()) != (part.size, part.sha256):
        raise Damaged([f"{name}: has other bytes than the manifest says"])


def entries_of(text: bytes) -> Rows:
    """The lines of a journal."""
    try:
        lines = [msgspec.json.decode(line, type=tuple[str, str | None]) for line in text.splitlines()]
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Damaged([f"{JOURNAL}: not lines of entries"]) from None
    if not lines:
        raise Damaged([f"{JOURNAL}: empty"])
    return [
        (seq, header.encode(), None if payload is None else payload.encode())
        for seq, (header, payload) in enumerate(lines, start=1)
    ]


def lines_of(rows: Rows) -> bytes:
    """The other way. Entries are UTF-8 JSON, so text keeps their bytes."""
    lines = ([header.decode(), None if payload is None else payload.decode()] for _, header, payload in rows)
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def open_archive(source: Path | IO[bytes]) -> Opened:
    """Raises Damaged for what is no archive of ours."""
    try:
        return Opened(zipfile.ZipFile(source))
    except BROKEN as failure:
        raise Damaged([f"not an archive of a meeting ({type(failure).__name__})"]) from None
