"""The second fold of the journal: events in order -> the content of the minutes.

It is a pure function: no clock, no look-up; the same events give the same minutes for ever. Prose comes from the
`meeting.finalised` event, or from `prose` while the minutes are still a draft.
"""

from collections.abc import Iterable, Mapping

from journal.shapes import Event, Value
from meeting import events as m
from minutes import business, people, votes, written
from minutes.doc import Attendee, Frame, ItemDoc, MinutesDoc, Opening, Pause


class Happened(Value):
    """One event with its place and time in the journal."""

    seq: int
    at: int
    event: Event


class Notebook:
    """Everything noted so far: mutable while folding, never seen outside this module."""

    def __init__(self) -> None:
        self.frame = Frame()
        self.started_at: int | None = None
        self.closed_at: int | None = None
        self.opening: Opening | None = None
        self.pauses: list[Pause] = []
        self.final: m.Finalised | None = None
        self.people = people.People()
        self.business = business.Business()
        self.written = written.Written()
        self.votes = votes.Votes()


def fold(happened: Iterable[Happened], prose: Mapping[str, str] | None = None) -> MinutesDoc:
    """The minutes of these events. `prose` is used only where the journal has no final text."""
    book = Notebook()
    for entry in happened:
        _note(book, entry.event, entry.at)
    return _doc(book, dict(prose or {}))


def _note(book: Notebook, event: Event, at: int) -> None:
    _note_frame(book, event)
    _note_phase(book, event, at)
    people.note(book.people, event, at)
    business.note(book.business, book.people, event, at)
    written.note(book.written, event, at)
    votes.note(book.votes, book.people, event, at)


def _note_frame(book: Notebook, event: Event) -> None:
    match event:
        case m.Created():
            fields = {name: getattr(event, name) for name in Frame.__struct_fields__}
            book.frame = Frame(**fields)
        case m.Edited():
            kept = {name: getattr(book.frame, name) for name in Frame.__struct_fields__}
            changed = {name: getattr(event, name) for name in Frame.__struct_fields__ if hasattr(event, name)}
            book.frame = Frame(**{**kept, **changed})
        case _:
            pass


def _note_phase(book: Notebook, event: Event, at: int) -> None:
    match event:
        case m.Started(present=present, needed=needed, members=members, override=override):
            book.started_at = at
            book.opening = Opening(present=present, needed=needed, members=members, override=override)
        case m.Paused():
            book.pauses.append(Pause(since=at, until=None))
        case m.Resumed():
            _end_pause(book, at)
        case m.Closed():
            _end_pause(book, at)
            book.closed_at = at
        case m.Finalised():
            book.final = event
        case m.FinalWithdrawn():
            book.final = None
        case _:
            pass


def _end_pause(book: Notebook, at: int) -> None:
    if book.pauses and book.pauses[-1].until is None:
        book.pauses[-1] = Pause(since=book.pauses[-1].since, until=at)


def _doc(book: Notebook, draft: dict[str, str]) -> MinutesDoc:
    final = book.final
    attendees = people.attendees(book.people)
    return MinutesDoc(
        frame=book.frame,
        started_at=book.started_at,
        closed_at=book.closed_at,
        opening=book.opening,
        pauses=tuple(book.pauses),
        chairs=people.chairings(book.people),
        secretary=_secretary(attendees),
        attendees=attendees,
        items=_items(book),
        prose={block.key: block.text for block in final.prose} if final else draft,
        reserved=final.reserved if final else None,
        written=written.doc(book.written, book.frame.deadline) if book.frame.form == "written" else None,
    )


def _secretary(attendees: tuple[Attendee, ...]) -> Attendee | None:
    return next((person for person in attendees if "secretary" in person.duties), None)


def _items(book: Notebook) -> tuple[ItemDoc, ...]:
    return tuple(
        ItemDoc(
            item=item.item,
            number=number,
            depth=depth,
            title=item.title,
            presenter=item.presenter.name if item.presenter else "",
            presenter_position=item.presenter.position if item.presenter else "",
            state=item.state,
            reason=item.reason,
            opened_at=span[0],
            finished_at=span[1],
            speeches=tuple(item.speeches),
            papers=business.papers_of(book.business, item.item),
            votes=votes.votes_of(book.votes, item.item),
        )
        for item, number, depth in business.walk(book.business)
        for span in (business.span(book.business, item.item),)
    )
