"""The whole verification: a pure function of the file (and of the roots that are trusted), offline.

Cheap checks first; the first that does not hold ends it. Order: the file and its two signatures as bytes, the journal,
the votes, the signers' names, the record typeset again, what the updates did, and last the paths to the roots.
"""

import unicodedata
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from ecabinet.record import fonts, source, typeset
from ecabinet.record.typeset import Typeset
from ecabinet.verify import cms, container, content, pagetext, recount, trust, updates
from ecabinet.verify.content import Content
from ecabinet.verify.report import Broken, Check, Name, Report, Signature
from journal.entry import read_header
from meeting.events import Reserved
from minutes.doc import MinutesDoc
from minutes.fold import fold
from minutes.layout import layout

# What reading a malformed file may raise. Not OSError: a missing font is our fault, not the record's.
HOSTILE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    AssertionError,
    ArithmeticError,
    pikepdf.PdfError,
)


class Case:
    """What is known so far about one file."""

    def __init__(self, data: bytes, roots: list[Any]) -> None:
        self.data = data
        self.roots = roots
        self.checks: list[Check] = []
        self.signers: list[cms.Signer] = []
        self.containers: tuple[container.Container, container.Container] | None = None
        self.content: Content | None = None
        self.doc: MinutesDoc | None = None
        self.boxes: tuple[typeset.Box, ...] | None = None

    def note(self, name: Name, status: Any = "ok", reason: str = "", **args: Any) -> None:
        self.checks.append(Check(name, status, reason, args))


def verify(data: bytes, roots: bytes | None = None) -> Report:
    """Verify one record. `roots`: trusted root certificates as PEM, or None; ValueError if they are none."""
    case = Case(data, trust.read_roots(roots) if roots is not None else [])
    try:
        for name, step in STEPS:
            _take(name, step, case)
    except Broken as broken:
        case.checks.append(broken.check)
    return _report(case)


def _take(name: Name, step: Callable[[Case], None], case: Case) -> None:
    """One step. A file so odd that reading it fails is broken, never a traceback."""
    try:
        step(case)
    except HOSTILE as odd:
        raise Broken(name, "unreadable") from odd


def _file(case: Case) -> None:
    case.containers = container.containers(case.data)
    case.note("file", size=len(case.data))


def _signatures(case: Case) -> None:
    names: tuple[Name, Name] = ("signature_secretary", "signature_chair")
    for name, found in zip(names, case.containers or (), strict=True):
        signer = cms.check(name, found)
        case.signers.append(signer)
        case.note(name, who=cms.text_of(signer.path[0], NameOID.COMMON_NAME))
    cms.check_same([signer.path for signer in case.signers])


def _journal(case: Case) -> None:
    case.content = content.read(container.typeset_part(case.data))
    case.note("journal", entries=len(case.content.entries), withheld=case.content.withheld)


def _votes(case: Case) -> None:
    lines = content.lines(_known(case.content))
    try:
        votes = recount.recount(lines)
    except recount.Miscounted as wrong:
        raise Broken("votes", wrong.what, poll=wrong.poll, **wrong.args_) from None
    case.note("votes", votes=votes, secret=recount.secret(lines))


def _signers(case: Case) -> None:
    """The names on the certificates are those of the journal's secretary and chair."""
    case.doc = fold(source.happened(_known(case.content).entries))
    wanted = (case.doc.secretary, case.doc.chair)
    for role, person, signer in zip(("secretary", "chair"), wanted, case.signers, strict=True):
        name = cms.text_of(signer.path[0], NameOID.COMMON_NAME)
        if person is None or _plain(person.name) != _plain(name):
            raise Broken("signers", "other_name", role=role, journal=person.name if person else "", certificate=name)
    case.note("signers", secretary=wanted[0].name if wanted[0] else "", chair=wanted[1].name if wanted[1] else "")


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()


def _typeset(case: Case) -> None:
    """The same journal gives the same bytes; by another typesetter, at least the same words on the same pages."""
    first = container.typeset_part(case.data)
    reserved = _known(_known(case.doc).reserved)
    try:
        made = _set_again(case, reserved)
    except KeyError:
        return case.note("typeset", "unknown", "other_release", template=reserved.template, wording=reserved.wording)
    case.boxes = made.boxes
    if (reserved.typesetter, reserved.fonts) == (fonts.typesetter(), fonts.hashes()):
        if made.pdf != first:
            raise Broken("typeset", "differs")
        return case.note("typeset", sha256=sha256(first).hexdigest())
    page = pagetext.first_difference(first, made.pdf)
    if page is not None:
        raise Broken("typeset", "text_differs", page=page)
    return case.note("typeset", "unknown", "other_typesetter", theirs=reserved.typesetter, ours=fonts.typesetter())


def _set_again(case: Case, reserved: Reserved) -> Typeset:
    entries = _known(case.content).entries
    return typeset.document(
        layout(_known(case.doc), reserved.template, reserved.wording),
        journal=source.journal_json(entries),
        meta=source.meta_json(entries, reserved),
        at=read_header(entries[-1].header).at,
    )


def _updates(case: Case) -> None:
    updates.check(case.data, case.boxes)
    case.note("updates")


def _trust(case: Case) -> None:
    trust.check(case.data, case.roots, [signer.path for signer in case.signers])
    if case.roots:
        case.note("trust")
    else:
        case.note("trust", "unknown", "no_roots")


STEPS: tuple[tuple[Name, Callable[[Case], None]], ...] = (
    ("file", _file),
    ("file", _signatures),
    ("journal", _journal),
    ("votes", _votes),
    ("signers", _signers),
    ("typeset", _typeset),
    ("updates", _updates),
    ("trust", _trust),
)


def _known(value: Any) -> Any:
    if value is None:
        raise RuntimeError("a check ran before the one it rests on")
    return value


def _report(case: Case) -> Report:
    doc = case.doc
    return Report(
        checks=tuple(case.checks),
        signatures=tuple(
            _signature(role, s, case) for role, s in zip(("secretary", "chair"), case.signers, strict=False)
        ),
        notation=doc.reserved.notation if doc and doc.reserved else "",
        title=doc.frame.title if doc else "",
        offset=doc.frame.offset if doc else 0,
        sha256=sha256(case.data).hexdigest(),
    )


def _signature(role: str, signer: cms.Signer, case: Case) -> Signature:
    certificate: x509.Certificate = signer.path[0]
    number = 0 if role == "secretary" else 1
    found = _known(case.containers)[number]
    return Signature(
        role=role,
        name=cms.text_of(certificate, NameOID.COMMON_NAME),
        unit=cms.text_of(certificate, NameOID.ORGANIZATION_NAME),
        signed_at=container.stated_time(case.data, found),
        not_after=cms.moment(certificate.not_valid_after_utc),
        certificate=certificate.fingerprint(SHA256()).hex(),
        issuer=cms.text_of(signer.path[-1], NameOID.COMMON_NAME),
    )
