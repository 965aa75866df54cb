"""A plain question counted and decided again.

Rules
- Totals are units of weight. Missing: entitled, and no ballot; absent: members in office who were not entitled. Where
  silence is consent, the missing stand among the yes instead.
- What a share is taken of: all in office; the entitled; those here or spoken for when it opened (or who voted, if these
  weigh more); all ballots; the valid ones; those for or against.
- "relative": more yes than no. "plurality": more yes than any other choice. "none": nothing is decided.
- Equal is as many for as against, at least one each, and no third choice ahead of them under "plurality". Then the
  chair's own ballot decides, or a casting vote afterwards, or nothing is carried: as the rule says.
"""

from ecabinet.verify.recount.room import Body, Poll

CHOICES = ("yes", "no", "abstain", "other")
SHARES = ("more", "at_least")


def totals(poll: Poll, counts: dict[str, int], invalid: int) -> Body:
    """The totals of ballots for each choice."""
    received = sum(counts.values()) + invalid
    missing = max(0, poll.entitled - received)
    silent = missing if poll.rule.get("silence", "none") == "yes" else 0
    found = {choice: counts.get(choice, 0) for choice in CHOICES}
    found["yes"] += silent
    absent = max(0, poll.office - poll.entitled)
    return {**found, "missing": missing - silent, "absent": absent, "marked": 0, "invalid": invalid, "silent": silent}


def base(poll: Poll, found: Body, sides: int | None = None) -> int:
    """The weight that a share is taken of. `sides`: ballots that took a side, where that is not for or against."""
    valid = found["yes"] + found["no"] + found["abstain"] + found["other"] + found["marked"]
    cast = valid + found["invalid"]
    of = {
        "members": cast + found["missing"] + found["absent"],
        "entitled": cast + found["missing"],
        "present": max(poll.here, cast),
        "cast": cast,
        "valid": valid,
        "yes_no": found["yes"] + found["no"] if sides is None else sides,
    }
    return int(of[poll.rule["base"]])


def least(rule: Body, of: int) -> int:
    """The smallest number of yes that carries a share of `of`, found by trying: nothing to round."""
    if rule["majority"] not in SHARES:
        return 0
    number: int = max(1, rule["p"] * of // rule["q"] - 1)
    while not reaches(rule, number, of):
        number += 1
    return number


def reaches(rule: Body, number: int, of: int) -> bool:
    """Whether `number` is the share of `of` that the rule asks."""
    ahead: int = rule["q"] * number - rule["p"] * of
    return ahead > 0 or (ahead == 0 and rule["majority"] == "at_least")


def decision(poll: Poll, found: Body, chair: str | None) -> Body:
    """The whole reasoning. `chair`: the choice of the chair's own ballot, where it is known."""
    of, needed = _asked(poll, found)
    has, equal = found["yes"], _equal(poll.rule, found)
    result = {"base": of, "needed": needed, "has": has, "carried": False, "by": "majority", "chair_choice": None}
    if poll.rule["majority"] == "none":
        return {**result, "by": "none"}
    if has >= needed:
        return {**result, "carried": True}
    if equal and poll.rule["tie"] == "chair_decides" and chair in ("yes", "no"):
        return {**result, "by": "chair", "carried": chair == "yes", "chair_choice": chair}
    return {**result, "by": "tie"} if equal else result


def _asked(poll: Poll, found: Body) -> tuple[int, int]:
    """What the votes are measured by, and how many yes it takes."""
    if poll.rule["majority"] == "relative":
        return found["yes"] + found["no"], found["no"] + 1
    if poll.rule["majority"] == "plurality":
        others = (found["no"], found["abstain"], found["other"])
        return found["yes"] + sum(others), max(others) + 1
    of = base(poll, found)
    return of, least(poll.rule, of)


def _equal(rule: Body, found: Body) -> bool:
    third = max(found["abstain"], found["other"]) if rule["majority"] == "plurality" else 0
    return bool(found["yes"] == found["no"] > 0 and found["yes"] >= third)
