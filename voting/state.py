"""Motions and polls as they stand.

What it is: frozen values and `evolve`. What it is not: a judge or a counter (see `rules`, `tally`).

Rules
- A poll is a frozen copy of question, rule, electorate and quorum; only ballots, state and result change.
- `voted` (who, and when) and `ballots` (who chose what) are kept apart: a secret poll will fill only the first.
"""

from typing import Literal, assert_never

from immutables import Map
from msgspec.structs import replace

from journal.shapes import State
from voting import events as ev
from voting.events import Choice, Quorum, Reasoning, Rule, Totals, Voter, VotingEvent

PollState = Literal["open", "closed", "void"]


class Motion(State):
    """`rule` is the code of a rule pack; `poll` the latest poll on it."""

    id: int
    item: int
    text: str
    rule: str
    poll: int | None = None


class Ballot(State):
    """A named ballot as received."""

    choice: Choice
    text: str
    at: int


class Poll(State):
    """One vote on a motion. `entitled` finds the voters of `electorate` by participant."""

    id: int
    motion: int
    item: int
    text: str
    rule: Rule
    electorate: tuple[Voter, ...]
    entitled: frozenset[int]
    members: int
    quorum: Quorum
    override: str | None
    chair: int | None
    opened_at: int
    state: PollState = "open"
    closed_at: int | None = None
    voted: Map[int, int] = Map()
    ballots: Map[int, Ballot] = Map()
    totals: Totals | None = None
    reasoning: Reasoning | None = None
    void_reason: str | None = None


class VotingState(State):
    """`open`: the poll that is open, if any; there is never more than one."""

    motions: Map[int, Motion] = Map()
    polls: Map[int, Poll] = Map()
    open: int | None = None


def evolve(state: VotingState, event: VotingEvent, at: int) -> VotingState:
    """The polls after `event`, which happened at `at`."""
    match event:
        case ev.BallotCast():
            return _with_poll(state, _ballot(state.polls[event.poll], event, at))
        case ev.MotionAdded():
            motion = Motion(event.motion, event.item, event.text, event.rule)
            return replace(state, motions=state.motions.set(motion.id, motion))
        case ev.MotionEdited():
            motion = replace(state.motions[event.motion], text=event.text, rule=event.rule)
            return replace(state, motions=state.motions.set(motion.id, motion))
        case ev.MotionRemoved():
            return replace(state, motions=state.motions.delete(event.motion))
        case ev.PollOpened():
            motion = replace(state.motions[event.motion], poll=event.poll)
            opened = replace(_with_poll(state, _opened(state, event, at)), open=event.poll)
            return replace(opened, motions=state.motions.set(motion.id, motion))
        case ev.PollClosed():
            poll = replace(state.polls[event.poll], state="closed", closed_at=at)
            poll = replace(poll, totals=event.totals, reasoning=event.reasoning)
            return replace(_with_poll(state, poll), open=None)
        case ev.PollVoided():
            poll = replace(state.polls[event.poll], state="void", closed_at=at, void_reason=event.reason)
            return replace(_with_poll(state, poll), open=None)
        case _:
            assert_never(event)


def _with_poll(state: VotingState, poll: Poll) -> VotingState:
    return replace(state, polls=state.polls.set(poll.id, poll))


def _ballot(poll: Poll, event: ev.BallotCast, at: int) -> Poll:
    ballot = Ballot(event.choice, event.text, at)
    voted = poll.voted.set(event.participant, at)
    return replace(poll, voted=voted, ballots=poll.ballots.set(event.participant, ballot))


def _opened(state: VotingState, event: ev.PollOpened, at: int) -> Poll:
    electorate, entitled = _electorate(state, event.electorate)
    return Poll(
        id=event.poll,
        motion=event.motion,
        item=event.item,
        text=event.text,
        rule=event.rule,
        electorate=electorate,
        entitled=entitled,
        members=event.members,
        quorum=event.quorum,
        override=event.override,
        chair=event.chair,
        opened_at=at,
    )


def _electorate(state: VotingState, voters: tuple[Voter, ...]) -> tuple[tuple[Voter, ...], frozenset[int]]:
    """The voters and their ids; those of the poll before are the same objects, since nearly always they are the same
    people: thirty polls of 500 would otherwise be most of a meeting's memory."""
    before = state.polls[max(state.polls)] if state.polls else None
    if before is not None and before.electorate == voters:
        return before.electorate, before.entitled
    known = {voter: voter for voter in before.electorate} if before is not None else {}
    return tuple(known.get(voter, voter) for voter in voters), frozenset(voter.participant for voter in voters)
