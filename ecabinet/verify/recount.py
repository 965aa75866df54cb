"""Votes counted again from the ballots: own code that reads nothing but the journal's JSON.

It shares no line with the rooms it checks. Rules, in plain words:
- the electorate is the members in office who were checked in when the poll opened, each once;
- a ballot counts if its voter is in the electorate, votes once, before the end, and chooses what the rule allows;
- totals are the ballots of each choice; missing = entitled without a ballot; absent = members who were not entitled;
- base, needed and the decision on equal numbers follow from the rule that the poll carries;
- a poll that was declared void decides nothing, but its ballots must be sound as well.
"""

from collections.abc import Iterable
from typing import Any

Body = dict[str, Any]
Line = tuple[int, str, Body]  # seq, kind, body


class Miscounted(Exception):
    """A vote does not hold: which poll, what about it."""

    def __init__(self, poll: int, what: str, **args: Any) -> None:
        super().__init__(f"poll {poll}: {what}")
        self.poll = poll
        self.what = what
        self.args_ = args


class Room:
    """Who is a member, who is here: what an electorate is made of."""

    def __init__(self) -> None:
        self.capacity: dict[int, str] = {}
        self.here: set[int] = set()
        self.polls: dict[int, Body] = {}
        self.ballots: dict[int, dict[int, str]] = {}
        self.ended: dict[int, str] = {}


def recount(lines: Iterable[Line]) -> int:
    """Count every vote of a journal again; the number of votes. Raises Miscounted."""
    room = Room()
    for _, kind, body in lines:
        room_name, _, what = kind.partition(".")
        if room_name == "voting":
            _vote(room, what, body)
        else:
            _people(room, what, body)
    return len(room.polls)


def _people(room: Room, what: str, body: Body) -> None:
    who = body.get("participant", 0)
    if what in ("participant_added", "participant_edited"):
        room.capacity[who] = body["capacity"]
    elif what == "participant_removed":
        room.capacity.pop(who, None)
        room.here.discard(who)
    elif what == "checked_in" or (what == "attendance_corrected" and body["mode"] is not None):
        room.here.add(who)
    elif what in ("checked_out", "attendance_corrected"):
        room.here.discard(who)


def _vote(room: Room, what: str, body: Body) -> None:
    if what == "poll_opened":
        _open(room, body)
    elif what == "ballot_cast":
        _ballot(room, body)
    elif what in ("poll_closed", "poll_voided"):
        _end(room, what, body)


def _open(room: Room, body: Body) -> None:
    poll = body["poll"]
    members = {who for who, capacity in room.capacity.items() if capacity == "member"}
    voters = [voter["participant"] for voter in body["electorate"]]
    if len(set(voters)) != len(voters) or set(voters) != members & room.here:
        raise Miscounted(poll, "electorate")
    if body["members"] != len(members):
        raise Miscounted(poll, "members", stated=body["members"], counted=len(members))
    quorum = body["quorum"]
    if quorum["present"] != len(voters) or quorum["base"] != len(members):
        raise Miscounted(poll, "quorum")
    if quorum["reached"] != (len(members) > 0 and len(voters) >= quorum["needed"]):
        raise Miscounted(poll, "quorum")
    if not quorum["reached"] and body["override"] is None:
        raise Miscounted(poll, "no_quorum")
    room.polls[poll] = body
    room.ballots[poll] = {}


def _ballot(room: Room, body: Body) -> None:
    poll, who = body["poll"], body["participant"]
    opened = room.polls.get(poll)
    if opened is None or poll in room.ended:
        raise Miscounted(poll, "ballot_outside")
    if who not in {voter["participant"] for voter in opened["electorate"]}:
        raise Miscounted(poll, "ballot_not_entitled")
    if who in room.ballots[poll]:
        raise Miscounted(poll, "ballot_twice")
    if body["choice"] not in opened["rule"]["choices"]:
        raise Miscounted(poll, "ballot_choice")
    room.ballots[poll][who] = body["choice"]


def _end(room: Room, what: str, body: Body) -> None:
    poll = body["poll"]
    opened = room.polls.get(poll)
    if opened is None or (what == "poll_closed" and poll in room.ended):
        raise Miscounted(poll, "ended_twice")
    room.ended[poll] = what
    if what == "poll_voided":
        return
    counted = totals(opened, room.ballots[poll])
    if any(body["totals"].get(name, 0) != number for name, number in counted.items()):
        raise Miscounted(poll, "totals", stated=body["totals"], counted=counted)
    _check_decision(poll, opened, counted, room.ballots[poll], body["reasoning"])


def totals(opened: Body, ballots: dict[int, str]) -> dict[str, int]:
    """How often each choice was made, who did not vote, who was not there."""
    entitled = len(opened["electorate"])
    chosen = list(ballots.values())
    counted = {choice: chosen.count(choice) for choice in ("yes", "no", "abstain", "other")}
    return {**counted, "missing": entitled - len(chosen), "absent": opened["members"] - entitled}


def _check_decision(poll: int, opened: Body, counted: dict[str, int], ballots: dict[int, str], stated: Body) -> None:
    rule, yes, no = opened["rule"], counted["yes"], counted["no"]
    cast = yes + no + counted["abstain"] + counted["other"]
    bases = {"members": opened["members"], "present": len(opened["electorate"]), "cast": cast, "valid": yes + no}
    base = bases[rule["base"]]
    needed = _needed(rule, base)
    by = "majority"
    carried = yes >= needed
    if not carried and yes == no and yes > 0:
        chair = ballots.get(opened["chair"]) if opened["chair"] is not None else None
        by = "chair" if rule["tie"] == "chair_decides" and chair in ("yes", "no") else "tie"
        carried = by == "chair" and chair == "yes"
    found = {"base": base, "needed": needed, "has": yes, "carried": carried, "by": by}
    if any(stated[name] != value for name, value in found.items()):
        raise Miscounted(poll, "decision", stated=stated, counted=found)


def _needed(rule: Body, base: int) -> int:
    """The smallest whole number of "yes" that carries, counted up one by one: no rounding to get wrong."""
    for yes in range(1, base + 2):
        share = rule["q"] * yes - rule["p"] * base
        if share > 0 or (share == 0 and rule["majority"] == "at_least"):
            return yes
    return base + 1
