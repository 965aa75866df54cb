"""How polls end: counted, decided on a tie, or void.

Rules
- Closing counts at once. What people count by hand or on paper must have been entered before; a secret poll is first
  ended, then its urn is opened by the house, then counted.
- Where the rule gives the chair a casting vote, a tie waits for it.
- Everything that came out of the urn is counted: as many papers as receipts, and these are those that were given.
- Where the rule publishes the verdict only, the figures of a secret poll are not even journalled.
- Who chose what is shown on the wall on demand, where the rule publishes named ballots.
- Only a poll that is not over can be voided: its ballots stay, marked void, and decide nothing. A result stands.
"""

from typing import assert_never

from msgspec.structs import replace

from journal.checks import LONG, needed_text, number
from journal.shapes import Event, Refusal
from voting import commands as cmd
from voting import events as ev
from voting.events import Opening, Paper, Totals
from voting.facts import VotingFacts
from voting.find import poll_of
from voting.method import Outcome
from voting.methods.check import check_marks
from voting.rule import Choice
from voting.state import Poll, VotingState
from voting.tally import Result, Sizes, casting, result, tied
from voting.urn import merkle_root

EndCommand = cmd.Close | cmd.EnterCount | cmd.DecideTie | cmd.Count | cmd.LoseUrn | cmd.Void | cmd.ShowNames

MOST_PAPERS = 2000


def decide(state: VotingState, command: EndCommand, facts: VotingFacts) -> tuple[Event, ...]:
    """The events that follow from a command about the end of a poll."""
    match command:
        case cmd.Close():
            return (_close(poll_of(state, command.poll, "open", "paused")),)
        case cmd.EnterCount():
            return (_enter(poll_of(state, command.poll, "open", "paused"), command, facts),)
        case cmd.DecideTie():
            return (_decide_tie(poll_of(state, command.poll, "tied"), command.choice),)
        case cmd.Count():
            return (_count(poll_of(state, command.poll, "counting"), command),)
        case cmd.LoseUrn():
            poll = poll_of(state, command.poll, "open", "paused", "counting")
            return (ev.PollVoided(poll.id, needed_text("reason", command.reason, LONG)),)
        case cmd.Void():
            poll = poll_of(state, command.poll, "open", "paused", "tied")
            return (ev.PollVoided(poll.id, needed_text("reason", command.reason, LONG)),)
        case cmd.ShowNames():
            return (_show_names(poll_of(state, command.poll, "closed"), command.shown),)
        case _:
            assert_never(command)


def _show_names(poll: Poll, shown: bool) -> Event:
    if not poll.rule.named or poll.rule.published != "ballots" or not poll.ballots:
        raise Refusal("voting.no_names", poll=poll.id)
    return ev.NamesShown(poll.id, shown)


def sizes(poll: Poll) -> Sizes:
    """What shares are taken of, in units of weight."""
    entitled = sum(voter.weight for voter in poll.electorate)
    here = sum(voter.weight for voter in poll.electorate if voter.mode != "away" or voter.holder is not None)
    return Sizes(poll.office, entitled, here)


def papers_of(poll: Poll) -> tuple[Paper, ...]:
    """The named ballots, or what tellers counted, as papers."""
    if poll.papers is not None:
        return poll.papers
    weights = {voter.participant: voter.weight for voter in poll.electorate}
    return tuple(Paper(weights[who], one.choice, one.marks) for who, one in poll.ballots.items())


def _close(poll: Poll) -> Event:
    if poll.urn is not None:
        return ev.PollEnded(poll.id)
    if poll.by != "seats" and poll.papers is None:
        raise Refusal("voting.not_counted", poll=poll.id)
    chair = poll.ballots.get(poll.chair) if poll.chair is not None else None
    found = result(
        poll.rule,
        poll.method,
        papers_of(poll),
        sizes(poll),
        invalid=poll.invalid,
        chair=chair.choice if chair is not None else None,
    )
    return _ended(poll, found)


