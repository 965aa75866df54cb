"""What happened to the papers, the presented page and the shared marks."""

from typing import Literal

from journal.shapes import Event

Tool = Literal["pen", "highlighter"]
Layer = Literal["private", "shared"]


class VersionAdded(Event, tag="papers.version_added"):
    """`number` counts the versions of the paper from 1."""

    paper: int
    item: int
    title: str
    version: str
    number: int
    sha256: str
    size: int
    pages: tuple[tuple[int, int], ...]
    by: int | None


class PaperRenamed(Event, tag="papers.renamed"):
    paper: int
    title: str


class PaperMoved(Event, tag="papers.moved"):
    paper: int
    item: int
    position: int


class PaperRecalled(Event, tag="papers.recalled"):
    paper: int
    reason: str


class Presented(Event, tag="papers.presented"):
    paper: int
    version: str
    page: int
    by: int  # participant


class PageTurned(Event, tag="papers.page_turned"):
    page: int


class PresentationStopped(Event, tag="papers.presentation_stopped"):
    pass


class Marked(Event, tag="papers.marked"):
    mark: int
    paper: int
    version: str
    page: int
    tool: Tool
    colour: str
    size: int
    points: tuple[int, ...]
    by: int


class Unmarked(Event, tag="papers.unmarked"):
    mark: int


PapersEvent = (
    VersionAdded | PaperRenamed | PaperMoved | PaperRecalled
    | Presented | PageTurned | PresentationStopped | Marked | Unmarked
)  # fmt: skip
