"""Vietnamese without its marks, for searching: "Nghị quyết" is found by "nghi quyet".

Not a tokenizer and not a ranking. Rules: text is NFC first; folding keeps one character per character, so an offset
in the folded text is the same offset in the text; marks that were typed are binding, word by word, whichever of the
two customs of placing the tone was used ("hoà", "hòa").
"""

import unicodedata
from collections.abc import Iterator

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # grave, acute, tilde, hook above, dot below


class _Letters(dict[int, str]):
    """A table for `str.translate` that learns each character the first time it meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = self.one(chr(code))
        return letter

    def one(self, char: str) -> str:
        raise NotImplementedError


class _Base(_Letters):
    """Base letter in lower case."""

    def one(self, char: str) -> str:
        base = unicodedata.normalize("NFD", char)[0]
        return _single(base.casefold(), base).replace("đ", "d")


class _Lower(_Letters):
    """Lower case with all marks."""

    def one(self, char: str) -> str:
        return _single(char.lower(), char)


class _Clean(_Letters):
    """No invisible characters; what only one font understands becomes a bullet or a sign for "unknown"."""

    def one(self, char: str) -> str:
        match unicodedata.category(char):
            case "Cc" | "Cf" | "Cs":
                return " " if char.isspace() else ""
            case "Co":
                return "•" if char == "\uf0b7" else "\ufffd"
            case _:
                return char


_BASE, _LOWER, _CLEAN = _Base(), _Lower(), _Clean()


def _single(changed: str, char: str) -> str:
    return changed if len(changed) == 1 else char


def tidy(text: str) -> str:
    """NFC, without invisible characters and lone surrogates, every run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_CLEAN)).split())


def fold(text: str) -> str:
    """Of NFC text: base letters in lower case, `đ` as `d`, one for one."""
    return text.translate(_BASE)


def lower(text: str) -> str:
    """Of NFC text: lower case with its marks, one for one."""
    return text.translate(_LOWER)


def occurrences(text: str, query: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each place in `text` where `query` stands; both tidy. Marks that were typed must be there."""
    needle = fold(query)
    folded = fold(text)
    start = folded.find(needle) if needle else -1
    while start >= 0:
        end = start + len(needle)
        step = 1
        if _marks_agree(text[start:end], query):
            yield start, end
            step = len(needle)
        start = folded.find(needle, start + step)


def _marks_agree(found: str, query: str) -> bool:
    pairs = zip(found.split(" "), query.split(" "), strict=True)
    return all(_bare(asked) or _spelling(got) == _spelling(asked) for got, asked in pairs)


def _bare(word: str) -> bool:
    return lower(word) == fold(word)


def _spelling(word: str) -> tuple[str, tuple[str, ...]]:
    """Letters without tones, and the tones: the same for both customs of placing the tone."""
    parts = unicodedata.normalize("NFD", lower(word))
    letters = "".join(part for part in parts if part not in TONES)
    return unicodedata.normalize("NFC", letters), tuple(sorted(part for part in parts if part in TONES))
