"""Files open in a worker, and what makes a file unfit. Runs only in the worker.

Rules: only PDF, never what PyMuPDF would guess from the content; every fault of the file is a `Refusal`.
"""

from pathlib import Path

from ecabinet.pages.confine import memory_in_use
from ecabinet.pages.engine import Document, Page, mupdf
from journal.shapes import Refusal

KEPT_OPEN = 3
GENEROUS = 250_000_000  # bytes resident
HEAD_SEARCHED = 1024


def open_pdf(path: str) -> Document:
    """`papers.not_pdf`, `papers.encrypted`, `papers.damaged`."""
    with Path(path).open("rb") as file:
        if b"%PDF-" not in file.read(HEAD_SEARCHED):
            raise Refusal("papers.not_pdf")
    try:
        document = mupdf.open(path, filetype="pdf")
    except Exception as error:
        raise Refusal("papers.damaged") from error
    if document.needs_pass:
        raise Refusal("papers.encrypted")
    if not document.is_pdf or _page_count(document) < 1:
        raise Refusal("papers.damaged")
    return document


def _page_count(document: Document) -> int:
    try:
        return int(document.page_count)
    except Exception as error:
        if document.is_encrypted:
            raise Refusal("papers.encrypted") from error
        raise Refusal("papers.damaged") from error


class Opened:
    """The last few files, kept open between jobs."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}

    def page(self, path: str, number: int) -> Page:
        """`papers.no_such_page`, `papers.damaged`."""
        document = self._document(path)
        if not 1 <= number <= document.page_count:
            raise Refusal("papers.no_such_page", page=number)
        try:
            return document.load_page(number - 1)
        except Exception as error:
            raise Refusal("papers.page_unshowable", page=number) from error

    def _document(self, path: str) -> Document:
        document = self._documents.pop(path, None) or open_pdf(path)
        self._documents[path] = document
        while len(self._documents) > KEPT_OPEN:
            self._documents.pop(next(iter(self._documents))).close()
        return document


def shrink_store() -> None:
    """Decoded pictures and fonts are kept between pages of one file, within reason."""
    if memory_in_use() > GENEROUS:
        mupdf.TOOLS.store_shrink(100)
