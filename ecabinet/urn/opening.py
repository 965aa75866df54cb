"""Opening an urn: all sealed ballots of one poll in, ballots without names out. Runs in a process of its own.

Rules
- Everything must agree before anything is opened: whoever the journal says has voted has exactly one ballot here, and
  its bytes are those of the receipt they were given. Otherwise the urn was tampered with, or lost some: `Lost`.
- With the right key at hand, a ballot that cannot be opened, or holds nothing this poll allows, was sent like that. It
  counts as cast, and as invalid: one tablet must not be able to spoil the vote of all.
- What comes out is shuffled, then merged into equal ballots in a fixed order: nothing is left of who cast which, and
  nothing of the order in which they came.
"""

import secrets
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ecabinet.urn import keys
from ecabinet.urn.seal import Plain, Unreadable, open_sealed
from voting.events import Paper, Urn
from voting.method import Method
from voting.methods.check import check_marks
from voting.rule import Choice

Lack = Literal["key_lost", "ballots_lost", "ballots_changed"]


class Job(msgspec.Struct, frozen=True):
    """One urn. `data`: the data folder; `receipts`: as journalled, by voter; `sealed`: the deposits, hex, by voter, the
    last one of each."""

    data: str
    meeting: str
    poll: int
    urn: Urn
    method: Method
    choices: tuple[Choice, ...]
    receipts: dict[int, str]
    sealed: dict[int, str]


class Opened(msgspec.Struct, frozen=True, tag="opened"):
    """Ballots without names, merged, and the sorted receipts."""

    papers: tuple[Paper, ...]
    receipts: tuple[str, ...]


class Lost(msgspec.Struct, frozen=True, tag="lost"):
    """It cannot be opened, and never will be."""

    reason: Lack


Result = Opened | Lost


def open_urn(job: Job) -> Result:
    """All of it, or why not."""
    if (lack := lacking(job.receipts, job.sealed)) is not None:
        return Lost(lack)
    folder = Path(job.data)
    try:
        key = keys.read(folder, (folder / "secret").read_bytes(), job.meeting, job.urn.key)
    except (keys.NoKey, OSError):
        return Lost("key_lost")
    found = [paper(job, opened(job, key, voter, sealed)) for voter, sealed in job.sealed.items()]
    secrets.SystemRandom().shuffle(found)
    return Opened(merged(found), tuple(sorted(job.receipts.values())))


def opened(job: Job, key: X25519PrivateKey, voter: int, sealed: str) -> Plain:
    """What stands on one ballot; nothing on one that was not sealed for this voter in this poll."""
    try:
        return open_sealed(key, job.meeting, job.poll, voter, bytes.fromhex(sealed), job.urn.size)
    except Unreadable:
        return Plain()


def lacking(receipts: Mapping[int, str], sealed: Mapping[int, str]) -> Lack | None:
    """Marks and ballots compared: the same voters, and to the byte what they were given a receipt for."""
    if receipts.keys() - sealed.keys():
        return "ballots_lost"
    if sealed.keys() - receipts.keys():
        return "ballots_changed"
    same = all(receipt_of(sealed[voter]) == receipt for voter, receipt in receipts.items())
    return None if same else "ballots_changed"


def receipt_of(sealed: str) -> str:
    """What a voter gets for these hex digits; nothing for what is no hex."""
    try:
        return sha256(bytes.fromhex(sealed)).hexdigest()
    except ValueError:
        return ""


def paper(job: Job, plain: Plain) -> Paper:
    """One ballot. An invalid one is such that `voting.count` finds it invalid too, and says nothing else."""
    if job.method.kind == "question":
        fits = plain.marks is None and plain.choice in job.choices
        return Paper(1, plain.choice) if fits else Paper(1)
    fits = plain.choice is None and plain.marks is not None and check_marks(job.method, plain.marks) is None
    return Paper(1, marks=plain.marks or ()) if fits else Paper(1, "other")


def merged(papers: list[Paper]) -> tuple[Paper, ...]:
    """Equal ones added up, in an order that depends on nothing but what they say."""
    numbers = Counter((one.choice, one.marks) for one in papers)
    found = [Paper(number, choice, marks) for (choice, marks), number in numbers.items()]
    return tuple(sorted(found, key=lambda one: (one.choice or "", one.marks)))
