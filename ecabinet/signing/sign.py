"""A PAdES signature on a record, with pyHanko: the secretary certifies, the chair closes the document.

Rules
- Only incremental updates: the file goes on starting with exactly the bytes that were typeset.
- The secretary's signature allows the chair's field to be filled; the chair's allows nothing any more.
- RSA only: another key would raise the PDF version. The version of the document is checked after each signature.
- A PIN opens the key for this one signature; it is neither kept nor logged.
- Slow (0.3 to 1 s): runs in a worker process, see `ecabinet.record.worker`.
"""

import asyncio
import io
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Literal

import msgspec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter

from ecabinet.record.typeset import Box
from ecabinet.signing.keys import open_key
from ecabinet.signing.marks import stamp

Role = Literal["secretary", "chair"]
FIELDS: dict[str, str] = {"secretary": "ThuKy", "chair": "ChuToa"}
A4_HEIGHT = 841.89  # points; boxes are measured from the top, PDF from the bottom


class Task(msgspec.Struct, frozen=True):
    """One signature to make. `at` is UTC milliseconds, `offset` the meeting's minutes from UTC."""

    pdf: bytes
    role: Role
    boxes: tuple[Box, ...]
    name: str
    p12: bytes
    pin: str
    at: int
    offset: int


class Signed(msgspec.Struct, frozen=True):
    """The file with one signature more, and the SHA-256 of the signer's certificate."""

    pdf: bytes
    certificate: str


class WrongSigner(Exception):
    """The certificate is not in the name of whoever signs."""


class TimedSigner(signers.PdfSigner):
    """pyHanko's signer, with the time given instead of read from the machine."""

    when: datetime = datetime.min.replace(tzinfo=UTC)

    def init_signing_session(self, *args: Any, **named: Any) -> Any:
        session = super().init_signing_session(*args, **named)
        session.system_time = self.when
        return session


def sign(task: Task) -> Signed:
    """Add one signature. Raises WrongPin or WrongSigner; anything else is a bug."""
    return asyncio.run(_sign(task))


async def _sign(task: Task) -> Signed:
    key = open_key(task.p12, task.pin)
    certificate: Any = key.signing_cert
    if plain_name(certificate.subject.native.get("common_name", "")) != plain_name(task.name):
        raise WrongSigner(task.name)
    prepared = task.pdf if task.role == "chair" else prepare(task.pdf, task.boxes)
    box = next(box for box in task.boxes if box.role == task.role)
    signer = TimedSigner(_metadata(task.role), key, stamp_style=stamp(task.name, task.at, task.offset, box))
    signer.when = datetime.fromtimestamp(task.at / 1000, timezone(timedelta(minutes=task.offset)))
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(prepared))
    await signer.async_sign_pdf(writer, existing_fields_only=True, output=out)
    made = out.getvalue()
    check_update(task.pdf, made)
    return Signed(pdf=made, certificate=certificate.sha256.hex())


def plain_name(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()


def _metadata(role: Role) -> signers.PdfSignatureMetadata:
    first = role == "secretary"
    return signers.PdfSignatureMetadata(
        field_name=FIELDS[role],
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=first,
        docmdp_permissions=MDPPerm.FILL_FORMS if first else MDPPerm.NO_CHANGES,
        reason="Thư ký ký biên bản" if first else "Chủ tọa ký biên bản",
    )


def prepare(pdf: bytes, boxes: tuple[Box, ...]) -> bytes:
    """Both signature fields, empty, as one incremental update after the typeset bytes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for box in boxes:
        fields.append_signature_field(writer, _field(box))
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def _field(box: Box) -> SigFieldSpec:
    """The secretary's signature locks its own field, the chair's locks everything."""
    last = box.role == "chair"
    lock = FieldMDPSpec(FieldMDPAction.ALL if last else FieldMDPAction.INCLUDE, None if last else [FIELDS[box.role]])
    return SigFieldSpec(
        FIELDS[box.role],
        on_page=box.page - 1,
        box=rectangle(box),
        empty_field_appearance=True,
        field_mdp_spec=lock,
        doc_mdp_update_value=MDPPerm.NO_CHANGES if last else None,
    )


def rectangle(box: Box) -> tuple[int, int, int, int]:
    """A box as PDF has it: lower left and upper right corner, from the bottom of the page, in whole points."""
    top = A4_HEIGHT - box.y
    return (round(box.x), round(top - box.h), round(box.x + box.w), round(top))


def check_update(before: bytes, after: bytes) -> None:
    """Only an update was appended, and the document still calls itself what it was typeset as."""
    if not after.startswith(before) or b"/Version" in after[len(before) :]:
        raise RuntimeError("signing changed the document")
