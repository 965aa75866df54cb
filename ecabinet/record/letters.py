"""Texts as the record's fonts can set them.

PDF/A allows no letter without a shape, and a record must never fail because somebody typed a picture sign into a title.
So a letter that the four fonts lack becomes "□", which the secretary sees in the preview; the journal inside keeps the
original. Control characters become blanks, invisible ones vanish. Deterministic: it depends on the text and the fonts.
"""

import unicodedata
from functools import cache
from typing import Any

from ecabinet.record import fonts

MISSING = "□"


@cache
def known() -> frozenset[int]:
    """Code points that all four fonts have."""
    import pymupdf  # here: it is the workers that typeset, and a start need not wait for it

    found = [
        frozenset(pymupdf.Font(fontfile=str(fonts.FOLDER / name)).valid_codepoints())  # type: ignore[no-untyped-call]
        for name in fonts.FILES
    ]
    return frozenset.intersection(*found)


def fit(value: Any) -> Any:
    """The same JSON value with every text fitted; keys stay."""
    match value:
        case str():
            return fit_text(value)
        case list() | tuple():
            return [fit(one) for one in value]
        case dict():
            return {key: fit(one) for key, one in value.items()}
        case _:
            return value


def fit_text(text: str) -> str:
    """One text."""
    return "".join(_letter(character) for character in unicodedata.normalize("NFC", text))


def _letter(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc" or category in ("Zl", "Zp"):
        return " "
    if category == "Cf" or (category == "Mn" and ord(character) not in known()):
        return ""
    return character if ord(character) in known() else MISSING
