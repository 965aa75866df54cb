"""An upload: is it fit to be shown, and its cleaned copy. Runs only in the worker.

The cleaned copy looks the same and can do nothing: no scripts, actions, links, forms, attachments, media or
annotations; what forms and annotations showed becomes part of the page. The original is never changed.
Rules: at most 2,000 pages, no absurd page boxes; if one way of cleaning fails the pages are copied into a new file.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf.sanitize import Sanitizer

from ecabinet.pages import jobs
from ecabinet.pages.engine import Document, mupdf
from ecabinet.pages.fold import tidy
from ecabinet.pages.opened import open_pdf
from journal.shapes import Refusal

PAGES = 2000
LONGEST_SIDE = 50_000  # points: 17 metres
TITLE_LENGTH = 200
ROOT_KEYS = ("/AcroForm", "/Names", "/OpenAction", "/AA", "/AF", "/Dests", "/Collection", "/Threads", "/Extensions")
PAGE_KEYS = ("/Annots", "/AA", "/AF", "/PieceInfo", "/Thumb", "/B")
ACTIVE = {
    b"/JavaScript": "javascript",
    b"/JS": "javascript",
    b"/Launch": "launch",
    b"/EmbeddedFile": "attachment",
    b"/EmbeddedFiles": "attachment",
    b"/RichMedia": "media",
    b"/XFA": "form",
    b"/AcroForm": "form",
    b"/SubmitForm": "form",
}
NAMES = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|AcroForm|SubmitForm)(?![0-9A-Za-z])")


def take_in(path: str) -> tuple[jobs.TakenIn, bytes]:
    """`papers.not_pdf`, `papers.encrypted`, `papers.damaged`, `papers.too_many_pages`, `papers.page_size`."""
    document = open_pdf(path)
    if document.page_count > PAGES:
        raise Refusal("papers.too_many_pages", pages=document.page_count, limit=PAGES)
    _sizes(document)
    title = _title(document)
    clean = _cleaned(document, path)
    pages = _sizes(_reopened(clean))
    if len(pages) != document.page_count:
        raise Refusal("papers.damaged")
    return jobs.TakenIn(pages=pages, removed=_active(path), title=title), clean


def _sizes(document: Document) -> tuple[tuple[int, int], ...]:
    return tuple(_size(document, index) for index in range(document.page_count))


def _size(document: Document, index: int) -> tuple[int, int]:
    """As shown: crop box, rotated."""
    try:
        rect = document.load_page(index).rect
    except MemoryError:
        raise
    except Exception as error:
        raise Refusal("papers.damaged") from error
    if not (1 <= rect.width <= LONGEST_SIDE and 1 <= rect.height <= LONGEST_SIDE):
        raise Refusal("papers.page_size", page=index + 1)
    return round(rect.width), round(rect.height)


def _title(document: Document) -> str:
    return tidy((document.metadata or {}).get("title") or "")[:TITLE_LENGTH]


def _cleaned(document: Document, path: str) -> bytes:
    source: str | io.BytesIO = path
    if _shows_annotations(document) or document.is_repaired:
        source = io.BytesIO(_baked(document))
    try:
        return _sanitised(source)
    except MemoryError:
        raise
    except Exception:
        return _rebuilt(document)


def _shows_annotations(document: Document) -> bool:
    kinds = {kind for page in document for _, kind, _ in page.annot_xrefs()}
    return bool(kinds - {mupdf.PDF_ANNOT_LINK, mupdf.PDF_ANNOT_POPUP})


def _baked(document: Document) -> bytes:
    with contextlib.suppress(RuntimeError, ValueError):
        document.bake(annots=True, widgets=True)
    return bytes(document.tobytes(garbage=1))


def _sanitised(source: str | io.BytesIO) -> bytes:
    """Streams stay packed as they are: unpacking is for whoever draws them, within bounds."""
    with pikepdf.open(source) as pdf:
        _defuse(pdf)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def _active(path: str) -> tuple[str, ...]:
    """What an uploader should be told is gone; nothing for a file that only the other engine can read."""
    try:
        with pikepdf.open(path) as pdf:
            return tuple(sorted({kind for thing in pdf.objects for kind in _kinds(thing)}))
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return ()


def _kinds(thing: Any) -> Iterator[str]:
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Array)):
        yield from (ACTIVE[word] for word in NAMES.findall(thing.unparse(resolved=True)))


def _defuse(pdf: pikepdf.Pdf) -> None:
    (
        Sanitizer()
        .remove_javascript()
        .remove_external_access()
        .remove_attachments()
        .remove_multimedia()
        .remove_thumbnails()
        .remove_private_app_data()
        .apply(pdf)
    )
    _drop(pdf.Root, ROOT_KEYS)
    for page in pdf.pages:
        _drop(page.obj, PAGE_KEYS)


def _drop(thing: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in thing:
            del thing[key]


def _rebuilt(document: Document) -> bytes:
    """The pages alone, in a new file."""
    try:
        fresh = mupdf.open()
        fresh.insert_pdf(document, links=False, annots=False, widgets=False)
        return bytes(fresh.tobytes(garbage=3))
    except MemoryError:
        raise
    except Exception as error:
        raise Refusal("papers.damaged") from error


def _reopened(clean: bytes) -> Document:
    try:
        return mupdf.open(stream=clean, filetype="pdf")
    except Exception as error:
        raise Refusal("papers.damaged") from error
