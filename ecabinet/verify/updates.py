"""What the signatures' updates did to the typeset document: only what a signature must do.

A signer could sign a file onto which something was painted before the first signature. So every object of the typeset
document that a later revision replaces is looked at: the catalogue may gain its form, the pages of the signature boxes
their two fields, the information and metadata a new date. Nothing else may be replaced or freed, and the fields' boxes
are where the typesetter put them.
"""

import io
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from ecabinet.record.typeset import Box
from ecabinet.signing.sign import FIELDS, rectangle
from ecabinet.verify.report import Broken

CATALOGUE = {"/AcroForm", "/Perms", "/Extensions"}
DATES = {"/ModDate", "/Producer"}


def check(data: bytes, boxes: tuple[Box, ...] | None) -> None:
    """Broken("updates", ...) if a revision did more. `boxes`: where the fields belong, if that is known."""
    reader = PdfFileReader(io.BytesIO(data))
    original = set(reader.xrefs.explicit_refs_in_revision(0))
    for revision in range(1, reader.xrefs.total_revisions):
        if set(reader.xrefs.refs_freed_in_revision(revision)) & original:
            raise Broken("updates", "freed")
        for reference in set(reader.xrefs.explicit_refs_in_revision(revision)) & original:
            _replaced(reader, reference)
    _fields(reader, boxes)


def _replaced(reader: Any, reference: Any) -> None:
    before = reader.get_object(reference, revision=0)
    after = reader.get_object(reference)
    kind = before.get("/Type") if isinstance(before, generic.DictionaryObject) else None
    if kind == "/Catalog":
        _same(before, after, CATALOGUE)
    elif kind == "/Page":
        _same(before, after, {"/Annots"})
    elif kind == "/Metadata" or reference == reader.trailer_view.raw_get("/Info").reference:
        pass  # titles and dates: not part of the pages, and re-dated by every update
    else:
        raise Broken("updates", "replaced", object=reference.idnum)


def _same(before: Any, after: Any, may_differ: set[str]) -> None:
    for key in set(before) | set(after):
        if key not in may_differ and _bytes(before, key) != _bytes(after, key):
            raise Broken("updates", "changed", key=str(key))


def _bytes(dictionary: Any, key: str) -> bytes:
    out = io.BytesIO()
    if key in dictionary:
        dictionary.raw_get(key).write_to_stream(out, None)
    return out.getvalue()


def _fields(reader: Any, boxes: tuple[Box, ...] | None) -> None:
    """All annotations of all pages are the two signature fields, in their boxes."""
    found: dict[str, tuple[int, tuple[int, ...]]] = {}
    for number, page in enumerate(_pages(reader.root["/Pages"]), start=1):
        for annotation in page.get("/Annots", ()):
            field = annotation.get_object()
            if field.get("/FT") != "/Sig":
                raise Broken("updates", "annotation", page=number)
            found[str(field.get("/T"))] = (number, tuple(int(n) for n in field["/Rect"]))
    if set(found) != set(FIELDS.values()):
        raise Broken("updates", "fields")
    for box in boxes or ():
        if found[FIELDS[box.role]] != (box.page, rectangle(box)):
            raise Broken("updates", "field_place", role=box.role)


def _pages(node: Any) -> list[Any]:
    if node.get("/Type") == "/Page":
        return [node]
    return [page for kid in node["/Kids"] for page in _pages(kid.get_object())]
