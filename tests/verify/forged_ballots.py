"""Ballots too many, too few, changed, of strangers; receipts and counts that were not given.

Each takes an honest journal and gives the forged one, or None where there is nothing to forge. The chain could be made
anew after it; only counting again finds it.
"""

from random import Random

from tests.verify.assembly import Line
from tests.verify.forging import Body, a_ballot, altered, bodies, closings, insert, openings


def extra_ballot(lines: list[Line], rng: Random) -> list[Line] | None:
    """Somebody who had not voted "has"."""
    for at, opened, body in closings(lines):
        voted = {b["participant"] for b in bodies(lines, "ballot_cast") if b["poll"] == body["poll"]}
        for voter in opened["electorate"]:
            if voter["participant"] not in voted:
                made = a_ballot(opened, voter["participant"], voter.get("holder"))
                return insert(lines, at, "ballot_cast", made)
    return None


def lost_ballot(lines: list[Line], rng: Random) -> list[Line] | None:
    """One of the ballots is gone."""
    opened, counted = openings(lines), {body["poll"] for _, _, body in closings(lines)}
    final = {poll for poll in counted if not opened[poll]["rule"]["changeable"]}
    ballots = [
        at for at, (_, _, kind, body) in enumerate(lines) if kind == "voting.ballot_cast" and body["poll"] in final
    ]  # fmt: skip
    if not ballots:
        return None
    at = rng.choice(ballots)
    return [*lines[:at], *lines[at + 1 :]]


def stranger_votes(lines: list[Line], rng: Random) -> list[Line] | None:
    for at, opened, _ in closings(lines):
        return insert(lines, at, "ballot_cast", a_ballot(opened, 9_999))
    return None


def recused_votes(lines: list[Line], rng: Random) -> list[Line] | None:
    for at, opened, _ in closings(lines):
        for who in opened["recused"]:
            return insert(lines, at, "ballot_cast", a_ballot(opened, who))
    return None


def doubled_ballot(lines: list[Line], rng: Random) -> list[Line] | None:
    changeable = {poll for poll, opened in openings(lines).items() if opened["rule"]["changeable"]}
    kinds = ("voting.ballot_cast", "voting.ballot_sealed")
    places = [at for at, (_, _, kind, body) in enumerate(lines) if kind in kinds and body["poll"] not in changeable]
    if not places:
        return None
    at = rng.choice(places)
    return [*lines[: at + 1], *lines[at:]]


def late_ballot(lines: list[Line], rng: Random) -> list[Line] | None:
    for at, opened, _ in closings(lines):
        return insert(lines, at + 1, "ballot_cast", a_ballot(opened, opened["electorate"][0]["participant"])) \
            if at + 1 < len(lines) else None  # fmt: skip
    return None


def turned_ballot(lines: list[Line], rng: Random) -> list[Line] | None:
    """The last word of a voter was another."""
    counted = {body["poll"] for _, opened, body in closings(lines) if not opened["rule"]["changeable"]}

    def change(body: Body) -> None:
        body["choice"] = "no" if body["choice"] == "yes" else "yes"

    return altered(lines, rng, "ballot_cast", lambda b: b["poll"] in counted and b["choice"] is not None, change)


def proxy_by_nobody(lines: list[Line], rng: Random) -> list[Line] | None:
    return altered(lines, rng, "ballot_cast", lambda body: "by" in body, lambda body: body.pop("by"))


def forged_receipt(lines: list[Line], rng: Random) -> list[Line] | None:
    """The published list has another receipt."""

    def change(body: Body) -> None:
        body["opening"]["receipts"][0] = "0" * 64

    return altered(lines, rng, "poll_closed", lambda b: b["opening"] and b["opening"]["receipts"]
                   and b["reasoning"]["by"] != "casting", change)  # fmt: skip


def exchanged_ballot(lines: list[Line], rng: Random) -> list[Line] | None:
    """A voter's sealed ballot was another."""
    final = {(b["poll"], b["participant"]): seq for seq, _, kind, b in lines if kind == "voting.ballot_sealed"}
    over = {b["poll"] for _, _, kind, b in lines if kind in ("voting.poll_closed", "voting.poll_tied")}
    last = set(final.items())

    def change(body: Body) -> None:
        body["receipt"] = "f" * 64

    only = [line for line in lines if line[2] == "voting.ballot_sealed"
            and ((line[3]["poll"], line[3]["participant"]), line[0]) in last and line[3]["poll"] in over]  # fmt: skip
    chosen = rng.choice(only)[3] if only else None
    return altered(lines, rng, "ballot_sealed", lambda body: body is chosen, change)


def forged_root(lines: list[Line], rng: Random) -> list[Line] | None:
    def change(body: Body) -> None:
        body["opening"]["root"] = "0" * 64

    return altered(lines, rng, "poll_closed", lambda b: b["opening"] and b["reasoning"]["by"] != "casting", change)


def one_more_mark(lines: list[Line], rng: Random) -> list[Line] | None:
    """A vote for "yes" too many came out of the urn."""

    def change(body: Body) -> None:
        body["totals"]["yes" if body["outcome"] is None else "marked"] += 1

    return altered(lines, rng, "poll_closed", lambda b: b["opening"] and b["reasoning"]["by"] != "casting", change)


def other_entry(lines: list[Line], rng: Random) -> list[Line] | None:
    """The tellers counted one more."""
    last = {body["poll"]: seq for seq, _, kind, body in lines if kind == "voting.count_entered"}
    voided = {body["poll"] for _, _, kind, body in lines if kind == "voting.poll_voided"}
    final = {seq for poll, seq in last.items() if poll not in voided}
    entries = [
        line[3] for line in lines if line[2] == "voting.count_entered" and line[0] in final and line[3]["papers"]
    ]
    chosen = rng.choice(entries) if entries else None

    def change(body: Body) -> None:
        body["papers"][0]["count"] += 1

    return altered(lines, rng, "count_entered", lambda body: body is chosen, change)


def forged_file(lines: list[Line], rng: Random) -> list[Line] | None:
    """A file attached by somebody who is not asked."""

    def change(body: Body) -> None:
        body["participant"] = 9000

    return altered(lines, rng, "file_attached", lambda body: True, change)


def forged_answer(lines: list[Line], rng: Random) -> list[Line] | None:
    """Another answer than the one that was signed."""

    def change(body: Body) -> None:
        body["answers"] = "0" * 64

    return altered(lines, rng, "opinion_signed", lambda body: True, change)
