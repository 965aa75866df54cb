"""Polls opened for other people, on another question, under another rule.

Each takes an honest journal and gives the forged one, or None where there is nothing to forge. The chain could be made
anew after it; only counting again finds it.
"""

from random import Random

from tests.verify.assembly import Line
from tests.verify.forging import Body, altered


def ghost(lines: list[Line], rng: Random) -> list[Line] | None:
    """Somebody in the electorate who was not here."""
    voter = {"participant": 9_999, "name": "Không Ai", "position": ""}
    return altered(lines, rng, "poll_opened", lambda b: True, lambda b: b["electorate"].append(voter))


def shut_out(lines: list[Line], rng: Random) -> list[Line] | None:
    """Somebody who was here may not vote."""
    return altered(lines, rng, "poll_opened", lambda b: len(b["electorate"]) > 1, lambda b: b["electorate"].pop())


def heavier(lines: list[Line], rng: Random) -> list[Line] | None:
    def change(body: Body) -> None:
        body["electorate"][0]["weight"] = body["electorate"][0].get("weight", 1) + 1

    return altered(lines, rng, "poll_opened", lambda body: body["urn"] is None, change)


def other_chair(lines: list[Line], rng: Random) -> list[Line] | None:
    def change(body: Body) -> None:
        body["chair"] += 1

    return altered(lines, rng, "poll_opened", lambda body: True, change)


def easier_rule(lines: list[Line], rng: Random) -> list[Line] | None:
    def change(body: Body) -> None:
        body["rule"] |= {"p": 0, "q": 1}

    return altered(lines, rng, "poll_opened", lambda body: body["rule"]["p"], change)


def other_quorum(lines: list[Line], rng: Random) -> list[Line] | None:
    def change(body: Body) -> None:
        body["quorum"]["reached"] ^= True

    return altered(lines, rng, "poll_opened", lambda body: True, change)


def hidden_recusal(lines: list[Line], rng: Random) -> list[Line] | None:
    return altered(lines, rng, "poll_opened", lambda body: body["recused"], lambda body: body.update(recused=[]))


def other_question(lines: list[Line], rng: Random) -> list[Line] | None:
    return altered(lines, rng, "poll_opened", lambda b: not b["bloc"], lambda b: b.update(text="Việc khác?"))


def other_name(lines: list[Line], rng: Random) -> list[Line] | None:
    return altered(lines, rng, "poll_opened", lambda b: True, lambda b: b["electorate"][0].update(name="Người khác"))
