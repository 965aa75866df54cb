"""`paper/{id}`, `stage`, `ink/{version}/{page}/{mark}`: what lies on the table and what is shown."""

from collections.abc import Iterator

from meeting.objects import InkObject, Object, PaperObject, StageObject
from meeting.state import MeetingState
from meeting.views.parts import Bundle, Eyes, Section
from papers.state import Mark, Paper, Stage

_NOTHING = Stage(0, "", 0, 0)


def _shown(state: MeetingState) -> Stage:
    """What is presented; a page turn leaves its paper and version the same objects."""
    return state.papers.stage or _NOTHING


def sees_paper(state: MeetingState, eyes: Eyes, paper: Paper) -> bool:
    """May these eyes see the paper? The screen only what is presented; others follow its item."""
    if eyes.kind == "screen":
        return state.papers.stage is not None and state.papers.stage.paper == paper.id
    return eyes.sees(paper.item)


def _papers(state: MeetingState, eyes: Eyes) -> Iterator[Bundle]:
    for paper in state.papers.papers.values():
        if sees_paper(state, eyes, paper):
            row = state.papers.order.get(paper.item, ())
            order = len(row) if paper.recalled is not None else row.index(paper.id)
            yield Bundle(f"paper/{paper.id}", (paper, order), _paper_object)


def _paper_object(paper: Paper, order: int) -> dict[str, Object]:
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
    return {f"paper/{paper.id}": made}


def _stage(state: MeetingState, eyes: Eyes) -> Iterator[Bundle]:
    if eyes.kind == "none":
        return
    item, stage = state.agenda.open, state.papers.stage
    item_seen = item is not None and eyes.sees(item)
    shown = stage if stage is not None and sees_paper(state, eyes, state.papers.papers[stage.paper]) else None
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
) -> dict[str, Object]:
    return {"stage": StageObject(item, paper, version, page, presenter, name, hidden)}


def _ink(state: MeetingState, eyes: Eyes) -> Iterator[Bundle]:
    for version in _inked(state, eyes):
        for mark in state.papers.marks[version].values():
            yield Bundle(f"ink/{version}/{mark.page}/{mark.id}", (mark,), _ink_object)


def _inked(state: MeetingState, eyes: Eyes) -> Iterator[str]:
    """Versions whose marks these eyes see: of the open item's papers, and of what is presented."""
    stage = state.papers.stage
    shown = stage.version if stage is not None else None
    for version in state.papers.marks:
        paper = state.papers.papers[state.papers.of_version[version]]
        at_hand = version == shown or (paper.item == state.agenda.open and eyes.kind != "screen")
        if at_hand and paper.recalled is None and sees_paper(state, eyes, paper):
            yield version


def _ink_object(mark: Mark) -> dict[str, Object]:
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
    return {f"ink/{mark.version}/{mark.page}/{mark.id}": made}


SECTIONS = (
    Section("papers", lambda s: (s.papers.papers, s.papers.order, _shown(s).paper), _papers),
    Section("stage", lambda s: (s.agenda.open, s.papers.stage, s.papers.papers, s.participants), _stage),
    Section("ink", lambda s: (s.papers.marks, _shown(s).version, s.papers.papers, s.agenda.open), _ink),
)
