"""How a view is put together: eyes that look, sections of keys, bundles that are made from few inputs.

Rules
- A section names the slices of the state it looks at; while these are the same objects, nothing in it can change.
- A bundle names its inputs; while these are the same, its objects are. `make` looks at nothing else.
"""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from agenda.tree import branch
from meeting.objects import Object
from meeting.state import MeetingState

Kind = Literal["staff", "members", "guests", "screen", "none"]


class Eyes(NamedTuple):
    """Who looks: a kind of audience, and for guests the items they see, sub-items included."""

    kind: Kind
    items: frozenset[int] = frozenset()

    @property
    def inside(self) -> bool:
        """Staff and members: they see every item."""
        return self.kind in ("staff", "members")

    def sees(self, item: int | None) -> bool:
        """May these eyes see the item? "None" is no item at all: only guests must not hear of it."""
        if self.kind == "guests":
            return item in self.items
        return self.kind != "none"


class Bundle(NamedTuple):
    """Objects that are made together from `inputs`."""

    key: str
    inputs: tuple[object, ...]
    make: Callable[..., dict[str, Object]]


class Section(NamedTuple):
    """Keys that depend on the same slices."""

    name: str
    slices: Callable[[MeetingState], tuple[object, ...]]
    bundles: Callable[[MeetingState, Eyes], Iterable[Bundle]]


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
