"""`meeting`, `quorum`, `record`: the frame of a view."""

from collections.abc import Iterator

from meeting.facts import quorum_now
from meeting.objects import MeetingObject, Object, Phase, QuorumObject, RecordObject, SignatureObject
from meeting.state import Frame, MeetingState, Participant, RecordState, Session
from meeting.views.parts import Bundle, Eyes, Section
from voting.events import Quorum


def _meeting(state: MeetingState, eyes: Eyes) -> Iterator[Bundle]:
    if state.frame is None or eyes.kind == "none":
        return
    chair = state.participants.get(state.chair) if state.chair is not None else None
    inputs = (state.meeting, state.frame, state.phase, state.session, chair, _secretary(state))
    yield Bundle("meeting", inputs, _meeting_object)


def _secretary(state: MeetingState) -> str | None:
    ids = [p.id for p in state.participants.values() if "secretary" in p.duties]
    return state.participants[min(ids)].name if ids else None


def _meeting_object(
    id_: str, frame: Frame, phase: Phase, session: Session, chair: Participant | None, secretary: str | None
) -> dict[str, Object]:
    made = MeetingObject(
        id=id_,
        title=frame.title,
        type=frame.type,
        number=frame.number,
        starts_at=frame.starts_at,
        minutes=frame.minutes,
        offset=frame.offset,
        place=frame.place,
        form=frame.form,
        unit=frame.unit,
        phase=phase,
        postponed=session.postponed,
        cancelled=session.cancelled,
        started_at=session.started_at,
        closed_at=session.closed_at,
        paused_at=session.paused_at,
        paused_ms=session.paused_ms(),
        chair=chair.name if chair is not None else None,
        chair_position=chair.position if chair is not None else None,
        secretary=secretary,
    )
    return {"meeting": made}


def _quorum(state: MeetingState, eyes: Eyes) -> Iterator[Bundle]:
    if state.frame is None or eyes.kind == "none":
        return
    here = [(p, state.agenda.here(p.id)) for p in state.participants.values()]
    online = sum(1 for p, now in here if p.capacity == "member" and now is not None and now.mode == "online")
    guests = sum(1 for p, now in here if p.capacity in ("guest", "substitute") and now is not None)
    yield Bundle("quorum", (quorum_now(state), online, guests, state.frame.quorum.citation), _quorum_object)


def _quorum_object(quorum: Quorum, online: int, guests: int, citation: str) -> dict[str, Object]:
    made = QuorumObject(
        present=quorum.present,
        online=online,
        needed=quorum.needed,
        members=quorum.base,
        reached=quorum.reached,
        guests=guests,
        citation=citation,
    )
    return {"quorum": made}


def _record(state: MeetingState, eyes: Eyes) -> Iterator[Bundle]:
    if eyes.inside and state.phase == "closed":
        yield Bundle("record", (state.record,), _record_object)


def _record_object(record: RecordState) -> dict[str, Object]:
    made = RecordObject(
        state=record.stage,
        notation=record.final.reserved.notation if record.final is not None else None,
        signatures=tuple(SignatureObject(done.role, done.name, done.signed_at) for done in record.signatures),
        document=record.document,
    )
    return {"record": made}


SECTIONS = (
    Section("meeting", lambda s: (s.meeting, s.frame, s.phase, s.session, s.chair, s.participants), _meeting),
    Section("quorum", lambda s: (s.frame, s.participants, s.agenda.attendance), _quorum),
    Section("record", lambda s: (s.phase, s.record), _record),
)
