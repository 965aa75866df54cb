"""The course of business: items in their tree, who spoke under them, which papers lay on the table.

Rules: numbering follows the tree as it last stood; a speech belongs to the item that was open; the presenter's own
floor is a presentation and not counted as a contribution; every version that was shown is kept, and the latest
version of every paper whether shown or not.
"""

from agenda import events as a
from journal.shapes import Event
from minutes.doc import ItemState, PaperShown, Speech
from minutes.people import People
from papers import events as p


class Item:
    """One item while folding."""

    def __init__(self, event: a.ItemAdded) -> None:
        self.item = event.item
        self.parent = event.parent
        self.title = event.title
        self.presenter = event.presenter
        self.state: ItemState = "planned"
        self.reason = ""
        self.opened_at: int | None = None
        self.finished_at: int | None = None
        self.speeches: list[Speech] = []


class Business:
    """The notebook page for items and papers."""

    def __init__(self) -> None:
        self.items: dict[int, Item] = {}
        self.children: dict[int | None, list[int]] = {}
        self.open: int | None = None
        self.versions: list[p.VersionAdded] = []
        self.titles: dict[int, str] = {}
        self.homes: dict[int, int] = {}
        self.recalled: dict[int, str] = {}
        self.shown: set[str] = set()


def note(business: Business, people: People, event: Event, at: int) -> None:
    """Write one event into the notebook; events of other topics change nothing."""
    match event:
        case a.FloorGiven():
            _speech(business, people, event, at)
        case p.VersionAdded() | p.PaperRenamed() | p.PaperMoved() | p.PaperRecalled() | p.Presented():
            _note_paper(business, event)
        case _:
            _note_item(business, event, at)


def _note_item(business: Business, event: Event, at: int) -> None:
    match event:
        case a.ItemAdded():
            business.items[event.item] = Item(event)
            _place(business, event.item, event.parent, event.position)
        case a.ItemEdited(item=item):
            business.items[item].title = event.title
            business.items[item].presenter = event.presenter
        case a.ItemMoved(item=item):
            _place(business, item, event.parent, event.position)
        case a.ItemRemoved(item=item):
            _lift(business, item)
        case a.ItemOpened(item=item):
            _open(business, item, at)
        case a.ItemFinished(item=item):
            _end(business, item, "done", "", at)
        case a.ItemPostponed(item=item, reason=reason):
            _end(business, item, "postponed", reason, at)
        case a.ItemWithdrawn(item=item, reason=reason):
            _end(business, item, "withdrawn", reason, at)
        case _:
            pass


def _place(business: Business, item: int, parent: int | None, position: int) -> None:
    _lift(business, item)
    business.items[item].parent = parent
    business.children.setdefault(parent, []).insert(position, item)


def _lift(business: Business, item: int) -> None:
    siblings = business.children.get(business.items[item].parent, [])
    if item in siblings:
        siblings.remove(item)


def _open(business: Business, item: int, at: int) -> None:
    entry = business.items[item]
    entry.state = "open"
    entry.opened_at = entry.opened_at or at
    entry.finished_at = None
    entry.reason = ""
    business.open = item


def _end(business: Business, item: int, state: ItemState, reason: str, at: int) -> None:
    entry = business.items[item]
    entry.state = state
    entry.reason = reason
    entry.finished_at = at if entry.opened_at is not None else None
    if business.open == item:
        business.open = None


def _speech(business: Business, people: People, event: a.FloorGiven, at: int) -> None:
    item = business.items.get(event.item) if event.item is not None else None
    if item is None or (item.presenter is not None and item.presenter.participant == event.participant):
        return
    name, position = people.name_of(event.participant)
    mode = people.mode_of(event.participant)
    item.speeches.append(Speech(participant=event.participant, name=name, position=position, mode=mode, at=at))


def _note_paper(business: Business, event: Event) -> None:
    match event:
        case p.VersionAdded(paper=paper):
            business.versions.append(event)
            business.titles[paper] = event.title
            business.homes.setdefault(paper, event.item)
        case p.PaperRenamed(paper=paper, title=title):
            business.titles[paper] = title
        case p.PaperMoved(paper=paper, item=item):
            business.homes[paper] = item
        case p.PaperRecalled(paper=paper, reason=reason):
            business.recalled[paper] = reason
        case p.Presented(version=version):
            business.shown.add(version)
        case _:
            pass


def walk(business: Business) -> list[tuple[Item, str, int]]:
    """The tree top to bottom: item, number "3.1", depth from 0."""
    found: list[tuple[Item, str, int]] = []

    def visit(parent: int | None, prefix: str, depth: int) -> None:
        for place, item in enumerate(business.children.get(parent, ()), start=1):
            number = f"{prefix}{place}"
            found.append((business.items[item], number, depth))
            visit(item, f"{number}.", depth + 1)

    visit(None, "", 0)
    return found


def span(business: Business, item: int) -> tuple[int | None, int | None]:
    """When an item was dealt with; its sub-items count with it."""
    own = business.items[item]
    spans = [(own.opened_at, own.finished_at), *(span(business, child) for child in business.children.get(item, ()))]
    starts = [start for start, _ in spans if start is not None]
    ends = [end for _, end in spans if end is not None]
    return (min(starts, default=None), max(ends, default=None))


def papers_of(business: Business, item: int) -> tuple[PaperShown, ...]:
    """The papers of an item: every version that was shown, and the latest of each paper that still lies there."""
    latest = {version.paper: version.version for version in business.versions}
    return tuple(
        _paper(business, version)
        for version in business.versions
        if business.homes[version.paper] == item
        and (version.version in business.shown or _still_there(business, version, latest))
    )


def _still_there(business: Business, version: p.VersionAdded, latest: dict[int, str]) -> bool:
    return latest[version.paper] == version.version and version.paper not in business.recalled


def _paper(business: Business, version: p.VersionAdded) -> PaperShown:
    return PaperShown(
        paper=version.paper,
        item=business.homes[version.paper],
        title=business.titles[version.paper],
        version=version.version,
        number=version.number,
        pages=len(version.pages),
        sha256=version.sha256,
        shown=version.version in business.shown,
        recalled=business.recalled.get(version.paper),
    )
