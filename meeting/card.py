"""A meeting in short, for lists, calendar and search: the read model's content.

Pure and rebuildable from the journal at any time. Not a view: the house shows cards only to who takes part (and, before
the meeting is convened, only to staff: `shown`).
"""

from journal.shapes import State
from meeting.events import Capacity, Duty, Form
from meeting.objects import RecordState
from meeting.state import MeetingState, Phase
from meeting.views.people import duties_now


class Card(State):
    """`shown`: convened, so that participants may see it. `chair` and `record` for the list."""

    meeting: str
    title: str
    type: str
    number: str
    starts_at: int
    minutes: int
    offset: int
    place: str
    form: Form
    unit_id: str
    unit: str
    phase: Phase
    shown: bool
    postponed: str | None
    cancelled: str | None
    started_at: int | None
    closed_at: int | None
    chair: str | None
    record: RecordState
    document: str | None
    deadline: int | None = None


class Participation(State):
    """One person's part in the meeting. `duties` with "chair" for whoever chairs now."""

    person: str
    participant: int
    capacity: Capacity
    duties: tuple[Duty, ...]


def card(state: MeetingState) -> Card | None:
    """The card; None before the meeting is created."""
    frame, session = state.frame, state.session
    if frame is None:
        return None
    chair = state.participants.get(state.chair) if state.chair is not None else None
    return Card(
        meeting=state.meeting,
        title=frame.title,
        type=frame.type,
        number=frame.number,
        starts_at=frame.starts_at,
        minutes=frame.minutes,
        offset=frame.offset,
        place=frame.place,
        form=frame.form,
        unit_id=frame.unit_id,
        unit=frame.unit,
        phase=state.phase,
        shown=session.convened_at is not None,
        postponed=session.postponed,
        cancelled=session.cancelled,
        started_at=session.started_at,
        closed_at=session.closed_at,
        chair=chair.name if chair is not None else None,
        record=state.record.stage,
        document=state.record.document,
        deadline=frame.deadline,
    )


def participations(state: MeetingState) -> list[Participation]:
    """Everybody who takes part, in the order they were entered."""
    return [
        Participation(p.person, p.id, p.capacity, duties_now(p, p.id == state.chair))
        for _, p in sorted(state.participants.items())
    ]