def _ended(poll: Poll, found: Result, opening: Opening | None = None, papers: tuple[Paper, ...] = ()) -> Event:
    shown = _verdict_only(found) if _hidden(poll) else found
    if poll.rule.tie == "chair_casts" and poll.method.kind == "question" and tied(found.reasoning):
        return ev.PollTied(poll.id, shown.totals, shown.reasoning, opening)
    if _hidden(poll):
        papers = ()
    return ev.PollClosed(poll.id, shown.totals, shown.reasoning, shown.outcome, opening, papers, hidden=_hidden(poll))


def _hidden(poll: Poll) -> bool:
    return poll.urn is not None and poll.rule.published == "verdict"


def _verdict_only(found: Result) -> Result:
    """The figures are written nowhere: where few vote they would tell who chose what."""
    totals = found.totals
    voted = totals.yes + totals.no + totals.abstain + totals.other + totals.marked + totals.invalid - totals.silent
    shown = Totals(missing=totals.missing + totals.silent, absent=totals.absent, marked=voted)
    reasoning = replace(found.reasoning, base=0, needed=0, has=0)
    outcome = found.outcome
    if outcome is not None:
        outcome = Outcome(tallies=(), elected=tuple(sorted(outcome.elected)), tied=tuple(sorted(outcome.tied)))
    return Result(shown, reasoning, outcome)


def _decide_tie(poll: Poll, choice: Choice) -> Event:
    if poll.totals is None or poll.reasoning is None or choice not in ("yes", "no"):
        raise Refusal("voting.unknown_choice", choice=choice)
    reasoning = casting(poll.rule, poll.totals, poll.reasoning, choice)
    return ev.PollClosed(poll.id, poll.totals, reasoning, None, poll.opening, hidden=_hidden(poll))


def _enter(poll: Poll, command: cmd.EnterCount, facts: VotingFacts) -> Event:
    if poll.by == "seats" or facts.actor is None:
        raise Refusal("voting.not_by_people", poll=poll.id)
    if len(command.papers) > MOST_PAPERS:
        raise Refusal("voting.too_many_votes", poll=poll.id, limit=MOST_PAPERS)
    entitled = sum(voter.weight for voter in poll.electorate)
    invalid = number("invalid", command.invalid, 0, entitled)
    for paper in command.papers:
        number("count", paper.count, 0, entitled)
        why = _paper_fault(poll, paper)
        if why is not None:
            raise Refusal("voting.bad_marks", poll=poll.id, why=why)
    if sum(paper.count for paper in command.papers) + invalid > entitled:
        raise Refusal("voting.too_many_votes", poll=poll.id, limit=entitled)
    return ev.CountEntered(poll.id, tuple(p for p in command.papers if p.count), invalid, facts.actor)


def _paper_fault(poll: Poll, paper: Paper) -> str | None:
    if poll.method.kind == "question":
        return None if paper.choice in poll.rule.choices and not paper.marks else "unknown_option"
    return "unknown_option" if paper.choice is not None else check_marks(poll.method, paper.marks)


def _count(poll: Poll, command: cmd.Count) -> Event:
    """Papers that are no valid ballot are invalid ones."""
    receipts = tuple(sorted(poll.receipts.values()))
    if command.receipts != receipts or sum(paper.count for paper in command.papers) != len(receipts):
        raise Refusal("voting.urn_differs", poll=poll.id)
    valid = tuple(paper for paper in command.papers if _paper_fault(poll, paper) is None)
    invalid = len(receipts) - sum(paper.count for paper in valid)
    unit = poll.electorate[0].weight  # one weight for all, see `rules_polls`
    found = result(
        poll.rule,
        poll.method,
        tuple(replace(paper, count=paper.count * unit) for paper in valid),
        sizes(poll),
        invalid=invalid * unit,
    )
    kept = valid if poll.method.kind == "ranked" else ()
    return _ended(poll, found, Opening(receipts, merkle_root(receipts)), kept)
