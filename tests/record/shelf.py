"""A signed record on the shelf, made once per test run: the story's session, demo keys, both signatures."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import msgspec

from ecabinet.demo import cast
from ecabinet.record import build, fonts
from ecabinet.record.typeset import Typeset
from ecabinet.signing import authority
from ecabinet.signing.sign import Role, Task, sign
from journal.entry import Entry
from tests.minutes import story

PIN = "246810"
YEAR = 365 * 24 * 60 * story.MINUTE
SIGNERS: dict[Role, str] = {"secretary": "anh.dtn", "chair": "vinh.lq"}


class Record(msgspec.Struct):
    """Everything about one record."""

    entries: list[Entry]
    typeset: Typeset
    pdf: bytes
    roots: bytes


@cache
def ca() -> Path:
    folder = Path(mkdtemp(prefix="ecabinet-ca-"))
    authority.create(folder, story.EIGHT - YEAR)
    return folder


@cache
def key(person: str) -> authority.Issued:
    who = cast.person(person)
    holder = authority.Holder(who.key, who.name, who.position, "UBND tỉnh Lam Giang")
    return authority.issue(ca(), holder, PIN, story.EIGHT - YEAR)


def task(pdf: bytes, typeset: Typeset, role: Role, person: str, pin: str = PIN) -> Task:
    at = story.EIGHT + (300 if role == "secretary" else 320) * story.MINUTE
    return Task(pdf, role, typeset.boxes, cast.person(person).name, key(person).p12, pin, at, 420)


def signed(typeset: Typeset, people: dict[Role, str] | None = None) -> bytes:
    pdf = typeset.pdf
    for role, person in (people or SIGNERS).items():
        pdf = sign(task(pdf, typeset, role, person)).pdf
    return pdf


@cache
def record() -> Record:
    """The honest record."""
    entries = story.finalised(fonts.typesetter(), fonts.hashes()).entries
    made = build.build(entries)
    return Record(entries, made, signed(made), authority.roots(ca()))
