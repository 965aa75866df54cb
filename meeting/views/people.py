"""`person/{participant}`, `floor`, `request/{participant}`: who is here, who speaks, who waits."""

from collections.abc import Iterator

from agenda.state import Attendance, Request, Speech
from meeting.events import Duty
from meeting.objects import FloorObject, PersonObject, RequestObject
from meeting.state import MeetingState, Participant
from meeting.views.once import Once
from meeting.views.parts import Bundle, Eyes, Kind, Made, Section

NEVER_HERE = Attendance()


def duties_now(participant: Participant, chairs: bool) -> tuple[Duty, ...]:
    """Duties with "chair" for whoever chairs now, and for nobody else."""
    others = tuple(duty for duty in participant.duties if duty != "chair")
    return ("chair", *others) if chairs else others


def _persons(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if eyes.kind not in ("screen", "none"):
        people = (state.participants, state.agenda.attendance)
        yield Bundle("persons", (state.chair, eyes.kind), _person_object, people)


def arrived(attendance: Attendance) -> int | None:
    """When this person first came."""
    return attendance.intervals[0].since if attendance.intervals else None


def left(attendance: Attendance) -> int | None:
    """When this person left, if they are not here now."""
    return attendance.intervals[-1].until if attendance.intervals else None


def _serves(participant: Participant) -> bool:
    return participant.capacity == "staff" or "secretary" in participant.duties


def _person_object(participant: Participant, attendance: Attendance | None, chair: int | None, kind: Kind) -> Made:
    chairs, staff = participant.id == chair, kind == "staff"
    if kind == "guests" and not chairs and not _serves(participant):
        return None
    attendance = attendance or NEVER_HERE
    now = attendance.now
    made = PersonObject(
        id=participant.id,
        person=participant.person if staff else None,
        name=participant.name,
        position=participant.position,
        unit=participant.unit,
        unit_short=participant.unit_short,
        capacity=participant.capacity,
        duties=duties_now(participant, chairs),
        replaces=participant.replaces,
        items=participant.items if staff else (),
        presence=now.mode if now is not None else None,
        site=now.site if now is not None else "",
        checked_in_at=arrived(attendance),
        checked_out_at=left(attendance),
        absent=attendance.absent,
    )
    return f"person/{participant.id}", made


def _floor(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    speech = state.agenda.speech
    if speech is not None and eyes.sees(speech.item):
        session = state.session
        inputs = (
            speech,
            state.participants[speech.participant],
            session.paused_at,
            session.paused_ms(speech.since),
        )
        yield Bundle("floor", inputs, _floor_object)


def _floor_object(speech: Speech, who: Participant, paused_at: int | None, paused_ms: int) -> Made:
    made = FloorObject(
        participant=who.id,
        name=who.name,
        position=who.position,
        unit=who.unit,
        item=speech.item,
        started_at=speech.since,
        seconds=speech.seconds,
        paused_at=paused_at,
        paused_ms=paused_ms,
    )
    return "floor", made


def _requests(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    """Staff and members see the queue, the screen who is next, guests nothing (their own comes as `me/request`)."""
    queue = queue_of(state)
    waiting = queue if eyes.inside else queue[:1] if eyes.kind == "screen" else ()
    for place, request in enumerate(waiting, start=1):
        inputs = (request, state.participants[request.participant], place)
        yield Bundle(f"request/{request.participant}", inputs, _request_object)


def queue_of(state: MeetingState) -> tuple[Request, ...]:
    """Who waits, while the session lasts."""
    return state.agenda.requests if state.phase in ("running", "paused") else ()


def _request_object(request: Request, who: Participant, place: int) -> Made:
    return f"request/{who.id}", waiting_object(request, who, place)


def waiting_object(request: Request, who: Participant, place: int) -> RequestObject:
    """One place in the queue."""
    return RequestObject(
        participant=who.id,
        name=who.name,
        position=who.position,
        unit=who.unit,
        topic=request.topic,
        at=request.at,
        place=place,
    )


SECTIONS = (
    Section("persons", lambda s: (s.participants, s.chair, s.agenda.attendance), _persons),
    Section("floor", lambda s: (s.agenda.speech, s.session, s.participants), _floor),
    Section("requests", lambda s: (s.phase, s.agenda.requests, s.participants), _requests),
)
