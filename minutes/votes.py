"""The votes: question, rule, electorate, ballots, totals with their reasoning, and votes declared void.

Rules: totals, reasoning and outcome are copied from the closing event, never counted again here (the verifier counts
again). Of a ballot that was changed the last is kept, at its first place. Who took no part is named as of the opening.
"""

from journal.shapes import Event
from minutes.doc import Ballot, Recusal, Vote
from minutes.people import People
from voting import events as v


class Poll:
    """One poll while folding."""

    def __init__(self, event: v.PollOpened, at: int, recused: tuple[Recusal, ...], bloc: tuple[str, ...]) -> None:
        self.opened = event
        self.opened_at = at
        self.recused = recused
        self.bloc = bloc
        self.second = False
        self.closed_at: int | None = None
        self.closed: v.PollClosed | None = None
        self.opening: v.Opening | None = None
        self.void: str | None = None
        self.ballots: dict[int, v.BallotCast] = {}
        self.sealed: set[int] = set()
        self.entered = ""


class Votes:
    """The notebook page: mutable while folding, never seen outside."""

    def __init__(self) -> None:
        self.polls: dict[int, Poll] = {}
        self.motions: dict[int, str] = {}
        self.second: set[int] = set()  # motions of a further round
        self.reasons: dict[tuple[int, int], str] = {}  # item and participant


def note(votes: Votes, people: People, event: Event, at: int) -> None:
    """Write one event into the notebook; events of other topics change nothing."""
    match event:
        case v.MotionAdded(motion=motion, text=text, follows=follows):
            votes.motions[motion] = text
            votes.second |= {motion} if follows is not None else set()
        case v.MotionEdited(motion=motion, text=text):
            votes.motions[motion] = text
        case v.MemberRecused(item=item, participant=who, reason=reason):
            votes.reasons[item, who] = reason
        case v.PollOpened(poll=poll):
            votes.polls[poll] = _opened(votes, people, event, at)
        case v.CountEntered(poll=poll, participant=who):
            votes.polls[poll].entered = people.name_of(who)[0]
        case _:
            _note_poll(votes, event, at)


def _opened(votes: Votes, people: People, event: v.PollOpened, at: int) -> Poll:
    recused = tuple(
        Recusal(participant=who, name=people.name_of(who)[0], reason=votes.reasons.get((event.item, who), ""))
        for who in event.recused
    )
    bloc = tuple(votes.motions.get(motion, "") for motion in event.bloc)
    poll = Poll(event, at, recused, bloc)
    poll.second = event.motion in votes.second
    return poll


def _note_poll(votes: Votes, event: Event, at: int) -> None:
    match event:
        case v.BallotCast(poll=poll, participant=who):
            votes.polls[poll].ballots[who] = event
        case v.BallotSealed(poll=poll, participant=who):
            votes.polls[poll].sealed.add(who)
        case v.PollTied(poll=poll, opening=opening):
            votes.polls[poll].opening = opening
        case v.PollClosed(poll=poll):
            votes.polls[poll].closed = event
            votes.polls[poll].closed_at = at
            votes.polls[poll].opening = event.opening or votes.polls[poll].opening
        case v.PollVoided(poll=poll, reason=reason):
            votes.polls[poll].void = reason
            votes.polls[poll].closed_at = votes.polls[poll].closed_at or at
        case _:
            pass


def votes_of(votes: Votes, item: int) -> tuple[Vote, ...]:
    """The votes under an item, in the order they were opened."""
    return tuple(_vote(poll) for poll in votes.polls.values() if poll.opened.item == item)


def _vote(poll: Poll) -> Vote:
    opened, closed = poll.opened, poll.closed
    return Vote(
        poll=opened.poll,
        item=opened.item,
        text=opened.text,
        rule=opened.rule,
        opened_at=poll.opened_at,
        closed_at=poll.closed_at,
        state="void" if poll.void is not None else "closed" if closed else "open",
        members=opened.members,
        entitled=len(opened.electorate),
        quorum=opened.quorum,
        override=opened.override,
        void_reason=poll.void,
        totals=closed.totals if closed else None,
        reasoning=closed.reasoning if closed else None,
        ballots=_ballots(poll),
        voters=opened.electorate,
        method=opened.method,
        by=opened.by,
        unit=opened.unit,
        office=opened.office or opened.members,
        recused=poll.recused,
        bloc=poll.bloc,
        secret=opened.urn is not None,
        hidden=closed.hidden if closed else False,
        voted=len(poll.sealed) or len(poll.ballots),
        outcome=closed.outcome if closed else None,
        urn=poll.opening,
        entered=poll.entered,
        second=poll.second,
    )


def _ballots(poll: Poll) -> tuple[Ballot, ...]:
    names = {voter.participant: voter.name for voter in poll.opened.electorate}
    return tuple(
        Ballot(
            participant=who,
            name=names.get(who, ""),
            choice=ballot.choice,
            text=ballot.text,
            marks=ballot.marks,
            by=names.get(ballot.by) if ballot.by is not None else None,
        )
        for who, ballot in poll.ballots.items()
    )
