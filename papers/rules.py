"""May it happen on the table?

Rules
- A file version enters once, under a paper that is not recalled; a paper has at least one page.
- Presented is a paper of the item under discussion, by chair, secretary or whoever presents the item; between items
  only the chair presents, then any paper. Pages are turned by whoever presents, or by chair and secretary.
- A paper that is recalled or moved to another item while presented is taken off the screen first.
- Marks go on the version that is presented, by the same people; a mark is at most 2 kB as it stands in the journal.
  Its author or the chair takes it back.
"""

import re
from itertools import accumulate
from typing import assert_never

from journal.checks import LONG, needed_text, number
from journal.entry import canonical
from journal.shapes import Decision, Event, Refusal
from papers import commands as cmd
from papers import events as ev
from papers.commands import PapersCommand
from papers.facts import PapersFacts
from papers.state import Paper, PapersState, Stage, Version

MAX_PAPERS = 500
MAX_PAGES = 5000
MAX_SIZE = 2**40  # bytes
MAX_MARK = 2000  # bytes of the whole payload, salt and field names included
MAX_MARKS_OF_VERSION = 5000
REACH = 4000  # furthest coordinate, in 1/1000 of the page's width; pages are rarely four times as tall as wide
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_VERSION_ID = re.compile(r"[0-9a-z]{1,32}\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


def decide(state: PapersState, command: PapersCommand, facts: PapersFacts) -> Decision:
    """The events that follow from `command`; raises Refusal."""
    match command:
        case cmd.AddVersion():
            return Decision((_add_version(state, command, facts),))
        case cmd.RenamePaper():
            paper = _paper(state, command.paper)
            return Decision((ev.PaperRenamed(paper.id, needed_text("title", command.title)),))
        case cmd.MovePaper():
            return Decision(_move(state, command, facts))
        case cmd.RecallPaper():
            paper = _paper(state, command.paper)
            recalled = ev.PaperRecalled(paper.id, needed_text("reason", command.reason, LONG))
            return Decision((*_off_stage(state, paper.id), recalled))
        case cmd.Present():
            return Decision((_present(state, command, facts),))
        case cmd.TurnPage():
            return Decision((_turn(state, command, facts),))
        case cmd.StopPresenting():
            _in_hand(state, facts)
            return Decision((ev.PresentationStopped(),))
        case cmd.Mark():
            return Decision((_mark(state, command, facts),))
        case cmd.Unmark():
            return Decision((_unmark(state, command, facts),))
        case _:
            assert_never(command)


def _paper(state: PapersState, paper: int) -> Paper:
    found = state.papers.get(paper)
    if found is None:
        raise Refusal("papers.unknown_paper", paper=paper)
    if found.recalled is not None:
        raise Refusal("papers.recalled", paper=paper)
    return found


def _off_stage(state: PapersState, paper: int) -> tuple[Event, ...]:
    shown = state.stage is not None and state.stage.paper == paper
    return (ev.PresentationStopped(),) if shown else ()


def _known_item(item: int, facts: PapersFacts) -> None:
    if not facts.item_known:
        raise Refusal("papers.unknown_item", item=item)


def _add_version(state: PapersState, command: cmd.AddVersion, facts: PapersFacts) -> Event:
    _check_file(state, command)
    if command.paper is None:
        _known_item(command.item, facts)
        if len(state.papers) >= MAX_PAPERS:
            raise Refusal("papers.too_many", limit=MAX_PAPERS)
        paper, item, count = facts.new_id, command.item, 1
    else:
        old = _paper(state, command.paper)
        paper, item, count = old.id, old.item, old.latest.number + 1
    return ev.VersionAdded(
        paper=paper,
        item=item,
        title=needed_text("title", command.title),
        version=command.version,
        number=count,
        sha256=command.sha256,
        size=command.size,
        pages=command.pages,
        by=command.by,
    )


def _check_file(state: PapersState, command: cmd.AddVersion) -> None:
    if not _VERSION_ID.match(command.version) or not _SHA256.match(command.sha256):
        raise Refusal("papers.bad_file")
    if command.version in state.of_version:
        raise Refusal("papers.version_known", version=command.version)
    number("pages", len(command.pages), 1, MAX_PAGES)
    number("size", command.size, 0, MAX_SIZE)
    if any(not 0 < side < 100_000 for page in command.pages for side in page):
        raise Refusal("papers.bad_file")


def _move(state: PapersState, command: cmd.MovePaper, facts: PapersFacts) -> tuple[Event, ...]:
    paper = _paper(state, command.paper)
    _known_item(command.item, facts)
    others = [other for other in state.order.get(command.item, ()) if other != paper.id]
    number("position", command.position, 0, len(others))
    before = _off_stage(state, paper.id) if command.item != paper.item else ()
    return (*before, ev.PaperMoved(paper.id, command.item, command.position))


def _present(state: PapersState, command: cmd.Present, facts: PapersFacts) -> Event:
    if facts.actor is None or not (facts.leads or facts.presents_item):
        raise Refusal("papers.not_the_presenter")
    _within_reach(state, command.paper, facts)
    paper = _paper(state, command.paper)
    if facts.open_item is None and not facts.chairs:
        raise Refusal("papers.no_item_open")
    if facts.open_item is not None and paper.item != facts.open_item:
        raise Refusal("papers.other_item", paper=paper.id, item=paper.item, open=facts.open_item)
    _page(paper.latest, command.page)
    return ev.Presented(paper.id, paper.latest.id, command.page, facts.actor)


def _within_reach(state: PapersState, paper: int, facts: PapersFacts) -> None:
    """Who only presents an item (it may be a guest) does not hear which papers other items have."""
    found = state.papers.get(paper)
    if not facts.leads and found is not None and found.item != facts.open_item:
        raise Refusal("papers.unknown_paper", paper=paper)


def _page(version: Version, page: int) -> None:
    if not 1 <= page <= len(version.pages):
        raise Refusal("papers.no_such_page", page=page, pages=len(version.pages))


def _in_hand(state: PapersState, facts: PapersFacts) -> tuple[Stage, Version, int]:
    """What is presented, and the sender, who has it in hand."""
    stage = state.stage
    if facts.actor is None or not (facts.leads or (stage is not None and facts.actor == stage.by)):
        raise Refusal("papers.not_the_presenter")
    version = state.version(stage.version) if stage is not None else None
    if stage is None or version is None:
        raise Refusal("papers.nothing_presented")
    return stage, version, facts.actor


def _turn(state: PapersState, command: cmd.TurnPage, facts: PapersFacts) -> Event:
    _, version, _ = _in_hand(state, facts)
    _page(version, command.page)
    return ev.PageTurned(command.page)


def _mark(state: PapersState, command: cmd.Mark, facts: PapersFacts) -> Event:
    stage, version, actor = _in_hand(state, facts)
    if command.version != stage.version:
        raise Refusal("papers.not_presented", version=command.version[:32])
    _page(version, command.page)
    _check_stroke(command)
    if len(state.marks.get(stage.version, ())) >= MAX_MARKS_OF_VERSION:
        raise Refusal("papers.too_many_marks", limit=MAX_MARKS_OF_VERSION)
    event = ev.Marked(
        mark=facts.new_id,
        paper=stage.paper,
        version=stage.version,
        page=command.page,
        tool=command.tool,
        colour=command.colour,
        size=command.size,
        points=command.points,
        by=actor,
    )
    if len(canonical(event)) > MAX_MARK:
        raise Refusal("papers.mark_too_long", limit=MAX_MARK)
    return event


def _check_stroke(command: cmd.Mark) -> None:
    number("size", command.size, 1, 200)
    if not _COLOUR.match(command.colour):
        raise Refusal("papers.bad_mark", field="colour")
    if len(command.points) < 2 or len(command.points) % 2:
        raise Refusal("papers.bad_mark", field="points")
    if len(command.points) > MAX_MARK:
        raise Refusal("papers.mark_too_long", limit=MAX_MARK)
    along = (*accumulate(command.points[::2]), *accumulate(command.points[1::2]))
    if any(not -REACH <= coordinate <= REACH for coordinate in along):
        raise Refusal("papers.bad_mark", field="points")


def _unmark(state: PapersState, command: cmd.Unmark, facts: PapersFacts) -> Event:
    mark = state.mark(command.mark)
    if mark is None or not (facts.leads or facts.actor == mark.by):
        raise Refusal("papers.unknown_mark", mark=command.mark)
    if facts.actor != mark.by and not facts.chairs:
        raise Refusal("papers.not_yours", mark=mark.id)
    return ev.Unmarked(mark.id)
