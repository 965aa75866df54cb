"""Motions and polls as they stand.

What it is: frozen values and `evolve`. What it is not: a judge or a counter (see `rules`, `tally`).

Rules
- A poll is a frozen copy of question, rule, electorate and quorum; only ballots, state and result change.
- `voted` (who, and when) and `ballots` (who chose what) are kept apart: a secret poll fills only the first, and
  `receipts`.
"""

from collections.abc import Mapping
from typing import Literal, assert_never

from immutables import Map
from msgspec.structs import replace

from journal.shapes import State
from voting import events as ev
from voting.events import By, Opening, Paper, Quorum, Reasoning, Totals, Urn, Voter, VotingEvent
from voting.method import QUESTION, Marks, Method, Outcome
from voting.packs import RULES
from voting.rule import Choice, Rule

PollState = Literal["open", "paused", "counting", "tied", "closed", "void"]


class Motion(State):
    """`rule`: the pack as it was when the motion was put ready; `poll`: the latest poll on it; `follows`: the poll
    whose second round this is; `out`: who wants it voted on its own."""

    id: int
    item: int
    text: str
    rule: Rule
    method: Method = QUESTION
    poll: int | None = None
    follows: int | None = None
    out: int | None = None


class Ballot(State):
    """A named ballot as received. `by`: the holder of the voter's proxy."""

    choice: Choice | None
    text: str
    at: int
    marks: Marks = ()
    by: int | None = None


class Poll(State):
    """One vote on a motion. `entitled`: the voters of `electorate` by participant, never changed; `papers` and
    `invalid`: what tellers counted."""

    id: int
    motion: int
    item: int
    text: str
    rule: Rule
    electorate: tuple[Voter, ...]
    entitled: Mapping[int, Voter]
    members: int
    quorum: Quorum
    override: str | None
    chair: int | None
    opened_at: int
    method: Method = QUESTION
    by: By = "seats"
    unit: int = 1
    office: int = 0
    recused: tuple[int, ...] = ()
    bloc: tuple[int, ...] = ()
    urn: Urn | None = None
    state: PollState = "open"
    closed_at: int | None = None
    voted: Map[int, int] = Map()
    ballots: Map[int, Ballot] = Map()
    receipts: Map[int, str] = Map()
    papers: tuple[Paper, ...] | None = None
    invalid: int = 0
    totals: Totals | None = None
    reasoning: Reasoning | None = None
    outcome: Outcome | None = None
    opening: Opening | None = None
    hidden: bool = False
    void_reason: str | None = None
    names_shown: bool = False


class Opinion(State):
    """A member's signature on their answers. `current`: none of these has changed since."""

    participant: int
    answers: str
    sha256: str
    certificate: str
    signed_at: int
    current: bool = True


class AttachedFile(State):
    """A file that belongs to somebody's answers in a consultation."""

    sha256: str
    name: str
    size: int


class VotingState(State):
    """`open`: polls that are not over, several only where they were opened together. `proxies`: giver to holder;
    `weights`: p/q by member; `recused`: members by item; `opinions`: the latest signature of each member;
    `files`: what members attached to their answers, in that order."""

    motions: Map[int, Motion] = Map()
    polls: Map[int, Poll] = Map()
    open: tuple[int, ...] = ()
    proxies: Map[int, int] = Map()
    weights: Map[int, tuple[int, int]] = Map()
    recused: Map[int, frozenset[int]] = Map()
    opinions: Map[int, Opinion] = Map()
    files: Map[int, tuple[AttachedFile, ...]] = Map()


MotionEvent = ev.MotionAdded | ev.MotionEdited | ev.MotionRemoved | ev.MotionTakenOut | ev.MotionPutBack
PeopleEvent = ev.ProxyGiven | ev.ProxyWithdrawn | ev.WeightSet | ev.MemberRecused | ev.RecusalEnded
CourseEvent = ev.CountEntered | ev.PollPaused | ev.PollResumed | ev.PollEnded | ev.PollTied | ev.NamesShown
EndEvent = ev.PollClosed | ev.PollVoided
FileEvent = ev.FileAttached | ev.FileDetached


def evolve(state: VotingState, event: VotingEvent, at: int) -> VotingState:
    """The polls after `event`, which happened at `at`."""
    match event:
        case ev.BallotCast():
            return _answered(_with_poll(state, _ballot(state.polls[event.poll], event, at)), event.participant)
        case ev.OpinionSigned():
            fields = {name: getattr(event, name) for name in ev.OpinionSigned.__struct_fields__}
            return replace(state, opinions=state.opinions.set(event.participant, Opinion(**fields)))
        case ev.FileAttached() | ev.FileDetached():
            return _answered(_files(state, event), event.participant)
        case ev.BallotSealed():
            return _with_poll(state, _sealed(state.polls[event.poll], event, at))
        case ev.PollOpened():
            return _started(state, event, at)
        case ev.PollClosed() | ev.PollVoided():
            return _over(state, event, at)
        case ev.CountEntered() | ev.PollPaused() | ev.PollResumed() | ev.PollEnded() | ev.PollTied() | ev.NamesShown():
            return _with_poll(state, _moved(state.polls[event.poll], event))
        case ev.MotionAdded() | ev.MotionEdited() | ev.MotionRemoved() | ev.MotionTakenOut() | ev.MotionPutBack():
            return replace(state, motions=_motions(state.motions, event))
        case _:
            return _people(state, event)


