"""A forger's tools: what to find in a journal, and how to change it. Forgeries are in the files beside this one."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

from tests.verify.assembly import Line

Body = dict[str, Any]
Forgery = Callable[[list[Line], Random], list[Line] | None]


def altered(lines: list[Line], rng: Random, kind: str, suits: Callable[[Body], object],
            change: Callable[[Body], None]) -> list[Line] | None:  # fmt: skip
    """Another content of one entry that suits."""
    places = [at for at, (_, _, found, body) in enumerate(lines) if found == f"voting.{kind}" and suits(body)]
    if not places:
        return None
    at = rng.choice(places)
    seq, when, name, body = deepcopy(lines[at])
    change(body)
    return [*lines[:at], (seq, when, name, body), *lines[at + 1 :]]


def insert(lines: list[Line], at: int, kind: str, body: Body) -> list[Line]:
    return [*lines[:at], (*lines[at][:2], f"voting.{kind}", body), *lines[at:]]


def bodies(lines: list[Line], kind: str) -> list[Body]:
    return [body for _, _, found, body in lines if found == f"voting.{kind}"]


def openings(lines: list[Line]) -> dict[int, Body]:
    return {body["poll"]: body for _, _, kind, body in lines if kind == "voting.poll_opened"}


def closings(lines: list[Line]) -> Iterator[tuple[int, Body, Body]]:
    """Place, opening and closing of polls of a session with named ballots."""
    found = openings(lines)
    for at, (_, _, kind, body) in enumerate(lines):
        if kind == "voting.poll_closed" and body["reasoning"]["by"] != "casting":
            opened = found[body["poll"]]
            session = opened["by"] == "seats" and opened["electorate"][0].get("mode") != "written"
            if opened["urn"] is None and session and not paused(lines[:at], body["poll"]):
                yield at, opened, body


def paused(lines: list[Line], poll: int) -> bool:
    kinds = [kind for _, _, kind, body in lines if body.get("poll") == poll]
    return kinds[-1] == "voting.poll_paused" or kinds.count("voting.poll_paused") > kinds.count("voting.poll_resumed")


def a_ballot(opened: Body, who: int, holder: int | None = None) -> Body:
    """Something valid."""
    method = opened["method"]
    marks = {"question": [], "each": [1] * len(method["options"]), "score": [1] * len(method["options"])}
    choice = opened["rule"]["choices"][0] if method["kind"] == "question" else None
    first = list(range(1, max(1, method["least"]) + 1))
    body = {"poll": opened["poll"], "participant": who, "choice": choice, "text": ""}
    return body | {"marks": marks.get(method["kind"], first)} | ({"by": holder} if holder is not None else {})
