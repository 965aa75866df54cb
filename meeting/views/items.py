"""`item/{id}`: the timetable."""

from collections.abc import Iterator

from agenda.state import AgendaState
from agenda.tree import Line, outline
from meeting.objects import ItemObject
from meeting.state import MeetingState
from meeting.views.once import Once
from meeting.views.parts import Bundle, Eyes, Limit, Made, Section, within

_MINUTE = 60_000


def _items(state: MeetingState, eyes: Eyes, once: Once) -> Iterator[Bundle]:
    if state.frame is not None and eyes.kind != "none":
        yield Bundle("items", (state.frame.starts_at, eyes.limit), _item_object, (once(_lines, state.agenda),))


def _lines(agenda: AgendaState) -> dict[int, Line]:
    """The timetable by item."""
    return {line.item.id: line for line in outline(agenda)}


def _item_object(line: Line, starts_at: int, limit: Limit) -> Made:
    item = line.item
    if not within(limit, item.id):
        return None
    presenter = item.presenter
    made = ItemObject(
        id=item.id,
        parent=item.parent if item.parent is not None and within(limit, item.parent) else None,
        order=line.order,
        depth=line.depth,
        number=line.number,
        title=item.title,
        presenter=presenter.name if presenter is not None else "",
        presenter_position=presenter.position if presenter is not None else "",
        presenter_id=presenter.participant if presenter is not None else None,
        minutes=item.minutes,
        planned_at=starts_at + line.starts_after * _MINUTE,
        state=item.state,
        opened_at=item.opened_at,
        finished_at=item.finished_at,
        reason=item.reason,
    )
    return f"item/{item.id}", made


SECTIONS = (Section("items", lambda s: (s.frame, s.agenda.items, s.agenda.tops), _items),)
