"""A second, naive way to count a poll, to hold the first against.

What it is: the expected outcome of a case of `tests/golden/voting`, from its data alone. What it is not: fast, or built
on anything of `voting`: it imports nothing from there. Shares are compared as fractions, the votes needed are found by
trying one number after the other, and a count by preference (`oracle_stv`) moves every single paper by hand.
"""

from fractions import Fraction
from itertools import count
from math import floor
from typing import Any

from tests.voting.oracle_stv import Stages, sums

Case = dict[str, Any]


def expected(case: Case) -> dict[str, Any]:
    """What `case` must come to, in the shape of its `expect`."""
    kind = case["method"]["kind"]
    if kind == "question":
        return _question(case)
    return _ranked(case) if kind == "ranked" else _seats(case)


# --- shares


def _reaches(rule: Case, yes: int, base: int, rivals: int) -> bool:
    share = Fraction(rule["p"], rule["q"])
    match rule["majority"]:
        case "more":
            return yes > 0 and yes > share * base
        case "at_least":
            return yes > 0 and yes >= share * base
        case _:
            return yes > rivals


def _least(rule: Case, base: int, rivals: int) -> int:
    """The first number of votes that reaches."""
    return next(yes for yes in count() if _reaches(rule, yes, base, rivals))


def _weights(case: Case, invalid: int) -> tuple[int, int, int, int]:
    """Valid, cast, missing, absent; before silence."""
    valid = sum(paper["count"] for paper in case["papers"])
    cast = valid + invalid
    office, entitled = case["sizes"]["office"], case["sizes"]["entitled"]
    return valid, cast, max(entitled - cast, 0), max(office - entitled, 0)


def _base(case: Case, valid: int, cast: int, missing: int, absent: int, sides: int) -> int:
    return int(
        {
            "members": cast + missing + absent,
            "entitled": cast + missing,
            "present": max(case["sizes"]["present"], cast),
            "cast": cast,
            "valid": valid,
            "yes_no": sides,
        }[case["rule"]["base"]]
    )


# --- a question


def _question(case: Case) -> dict[str, Any]:
    rule, invalid = case["rule"], case.get("invalid", 0)
    ballots = [paper["choice"] for paper in case["papers"] for _ in range(paper["count"])]
    valid, cast, missing, absent = _weights(case, invalid)
    silent = missing if rule.get("silence") == "yes" else 0
    ballots += ["yes"] * silent
    valid, cast, missing = valid + silent, cast + silent, missing - silent
    yes, no, abstain, other = (ballots.count(choice) for choice in ("yes", "no", "abstain", "other"))
    totals = {"yes": yes, "no": no, "abstain": abstain, "other": other, "missing": missing, "absent": absent}
    totals |= {"marked": 0, "invalid": invalid, "silent": silent}
    base = _base(case, valid, cast, missing, absent, yes + no)
    rivals = no
    if rule["majority"] == "relative":
        base = yes + no
    if rule["majority"] == "plurality":
        base, rivals = valid, max(no, abstain, other)
    return {"totals": totals, "reasoning": _verdict(case, totals, base, rivals)}


def _verdict(case: Case, totals: dict[str, int], base: int, rivals: int) -> dict[str, Any]:
    rule, chair, yes = case["rule"], case.get("chair"), totals["yes"]
    why: dict[str, Any] = {"base": base, "needed": 0, "has": yes, "carried": False, "by": "none", "chair_choice": None}
    if rule["majority"] == "none":
        return why
    why |= {"needed": _least(rule, base, rivals), "by": "majority", "carried": _reaches(rule, yes, base, rivals)}
    equal = not why["carried"] and yes > 0 and yes == totals["no"]
    if rule["majority"] == "plurality":
        equal = equal and yes == rivals
    if equal:
        why["by"] = "tie"
    if equal and rule["tie"] == "chair_decides" and chair in ("yes", "no"):
        why |= {"by": "chair", "chair_choice": chair, "carried": chair == "yes"}
    return why


# --- seats by adding up


