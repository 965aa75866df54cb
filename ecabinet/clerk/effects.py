"""Whom a batch of events concerns: used to do less, never to decide what somebody may see.

Rules: an unknown event concerns everyone. Listing an event here too narrowly would make a personal frame late;
listing it too widely only costs time. `tests/clerk` compares with telling everyone after each event.
"""

from collections.abc import Mapping, Sequence

import msgspec

from journal.shapes import Event, wire_name
from meeting.state import MeetingState

# Counts and queues: may be told with a delay.
TRICKLES = frozenset(
    {
        "voting.ballot_cast",
        "voting.ballot_sealed",
        "agenda.checked_in",
        "agenda.checked_out",
        "agenda.attendance_corrected",
        "agenda.marked_absent",
        "agenda.floor_requested",
        "agenda.request_withdrawn",
    }
)
# Own objects (`me/*`) of nobody, or only of the participant named in the event. A request's place in the queue changes
# for all who wait, so what touches the queue concerns everyone.
NOBODY = frozenset(
    {
        "papers.version_added",
        "papers.renamed",
        "papers.moved",
        "papers.recalled",
        "papers.presented",
        "papers.page_turned",
        "papers.presentation_stopped",
        "papers.marked",
        "papers.unmarked",
        "agenda.item_added",
        "agenda.item_edited",
        "agenda.item_moved",
        "agenda.item_opened",
        "agenda.item_finished",
        "agenda.item_postponed",
        "agenda.item_withdrawn",
        "agenda.floor_extended",
        "agenda.floor_ended",
        "voting.motion_added",
        "voting.motion_edited",
        "voting.motion_removed",
        "voting.motion_taken_out",
        "voting.motion_put_back",
        "voting.proxy_given",
        "voting.proxy_withdrawn",
        "voting.weight_set",
        "voting.member_recused",
        "voting.recusal_ended",
        "voting.count_entered",
        "voting.poll_paused",
        "voting.poll_resumed",
        "voting.poll_ended",
        "voting.poll_tied",
        "voting.poll_closed",
        "voting.poll_voided",
        "voting.names_shown",
    }
)
ONE = frozenset({"voting.ballot_cast", "voting.ballot_sealed", "agenda.checked_in"})
# Nobody stands in another audience for any of these.
KEEP_AUDIENCES = TRICKLES | NOBODY | {"voting.poll_opened"}


class Reach(msgspec.Struct, frozen=True):
    """`people`: whose own objects may differ, because of which events; `wide`: events that concern everyone (None:
    anything may be different for anybody); `audiences`: somebody may stand in another audience."""

    people: Mapping[str, list[Event]]
    wide: list[Event] | None
    audiences: bool


ANYTHING = Reach({}, None, audiences=True)


def reach(state: MeetingState, events: Sequence[Event]) -> Reach:
    people: dict[str, list[Event]] = {}
    wide: list[Event] = []
    audiences = False
    for event in events:
        kind = wire_name(type(event))
        persons = persons_of(state, event) if kind in ONE else ()
        for person in persons:
            people.setdefault(person, []).append(event)
        if kind not in NOBODY and kind not in ONE:
            wide.append(event)
        audiences = audiences or kind not in KEEP_AUDIENCES
    return Reach(people, wide, audiences)


def trickles(events: Sequence[Event]) -> bool:
    """All of it can wait a tenth of a second."""
    return all(wire_name(type(event)) in TRICKLES for event in events)


def persons_of(state: MeetingState, event: Event) -> tuple[str, ...]:
    """The participant named in the event, and who casts that participant's ballot by proxy."""
    participant = getattr(event, "participant", None)
    found = None if participant is None else state.participants.get(participant)
    if found is None:
        return ()
    poll = state.voting.polls.get(getattr(event, "poll", 0))
    voter = poll.entitled.get(found.id) if poll is not None else None
    holder = state.participants.get(voter.holder) if voter is not None and voter.holder is not None else None
    return (found.person,) if holder is None else (found.person, holder.person)
