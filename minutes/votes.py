"""The votes: question, rule, electorate, ballots, totals with their reasoning, and votes declared void.

Rules: totals and reasoning are copied from the closing event, never counted again here (the verifier counts again).
"""

from journal.shapes import Event
from minutes.doc import Ballot, Vote
from voting import events as v


class Poll:
    """One poll while folding."""

    def __init__(self, event: v.PollOpened, at: int) -> None:
        self.opened = event
        self.opened_at = at
        self.closed_at: int | None = None
        self.closed: v.PollClosed | None = None
        self.void: str | None = None
        self.ballots: list[v.BallotCast] = []


Polls = dict[int, Poll]


def note(polls: Polls, event: Event, at: int) -> None:
    """Write one event into the notebook; events of other topics change nothing."""
    match event:
        case v.PollOpened(poll=poll):
            polls[poll] = Poll(event, at)
        case v.BallotCast(poll=poll):
            polls[poll].ballots.append(event)
        case v.PollClosed(poll=poll):
            polls[poll].closed = event
            polls[poll].closed_at = at
        case v.PollVoided(poll=poll, reason=reason):
            polls[poll].void = reason
            polls[poll].closed_at = polls[poll].closed_at or at
        case _:
            pass


def votes_of(polls: Polls, item: int) -> tuple[Vote, ...]:
    """The votes under an item, in the order they were opened."""
    return tuple(_vote(poll) for poll in polls.values() if poll.opened.item == item)


def _vote(poll: Poll) -> Vote:
    opened, closed = poll.opened, poll.closed
    names = {voter.participant: voter.name for voter in opened.electorate}
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
        ballots=tuple(
            Ballot(participant=b.participant, name=names.get(b.participant, ""), choice=b.choice, text=b.text)
            for b in poll.ballots
        ),
    )