def _seats(case: Case) -> dict[str, Any]:
    rule, method, invalid = case["rule"], case["method"], case.get("invalid", 0)
    valid, cast, missing, absent = _weights(case, invalid)
    ballots = [paper["marks"] for paper in case["papers"] for _ in range(paper["count"])]
    filled = sum(1 for ballot in ballots if ballot)
    share = rule["majority"] in ("more", "at_least") and method["kind"] != "score"
    own = method["kind"] == "each" and rule["base"] == "yes_no"
    base = _base(case, valid, cast, missing, absent, filled)
    if own or not (share or (rule["majority"] == "none" and method["kind"] != "score")):
        base = valid
    rows = []
    for option in range(1, method["options"] + 1):
        yes, no, abstain = _votes(method["kind"], ballots, option)
        need = 0
        if share:
            need = _least(rule, yes + no if own else base, 0)
        if method["kind"] == "each" and rule["majority"] == "relative":
            need = no + 1
        rows.append({"option": option, "yes": yes, "no": no, "abstain": abstain, "needed": need})
    elected, tied = _winners(rule, method["seats"], rows)
    for row in rows:
        row["won"] = row["option"] in elected
    full = len(elected) == method["seats"]
    decided = rule["majority"] != "none"
    why = {
        "base": base,
        "needed": rows[0]["needed"] if share and not own else 0,
        "has": len(elected),
        "carried": full and decided,
        "by": ("tie" if tied else "majority") if decided else "none",
        "chair_choice": None,
    }
    return {
        "totals": _marked(valid, invalid, missing, absent),
        "reasoning": why,
        "tallies": rows,
        "elected": elected,
        "tied": tied,
    }


def _marked(valid: int, invalid: int, missing: int, absent: int) -> dict[str, int]:
    nothing = dict.fromkeys(("yes", "no", "abstain", "other", "silent"), 0)
    return nothing | {"marked": valid, "invalid": invalid, "missing": missing, "absent": absent}


def _votes(kind: str, ballots: list[list[int]], option: int) -> tuple[int, int, int]:
    if kind == "score":
        return sum(ballot[option - 1] for ballot in ballots if ballot), 0, 0
    if kind == "each":
        said = [ballot[option - 1] if ballot else -1 for ballot in ballots]
        return said.count(1), said.count(0), said.count(-1)
    return sum(1 for ballot in ballots if option in ballot), 0, 0


def _winners(rule: Case, seats: int, rows: list[dict[str, Any]]) -> tuple[list[int], list[int]]:
    """Takes whole groups of equals, best first, as long as a group fits."""
    elected: list[int] = []
    if rule["majority"] == "none":
        return [], []
    able = [row for row in rows if row["yes"] >= 1 and row["yes"] >= row["needed"]]
    for votes in sorted({row["yes"] for row in able}, reverse=True):
        group = [row["option"] for row in able if row["yes"] == votes]
        if len(elected) == seats:
            break
        if len(elected) + len(group) > seats:
            return elected, group
        elected += group
    return elected, []


# --- by preference


def _ranked(case: Case) -> dict[str, Any]:
    method, invalid = case["method"], case.get("invalid", 0)
    valid, _, missing, absent = _weights(case, invalid)
    papers = [
        {"ranking": paper["marks"], "value": Fraction(1), "at": paper["marks"][0]}
        for paper in case["papers"]
        if paper["marks"]
        for _ in range(paper["count"])
    ]
    quota = len(papers) // (method["seats"] + 1) + 1
    first = sums(papers, method["options"])
    done = Stages(method["options"], method["seats"], quota, papers)
    decided = case["rule"]["majority"] != "none"
    if papers and decided:
        done.run()
    elected = done.elected
    return {
        "totals": _marked(valid, invalid, missing, absent),
        "reasoning": {
            "base": len(papers),
            "needed": quota,
            "has": len(elected),
            "carried": decided and len(elected) == method["seats"],
            "by": "majority" if decided else "none",
            "chair_choice": None,
        },
        "first": [int(first[option]) for option in sorted(first)],
        "quota": quota,
        "elected": elected,
        "excluded": done.excluded,
        "lots": done.lots,
        "stages": [[floor(votes[option] * 100_000) for option in sorted(votes)] for votes in done.shown],
    }
