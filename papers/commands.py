"""What may be asked about the papers on the table, the presented page and the shared marks."""

from journal.shapes import Command
from papers.events import Tool


class AddVersion(Command, tag="papers.add_version"):
    """House only: a file was received, cleaned and can be shown. Without `paper` it is a new paper."""

    item: int
    title: str
    version: str  # 12-character id of the file version in the document store
    sha256: str  # of the original bytes
    size: int  # bytes of the original
    pages: tuple[tuple[int, int], ...]  # (width, height) of each page as shown, in points
    paper: int | None = None
    by: int | None = None


class RenamePaper(Command, tag="papers.rename"):
    paper: int
    title: str


class MovePaper(Command, tag="papers.move"):
    """To another item, or another place among the papers of its item."""

    paper: int
    item: int
    position: int


class RecallPaper(Command, tag="papers.recall"):
    """Takes the paper off the table; a tombstone with the reason stays."""

    paper: int
    reason: str


class Present(Command, tag="papers.present"):
    """Shows a page to all who follow and on the screen; the sender becomes the presenter."""

    paper: int
    page: int = 1  # from 1


class TurnPage(Command, tag="papers.turn_page"):
    page: int


class StopPresenting(Command, tag="papers.stop_presenting"):
    """Nothing is presented any more."""


class Mark(Command, tag="papers.mark"):
    """A finished stroke of the presenter, for all who may see the paper. At most 2 kB.

    `points` are integer deltas (dx, dy, dx, dy, ...) in 1/1000 of the page's width, the first pair absolute.
    """

    version: str
    page: int
    tool: Tool
    colour: str
    size: int  # stroke width, 1/1000 of the page's width
    points: tuple[int, ...]


class Unmark(Command, tag="papers.unmark"):
    """Takes back one mark."""

    mark: int


PapersCommand = AddVersion | RenamePaper | MovePaper | RecallPaper | Present | TurnPage | StopPresenting | Mark | Unmark
