"""`me`, `me/request`, `me/ballot/{poll}`: what concerns one person and goes to that person's seats only."""

from collections.abc import Iterable, Iterator

from agenda.events import CheckedIn
from journal.shapes import Event
from meeting.objects import MeObject, Object, OwnBallotObject
from meeting.state import MeetingState, Participant
from meeting.views.people import NEVER_HERE, arrived, duties_now, left, queue_of, waiting_object
from voting.events import BallotCast, PollOpened
from voting.state import Poll


def own(state: MeetingState, me: Participant) -> dict[str, Object]:
    """Everything personal of one participant."""
    return {"me": _me(state, me), **dict(_request(state, me)), **dict(_ballots(me, state.voting.polls.values()))}


def own_after(state: MeetingState, me: Participant, event: Event) -> dict[str, Object] | None:
    """As much of `own` as this event may have changed, where that is a part; None: perhaps all of it."""
    match event:
        case BallotCast(poll=poll) | PollOpened(poll=poll):
            return dict(_ballots(me, (state.voting.polls[poll],)))
        case CheckedIn():
            return {"me": _me(state, me)}
        case _:
            return None


def _me(state: MeetingState, me: Participant) -> Object:
    member = state.participants.get(me.replaces) if me.replaces is not None else None
    chairs = state.chair == me.id
    attendance = state.agenda.attendance.get(me.id, NEVER_HERE)
    return MeObject(
        participant=me.id,
        person=me.person,
        name=me.name,
        position=me.position,
        capacity=me.capacity,
        duties=duties_now(me, chairs),
        chair=chairs,
        secretary="secretary" in me.duties,
        votes=me.capacity == "member",
        replaces=member.name if member is not None else None,
        presence=attendance.now.mode if attendance.now is not None else None,
        checked_in_at=arrived(attendance),
        checked_out_at=left(attendance),
    )


def _request(state: MeetingState, me: Participant) -> Iterator[tuple[str, Object]]:
    for place, request in enumerate(queue_of(state), start=1):
        if request.participant == me.id:
            yield "me/request", waiting_object(request, me, place)


def _ballots(me: Participant, polls: Iterable[Poll]) -> Iterator[tuple[str, Object]]:
    """For those who might vote: members, and substitutes, who are told why not. Guests hear of no poll here."""
    if me.capacity in ("member", "substitute"):
        for poll in polls:
            yield f"me/ballot/{poll.id}", _own_ballot(poll, me)


def _own_ballot(poll: Poll, me: Participant) -> Object:
    entitled = me.id in poll.entitled
    ballot = poll.ballots.get(me.id)
    reason = "voting.not_checked_in" if me.capacity == "member" else "voting.not_a_member"
    at = poll.voted.get(me.id)
    if ballot is None:
        return OwnBallotObject(poll.id, entitled, None if entitled else reason, None, "", at)
    return OwnBallotObject(poll.id, entitled, None if entitled else reason, ballot.choice, ballot.text, at)
