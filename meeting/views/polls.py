"""`motion/{id}`, `poll/{id}`, `voted/{poll}/{participant}`, `ballot/{poll}/{participant}`, `urn/{poll}`: the votes.

While a poll is open nobody sees a choice or a total, unless its rule shows the figures of a named vote; staff alone
sees who has voted. Afterwards totals for all who see the item, names for staff and members. The wall has names only
while somebody shows them there. Where the rule publishes only the verdict, nobody sees figures or names. A void poll
shows that it was void, and nothing of its ballots.
"""

from collections.abc import Iterator, Mapping

from immutables import Map
from msgspec.structs import replace

from meeting.objects import BallotObject, MotionObject, PollObject, UrnObject, VotedObject
from meeting.rules_written import is_written
from meeting.state import MeetingState, Participant
from meeting.views.once import Once
from meeting.views.parts import Bundle, Eyes, Limit, Made, Section, within
from voting.events import Totals, Voter
from voting.rules_ends import papers_of, sizes
from voting.state import Ballot, Motion, Poll
from voting.tally import needed, result

_WAITS = ("counting", "tied")  # no more ballots, no result yet


def _motions(state: MeetingState, eyes: Eyes, once: Once) -> Iterator[Bundle]:
    if eyes.kind not in ("screen", "none") and state.voting.motions:
        in_office = once(_in_office, state.participants)
        yield Bundle("motions", (in_office, eyes.limit), _motion_object, (state.voting.motions,))


def _in_office(participants: Map[int, Participant]) -> int:
    return sum(1 for one in participants.values() if one.capacity == "member")


def _motion_object(motion: Motion, in_office: int, limit: Limit) -> Made:
    if not within(limit, motion.item):
        return None
    made = MotionObject(
        id=motion.id,
        item=motion.item,
        text=motion.text,
        rule=motion.rule,
        poll=motion.poll,
        opened=motion.poll is not None,
        needed=needed(in_office, motion.rule) if motion.rule.base == "members" else 0,
        method=motion.method,
        out=motion.out is not None,
        follows=motion.follows,
    )
    return f"motion/{motion.id}", made


def _polls(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if eyes.kind != "none":
        quiet = is_written(state) and eyes.kind != "staff"
        yield Bundle("polls", (eyes.limit, quiet), _poll_object, (state.voting.polls,))


def _poll_object(poll: Poll, limit: Limit, quiet: bool) -> Made:
    if not within(limit, poll.item):
        return None
    over = poll.state == "closed"
    figures = over and poll.rule.published != "verdict"
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
        voted=_voted_count(poll, quiet),
        needed=_needed(poll),
        quorum=poll.quorum,
        override=poll.override,
        void_reason=poll.void_reason,
        totals=poll.totals if figures else _figures(poll, quiet),
        reasoning=poll.reasoning if figures else None,
        carried=poll.reasoning.carried if over and poll.reasoning is not None else None,
        method=poll.method,
        by=poll.by,
        unit=poll.unit,
        bloc=poll.bloc,
        urn=poll.urn,
        outcome=poll.outcome if over and (figures or poll.hidden) else None,
        root=poll.opening.root if over and poll.opening is not None else None,
        names_shown=poll.names_shown,
    )
    return f"poll/{poll.id}", made


def _voted_count(poll: Poll, quiet: bool) -> int | None:
    """How many ballots are in, or were counted by people; None while the rule shows nothing, or (`quiet`) while those
    who are asked in writing shall not know of each other."""
    if (quiet or poll.rule.shown == "nothing") and poll.state in ("open", "paused"):
        return None
    if poll.by != "seats":
        return sum(paper.count for paper in poll.papers or ()) + poll.invalid
    return len(poll.voted)


def _figures(poll: Poll, quiet: bool) -> Totals | None:
    """The figures of a named vote while it is open, where the rule shows them."""
    if quiet or poll.rule.shown != "figures" or not poll.rule.named or poll.state not in ("open", "paused"):
        return None
    return result(poll.rule, poll.method, papers_of(poll), sizes(poll)).totals


def _needed(poll: Poll) -> int:
    """Yes votes needed, where that does not depend on ballots still to come; 0 otherwise."""
    if poll.reasoning is not None:
        return poll.reasoning.needed if poll.state == "closed" else 0
    if poll.method.kind != "question" or poll.rule.base not in ("members", "entitled", "present"):
        return 0
    size = sizes(poll)
    base = {"members": size.office, "entitled": size.entitled, "present": size.present}[poll.rule.base]
    return needed(base, poll.rule)


def _voted(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if eyes.kind != "staff":
        return
    for id_ in state.voting.open:
        poll = state.voting.polls[id_]
        if poll.state not in _WAITS and poll.by == "seats":
            yield Bundle(f"voted/{poll.id}", (poll.id,), _voted_object, (poll.entitled, poll.voted))


def _voted_object(voter: Voter, at: int | None, poll: int) -> Made:
    who = voter.participant
    return f"voted/{poll}/{who}", VotedObject(poll, who, voter.name, at is not None, at)


def _ballots(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if not eyes.inside:
        return
    for poll in state.voting.polls.values():
        if poll.state == "closed" and poll.rule.named and poll.rule.published == "ballots":
            tables: tuple[Mapping[int, Ballot], Mapping[int, Voter]] = (poll.ballots, poll.entitled)
            yield Bundle(f"ballots/{poll.id}", (poll.id,), _ballot_object, tables)


def _ballot_object(ballot: Ballot, voter: Voter, poll: int) -> Made:
    made = BallotObject(
        poll, voter.participant, voter.name, ballot.choice, ballot.text, ballot.marks, voter.weight, ballot.by
    )
    return f"ballot/{poll}/{voter.participant}", made


def _wall(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    """Names on the wall, while somebody wants them there; what was written beside a choice is for inside."""
    if eyes.kind != "screen":
        return
    for poll in state.voting.polls.values():
        if poll.names_shown:
            yield Bundle(f"wall/{poll.id}", (poll.id,), _wall_object, (poll.ballots, poll.entitled))


def _wall_object(ballot: Ballot, voter: Voter, poll: int) -> Made:
    return _ballot_object(replace(ballot, text=""), voter, poll)


def _urns(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if not eyes.inside:
        return
    for poll in state.voting.polls.values():
        if poll.state == "closed" and poll.opening is not None:
            yield Bundle(f"urn/{poll.id}", (poll.id, poll.opening.receipts), _urn_object)


def _urn_object(poll: int, receipts: tuple[str, ...]) -> Made:
    return f"urn/{poll}", UrnObject(poll, receipts)


def _closings(state: MeetingState) -> tuple[object, ...]:
    """Another poll is closed only when the open ones are others, or there is one more: not at every ballot."""
    return state.voting.open, len(state.voting.polls)


SECTIONS = (
    Section("motions", lambda s: (s.voting.motions, s.participants), _motions),
    Section("polls", lambda s: (s.frame, s.voting.polls), _polls),
    Section("voted", lambda s: (s.voting.open, s.voting.polls), _voted),
    Section("ballots", _closings, _ballots),
    Section("urns", _closings, _urns),
    Section("wall", lambda s: (s.voting.polls,), _wall),
)
