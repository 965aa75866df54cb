"""`item/{id}`: the timetable."""

from collections.abc import Iterator

from agenda.state import Item
from agenda.tree import outline
from meeting.objects import ItemObject, Object
from meeting.state import MeetingState
from meeting.views.parts import Bundle, Eyes, Section

_MINUTE = 60_000


def _items(state: MeetingState, eyes: Eyes) -> Iterator[Bundle]:
    if state.frame is None:
        return
    for line in outline(state.agenda):
        item = line.item
        if eyes.sees(item.id):
            parent = item.parent if item.parent is not None and eyes.sees(item.parent) else None
            planned_at = state.frame.starts_at + line.starts_after * _MINUTE
            inputs = (item, parent, line.order, line.depth, line.number, planned_at)
            yield Bundle(f"item/{item.id}", inputs, _item_object)


def _item_object(
    item: Item, parent: int | None, order: int, depth: int, number: str, planned_at: int
) -> dict[str, Object]:
    presenter = item.presenter
    made = ItemObject(
        id=item.id,
        parent=parent,
        order=order,
        depth=depth,
        number=number,
        title=item.title,
        presenter=presenter.name if presenter is not None else "",
        presenter_position=presenter.position if presenter is not None else "",
        presenter_id=presenter.participant if presenter is not None else None,
        minutes=item.minutes,
        planned_at=planned_at,
        state=item.state,
        opened_at=item.opened_at,
        finished_at=item.finished_at,
        reason=item.reason,
    )
    return {f"item/{item.id}": made}


SECTIONS = (Section("items", lambda s: (s.frame, s.agenda.items, s.agenda.tops), _items),)
