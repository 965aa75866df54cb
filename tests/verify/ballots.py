"""Random rules, ways of voting and ballots, as plain arguments of commands."""

from random import Random
from typing import Any

from voting.method import Method
from voting.rule import CHOICES, Rule, Share

KINDS = ("options", "approval", "each", "ranked", "score")
BASES = ("members", "entitled", "present", "cast", "valid", "yes_no")
MAJORITIES = ("more", "more", "at_least", "relative", "plurality", "none")
TIES = ("not_carried", "chair_decides", "chair_decides", "chair_casts", "chair_casts")


class Rules:
    """Rule packs of a unit, made up as they are asked for."""

    def __init__(self) -> None:
        self.packs: dict[str, Rule] = {}

    def any(self, rng: Random, *, named: bool | None = None) -> str:
        """The code of a new pack."""
        code = f"r-{len(self.packs)}"
        p, q = rng.choice(((1, 2), (1, 2), (2, 3), (3, 4), (1, 3), (1, 1), (0, 1)))
        named = rng.random() < 0.7 if named is None else named
        choices = CHOICES[: rng.choice((2, 3, 4 if named else 3))]
        self.packs[code] = Rule(
            code=code,
            version=1,
            citation="",
            base=rng.choice(BASES),  # type: ignore[arg-type]
            majority=rng.choice(MAJORITIES),  # type: ignore[arg-type]
            p=p,
            q=q,
            tie=rng.choice(TIES),  # type: ignore[arg-type]
            choices=choices,
            named=named,
            changeable=rng.random() < 0.3,
            published=rng.choice(("ballots", "totals", "verdict")),  # type: ignore[arg-type]
            substitutes=rng.random() < 0.4,
            proxies=rng.choice((0, 1, 2)),
            silence=rng.choice(("none", "none", "yes")),  # type: ignore[arg-type]
            quorum=rng.choice((None, None, Share(1, 2), Share(2, 3))),
        )
        return code


def method(rng: Random, rule: Rule, kind: str | None = None) -> dict[str, Any]:
    """How to vote: a question in half of all cases."""
    kind = kind or rng.choice(("question", *KINDS, *["question"] * (len(KINDS) - 1)))
    if kind == "question":
        return {"kind": "question"}
    many = rng.randint(1, 6)
    most = rng.randint(1, many)
    return {
        "kind": kind,
        "options": [{"id": number, "text": f"Phương án {number}"} for number in range(1, many + 1)],
        "least": rng.randint(0, most),
        "most": most,
        "seats": rng.randint(1, many),
        "top": rng.choice((1, 3, 10)) if kind == "score" else 0,
    }


def ballot(rng: Random, rule: Rule, way: Method, mood: str, turn: int) -> dict[str, Any]:
    """A ballot as the rule wants it; `even`: for and against by turns."""
    if way.kind == "question":
        choice = rng.choice(rule.choices)
        if mood != "mixed":
            choice = "yes" if mood == "for" or turn % 2 else "no"
        return {"choice": choice, "text": "Ý kiến"} if choice == "other" else {"choice": choice}
    if way.least == 0 and rng.random() < 0.1:
        return {"marks": []}
    size = len(way.options)
    if way.kind in ("each", "score"):
        low, high = (-1, 1) if way.kind == "each" else (0, way.top)
        return {"marks": [rng.randint(low, high) for _ in range(size)]}
    many = rng.randint(max(1, way.least), way.most)
    return {"marks": rng.sample(range(1, size + 1), many)}


def blank(way: Method) -> dict[str, Any]:
    """What is no ballot at all."""
    return {} if way.kind == "question" else {"marks": [99]}


def paper(held: dict[str, Any], count: int) -> dict[str, Any]:
    """A ballot without its name."""
    return {"count": count, "choice": held.get("choice"), "marks": held.get("marks", [])}
