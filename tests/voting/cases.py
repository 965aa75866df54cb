"""The cases of `tests/golden/voting` as values of `voting`, and what came out in the shape of their `expect`."""

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from voting.events import Paper
from voting.method import Method, Option, Outcome
from voting.rule import CHOICES, Rule
from voting.tally import Result, Sizes

GOLDEN = Path(__file__).parent.parent / "golden" / "voting"
KINDS = ("questions", "options", "approval", "each", "score", "ranked")

Case = dict[str, Any]


def read(name: str) -> list[Case]:
    """All cases of a file."""
    cases: list[Case] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return cases


def rule_of(spec: Case) -> Rule:
    """A rule for a case."""
    return Rule(code="case", version=1, citation="", choices=CHOICES, **spec)


def method_of(spec: Case) -> Method:
    """A method with as many options as the case says."""
    size = spec.get("options", 0)
    options = tuple(Option(option, f"option {option}") for option in range(1, size + 1))
    return Method(**{**spec, "options": options})


def papers_of(spec: list[Case]) -> list[Paper]:
    """The papers of a case."""
    return [Paper(one["count"], one.get("choice"), tuple(one.get("marks", ()))) for one in spec]


def sizes_of(spec: Case) -> Sizes:
    """The sizes of a case."""
    return Sizes(**spec)


def shown(got: Result) -> Case:
    """A result in the shape of `expect`, whatever its kind."""
    seen: Case = {
        "totals": msgspec.structs.asdict(got.totals),
        "reasoning": msgspec.structs.asdict(got.reasoning),
    }
    if got.outcome is None:
        return seen
    return seen | (_preferences(got.outcome) if got.outcome.quota else _seats(got.outcome))


def _seats(outcome: Outcome) -> Case:
    tallies = [msgspec.structs.asdict(one) for one in outcome.tallies]
    return {"tallies": tallies, "elected": list(outcome.elected), "tied": list(outcome.tied)}


def _preferences(outcome: Outcome) -> Case:
    """Of the rounds: the votes of each stage that differs from the one before, who went out, and how often by lot."""
    return {
        "first": [one.yes for one in outcome.tallies],
        "quota": outcome.quota,
        "elected": list(outcome.elected),
        "excluded": [one.options[0] for one in outcome.rounds if one.act == "excluded"],
        "lots": sum(one.by_lot for one in outcome.rounds),
        "stages": [list(votes) for votes, _ in groupby(one.votes for one in outcome.rounds)],
    }
