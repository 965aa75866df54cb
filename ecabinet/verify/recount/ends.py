"""How a poll ended, compared with what its ballots come to.

Rules
- A named poll is counted from its ballots, one counted by people from what was entered last, a secret one as `secret`
  says; of a secret count by preference the ballots without names are there, and are counted.
- Where the rule gives the chair a casting vote, an equal question first stands tied, and the chair's side ends it.
- A poll ends once. An entry of the first releases might void a poll that was still open; a result stands.
"""

from ecabinet.verify.recount import contest, question, secret, stv
from ecabinet.verify.recount.ballots import fits
from ecabinet.verify.recount.contest import Ballots
from ecabinet.verify.recount.room import Body, Poll, Room, State, need, weight

Counted = tuple[Body, Body, Body | None]  # totals, reasoning, outcome


def tied(room: Room, body: Body) -> None:
    """Equal, and the chair is asked."""
    poll = _ending(room, body)
    secret.check_opening(poll, body.get("opening"))
    why = body["reasoning"]
    if _is_hidden(poll):
        secret.check_hidden(poll, body)
    else:
        found = _count(poll, body)
        why = found[1]
        _compare(poll, found, body)
    due = poll.rule["tie"] == "chair_casts" and poll.kind == "question" and why["by"] == "tie"
    need(due, poll.id, "tie", counted=why)
    poll.tie = body
    poll.state = "tied"


def closed(room: Room, body: Body) -> None:
    """The result."""
    poll = room.polls.get(body["poll"])
    if poll is not None and poll.state == "tied":
        _check_casting(poll, body)
    else:
        poll = _ending(room, body)
        _check_result(poll, body)
    poll.state = "closed"
    room.decided.update(poll.opened.get("bloc") or [poll.opened["motion"]])


def voided(room: Room, body: Body) -> None:
    """It decides nothing."""
    room.poll(body, "open", "paused", "counting", "tied", what="ended_twice").state = "void"


def _ending(room: Room, body: Body) -> Poll:
    sealed = body["poll"] in room.polls and room.polls[body["poll"]].secret
    states: tuple[State, ...] = ("counting",) if sealed else ("open", "paused")
    return room.poll(body, *states, what="ended_twice")


def _is_hidden(poll: Poll) -> bool:
    """Whether the figures are written nowhere."""
    return poll.secret and poll.rule.get("published") == "verdict"


def _check_result(poll: Poll, body: Body) -> None:
    secret.check_opening(poll, body.get("opening"))
    need(body.get("hidden", False) == _is_hidden(poll), poll.id, "hidden")
    found = None if _is_hidden(poll) else _count(poll, body)
    by = body["reasoning"]["by"] if found is None else found[1]["by"]
    waits = poll.rule["tie"] == "chair_casts" and poll.kind == "question" and by == "tie"
    need(not waits, poll.id, "tie", stated=body["reasoning"])
    if found is None:
        secret.check_hidden(poll, body)
        need(not body.get("papers"), poll.id, "papers")
    else:
        _compare(poll, found, body)


def _check_casting(poll: Poll, body: Body) -> None:
    """The chair's casting vote: everything as it stood, and decided for the side that was taken."""
    before, why = poll.tie or {}, body["reasoning"]
    side = why.get("chair_choice")
    need(side in ("yes", "no"), poll.id, "tie", stated=why)
    due = {**before["reasoning"], "carried": side == "yes", "by": "casting", "chair_choice": side}
    need(why == due, poll.id, "tie", stated=why, counted=due)
    need(body.get("hidden", False) == _is_hidden(poll), poll.id, "hidden")
    same = body["totals"] == before["totals"] and body.get("opening") == before.get("opening")
    need(same and body.get("outcome") is None, poll.id, "totals")


def _count(poll: Poll, body: Body) -> Counted:
    if not poll.secret:
        return count_papers(poll, *_open_ballots(poll))
    if poll.kind == "ranked":
        return count_papers(poll, *_secret_papers(poll, body))
    stated = body["totals"]
    if poll.kind == "question":
        totals = question.totals(poll, secret.counts(poll, stated), stated.get("invalid", 0))
        return totals, question.decision(poll, totals, None), None
    marked, invalid = stated["marked"], stated.get("invalid", 0)
    need(invalid >= 0 and marked + invalid == secret.marks(poll), poll.id, "marks", marked=secret.marks(poll))
    totals = contest.totals(poll, marked, invalid)
    found = secret.tallies(poll, marked, body["outcome"])
    if found.filled is None:  # blank ballots: how many is said by the base alone
        most = max(row["yes"] for row in found.tallies)
        base = body["reasoning"]["base"]
        found = found._replace(filled=base if most <= base <= marked else marked)
    return totals, *contest.decision(poll, totals, found)


Papers = tuple[list[tuple[int, str | None, list[int]]], int]  # (weight, choice, marks), and invalid weight


def _open_ballots(poll: Poll) -> Papers:
    if poll.by != "seats":
        need(poll.entry is not None, poll.id, "entered")
        entry = poll.entry or {}
        return [(paper["count"], paper["choice"], paper["marks"]) for paper in entry["papers"]], entry["invalid"]
    return [(weight(poll.voters[who]), one["choice"], one["marks"]) for who, one in poll.ballots.items()], 0


def _secret_papers(poll: Poll, body: Body) -> Papers:
    """Ballots without names, in heads."""
    papers, one = body.get("papers", []), secret.heft(poll)
    for paper in papers:
        need(paper["count"] > 0 and fits(poll, paper["choice"], paper["marks"]), poll.id, "papers")
    valid = sum(paper["count"] for paper in papers)
    need(valid <= len(poll.receipts), poll.id, "marks", marked=len(poll.receipts), papers=valid)
    return [(paper["count"] * one, None, paper["marks"]) for paper in papers], (len(poll.receipts) - valid) * one


def count_papers(poll: Poll, papers: list[tuple[int, str | None, list[int]]], invalid: int) -> Counted:
    """What valid papers come to, and `invalid` weight beside them."""
    if poll.kind == "question":
        counts = dict.fromkeys(question.CHOICES, 0)
        for units, choice, _ in papers:
            counts[str(choice)] += units
        totals = question.totals(poll, counts, invalid)
        return totals, question.decision(poll, totals, _chair(poll)), None
    ballots: Ballots = [(units, marks) for units, _, marks in papers]
    totals = contest.totals(poll, sum(units for units, _ in ballots), invalid)
    if poll.kind == "ranked":
        return totals, *stv.decision(poll, ballots)
    return totals, *contest.decision(poll, totals, contest.tallies(poll, ballots))


def _chair(poll: Poll) -> str | None:
    """The choice of the chair's own ballot."""
    ballot = poll.ballots.get(poll.opened["chair"]) if poll.opened["chair"] is not None else None
    return ballot["choice"] if ballot is not None else None


def _compare(poll: Poll, found: Counted, body: Body) -> None:
    totals, why, outcome = found
    stated = body["totals"]
    same = all(stated.get(name, 0) == number for name, number in totals.items())
    need(same, poll.id, "totals", stated=stated, counted=totals)
    same = all(body["reasoning"].get(name) == value for name, value in why.items())
    need(same, poll.id, "decision", stated=body["reasoning"], counted=why)
    need(body.get("outcome") == outcome, poll.id, "outcome", stated=body.get("outcome"), counted=outcome)
    kept = poll.secret and poll.kind == "ranked"
    need(kept or not body.get("papers"), poll.id, "papers")
