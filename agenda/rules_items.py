"""Items and the order of business.

Rules
- Titles are needed; at most 200 items in three levels; nothing moves below itself.
- Removing an item is for the time before the session (roles say when), and only when nothing hangs on it.
- One item is open at a time: opening one finishes the one that is open. A speech belongs to its item and ends with it.
- A finished or postponed item may be opened again, a withdrawn one not. While a poll is open no item opens or ends.
"""

from typing import assert_never

from agenda import commands as cmd
from agenda import events as ev
from agenda.events import Presenter
from agenda.facts import AgendaFacts
from agenda.state import AgendaState, Item
from agenda.tree import MAX_DEPTH, MAX_ITEMS, branch, depth_of, height, siblings
from journal.checks import LONG, needed_text, number, text
from journal.shapes import Event, Refusal

ItemCommand = (
    cmd.AddItem
    | cmd.EditItem
    | cmd.MoveItem
    | cmd.RemoveItem
    | cmd.OpenItem
    | cmd.FinishItem
    | cmd.PostponeItem
    | cmd.WithdrawItem
)

MAX_MINUTES = 24 * 60


def decide(state: AgendaState, command: ItemCommand, facts: AgendaFacts) -> tuple[Event, ...]:
    """The events of a command about items."""
    match command:
        case cmd.AddItem():
            return _add(state, command, facts)
        case cmd.EditItem():
            return _edit(state, command, facts)
        case cmd.MoveItem():
            return _move(state, command)
        case cmd.RemoveItem():
            return _remove(state, command, facts)
        case cmd.OpenItem():
            return _open(state, command, facts)
        case cmd.FinishItem():
            return _finish(state, command, facts)
        case cmd.PostponeItem():
            event: Event = ev.ItemPostponed(command.item, text("reason", command.reason, LONG))
            return _set_aside(state, command.item, facts, event)
        case cmd.WithdrawItem():
            event = ev.ItemWithdrawn(command.item, text("reason", command.reason, LONG))
            return _set_aside(state, command.item, facts, event)
        case _:
            assert_never(command)


def item_of(state: AgendaState, item: int) -> Item:
    """The item, or a refusal."""
    found = state.items.get(item)
    if found is None:
        raise Refusal("agenda.unknown_item", item=item)
    return found


def ending(state: AgendaState) -> tuple[Event, ...]:
    """What ends when the item under discussion ends: first the speech, then the item."""
    if state.open is None:
        return speech_ending(state)
    return (*speech_ending(state), ev.ItemFinished(state.open))


def speech_ending(state: AgendaState) -> tuple[Event, ...]:
    """The end of the running speech, if one runs."""
    return (ev.FloorEnded(state.speech.participant),) if state.speech is not None else ()


def _presenter(facts: AgendaFacts, participant: int | None, words: str) -> Presenter | None:
    if not facts.presenter_known:
        raise Refusal("agenda.unknown_presenter", participant=participant)
    if facts.presenter is not None:
        return facts.presenter
    name = text("presenter_text", words)
    return Presenter(None, name, "") if name else None


def _add(state: AgendaState, command: cmd.AddItem, facts: AgendaFacts) -> tuple[Event, ...]:
    if len(state.items) >= MAX_ITEMS:
        raise Refusal("agenda.too_many_items", limit=MAX_ITEMS)
    if command.parent is not None:
        item_of(state, command.parent)
    _check_depth(depth_of(state, command.parent) + 1)
    return (
        ev.ItemAdded(
            item=facts.new_id,
            parent=command.parent,
            position=_place_after(siblings(state, command.parent), command.after),
            title=needed_text("title", command.title),
            presenter=_presenter(facts, command.presenter, command.presenter_text),
            minutes=number("minutes", command.minutes, 0, MAX_MINUTES),
        ),
    )


def _place_after(row: tuple[int, ...], after: int | None) -> int:
    if after is None:
        return len(row)
    if after not in row:
        raise Refusal("agenda.not_a_sibling", item=after)
    return row.index(after) + 1


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Refusal("agenda.too_deep", limit=MAX_DEPTH)


def _edit(state: AgendaState, command: cmd.EditItem, facts: AgendaFacts) -> tuple[Event, ...]:
    item = item_of(state, command.item)
    presenter = item.presenter
    if command.presenter is not None or command.presenter_text is not None:
        presenter = _presenter(facts, command.presenter, command.presenter_text or "")
    title = item.title if command.title is None else needed_text("title", command.title)
    minutes = item.minutes if command.minutes is None else number("minutes", command.minutes, 0, MAX_MINUTES)
    return (ev.ItemEdited(item.id, title, presenter, minutes),)


def _move(state: AgendaState, command: cmd.MoveItem) -> tuple[Event, ...]:
    item_of(state, command.item)
    if command.parent is not None:
        item_of(state, command.parent)
        if command.parent in branch(state, (command.item,)):
            raise Refusal("agenda.into_itself", item=command.item)
    _check_depth(depth_of(state, command.parent) + height(state, command.item))
    others = [other for other in siblings(state, command.parent) if other != command.item]
    number("position", command.position, 0, len(others))
    return (ev.ItemMoved(command.item, command.parent, command.position),)


def _remove(state: AgendaState, command: cmd.RemoveItem, facts: AgendaFacts) -> tuple[Event, ...]:
    item = item_of(state, command.item)
    if item.children:
        raise Refusal("agenda.has_sub_items", item=item.id)
    if facts.item_in_use:
        raise Refusal("agenda.item_in_use", item=item.id)
    return (ev.ItemRemoved(item.id),)


def _no_poll(facts: AgendaFacts) -> None:
    if facts.poll_open:
        raise Refusal("agenda.poll_open")


def _open(state: AgendaState, command: cmd.OpenItem, facts: AgendaFacts) -> tuple[Event, ...]:
    item = item_of(state, command.item)
    if item.state == "open":
        raise Refusal("agenda.already_open", item=item.id)
    if item.state == "withdrawn":
        raise Refusal("agenda.withdrawn", item=item.id)
    _no_poll(facts)
    return (*ending(state), ev.ItemOpened(item.id))


def _finish(state: AgendaState, command: cmd.FinishItem, facts: AgendaFacts) -> tuple[Event, ...]:
    item = item_of(state, command.item)
    if item.state != "open":
        raise Refusal("agenda.not_open", item=item.id)
    _no_poll(facts)
    return ending(state)


def _set_aside(state: AgendaState, item_id: int, facts: AgendaFacts, event: Event) -> tuple[Event, ...]:
    item = item_of(state, item_id)
    if item.state not in ("planned", "open", "postponed"):
        raise Refusal("agenda.already_dealt_with", item=item.id, state=item.state)
    if item.state != "open":
        return (event,)
    _no_poll(facts)
    return (*speech_ending(state), event)
