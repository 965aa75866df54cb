"""Finding words in a paper: pages, boxes and a snippet for each place.

Like a reader's Ctrl+F, within one version: any part of a word, any number of words, marks binding where typed. Not the
search of the document store. Rules: at most `MOST` places are returned, all are counted.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import func, select

from ecabinet.db.database import Database
from ecabinet.db.tables import page_text
from ecabinet.pages.fold import fold, occurrences, tidy
from ecabinet.pages.texts import unpacked
from ecabinet.pages.words import Box, boxes_of

MOST = 200
QUERY_LENGTH = 100
BEFORE, AFTER = 40, 80  # characters of a snippet around the find


class Hit(msgspec.Struct, frozen=True):
    """`mark`: where the find stands in the snippet."""

    page: int
    boxes: list[Box]
    snippet: str
    mark: tuple[int, int]


class Found(msgspec.Struct, frozen=True):
    """`complete`: all pages of the version are searchable by now."""

    hits: list[Hit]
    total: int
    complete: bool = True


class _Place(msgspec.Struct, frozen=True):
    page: int
    start: int
    end: int
    text: str


async def find(database: Database, version: str, pages: int, query: str) -> Found:
    """`query` as typed; an empty one finds nothing."""
    asked = tidy(query[:QUERY_LENGTH])
    complete = await _stored(database, version) >= pages
    if not asked:
        return Found(hits=[], total=0, complete=complete)
    rows = await _pages_with(database, version, fold(asked))
    places = await asyncio.to_thread(_places, rows, asked)
    shown = places[:MOST]
    words = await _words(database, version, {place.page for place in shown})
    hits = await asyncio.to_thread(lambda: [_hit(place, words[place.page]) for place in shown])
    return Found(hits=hits, total=len(places), complete=complete)


async def _stored(database: Database, version: str) -> int:
    row = await database.row(select(func.count().label("n")).where(page_text.c.version == version))
    return int(row["n"]) if row else 0


async def _pages_with(database: Database, version: str, needle: str) -> Sequence[Any]:
    query = (
        select(page_text.c.page, page_text.c.text)
        .where(page_text.c.version == version, func.instr(page_text.c.fold, needle) > 0)
        .order_by(page_text.c.page)
    )
    return await database.rows(query)


async def _words(database: Database, version: str, pages: set[int]) -> dict[int, bytes]:
    query = select(page_text.c.page, page_text.c.words).where(
        page_text.c.version == version, page_text.c.page.in_(sorted(pages))
    )
    return {row["page"]: row["words"] for row in await database.rows(query)}


def _places(rows: Sequence[Any], asked: str) -> list[_Place]:
    return [
        _Place(page=row["page"], start=start, end=end, text=row["text"])
        for row in rows
        for start, end in occurrences(row["text"], asked)
    ]


def _hit(place: _Place, words: bytes) -> Hit:
    snippet, mark = _snippet(place)
    boxes = boxes_of(unpacked(words).words, place.start, place.end)
    return Hit(page=place.page, boxes=boxes, snippet=snippet, mark=mark)


def _snippet(place: _Place) -> tuple[str, tuple[int, int]]:
    text, start, end = place.text, place.start, place.end
    first = 0 if start <= BEFORE else text.find(" ", start - BEFORE, start) + 1 or start
    last = len(text) if end + AFTER >= len(text) else max(end, text.rfind(" ", end, end + AFTER))
    head = "… " if first else ""
    mark = (len(head) + start - first, len(head) + end - first)
    return head + text[first:last] + (" …" if last < len(text) else ""), mark
