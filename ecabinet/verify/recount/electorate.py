"""Who may vote, worked out again: whose voice is heard, and through whom.

Rules
- There is one voice for each member in office. Whoever is recused from the item has none, and lends none.
- A member who is here speaks for themselves. Of one who is away, the substitute speaks who is here, if the rule lets
  substitutes vote; else the holder of a proxy, if the rule knows proxies: a member who is here and has not used up the
  rule's number of them by members entered earlier.
- In a consultation in writing every member is asked, wherever they are, and nobody answers for them.
- Weights p/q become whole numbers in the smallest unit that every q divides.
- Entries of before weights (no `office`) say nothing of how somebody attends; everybody weighs one.
"""

from collections import Counter
from math import lcm
from typing import NamedTuple

from ecabinet.verify.recount.room import Body, Poll, Room, need


class Voice(NamedTuple):
    """How one voter must stand in the electorate."""

    weight: int
    mode: str
    replaces: int | None = None
    holder: int | None = None


def check(room: Room, poll: Poll) -> None:
    """The frozen electorate, the weights and the quorum of a poll that opens."""
    body = poll.opened
    members = sorted(who for who, one in room.people.items() if one["capacity"] == "member")
    out = room.recused.get(body["item"], set())
    unit = _unit(room, members)
    need(body["members"] == len(members), poll.id, "members", stated=body["members"], counted=len(members))
    need(body.get("unit", 1) == unit, poll.id, "weights", stated=body.get("unit", 1), counted=unit)
    office = sum(_units(room, who, unit) for who in members)
    need(poll.office == office, poll.id, "weights", stated=poll.office, counted=office)
    need(sorted(body.get("recused", ())) == [who for who in members if who in out], poll.id, "recused")
    _check_voices(room, poll, _voices(room, poll.rule, members, out, unit))
    need(body["chair"] == room.chair, poll.id, "chair", stated=body["chair"], chair=room.chair)
    _check_quorum(room, poll, len(members))


def _unit(room: Room, members: list[int]) -> int:
    """The smallest number that every denominator divides."""
    return lcm(*(room.weights.get(who, (1, 1))[1] for who in members))


def _units(room: Room, who: int, unit: int) -> int:
    p, q = room.weights.get(who, (1, 1))
    return p * unit // q


def _voices(room: Room, rule: Body, members: list[int], out: set[int], unit: int) -> dict[int, Voice]:
    if room.written:
        return {who: Voice(_units(room, who, unit), "written") for who in members if who not in out}
    found: dict[int, Voice] = {}
    silent: list[int] = []
    for who in members:
        weight = _units(room, who, unit)
        substitute = _substitute(room, rule, who)
        if who in out:
            continue
        if who in room.modes:
            found[who] = Voice(weight, room.modes[who])
        elif substitute is not None:
            found[substitute] = Voice(weight, room.modes[substitute], replaces=who)
        else:
            silent.append(who)
    return found | _by_proxy(room, rule, found, silent, unit)


def _substitute(room: Room, rule: Body, member: int) -> int | None:
    if not rule.get("substitutes", False):
        return None
    stands_in = (
        who for who, one in room.people.items() if one["capacity"] == "substitute" and one["replaces"] == member
    )
    return next((who for who in stands_in if who in room.modes), None)


def _by_proxy(room: Room, rule: Body, found: dict[int, Voice], silent: list[int], unit: int) -> dict[int, Voice]:
    used: Counter[int] = Counter()
    lent: dict[int, Voice] = {}
    for who in silent:
        holder = room.proxies.get(who)
        if holder is None or holder not in found or found[holder].replaces is not None:
            continue
        if used[holder] < rule.get("proxies", 0):
            used[holder] += 1
            lent[who] = Voice(_units(room, who, unit), "away", holder=holder)
    return lent


def _check_voices(room: Room, poll: Poll, expected: dict[int, Voice]) -> None:
    once = len(poll.voters) == len(poll.opened["electorate"])
    strangers = sorted(set(expected) ^ set(poll.voters))
    need(once and not strangers, poll.id, "electorate", differ=strangers)
    old = not poll.opened.get("office")
    for who, voice in expected.items():
        stated = poll.voters[who]
        mode = voice.mode if old else stated.get("mode", "room")
        found = Voice(stated.get("weight", 1), mode, stated.get("replaces"), stated.get("holder"))
        need(found.weight == voice.weight, poll.id, "weights", participant=who)
        need(found == voice, poll.id, "electorate", differ=[who])
        known = room.people[who]
        same = (stated["name"], stated["position"]) == (known["name"], known["position"])
        need(same, poll.id, "names", participant=who)


def _check_quorum(room: Room, poll: Poll, members: int) -> None:
    """Heads that are here, of the members in office."""
    share = poll.rule.get("quorum") or room.share
    p, q = share["p"], share["q"]
    here = sum(voter.get("mode") != "away" for voter in poll.voters.values())
    least = next((n for n in range(members + 1) if q * n >= p * members), -1)
    reached = members > 0 and here >= least
    counted = {"present": here, "needed": least, "base": members, "reached": reached}
    need(poll.opened["quorum"] == counted, poll.id, "quorum", stated=poll.opened["quorum"], counted=counted)
    need(reached or poll.opened["override"] is not None, poll.id, "no_quorum")
