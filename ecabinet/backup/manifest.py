"""What a backup says of itself: every part with its size and SHA-256, every meeting with where its journal ends.

What it is not: a proof of who made it. Whoever can write into a backup can write another manifest; keep its SHA-256,
which `ecabinet backup` prints, somewhere else.

Rules
- A part is named by its path inside the folder; a backup has the same layout as a data folder.
- `manifest.sha256` holds the hash of `manifest.json`, in the form `sha256sum -c` reads.
- A manifest of a newer format, or of a database newer than this release knows, is refused and never half understood.
"""

from hashlib import sha256
from pathlib import Path

import msgspec

FORMAT = 1
NAME, SUM = "manifest.json", "manifest.sha256"
DATABASE = "ecabinet.db"
FILES = "files"
# What of a data folder belongs into a backup besides database and files. Not `lock`, not `reserve`, not what is made
# again (`pages`, `typeset`), and never the keys of secret polls (`urns`); a list of what is in, so that a secret added
# later does not slip in unseen.
BESIDES = ("secret", "demo", "demo.json")
FOLDERS = ("trust", "authority")


class Refused(Exception):
    """It cannot be done like this; nothing was changed. The text is a sentence for whoever called."""


class Damaged(Exception):
    """It does not hold. `faults`: one sentence each, naming the part."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    size: int
    sha256: str


class Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a journal ends: its last entry's number and hash, and the hash of the state that follows from it (empty
    where a payload was erased by law, so that no state follows)."""

    seq: int
    head: str
    state: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`made_at`: UTC milliseconds. `files`: SHA-256 -> size. `others`: path -> part. `migration`: of the database."""

    format: int
    product: str
    made_at: int
    migration: str
    database: Part
    files: dict[str, int]
    others: dict[str, Part]
    meetings: dict[str, Ending]
    counts: dict[str, int]

    def parts(self) -> dict[str, Part]:
        """Every part by its path."""
        kept = {file_path(name): Part(size, name) for name, size in self.files.items()}
        return {DATABASE: self.database} | self.others | kept

    @property
    def size(self) -> int:
        """Bytes of all parts."""
        return sum(part.size for part in self.parts().values())


def file_path(name: str) -> str:
    """Where the file with this SHA-256 lies."""
    return f"{FILES}/{name[:2]}/{name}"


def write(folder: Path, manifest: Manifest) -> str:
    """Returns its SHA-256."""
    content = msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1) + b"\n"
    digest = sha256(content).hexdigest()
    (folder / NAME).write_bytes(content)
    (folder / SUM).write_text(f"{digest}  {NAME}\n")
    return digest


def read(folder: Path) -> Manifest:
    """Damaged or Refused when it cannot be trusted."""
    try:
        content, told = (folder / NAME).read_bytes(), (folder / SUM).read_text()
    except (OSError, UnicodeDecodeError) as failure:
        raise Damaged([f"{NAME} or {SUM} cannot be read: {type(failure).__name__}"]) from None
    if told != f"{sha256(content).hexdigest()}  {NAME}\n":
        raise Damaged([f"{NAME} is not what {SUM} says"])
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError:
        raise Refused(f"{NAME} is not of a backup this release can read") from None
    if manifest.format != FORMAT:
        raise Refused(f"the backup has format {manifest.format}, this release reads format {FORMAT}")
    return manifest
