"""The shape of the agenda: order, depth, numbers like "3.1", planned times, branches.

Pure arithmetic over the items; nothing here changes them. An item takes the longer of its own minutes and the sum of
its sub-items, so a planned start is the start of the meeting plus all that stands before.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from agenda.state import AgendaState, Item

MAX_DEPTH = 3
MAX_ITEMS = 200


class Line(NamedTuple):
    """A row of the timetable. `order` counts from 0 over the whole tree, `depth` from 1; `starts_after` in minutes."""

    item: Item
    order: int
    depth: int
    number: str
    starts_after: int


def outline(agenda: AgendaState) -> tuple[Line, ...]:
    """All items in reading order."""
    rows = _walk(agenda, agenda.tops, "", 1, 0)
    return tuple(line._replace(order=order) for order, line in enumerate(rows))


def _walk(agenda: AgendaState, ids: tuple[int, ...], prefix: str, depth: int, clock: int) -> Iterator[Line]:
    for place, id_ in enumerate(ids, start=1):
        item = agenda.items[id_]
        number = f"{prefix}{place}"
        yield Line(item, 0, depth, number, clock)
        yield from _walk(agenda, item.children, f"{number}.", depth + 1, clock)
        clock += duration(agenda, item)


def duration(agenda: AgendaState, item: Item) -> int:
    """Planned minutes of an item with all below it."""
    return max(item.minutes, sum(duration(agenda, agenda.items[child]) for child in item.children))


def branch(agenda: AgendaState, roots: Iterable[int]) -> frozenset[int]:
    """The given items and everything below them; ids that do not exist fall away."""
    found: set[int] = set()
    waiting = [root for root in roots if root in agenda.items]
    while waiting:
        item = waiting.pop()
        if item not in found:
            found.add(item)
            waiting.extend(agenda.items[item].children)
    return frozenset(found)


def siblings(agenda: AgendaState, parent: int | None) -> tuple[int, ...]:
    """The children of `parent`, or the first level."""
    return agenda.tops if parent is None else agenda.items[parent].children


def depth_of(agenda: AgendaState, item: int | None) -> int:
    """1 for the first level, 0 for the root."""
    depth = 0
    while item is not None:
        item = agenda.items[item].parent
        depth += 1
    return depth


def height(agenda: AgendaState, item: int) -> int:
    """Levels of the branch that starts with `item`."""
    return 1 + max((height(agenda, child) for child in agenda.items[item].children), default=0)
