"""What random polls were like: so that a generator that has gone dull is noticed."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.verify.assembly import Line

SEEN = (
    *(f"kind {kind}" for kind in ("question", "options", "approval", "each", "ranked", "score")),
    *(f"secret {kind}" for kind in ("question", "options", "approval", "each", "ranked", "score")),
    *(f"base {base}" for base in ("members", "entitled", "present", "cast", "valid", "yes_no")),
    *(f"majority {majority}" for majority in ("more", "at_least", "relative", "plurality", "none")),
    *(f"by {by}" for by in ("majority", "chair", "casting", "tie", "none")),
    *(f"counted {by}" for by in ("seats", "hands", "paper")),
    *("carried", "not carried", "hidden", "void", "bloc", "override", "recused", "paused", "second round", "together"),
    *("weights", "units", "proxy", "proxy cast", "substitute", "online", "written", "changed", "invalid", "silent"),
    *("tied", "elected", "lot", "surplus", "secret proxy", "chair handed", "signed"),
)


def spread(lines: list[Line]) -> Counter[str]:
    """How often each of SEEN came about."""
    found: Counter[str] = Counter()
    voted: set[tuple[int, int]] = set()
    opened = 0
    for seq, _, kind, body in lines:
        found.update(_opened(body) if kind == "voting.poll_opened" else _told(kind, body))
        if kind in ("voting.ballot_cast", "voting.ballot_sealed"):
            found["changed"] += (body["poll"], body["participant"]) in voted
            voted.add((body["poll"], body["participant"]))
        if kind == "voting.poll_opened":
            found["together"] += opened == seq - 1
            opened = seq
    return found


def _opened(body: dict[str, Any]) -> Iterator[str]:
    rule, voters = body["rule"], body["electorate"]
    secret = body["urn"] is not None
    yield f"kind {body['method']['kind']}"
    yield f"base {rule['base']}"
    yield f"majority {rule['majority']}"
    yield f"counted {body['by']}"
    flags = {
        f"secret {body['method']['kind']}": secret,
        "bloc": body["bloc"],
        "override": body["override"],
        "recused": body["recused"],
        "units": body["unit"] > 1,
        "weights": len({voter.get("weight", 1) for voter in voters}) > 1,
        "substitute": any("replaces" in voter for voter in voters),
        "proxy": any("holder" in voter for voter in voters),
        "secret proxy": secret and any("holder" in voter for voter in voters),
        "online": any(voter.get("mode") == "online" for voter in voters),
        "written": any(voter.get("mode") == "written" for voter in voters),
    }
    yield from (name for name, is_so in flags.items() if is_so)


def _told(kind: str, body: dict[str, Any]) -> Iterator[str]:
    match kind:
        case "voting.poll_closed":
            yield from _closed(body)
        case "voting.poll_voided":
            yield "void"
        case "voting.poll_paused":
            yield "paused"
        case "voting.motion_added" if body["follows"] is not None:
            yield "second round"
        case "voting.ballot_cast" if "by" in body:
            yield "proxy cast"
        case "meeting.chair_handed":
            yield "chair handed"
        case "voting.opinion_signed":
            yield "signed"
        case _:
            pass


def _closed(body: dict[str, Any]) -> Iterator[str]:
    totals, why, outcome = body["totals"], body["reasoning"], body["outcome"] or {}
    rounds = outcome.get("rounds", [])
    yield f"by {why['by']}"
    yield "carried" if why["carried"] else "not carried"
    flags = {
        "hidden": body["hidden"],
        "invalid": totals["invalid"],
        "silent": totals["silent"],
        "tied": outcome.get("tied"),
        "elected": outcome.get("elected"),
        "lot": any(one["by_lot"] for one in rounds),
        "surplus": any(one["act"] == "elected" for one in rounds[:-1]),
    }
    yield from (name for name, is_so in flags.items() if is_so)
