"""An audience's view, kept up to date: what changed since it was last looked at, in time that grows with the change.

What it is not: a judge of what may be seen (that is said by the sections), nor the meaning of a view: after each
`project`, `objects` is equal to `meeting.view.view`, which is made afresh and without memory.

Rules
- A section whose slices are the same objects as last time is not looked at again.
- A bundle whose inputs are equal is made again only in the rows that changed in its tables.
- What one projector worked out (sections touched, rows changed, a bundle as a whole), others find in `once`.
- Nothing is kept but the view and, for each bundle, what it was made from: what was there is made again to see it go.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from meeting.objects import Object
from meeting.state import MeetingState
from meeting.views.once import Once, changed, same
from meeting.views.parts import Bundle, Eyes, Made, Section, eyes_of
from meeting.views.sections import SECTIONS


class Projector:
    """`project` each new state; `objects` is the view."""

    def __init__(self, audience: str, once: Once | None = None) -> None:
        self.audience = audience
        self.objects: dict[str, Object] = {}
        self._once = once or Once()
        self._state: MeetingState | None = None
        self._eyes: Eyes | None = None
        self._bundles: dict[str, dict[str, Bundle]] = {section.name: {} for section in SECTIONS}

    def project(self, state: MeetingState) -> tuple[dict[str, Object], list[str]]:
        """Objects to set and keys to delete since the state before."""
        eyes, sections = self._look(state), SECTIONS
        if self._state is not None and eyes == self._eyes:
            sections = self._once(touched, self._state, state)
        set_: dict[str, Object] = {}
        gone: dict[str, None] = {}
        for section in sections:
            self._refresh(section, state, eyes, set_, gone)
        self._state, self._eyes = state, eyes
        del_ = [key for key in gone if key not in set_]
        self.objects.update(set_)
        for key in del_:
            del self.objects[key]
        return set_, del_

    def _look(self, state: MeetingState) -> Eyes:
        """Eyes change only with the session and the agenda's tree."""
        last, eyes = self._state, self._eyes
        if eyes is None or last is None:
            return eyes_of(state, self.audience)
        unmoved = last.session is state.session and last.agenda.items is state.agenda.items
        return eyes if unmoved else eyes_of(state, self.audience)

    def _refresh(
        self, section: Section, state: MeetingState, eyes: Eyes, set_: dict[str, Object], gone: dict[str, None]
    ) -> None:
        """What changed in one section; bundles that are no longer there are gone with all their rows."""
        known = self.objects.get
        before, now = self._bundles[section.name], {}
        for bundle in section.bundles(state, eyes, self._once):
            now[bundle.name] = bundle
            for key, made in self._changes(before.get(bundle.name), bundle):
                if made is None:
                    gone[key] = None
                elif known(key) != made:
                    set_[key] = made
        for name in before.keys() - now.keys():
            gone.update((key, None) for key, _ in seen(before[name].made(before[name].rows())))
        self._bundles[section.name] = now

    def _changes(self, before: Bundle | None, now: Bundle) -> Iterator[tuple[str, Object | None]]:
        """Keys of one bundle that may be different, with their objects; None: gone. A row keeps its key."""
        if before is None:
            pieces: tuple[Any, ...] = (now.make, len(now.tables), *now.tables, *now.inputs)
            yield from self._once(whole, *pieces)
            return
        for row, made in now.made(stale(before, now, self._once)):
            if made is not None:
                yield made
            else:
                yield from ((key, None) for key, _ in seen(before.made((row,))))


def touched(before: MeetingState, now: MeetingState) -> tuple[Section, ...]:
    """Sections in which something may have changed."""
    return tuple(section for section in SECTIONS if not same(section.slices(now), section.slices(before)))


def stale(before: Bundle, now: Bundle, once: Once) -> Iterable[Any]:
    """Rows that may differ."""
    if before.inputs != now.inputs:
        return dict.fromkeys((*before.rows(), *now.rows()))
    pairs = [(old, new) for old, new in zip(before.tables, now.tables, strict=True) if old is not new]
    if len(pairs) == 1:
        return once(changed, *pairs[0])
    return dict.fromkeys(row for old, new in pairs for row in once(changed, old, new))


def whole(make: Any, tables: int, *rest: Any) -> tuple[tuple[str, Object], ...]:
    """Everything of a bundle, given in pieces, so that audiences that are shown the same share the objects."""
    bundle = Bundle("", rest[tables:], make, rest[:tables])
    return tuple(seen(bundle.made(bundle.rows())))


def seen(rows: Iterable[tuple[Any, Made]]) -> Iterator[tuple[str, Object]]:
    return (made for _, made in rows if made is not None)
