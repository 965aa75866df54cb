"""pyHanko's own judgement of both signatures: the path to a root, and that nothing but signing happened in between.

The path is judged at the time the signature states; nothing is fetched from anywhere. Without roots the record's own
root is taken as if trusted, which proves the file whole but not who is behind it: the report then says "unknown".
"""

import asyncio
import io
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asn1crypto import pem as asn1_pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from ecabinet.signing.sign import FIELDS
from ecabinet.verify.report import Broken, Name

NAMES: tuple[Name, Name] = ("signature_secretary", "signature_chair")


def read_roots(text: bytes) -> list[asn1_x509.Certificate]:
    """All certificates of a PEM file. ValueError if it holds none."""
    found = [asn1_x509.Certificate.load(der) for kind, _, der in asn1_pem.unarmor(text, multiple=True)]
    if not found:
        raise ValueError("no certificate")
    return found


def check(data: bytes, roots: Sequence[asn1_x509.Certificate], own: Sequence[x509.Certificate]) -> None:
    """Broken(...) unless both signatures hold. `own`: the roots inside the record, used where none are given."""
    trusted = list(roots) or [asn1_x509.Certificate.load(c.public_bytes(Encoding.DER)) for c in own]
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    asyncio.run(_check(data, trusted))


async def _check(data: bytes, trusted: list[asn1_x509.Certificate]) -> None:
    reader = PdfFileReader(io.BytesIO(data))
    signatures = list(reader.embedded_regular_signatures)
    if [s.field_name for s in signatures] != list(FIELDS.values()):
        raise Broken("signers", "fields")
    for name, signature in zip(NAMES, signatures, strict=True):
        await _one(name, signature, trusted)


async def _one(name: Name, signature: Any, trusted: list[asn1_x509.Certificate]) -> None:
    last = name == NAMES[-1]
    context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=_stated(signature))
    try:
        status = await async_validate_pdf_signature(signature, signer_validation_context=context)
    finally:
        await context.aclose()  # type: ignore[no-untyped-call]
    if not (status.intact and status.valid):
        raise Broken(name, "rsa")
    if not status.trusted:
        raise Broken(name, "not_trusted")
    whole = SignatureCoverageLevel.ENTIRE_FILE if last else SignatureCoverageLevel.ENTIRE_REVISION
    allowed = (ModificationLevel.NONE,) if last else (ModificationLevel.NONE, ModificationLevel.FORM_FILLING)
    if status.coverage != whole or status.modification_level not in allowed or not status.docmdp_ok:
        raise Broken(name, "modified")
    if not status.bottom_line:
        raise Broken(name, "rejected")


def _stated(signature: Any) -> datetime:
    stated: datetime = signature.self_reported_timestamp
    return stated
