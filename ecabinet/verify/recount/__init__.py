"""Votes counted again from the ballots: own code that reads nothing but the journal's JSON.

What it is: the second opinion on every vote of a record. What it is not: the rooms it checks; it shares no line with
them, and imports nothing of theirs (a test sees to it).

Rules, in plain words
- Nothing is taken from a poll that follows from what happened before: who may vote, with what weight, the quorum, the
  chair, the question and its rule are worked out again from participants, attendance, proxies, weights, recusals and
  motions (`electorate`, `polls`).
- Every ballot must be of somebody who may vote, once, in time, and be one that the rule allows (`ballots`).
- Totals, base, what was needed, who won and why follow from the ballots and the rule (`question`, `contest`, `stv`).
- Of a secret poll there are no ballots: as many marks as receipts, the receipts those that were given, their root, the
  totals that many; and the decision that follows from the totals (`secret`).
- A poll that was declared void decides nothing, but its ballots must be sound as well.
- Fields that came later have the defaults of the entries before them: journals of every release are read for ever.
"""

from collections.abc import Iterable

from ecabinet.verify.recount import ballots, ends, people, polls
from ecabinet.verify.recount.room import Body, Line, Miscounted, Room

__all__ = ["Body", "Line", "Miscounted", "recount", "secret"]

STEPS = {
    "poll_opened": polls.opened,
    "poll_paused": polls.paused,
    "poll_resumed": polls.resumed,
    "poll_ended": polls.ended,
    "ballot_cast": ballots.cast,
    "ballot_sealed": ballots.sealed,
    "count_entered": ballots.entered,
    "opinion_signed": ballots.signed,
    "file_attached": ballots.attached,
    "file_detached": ballots.detached,
    "poll_tied": ends.tied,
    "poll_closed": ends.closed,
    "poll_voided": ends.voided,
}


def recount(lines: Iterable[Line]) -> int:
    """Count every vote of a journal again; the number of votes. Raises Miscounted."""
    room = Room()
    for room.seq, room.at, kind, body in lines:
        where, _, what = kind.partition(".")
        if where != "voting":
            people.note(room, kind, body)
        elif what in STEPS:
            STEPS[what](room, body)
        else:
            people.note_voters(room, what, body)
    return len(room.polls)


def secret(lines: Iterable[Line]) -> int:
    """How many votes were taken with sealed ballots: of these no ballot can be counted again."""
    return sum(kind == "voting.poll_opened" and body.get("urn") is not None for _, _, kind, body in lines)
