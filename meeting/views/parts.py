"""How a view is put together: eyes that look, sections of keys, bundles that are made from few inputs.

Rules
- A section names the slices of the state it looks at; while these are the same objects, nothing in it can change.
- A bundle names its inputs and tables; while inputs are equal, only rows that changed in a table are made again.
  `make` looks at nothing else.
- What takes a walk through the whole meeting is asked `once`, for all audiences together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from agenda.tree import branch
from meeting.objects import Object
from meeting.state import MeetingState
from meeting.views.once import Once

Limit = frozenset[int] | None
Table = Mapping[Any, Any]
Tables = tuple[()] | tuple[Table] | tuple[Table, Table]
Made = tuple[str, Object] | None
ALONE = (None,)  # the one row of a bundle without tables

Kind = Literal["staff", "members", "guests", "screen", "none"]


class Eyes(NamedTuple):
    """Who looks: a kind of audience, and for guests the items they see, sub-items included."""

    kind: Kind
    items: frozenset[int] = frozenset()

    @property
    def inside(self) -> bool:
        """Staff and members: they see every item."""
        return self.kind in ("staff", "members")

    @property
    def limit(self) -> Limit:
        """The items they see, where that is not all. (Who sees nothing at all is for each section to ask.)"""
        return self.items if self.kind == "guests" else None

    def sees(self, item: int | None) -> bool:
        """May these eyes see the item? "None" is no item at all: only guests must not hear of it."""
        return self.kind != "none" and within(self.limit, item)


def within(limit: Limit, item: int | None) -> bool:
    """Whether the item lies within what may be seen."""
    return limit is None or item in limit


class Bundle(NamedTuple):
    """Objects that are made alike: one of `inputs` alone, or one of each row.

    Rows are the keys of the first of at most two `tables`; `make` gets what each table holds of the row (the second
    perhaps None), then the inputs, and returns a key and its object, or None where these eyes see nothing. In bundles
    of one name a row never changes its key. What is made of the same inputs and tables is shared by audiences."""

    name: str
    inputs: tuple[object, ...]
    make: Callable[..., Made]
    tables: Tables = ()

    def rows(self) -> Iterable[Any]:
        """All rows there are."""
        return self.tables[0] if self.tables else ALONE

    def made(self, rows: Iterable[Any]) -> Iterator[tuple[Any, Made]]:
        """What there is of these rows; None of one that is gone."""
        _, inputs, make, tables = self
        if len(tables) == 2:
            first, second = tables[0].get, tables[1].get
            for row in rows:
                value = first(row)
                yield row, None if value is None else make(value, second(row), *inputs)
        elif tables:
            first = tables[0].get
            for row in rows:
                value = first(row)
                yield row, None if value is None else make(value, *inputs)
        else:
            for row in rows:
                yield row, make(*inputs)


class Section(NamedTuple):
    """Bundles that depend on the same slices."""

    name: str
    slices: Callable[[MeetingState], tuple[object, ...]]
    bundles: Callable[[MeetingState, Eyes, Once], Iterable[Bundle]]


def eyes_of(state: MeetingState, audience: str) -> Eyes:
    """The eyes of an audience on this state. Before the meeting is convened only staff has any."""
    if audience == "staff":
        return Eyes("staff")
    if state.session.convened_at is None:
        return Eyes("none")
    if audience == "members":
        return Eyes("members")
    if audience == "screen":
        return Eyes("screen")
    if audience.startswith("guests:"):
        return Eyes("guests", branch(state.agenda, _numbers(audience.removeprefix("guests:"))))
    return Eyes("none")


def _numbers(row: str) -> list[int]:
    return [int(word) for word in row.split(",") if word.isdecimal()]
