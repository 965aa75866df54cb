"""The words of two documents, page by page: for records that another release of the typesetter has set."""

import pymupdf


def first_difference(one: bytes, other: bytes) -> int | None:
    """The first page (from 1) whose words differ, or None. Line ends and spacing do not count."""
    first, second = _pages(one), _pages(other)
    for number in range(1, max(len(first), len(second)) + 1):
        if first[number - 1 : number] != second[number - 1 : number]:
            return number
    return None


def _pages(pdf: bytes) -> list[str]:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:  # type: ignore[no-untyped-call]
        return ["".join(page.get_text().split()) for page in document]
