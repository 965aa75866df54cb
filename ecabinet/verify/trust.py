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

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from ecabinet.signing.sign import FIELDS
from ecabinet.verify.cms import issued
from ecabinet.verify.report import Broken, Name

NAMES: tuple[Name, Name] = ("signature_secretary", "signature_chair")


def read_roots(pem: bytes) -> list[x509.Certificate]:
    """All certificates of a PEM file. ValueError if it holds none."""
    return x509.load_pem_x509_certificates(pem)


def check(data: bytes, roots: Sequence[x509.Certificate], paths: Sequence[tuple[x509.Certificate, ...]]) -> None:
    """Broken(...) unless both signatures hold. `paths`: the certificates inside, signer first.

    With roots given, the last certificate of each path must be one of them or carry a signature of one of them: no
    certificate inside the record stays unproved."""
    for name, path in zip(NAMES, paths, strict=True):
        if roots and path[-1] not in roots and not any(issued(path[-1], root) for root in roots):
            raise Broken(name, "not_trusted")
    trusted = list(roots) or [path[-1] for path in paths]
    for noisy in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    asyncio.run(_check(data, [asn1_x509.Certificate.load(root.public_bytes(Encoding.DER)) for root in trusted]))


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
