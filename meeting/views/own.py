"""What concerns one person and goes to that person's seats only.

`me`, `me/request`, `me/ballot/{poll}`, `me/proxy/{poll}/{voter}`, `me/opinion`.
"""

from collections.abc import Iterable, Iterator

from agenda.events import CheckedIn
from journal.shapes import Event
from meeting.objects import MeObject, Object, OwnBallotObject
from meeting.rules_written import is_written
from meeting.state import MeetingState, Participant
from meeting.views.opinions import facts_of, files_of, opinion_of
from meeting.views.people import NEVER_HERE, arrived, duties_now, left, queue_of, waiting_object
from voting.events import BallotCast, BallotSealed, PollOpened
from voting.rules_written import asked
from voting.state import Poll


def own(state: MeetingState, me: Participant) -> dict[str, Object]:
    """Everything personal of one participant."""
    ballots = dict(_ballots(me, state.voting.polls.values()))
    return {"me": _me(state, me), **dict(_request(state, me)), **ballots, **dict(_opinion(state, me))}


def own_after(state: MeetingState, me: Participant, event: Event) -> dict[str, Object] | None:
    """As much of `own` as this event may have changed, where that is a part; None: perhaps all of it."""
    match event:
        case BallotCast(poll=poll) | BallotSealed(poll=poll) | PollOpened(poll=poll):
            return dict(_ballots(me, (state.voting.polls[poll],))) | dict(_opinion(state, me))
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
            if poll.by == "seats":
                yield f"me/ballot/{poll.id}", _own_ballot(poll, me)
                yield from _held(poll, me)


def _opinion(state: MeetingState, me: Participant) -> Iterator[tuple[str, Object]]:
    """In a consultation, for whoever is asked."""
    if is_written(state) and asked(state.voting, me.id):
        yield "me/opinion", opinion_of(me.id, me.name, facts_of(state, me.id), files_of(state, me.id))


def _held(poll: Poll, me: Participant) -> Iterator[tuple[str, Object]]:
    """Ballots that they cast for others. Proxies stand at the end of an electorate."""
    for voter in reversed(poll.electorate):
        if voter.holder is None:
            return
        if voter.holder == me.id:
            yield f"me/proxy/{poll.id}/{voter.participant}", _ballot_of(poll, voter.participant, voter.name, None)


def _own_ballot(poll: Poll, me: Participant) -> Object:
    return _ballot_of(poll, me.id, me.name, _why_not(poll, me))


def _why_not(poll: Poll, me: Participant) -> str | None:
    voter = poll.entitled.get(me.id)
    if voter is not None:
        return None if voter.holder is None else "voting.proxy_votes"
    if me.id in poll.recused:
        return "voting.recused"
    return "voting.not_checked_in" if me.capacity == "member" else "voting.not_a_member"


def _ballot_of(poll: Poll, voter: int, name: str, why_not: str | None) -> Object:
    """A ballot is seen by who may cast it, and by whom it is cast for."""
    ballot, entry = poll.ballots.get(voter), poll.entitled.get(voter)
    return OwnBallotObject(
        poll=poll.id,
        entitled=why_not is None,
        reason=why_not,
        choice=ballot.choice if ballot is not None else None,
        text=ballot.text if ballot is not None else "",
        at=poll.voted.get(voter),
        marks=ballot.marks if ballot is not None else (),
        receipt=poll.receipts.get(voter),
        voter=voter,
        name=name,
        weight=entry.weight if entry is not None else 0,
    )
