"""`paper/{id}`, `stage`, `ink/{version}/{page}/{mark}`: what lies on the table and what is shown."""

from collections.abc import Iterator

from immutables import Map

from meeting.objects import InkObject, PaperObject, StageObject
from meeting.state import MeetingState
from meeting.views.once import Once
from meeting.views.parts import Bundle, Eyes, Limit, Made, Section, within
from papers.state import Mark, Paper, Stage

_NOTHING = Stage(0, "", 0, 0)


def _shown(state: MeetingState) -> Stage:
    """What is presented; a page turn leaves its paper and version the same objects."""
    return state.papers.stage or _NOTHING


def sees_paper(eyes: Eyes, paper: Paper, shown: int) -> bool:
    """May these eyes see the paper? The screen only what is presented (`shown`); others follow its item."""
    return paper.id == shown if eyes.kind == "screen" else eyes.sees(paper.item)


def _papers(state: MeetingState, eyes: Eyes, once: Once) -> Iterator[Bundle]:
    if eyes.kind == "none":
        return
    places = once(_places, state.papers.papers, state.papers.order)
    if eyes.kind != "screen":
        yield Bundle("papers", (eyes.limit,), _paper_object, (state.papers.papers, places))
    elif state.papers.stage is not None:
        shown = state.papers.stage.paper
        yield Bundle(f"shown/{shown}", (state.papers.papers[shown], places[shown], None), _paper_object)


def _places(papers: Map[int, Paper], order: Map[int, tuple[int, ...]]) -> dict[int, int]:
    """Each paper's place within its item; what was recalled stands behind the others."""
    places = {paper: place for row in order.values() for place, paper in enumerate(row)}
    return {id_: places.get(id_, len(order.get(paper.item, ()))) for id_, paper in papers.items()}


def _paper_object(paper: Paper, order: int, limit: Limit) -> Made:
    if not within(limit, paper.item):
        return None
    latest, gone = paper.latest, paper.recalled is not None
    made = PaperObject(
        id=paper.id,
        item=paper.item,
        order=order,
        title=paper.title,
        version=None if gone else latest.id,
        number=latest.number,
        size=0 if gone else latest.size,
        pages=() if gone else latest.pages,
        added_at=paper.added_at,
        recalled=paper.recalled,
    )
    return f"paper/{paper.id}", made


def _stage(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if eyes.kind == "none":
        return
    item, stage = state.agenda.open, state.papers.stage
    item_seen = item is not None and eyes.sees(item)
    shown = None
    if stage is not None and sees_paper(eyes, state.papers.papers[stage.paper], stage.paper):
        shown = stage
    presenter = state.participants.get(shown.by) if shown is not None else None
    inputs = (
        item if item_seen else None,
        shown.paper if shown is not None else None,
        shown.version if shown is not None else None,
        shown.page if shown is not None else None,
        shown.by if shown is not None else None,
        presenter.name if presenter is not None else None,
        (item is not None and not item_seen) or (stage is not None and shown is None),
    )
    yield Bundle("stage", inputs, _stage_object)


def _stage_object(
    item: int | None,
    paper: int | None,
    version: str | None,
    page: int | None,
    presenter: int | None,
    name: str | None,
    hidden: bool,
) -> Made:
    return "stage", StageObject(item, paper, version, page, presenter, name, hidden)


def _ink(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    for version in _inked(state, eyes):
        yield Bundle(f"ink/{version}", (), _ink_object, (state.papers.marks[version],))


def _inked(state: MeetingState, eyes: Eyes) -> Iterator[str]:
    """Versions whose marks these eyes see: of the open item's papers, and of what is presented."""
    shown = _shown(state)
    for version in state.papers.marks:
        paper = state.papers.papers[state.papers.of_version[version]]
        at_hand = version == shown.version or (paper.item == state.agenda.open and eyes.kind != "screen")
        if at_hand and paper.recalled is None and sees_paper(eyes, paper, shown.paper):
            yield version


def _ink_object(mark: Mark) -> Made:
    made = InkObject(
        mark=mark.id,
        version=mark.version,
        page=mark.page,
        tool=mark.tool,
        colour=mark.colour,
        size=mark.size,
        points=mark.points,
        by=mark.by,
    )
    return f"ink/{mark.version}/{mark.page}/{mark.id}", made


SECTIONS = (
    Section("papers", lambda s: (s.papers.papers, s.papers.order, _shown(s).paper), _papers),
    Section("stage", lambda s: (s.agenda.open, s.papers.stage, s.papers.papers, s.participants), _stage),
    Section("ink", lambda s: (s.papers.marks, _shown(s).version, s.papers.papers, s.agenda.open), _ink),
)
