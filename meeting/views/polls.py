"""`motion/{id}`, `poll/{id}`, `voted/{poll}/{participant}`, `ballot/{poll}/{participant}`: the votes.

While a poll is open nobody sees a choice or a total; staff alone sees who has voted. Afterwards totals for all who see
the item, names for staff and members. A void poll shows that it was void, and nothing of its ballots.
"""

from collections.abc import Iterator

from meeting.facts import members
from meeting.objects import BallotObject, MotionObject, Object, PollObject, VotedObject
from meeting.state import MeetingState
from meeting.views.parts import Bundle, Eyes, Section
from voting.packs import RULES
from voting.state import Motion, Poll
from voting.tally import needed


def _motions(state: MeetingState, eyes: Eyes) -> Iterator[Bundle]:
    if eyes.kind == "screen" or not state.voting.motions:
        return
    in_office = len(members(state))
    for motion in state.voting.motions.values():
        if eyes.sees(motion.item):
            yield Bundle(f"motion/{motion.id}", (motion, in_office), _motion_object)


def _motion_object(motion: Motion, in_office: int) -> dict[str, Object]:
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
    return {f"motion/{motion.id}": made}


def _polls(state: MeetingState, eyes: Eyes) -> Iterator[Bundle]:
    for poll in state.voting.polls.values():
        if eyes.sees(poll.item):
            yield Bundle(f"poll/{poll.id}", (poll,), _poll_object)


def _poll_object(poll: Poll) -> dict[str, Object]:
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
    return {f"poll/{poll.id}": made}


def _needed(poll: Poll) -> int:
    """Yes votes needed, where that does not depend on ballots still to come; 0 otherwise."""
    if poll.reasoning is not None:
        return poll.reasoning.needed
    if poll.rule.base == "members":
        return needed(poll.members, poll.rule)
    return needed(len(poll.electorate), poll.rule) if poll.rule.base == "present" else 0


def _voted(state: MeetingState, eyes: Eyes) -> Iterator[Bundle]:
    if eyes.kind == "staff" and state.voting.open is not None:
        yield Bundle(f"voted/{state.voting.open}", (state.voting.polls[state.voting.open],), _voted_objects)


def _voted_objects(poll: Poll) -> dict[str, Object]:
    return {
        f"voted/{poll.id}/{voter.participant}": VotedObject(
            poll=poll.id,
            participant=voter.participant,
            name=voter.name,
            voted=voter.participant in poll.voted,
            at=poll.voted.get(voter.participant),
        )
        for voter in poll.electorate
    }


def _ballots(state: MeetingState, eyes: Eyes) -> Iterator[Bundle]:
    if not eyes.inside:
        return
    for poll in state.voting.polls.values():
        if poll.state == "closed" and poll.rule.named:
            yield Bundle(f"ballots/{poll.id}", (poll,), _ballot_objects)


def _ballot_objects(poll: Poll) -> dict[str, Object]:
    names = {voter.participant: voter.name for voter in poll.electorate}
    return {
        f"ballot/{poll.id}/{who}": BallotObject(poll.id, who, names[who], ballot.choice, ballot.text)
        for who, ballot in poll.ballots.items()
    }


SECTIONS = (
    Section("motions", lambda s: (s.voting.motions, s.participants), _motions),
    Section("polls", lambda s: (s.voting.polls,), _polls),
    Section("voted", lambda s: (s.voting.open, s.voting.polls), _voted),
    Section("ballots", lambda s: (s.voting.polls,), _ballots),
)
