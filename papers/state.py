"""What lies on the table, what is shown, and the marks on it.

What it is: frozen values and `evolve`. What it is not: the files themselves; a version is known by its id and hash.

Rules
- A paper belongs to one item and has its place among the papers of that item; its latest version is the one to read.
- A recalled paper stays as a tombstone with its reason and loses its place.
- Marks are kept per version; taking a paper off the table or a mark back removes it here, never from the journal.
"""

from array import array
from sys import intern
from typing import assert_never

from immutables import Map
from msgspec.structs import replace

from journal.shapes import State
from papers import events as ev
from papers.events import PapersEvent, Tool


class Version(State):
    """One file of a paper."""

    id: str
    number: int
    sha256: str
    size: int
    pages: tuple[tuple[int, int], ...]
    at: int


class Paper(State):
    """`versions` in order; the last one counts. `recalled`: the reason it was taken off the table."""

    id: int
    item: int
    title: str
    versions: tuple[Version, ...]
    added_at: int
    recalled: str | None = None

    @property
    def latest(self) -> Version:
        """The version to read now."""
        return self.versions[-1]


class Stage(State):
    """What is presented, and by which participant."""

    paper: int
    version: str
    page: int
    by: int


class Mark(State):
    """A finished shared stroke. `packed`: its points in 16 bits each (coordinates reach 4000, see `rules`): a tuple of
    them would be most of what a long meeting takes in memory."""

    id: int
    paper: int
    version: str
    page: int
    tool: Tool
    colour: str
    size: int
    packed: bytes
    by: int

    @property
    def points(self) -> tuple[int, ...]:
        """As in the event."""
        return tuple(array("h", self.packed))


class PapersState(State):
    """`order`: papers of each item in their places. `of_version`: version id -> paper. `marks`: version id -> strokes.

    `version_of_mark` finds a mark by its number alone."""

    papers: Map[int, Paper] = Map()
    order: Map[int, tuple[int, ...]] = Map()
    of_version: Map[str, int] = Map()
    stage: Stage | None = None
    marks: Map[str, Map[int, Mark]] = Map()
    version_of_mark: Map[int, str] = Map()

    def version(self, version: str) -> Version | None:
        """A version by its id."""
        paper = self.of_version.get(version)
        if paper is None:
            return None
        return next(found for found in self.papers[paper].versions if found.id == version)

    def mark(self, mark: int) -> Mark | None:
        """A mark by its number."""
        version = self.version_of_mark.get(mark)
        return self.marks[version][mark] if version is not None else None


def evolve(state: PapersState, event: PapersEvent, at: int) -> PapersState:
    """The table after `event`, which happened at `at`."""
    match event:
        case ev.PageTurned():
            return state if state.stage is None else replace(state, stage=replace(state.stage, page=event.page))
        case ev.Marked():
            return _marked(state, event)
        case ev.Unmarked():
            return _unmarked(state, event.mark)
        case ev.Presented():
            return replace(state, stage=Stage(event.paper, event.version, event.page, event.by))
        case ev.PresentationStopped():
            return replace(state, stage=None)
        case ev.VersionAdded():
            return _version_added(state, event, at)
        case ev.PaperRenamed():
            return _with(state, event.paper, title=event.title)
        case ev.PaperMoved():
            loose = _unplaced(state, event.paper)
            return _placed(_with(loose, event.paper, item=event.item), event.paper, event.position)
        case ev.PaperRecalled():
            return _with(_unplaced(state, event.paper), event.paper, recalled=event.reason)
        case _:
            assert_never(event)


def _with(state: PapersState, paper: int, **changes: object) -> PapersState:
    return replace(state, papers=state.papers.set(paper, replace(state.papers[paper], **changes)))


def _version_added(state: PapersState, event: ev.VersionAdded, at: int) -> PapersState:
    version = Version(event.version, event.number, event.sha256, event.size, event.pages, at)
    state = replace(state, of_version=state.of_version.set(event.version, event.paper))
    if event.paper in state.papers:
        versions = (*state.papers[event.paper].versions, version)
        return _with(state, event.paper, title=event.title, versions=versions)
    paper = Paper(event.paper, event.item, event.title, (version,), at)
    state = replace(state, papers=state.papers.set(paper.id, paper))
    return _placed(state, paper.id, len(state.order.get(paper.item, ())))


def _placed(state: PapersState, paper: int, position: int) -> PapersState:
    item = state.papers[paper].item
    row = state.order.get(item, ())
    return replace(state, order=state.order.set(item, (*row[:position], paper, *row[position:])))


def _unplaced(state: PapersState, paper: int) -> PapersState:
    item = state.papers[paper].item
    row = tuple(other for other in state.order.get(item, ()) if other != paper)
    return replace(state, order=state.order.set(item, row))


def _marked(state: PapersState, event: ev.Marked) -> PapersState:
    mark = Mark(
        id=event.mark,
        paper=event.paper,
        version=intern(event.version),
        page=event.page,
        tool=event.tool,
        colour=intern(event.colour),
        size=event.size,
        packed=array("h", event.points).tobytes(),
        by=event.by,
    )
    strokes = state.marks.get(mark.version, Map()).set(mark.id, mark)
    return replace(
        state,
        marks=state.marks.set(mark.version, strokes),
        version_of_mark=state.version_of_mark.set(mark.id, mark.version),
    )


def _unmarked(state: PapersState, mark: int) -> PapersState:
    version = state.version_of_mark[mark]
    return replace(
        state,
        marks=state.marks.set(version, state.marks[version].delete(mark)),
        version_of_mark=state.version_of_mark.delete(mark),
    )
