"""Results that do not follow from the ballots.

Each takes an honest journal and gives the forged one, or None where there is nothing to forge. The chain could be made
anew after it; only counting again finds it.
"""

from random import Random

from tests.verify.assembly import Line
from tests.verify.forging import Body, altered


def changed_total(lines: list[Line], rng: Random) -> list[Line] | None:
    name = rng.choice(("yes", "no", "missing", "absent", "invalid"))

    def change(body: Body) -> None:
        body["totals"][name] += 1

    return altered(lines, rng, "poll_closed", lambda body: True, change)


def turned_result(lines: list[Line], rng: Random) -> list[Line] | None:
    def change(body: Body) -> None:
        body["reasoning"]["carried"] ^= True

    return altered(lines, rng, "poll_closed", lambda b: b["reasoning"]["by"] == "majority" and not b["hidden"], change)


def other_need(lines: list[Line], rng: Random) -> list[Line] | None:
    def change(body: Body) -> None:
        body["reasoning"]["needed"] -= 1

    return altered(lines, rng, "poll_closed", lambda b: b["reasoning"]["needed"] > 0 and not b["hidden"], change)


def turned_casting(lines: list[Line], rng: Random) -> list[Line] | None:
    def change(body: Body) -> None:
        body["reasoning"]["carried"] ^= True

    return altered(lines, rng, "poll_closed", lambda b: b["reasoning"]["by"] == "casting", change)


def turned_chair(lines: list[Line], rng: Random) -> list[Line] | None:
    def change(body: Body) -> None:
        body["reasoning"]["carried"] ^= True
        body["reasoning"]["chair_choice"] = "yes" if body["reasoning"]["carried"] else "no"

    return altered(lines, rng, "poll_closed", lambda b: b["reasoning"]["by"] == "chair", change)


def decided_tie(lines: list[Line], rng: Random) -> list[Line] | None:
    """Equal votes, passed off as carried."""

    def change(body: Body) -> None:
        body["reasoning"] |= {"carried": True, "by": "casting", "chair_choice": "yes"}

    return altered(lines, rng, "poll_closed", lambda b: b["reasoning"]["by"] == "tie" and not b["hidden"], change)


def other_winner(lines: list[Line], rng: Random) -> list[Line] | None:
    def change(body: Body) -> None:
        rest = [row["option"] for row in body["outcome"]["tallies"] if row["option"] not in body["outcome"]["elected"]]
        body["outcome"]["elected"][-1] = rest[0]

    def suits(body: Body) -> bool:
        outcome = body["outcome"]
        return bool(outcome and outcome["elected"] and len(outcome["elected"]) < len(outcome["tallies"]))

    return altered(lines, rng, "poll_closed", suits, change)


def other_round(lines: list[Line], rng: Random) -> list[Line] | None:
    """A count by preference with another figure in one of its stages."""

    def change(body: Body) -> None:
        body["outcome"]["rounds"][-1]["votes"][0] += 1

    return altered(lines, rng, "poll_closed", lambda b: b["outcome"] and b["outcome"]["rounds"], change)