def _moved(poll: Poll, event: CourseEvent) -> Poll:
    match event:
        case ev.CountEntered():
            return replace(poll, papers=event.papers, invalid=event.invalid)
        case ev.PollPaused():
            return replace(poll, state="paused")
        case ev.PollResumed():
            return replace(poll, state="open")
        case ev.PollEnded():
            return replace(poll, state="counting")
        case ev.PollTied():
            poll = replace(poll, state="tied", totals=event.totals, reasoning=event.reasoning)
            return replace(poll, opening=event.opening)
        case ev.NamesShown():
            return replace(poll, names_shown=event.shown)
        case _:
            assert_never(event)


def _motions(motions: Map[int, Motion], event: MotionEvent) -> Map[int, Motion]:
    match event:
        case ev.MotionAdded():
            rule = event.pack or RULES[event.rule]
            motion = Motion(event.motion, event.item, event.text, rule, event.method, follows=event.follows)
        case ev.MotionEdited():
            rule = event.pack or RULES[event.rule]
            motion = replace(motions[event.motion], text=event.text, rule=rule, method=event.method)
        case ev.MotionTakenOut():
            motion = replace(motions[event.motion], out=event.participant)
        case ev.MotionPutBack():
            motion = replace(motions[event.motion], out=None)
        case ev.MotionRemoved():
            return motions.delete(event.motion)
        case _:
            assert_never(event)
    return motions.set(motion.id, motion)


def _people(state: VotingState, event: PeopleEvent) -> VotingState:
    match event:
        case ev.ProxyGiven():
            return replace(state, proxies=state.proxies.set(event.giver, event.holder))
        case ev.ProxyWithdrawn():
            return replace(state, proxies=state.proxies.delete(event.giver))
        case ev.WeightSet():
            return replace(state, weights=state.weights.set(event.participant, (event.p, event.q)))
        case ev.MemberRecused():
            recused = state.recused.get(event.item, frozenset()) | {event.participant}
            return replace(state, recused=state.recused.set(event.item, recused))
        case ev.RecusalEnded():
            recused = state.recused[event.item] - {event.participant}
            return replace(state, recused=state.recused.set(event.item, recused))
        case _:
            assert_never(event)


def _with_poll(state: VotingState, poll: Poll) -> VotingState:
    return replace(state, polls=state.polls.set(poll.id, poll))


def _ballot(poll: Poll, event: ev.BallotCast, at: int) -> Poll:
    ballot = Ballot(event.choice, event.text, at, event.marks, event.by)
    voted = poll.voted.set(event.participant, at)
    return replace(poll, voted=voted, ballots=poll.ballots.set(event.participant, ballot))


def _answered(state: VotingState, participant: int) -> VotingState:
    """An answer, or a file more or less, leaves behind the signature that was made before it."""
    signed = state.opinions.get(participant)
    if signed is None or not signed.current:
        return state
    return replace(state, opinions=state.opinions.set(participant, replace(signed, current=False)))


def _files(state: VotingState, event: FileEvent) -> VotingState:
    left = tuple(one for one in state.files.get(event.participant, ()) if one.sha256 != event.sha256)
    if isinstance(event, ev.FileAttached):
        left = (*left, AttachedFile(event.sha256, event.name, event.size))
    return replace(state, files=state.files.set(event.participant, left))


def _sealed(poll: Poll, event: ev.BallotSealed, at: int) -> Poll:
    voted = poll.voted.set(event.participant, at)
    return replace(poll, voted=voted, receipts=poll.receipts.set(event.participant, event.receipt))


def _over(state: VotingState, event: EndEvent, at: int) -> VotingState:
    poll = state.polls[event.poll]
    if isinstance(event, ev.PollClosed):
        poll = replace(poll, state="closed", closed_at=at, totals=event.totals, reasoning=event.reasoning)
        poll = replace(poll, outcome=event.outcome, opening=event.opening or poll.opening, hidden=event.hidden)
    else:
        poll = replace(poll, state="void", closed_at=at, void_reason=event.reason)
    return replace(_with_poll(state, poll), open=tuple(id_ for id_ in state.open if id_ != poll.id))


def _started(state: VotingState, event: ev.PollOpened, at: int) -> VotingState:
    motions = state.motions
    for id_ in event.bloc or (event.motion,):
        motions = motions.set(id_, replace(motions[id_], poll=event.poll))
    opened = _with_poll(state, _opened(state, event, at))
    return replace(opened, motions=motions, open=(*state.open, event.poll))


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
        method=event.method,
        by=event.by,
        unit=event.unit,
        office=event.office or event.members,
        recused=event.recused,
        bloc=event.bloc,
        urn=event.urn,
    )


def _electorate(state: VotingState, voters: tuple[Voter, ...]) -> tuple[tuple[Voter, ...], Mapping[int, Voter]]:
    """The voters, and each by participant; those of the poll before are the same objects, since nearly always they are
    the same people: thirty polls of 500 would otherwise be most of a meeting's memory."""
    before = state.polls[max(state.polls)] if state.polls else None
    if before is not None and before.electorate == voters:
        return before.electorate, before.entitled
    known = {voter: voter for voter in before.electorate} if before is not None else {}
    same = tuple(known.get(voter, voter) for voter in voters)
    return same, {voter.participant: voter for voter in same}
