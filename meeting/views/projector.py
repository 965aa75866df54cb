"""An audience's view, kept up to date: what changed since it was last looked at, in time that grows with the change.

What it is not: a judge of what may be seen (that is said by the sections), nor the meaning of a view: after each
`project`, `objects` is equal to `meeting.view.view`, which is made afresh and without memory.

Rules
- A section whose slices are the same objects as last time is not looked at again.
- A bundle whose inputs are equal is made again only in the rows that changed in its tables.
- What one projector worked out (sections touched, rows changed), others of the same meeting find in `once`.
"""

from collections.abc import Iterable
from typing import Any

from meeting.objects import Object
from meeting.state import MeetingState
from meeting.views.once import Once, changed, same
from meeting.views.parts import Bundle, Eyes, Made, Section, Tables, eyes_of
from meeting.views.sections import SECTIONS


class Memo:
    """A bundle as it was last made: what it was made from, and the rows of which something is seen."""

    __slots__ = ("inputs", "rows", "tables")

    def __init__(self) -> None:
        self.inputs: tuple[object, ...] | None = None
        self.tables: Tables = ()
        self.rows: dict[Any, tuple[str, Object]] = {}

    def stale(self, bundle: Bundle, once: Once) -> Iterable[Any]:
        """Rows that may differ."""
        if self.inputs != bundle.inputs or len(self.tables) != len(bundle.tables):
            return dict.fromkeys((*bundle.rows(), *self.rows))
        pairs = [(was, now) for was, now in zip(self.tables, bundle.tables, strict=True) if was is not now]
        if len(pairs) == 1:
            return once(changed, *pairs[0])
        return dict.fromkeys(row for was, now in pairs for row in once(changed, was, now))


class Change:
    """What a look at the meeting found: objects to set, keys that are gone."""

    def __init__(self) -> None:
        self.set: dict[str, Object] = {}
        self.gone: dict[str, None] = {}

    def take(self, was: Made, now: Made) -> None:
        """One row, before and now."""
        if was is not None and (now is None or was[0] != now[0]):
            self.gone[was[0]] = None
        if now is not None:
            self.set[now[0]] = now[1]


class Projector:
    """`project` each new state; `objects` is the view."""

    def __init__(self, audience: str, once: Once | None = None) -> None:
        self.audience = audience
        self.objects: dict[str, Object] = {}
        self._once = once or Once()
        self._state: MeetingState | None = None
        self._eyes: Eyes | None = None
        self._memos: dict[str, dict[str, Memo]] = {section.name: {} for section in SECTIONS}

    def project(self, state: MeetingState) -> tuple[dict[str, Object], list[str]]:
        """Objects to set and keys to delete since the state before."""
        eyes, change = self._look(state), Change()
        sections = SECTIONS
        if self._state is not None and eyes == self._eyes:
            sections = self._once(touched, self._state, state)
        for section in sections:
            self._refresh(section, state, eyes, change)
        self._state, self._eyes = state, eyes
        gone = [key for key in change.gone if key not in change.set]
        self.objects.update(change.set)
        for key in gone:
            del self.objects[key]
        return change.set, gone

    def _look(self, state: MeetingState) -> Eyes:
        """Eyes change only with the session and the agenda's tree."""
        last = self._state
        if last is not None and last.session is state.session and last.agenda.items is state.agenda.items:
            assert self._eyes is not None
            return self._eyes
        return eyes_of(state, self.audience)

    def _refresh(self, section: Section, state: MeetingState, eyes: Eyes, change: Change) -> None:
        memos, seen = self._memos[section.name], set()
        for bundle in section.bundles(state, eyes, self._once):
            seen.add(bundle.name)
            memo = memos.get(bundle.name) or memos.setdefault(bundle.name, Memo())
            rows = memo.rows
            for row, now in bundle.made(memo.stale(bundle, self._once)):
                was = rows.get(row)
                if now != was:
                    change.take(was, now)
                    if now is None:
                        del rows[row]
                    else:
                        rows[row] = now
            memo.inputs, memo.tables = bundle.inputs, bundle.tables
        for name in memos.keys() - seen:
            for was in memos.pop(name).rows.values():
                change.take(was, None)


def touched(before: MeetingState, now: MeetingState) -> tuple[Section, ...]:
    """Sections in which something may have changed."""
    return tuple(section for section in SECTIONS if not same(section.slices(now), section.slices(before)))
