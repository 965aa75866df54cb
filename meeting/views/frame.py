"""`meeting`, `quorum`, `record`: the frame of a view."""

from collections.abc import Iterator

from immutables import Map

from meeting.facts import Present, present_now
from meeting.objects import MeetingObject, Phase, QuorumObject, RecordObject, SignatureObject
from meeting.state import Frame, MeetingState, Participant, RecordState, Session
from meeting.views.once import Once
from meeting.views.parts import Bundle, Eyes, Made, Section


def _meeting(state: MeetingState, eyes: Eyes, once: Once) -> Iterator[Bundle]:
    if state.frame is None or eyes.kind == "none":
        return
    chair = state.participants.get(state.chair) if state.chair is not None else None
    secretary = once(_secretary, state.participants)
    yield Bundle("meeting", (state.meeting, state.frame, state.phase, state.session, chair, secretary), _meeting_object)


def _secretary(participants: Map[int, Participant]) -> str | None:
    ids = [p.id for p in participants.values() if "secretary" in p.duties]
    return participants[min(ids)].name if ids else None


def _meeting_object(
    id_: str, frame: Frame, phase: Phase, session: Session, chair: Participant | None, secretary: str | None
) -> Made:
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
        deadline=frame.deadline,
        closes=frame.closes,
        how=session.how,
    )
    return "meeting", made


def _quorum(state: MeetingState, eyes: Eyes, once: Once) -> Iterator[Bundle]:
    if state.frame is not None and eyes.kind != "none":
        counts = once(present_now, state.participants, state.agenda.attendance, state.frame.quorum)
        yield Bundle("quorum", (counts, state.frame.quorum.citation), _quorum_object)


def _quorum_object(now: Present, citation: str) -> Made:
    quorum = now.quorum
    made = QuorumObject(
        present=quorum.present,
        online=now.online,
        needed=quorum.needed,
        members=quorum.base,
        reached=quorum.reached,
        guests=now.guests,
        citation=citation,
    )
    return "quorum", made


def _record(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if eyes.inside and state.phase == "closed":
        yield Bundle("record", (state.record,), _record_object)


def _record_object(record: RecordState) -> Made:
    made = RecordObject(
        state=record.stage,
        notation=record.final.reserved.notation if record.final is not None else None,
        signatures=tuple(SignatureObject(done.role, done.name, done.signed_at) for done in record.signatures),
        document=record.document,
    )
    return "record", made


SECTIONS = (
    Section("meeting", lambda s: (s.meeting, s.frame, s.phase, s.session, s.chair, s.participants), _meeting),
    Section("quorum", lambda s: (s.frame, s.participants, s.agenda.attendance), _quorum),
    Section("record", lambda s: (s.phase, s.record), _record),
)
