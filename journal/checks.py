"""Checks of what people type, the same in every room: texts and numbers have bounds.

What it is: the last gate before a value becomes part of an event. What it is not: the meaning of a value.

Rules
- Text is kept in Unicode normal form C, without blanks around it; control characters other than line ends and tabs are
  refused, for the record could not be typeset; so are those that turn the direction of writing, for a name or a title
  could then read otherwise than it is. Lengths count characters.
- The codes start with `input.` and name the field, so that a screen can point at it.
"""

import unicodedata

from journal.shapes import Refusal

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SHORT, LONG = 500, 2000  # characters: a title, a reason


def text(field: str, value: str, limit: int = SHORT) -> str:
    """`value` cleaned, at most `limit` characters, possibly empty."""
    clean = unicodedata.normalize("NFC", value).strip()
    if len(clean) > limit:
        raise Refusal("input.too_long", field=field, limit=limit)
    if not clean.isprintable() and any(_control(c) for c in clean):
        raise Refusal("input.bad_character", field=field)
    return clean


def needed_text(field: str, value: str, limit: int = SHORT) -> str:
    """As `text`, but not empty."""
    clean = text(field, value, limit)
    if not clean:
        raise Refusal("input.missing", field=field)
    return clean


def number(field: str, value: int, low: int, high: int) -> int:
    """`value`, if it lies within `low` and `high`, both included."""
    if not low <= value <= high:
        raise Refusal("input.out_of_range", field=field, low=low, high=high)
    return value


def _control(character: str) -> bool:
    if character in _TURNING:
        return True
    return unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"
