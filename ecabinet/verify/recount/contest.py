"""Options and candidates counted again: marks, approval, yes or no for each, points.

Rules
- An option has the weight of every ballot that marks it; of a ballot for each: yes, no, and the rest no opinion; of
  points: points times weight. A blank ballot is valid and gives nobody anything.
- An option can win with one vote at least, and the share where the rule asks one (of its own yes and no on that base);
  under "relative" a candidate decided by yes and no needs more yes than no.
- Seats go to the highest, one equal group after the other; a group that has more than the seats left is tied, and gets
  none. Under "none" nobody wins.
"""

from typing import NamedTuple

from ecabinet.verify.recount import question
from ecabinet.verify.recount.room import Body, Poll

Ballots = list[tuple[int, list[int]]]  # weight, marks


class Counted(NamedTuple):
    """What the ballots say. `filled`: the weight of those that mark something; None: not known."""

    tallies: list[Body]
    filled: int | None


def totals(poll: Poll, marked: int, invalid: int) -> Body:
    """The totals of a poll that is no plain question."""
    none = dict.fromkeys(question.CHOICES, 0)
    missing = max(0, poll.entitled - marked - invalid)
    absent = max(0, poll.office - poll.entitled)
    return {**none, "missing": missing, "absent": absent, "marked": marked, "invalid": invalid, "silent": 0}


def tallies(poll: Poll, ballots: Ballots) -> Counted:
    """What each option received."""
    found = []
    whole = sum(weight for weight, _ in ballots)
    for place, option in enumerate(poll.method["options"]):
        row = {"option": option["id"], "yes": 0, "no": 0, "abstain": 0}
        for weight, marks in ballots:
            if poll.kind in ("options", "approval"):
                row["yes"] += weight * (option["id"] in marks)
            elif poll.kind == "score":
                row["yes"] += weight * (marks[place] if marks else 0)
            elif marks and marks[place] >= 0:
                row["yes" if marks[place] == 1 else "no"] += weight
        if poll.kind == "each":
            row["abstain"] = whole - row["yes"] - row["no"]
        found.append(row)
    return Counted(found, sum(weight for weight, marks in ballots if marks))


def decision(poll: Poll, totals_: Body, counted: Counted) -> tuple[Body, Body]:
    """The reasoning and the outcome."""
    of, needed = _asked(poll, totals_, counted.filled)
    rows = [{**row, "needed": _needed(poll, totals_, row, needed), "won": False} for row in counted.tallies]
    elected, tied = _winners(poll, rows)
    for row in rows:
        row["won"] = row["option"] in elected
    outcome = {"tallies": rows, "elected": elected, "tied": tied, "quota": 0, "rounds": []}
    return reasoning(poll, of, needed, elected, tied), outcome


def reasoning(poll: Poll, of: int, needed: int, elected: list[int], tied: list[int]) -> Body:
    """Carried when all seats are filled."""
    found = {"base": of, "needed": needed, "has": len(elected), "carried": False, "by": "none", "chair_choice": None}
    if poll.rule["majority"] == "none":
        return found
    return {**found, "carried": len(elected) == poll.method["seats"], "by": "tie" if tied else "majority"}


def _asked(poll: Poll, totals_: Body, filled: int | None) -> tuple[int, int]:
    """Of all options together: the weight the share is taken of, and what it comes to."""
    own = poll.kind == "each" and poll.rule["base"] == "yes_no"
    asks = poll.rule["majority"] in (*question.SHARES, "none") and poll.kind != "score" and not own
    of = question.base(poll, totals_, filled) if asks else totals_["marked"]
    return of, question.least(poll.rule, of) if asks else 0


def _needed(poll: Poll, totals_: Body, row: Body, needed: int) -> int:
    if poll.kind != "each":
        return needed
    if poll.rule["majority"] == "relative":
        return int(row["no"]) + 1
    return question.least(poll.rule, question.base(poll, totals_, row["yes"] + row["no"]))


def _winners(poll: Poll, rows: list[Body]) -> tuple[list[int], list[int]]:
    if poll.rule["majority"] == "none":
        return [], []
    able = [row for row in rows if row["yes"] > 0 and row["yes"] >= row["needed"]]
    elected: list[int] = []
    for votes in sorted({row["yes"] for row in able}, reverse=True):
        group = [row["option"] for row in able if row["yes"] == votes]
        if len(elected) == poll.method["seats"]:
            break
        if len(elected) + len(group) > poll.method["seats"]:
            return elected, group
        elected += group
    return elected, []
