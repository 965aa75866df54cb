"""The words of a page as the tablet gets them, as search sees them, and as paragraphs to read.

Pure. A word is (x, y, width, height, text, line, block) in 1/1000 of the page's width; the order is the file's own.
The text of a page is its words with one space between, so an offset in the text leads back to a word and its box.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import msgspec

from ecabinet.pages.jobs import Word

Box = tuple[int, int, int, int]

INDENT = 12  # 1/1000 of the page's width from which a line counts as indented
COLUMN = 60  # 1/1000 within which lines begin that belong to one column
FULL = 0.85  # share of its column's width from which a line goes on in the next
WIDER = 1.35  # times the usual distance of lines from which a gap is meant
LEAST, MOST = 0.5, 2.5  # distances of lines that count, in heights of a line
ALIKE = 0.25  # difference in height within a paragraph
SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", "”", '"')
POINT = re.compile(r"(?:[-–•+*▪●]|\(?[0-9a-zđ]{1,3}[.)])\s", re.IGNORECASE)  # "- ", "a) ", "12. "


class PageWords(msgspec.Struct, frozen=True):
    """What the route answers, without the paragraphs. `w`, `h` of the page in points."""

    w: int
    h: int
    words: tuple[Word, ...]


def text_of(words: Sequence[Word]) -> str:
    return " ".join(word[4] for word in words)


def boxes_of(words: Sequence[Word], start: int, end: int) -> list[Box]:
    """Where text[start:end] stands: one box a line. A word that is only partly meant gives its share."""
    touched = list(_touched(words, start, end))
    return [_around([box for _, box in group]) for _, group in groupby(touched, key=lambda pair: pair[0])]


def _touched(words: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, Box]]:
    offset = 0
    for word in words:
        size = len(word[4])
        if offset < end and start < offset + size:
            yield word[5], _share(word, max(0, start - offset), min(size, end - offset))
        offset += size + 1
        if offset >= end:
            return


def _share(word: Word, start: int, end: int) -> Box:
    x, y, width, height, text, _, _ = word
    left, right = x + width * start // len(text), x + -(-width * end // len(text))
    return left, y, right - left, height


def _around(boxes: list[Box]) -> Box:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top


class _Line(msgspec.Struct, frozen=True):
    left: int
    top: int
    right: int
    bottom: int
    text: str

    @property
    def height(self) -> int:
        return self.bottom - self.top


def paragraphs(words: Sequence[Word]) -> list[str]:
    """For reading as text that reflows: lines joined, a new paragraph where the page shows one."""
    lines = [_line(list(group)) for _, group in groupby(words, key=lambda word: word[5])]
    found = [line.text for line in lines[:1]]
    near = WIDER * _usual_pitch(lines)
    for before, line in pairwise(lines):
        if _pitch(before, line) <= near and _goes_on(before, line, lines):
            found[-1] = _joined(found[-1], line.text)
        else:
            found.append(line.text)
    return found


def _line(words: list[Word]) -> _Line:
    left, top, width, height = _around([word[:4] for word in words])
    return _Line(left=left, top=top, right=left + width, bottom=top + height, text=text_of(words))


def _pitch(before: _Line, line: _Line) -> float:
    """From line to line, in heights of a line."""
    return (line.top - before.top) / max(before.height, line.height)


def _usual_pitch(lines: list[_Line]) -> float:
    """Within paragraphs: the narrower ones of this page, small shifts left out."""
    pitches = sorted(pitch for pair in pairwise(lines) if LEAST < (pitch := _pitch(*pair)) < MOST)
    return pitches[len(pitches) // 4] if pitches else 1.0


def _goes_on(before: _Line, line: _Line, lines: list[_Line]) -> bool:
    return _follows(before, line) and _is_full(before, lines) and not _is_point(before, line)


def _follows(before: _Line, line: _Line) -> bool:
    """Below, in letters of the same size, not indented."""
    tall = max(before.height, line.height)
    below = before.top < line.top
    alike = abs(before.height - line.height) <= ALIKE * tall
    return below and alike and line.left <= before.left + INDENT


def _is_full(line: _Line, lines: list[_Line]) -> bool:
    """It ends where its column ends, so the sentence may go on."""
    column = [other.right for other in lines if abs(other.left - line.left) <= COLUMN]
    return line.right - line.left >= FULL * (max(column) - line.left)


def _is_point(before: _Line, line: _Line) -> bool:
    return before.text.endswith(SENTENCE_ENDS) and POINT.match(line.text) is not None


def _joined(text: str, more: str) -> str:
    """A word divided at the end of a line is made whole again."""
    divided = len(text) > 1 and text[-1] == "-" and text[-2].isalpha() and more[:1].islower()
    return text[:-1] + more if divided else f"{text} {more}"
