"""A PAdES signature on a form of one person: a visible field, certified, after which nothing changes.

What it is not: the signing of records, which takes two persons (see `sign`); key, time, mark and checks are shared.
"""

import asyncio
import io
from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter

from ecabinet.record.typeset import Box
from ecabinet.signing.keys import open_key
from ecabinet.signing.marks import stamp
from ecabinet.signing.sign import Signed, TimedSigner, WrongSigner, check_update, plain_name, rectangle

FIELD = "NguoiChoYKien"
REASON = "Thành viên ký phiếu lấy ý kiến"


class FormTask(msgspec.Struct, frozen=True):
    """One form to sign. `at` is UTC milliseconds, `offset` minutes from UTC."""

    pdf: bytes
    box: Box
    name: str
    p12: bytes
    pin: str
    at: int
    offset: int


def sign_form(task: FormTask) -> Signed:
    """The signed form. Raises WrongPin or WrongSigner; anything else is a bug."""
    return asyncio.run(_sign(task))


async def _sign(task: FormTask) -> Signed:
    key = open_key(task.p12, task.pin)
    certificate: Any = key.signing_cert
    if plain_name(certificate.subject.native.get("common_name", "")) != plain_name(task.name):
        raise WrongSigner(task.name)
    writer = IncrementalPdfFileWriter(io.BytesIO(task.pdf))
    fields.append_signature_field(
        writer, SigFieldSpec(FIELD, on_page=task.box.page - 1, box=rectangle(task.box), empty_field_appearance=True)
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=REASON,
    )
    signer = TimedSigner(metadata, key, stamp_style=stamp(task.name, task.at, task.offset, task.box))
    signer.when = datetime.fromtimestamp(task.at / 1000, timezone(timedelta(minutes=task.offset)))
    out = io.BytesIO()
    await signer.async_sign_pdf(writer, existing_fields_only=True, output=out)
    made = out.getvalue()
    check_update(task.pdf, made)
    return Signed(pdf=made, certificate=certificate.sha256.hex())
