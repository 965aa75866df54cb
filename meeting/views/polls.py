"""`motion/{id}`, `poll/{id}`, `voted/{poll}/{participant}`, `ballot/{poll}/{participant}`: the votes.

While a poll is open nobody sees a choice or a total; staff alone sees who has voted. Afterwards totals for all who see
the item, names for staff and members. A void poll shows that it was void, and nothing of its ballots.
"""

from collections.abc import Iterator

from immutables import Map

from meeting.objects import BallotObject, MotionObject, PollObject, VotedObject
from meeting.state import MeetingState, Participant
from meeting.views.once import Once
from meeting.views.parts import Bundle, Eyes, Limit, Made, Section, within
from voting.events import Voter
from voting.packs import RULES
from voting.state import Ballot, Motion, Poll
from voting.tally import needed


def _motions(state: MeetingState, eyes: Eyes, once: Once) -> Iterator[Bundle]:
    if eyes.kind not in ("screen", "none") and state.voting.motions:
        in_office = once(_in_office, state.participants)
        yield Bundle("motions", (in_office, eyes.limit), _motion_object, (state.voting.motions,))


def _in_office(participants: Map[int, Participant]) -> int:
    return sum(1 for one in participants.values() if one.capacity == "member")


def _motion_object(motion: Motion, in_office: int, limit: Limit) -> Made:
    if not within(limit, motion.item):
        return None
    rule = RULES[motion.rule]
    made = MotionObject(
        id=motion.id,
        item=motion.item,
        text=motion.text,
        rule=rule,
        poll=motion.poll,
        opened=motion.poll is not None,
        needed=needed(in_office, rule) if rule.base == "members" else 0,
    )
    return f"motion/{motion.id}", made


def _polls(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if eyes.kind != "none":
        yield Bundle("polls", (eyes.limit,), _poll_object, (state.voting.polls,))


def _poll_object(poll: Poll, limit: Limit) -> Made:
    if not within(limit, poll.item):
        return None
    made = PollObject(
        id=poll.id,
        motion=poll.motion,
        item=poll.item,
        text=poll.text,
        rule=poll.rule,
        state=poll.state,
        opened_at=poll.opened_at,
        closed_at=poll.closed_at,
        entitled=len(poll.electorate),
        members=poll.members,
        voted=len(poll.voted),
        needed=_needed(poll),
        quorum=poll.quorum,
        override=poll.override,
        void_reason=poll.void_reason,
        totals=poll.totals if poll.state == "closed" else None,
        reasoning=poll.reasoning if poll.state == "closed" else None,
    )
    return f"poll/{poll.id}", made


def _needed(poll: Poll) -> int:
    """Yes votes needed, where that does not depend on ballots still to come; 0 otherwise."""
    if poll.reasoning is not None:
        return poll.reasoning.needed
    if poll.rule.base == "members":
        return needed(poll.members, poll.rule)
    return needed(len(poll.electorate), poll.rule) if poll.rule.base == "present" else 0


def _roster(electorate: tuple[Voter, ...]) -> dict[int, Voter]:
    return {voter.participant: voter for voter in electorate}


def _voted(state: MeetingState, eyes: Eyes, once: Once) -> Iterator[Bundle]:
    if eyes.kind == "staff" and state.voting.open is not None:
        poll = state.voting.polls[state.voting.open]
        yield Bundle(f"voted/{poll.id}", (poll.id,), _voted_object, (once(_roster, poll.electorate), poll.voted))


def _voted_object(voter: Voter, at: int | None, poll: int) -> Made:
    who = voter.participant
    return f"voted/{poll}/{who}", VotedObject(poll, who, voter.name, at is not None, at)


def _ballots(state: MeetingState, eyes: Eyes, once: Once) -> Iterator[Bundle]:
    if not eyes.inside:
        return
    for poll in state.voting.polls.values():
        if poll.state == "closed" and poll.rule.named:
            tables = (poll.ballots, once(_roster, poll.electorate))
            yield Bundle(f"ballots/{poll.id}", (poll.id,), _ballot_object, tables)


def _ballot_object(ballot: Ballot, voter: Voter, poll: int) -> Made:
    made = BallotObject(poll, voter.participant, voter.name, ballot.choice, ballot.text)
    return f"ballot/{poll}/{voter.participant}", made


def _closings(state: MeetingState) -> tuple[object, ...]:
    """Another poll is closed only when the open one is another, or there is one more: not at every ballot."""
    return state.voting.open, len(state.voting.polls)


SECTIONS = (
    Section("motions", lambda s: (s.voting.motions, s.participants), _motions),
    Section("polls", lambda s: (s.voting.polls,), _polls),
    Section("voted", lambda s: (s.voting.open, s.voting.polls), _voted),
    Section("ballots", _closings, _ballots),
)
