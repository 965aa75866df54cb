"""What holds of a secret poll without a single ballot.

Rules
- The receipts are those that were given, one for each mark, and their root is that of a Merkle tree as in RFC 6962:
  leaves hashed after a nought byte, nodes after a one, the left side the largest power of two that leaves something.
- What the totals count is what the marks weigh. The tallies of options stay within what that many ballots can hold.
- Where only the verdict is published, the figures are not there; what does not depend on them is still checked.
"""

from hashlib import sha256

from ecabinet.verify.recount import question
from ecabinet.verify.recount.contest import Counted
from ecabinet.verify.recount.room import Body, Poll, need, weight


def check_opening(poll: Poll, opening: Body | None) -> None:
    """What came out of the urn is what went in."""
    need((opening is not None) == poll.secret, poll.id, "receipts")
    if opening is None:
        return
    given = sorted(poll.receipts.values())
    need(opening["receipts"] == given, poll.id, "receipts", stated=len(opening["receipts"]), given=len(given))
    root = merkle(given)
    need(opening["root"] == root, poll.id, "root", stated=opening["root"], counted=root)


def merkle(receipts: list[str]) -> str:
    """The root over receipts in their order: whole trees are joined as soon as two are equally large."""
    trees: list[tuple[int, bytes]] = []
    for receipt in receipts:
        trees.append((1, sha256(b"\0" + bytes.fromhex(receipt)).digest()))
        while len(trees) > 1 and trees[-1][0] == trees[-2][0]:
            _join(trees)
    while len(trees) > 1:
        _join(trees)
    return trees[0][1].hex() if trees else sha256(b"").hexdigest()


def _join(trees: list[tuple[int, bytes]]) -> None:
    (left, one), (right, other) = trees[-2:]
    trees[-2:] = [(left + right, sha256(b"\1" + one + other).digest())]


def heft(poll: Poll) -> int:
    """What one sealed ballot weighs: the same for all."""
    return weight(next(iter(poll.voters.values())))


def marks(poll: Poll) -> int:
    """The weight of all who are marked as having voted."""
    return len(poll.receipts) * heft(poll)


def counts(poll: Poll, stated: Body) -> dict[str, int]:
    """The ballots of each choice, as stated: they must add up."""
    found = {choice: stated.get(choice, 0) for choice in question.CHOICES}
    found["yes"] -= stated.get("silent", 0)
    unasked = [choice for choice in found if found[choice] and choice not in poll.rule["choices"]]
    whole = all(number >= 0 and number % heft(poll) == 0 for number in found.values())
    need(whole and not unasked, poll.id, "totals", stated=stated)
    need(sum(found.values()) + stated.get("invalid", 0) == marks(poll), poll.id, "marks", marked=marks(poll))
    return found


def tallies(poll: Poll, marked: int, outcome: Body) -> Counted:
    """What each option received, as stated, if that many ballots can hold it."""
    rows = [{name: row[name] for name in ("option", "yes", "no", "abstain")} for row in outcome["tallies"]]
    ids = [option["id"] for option in poll.method["options"]]
    need([row["option"] for row in rows] == ids, poll.id, "outcome")
    top = poll.method["top"] if poll.kind == "score" else 1
    for row in rows:
        figures = (row["yes"], row["no"], row["abstain"])
        within = min(figures) >= 0 and sum(figures) <= top * marked and all(n % heft(poll) == 0 for n in figures)
        need(within, poll.id, "tallies", option=row["option"])
        if poll.kind == "each":
            need(sum(figures) == marked, poll.id, "tallies", option=row["option"])
    return Counted(rows, _filled(poll, marked, sum(row["yes"] for row in rows)))


def _filled(poll: Poll, marked: int, given: int) -> int | None:
    """How many ballots mark something; None where that cannot be told."""
    if poll.kind not in ("options", "approval"):
        return marked
    low, high = poll.method["least"], poll.method["most"]
    need(low * marked <= given <= high * marked, poll.id, "tallies", given=given, marked=marked)
    return marked if low > 0 else None


def check_hidden(poll: Poll, body: Body) -> None:
    """Only how many voted, and who won: no figure that would tell the rest."""
    stated, why, outcome = body["totals"], body["reasoning"], body.get("outcome")
    voted = marks(poll)
    told = {"marked": voted, "missing": poll.entitled - voted, "absent": max(0, poll.office - poll.entitled)}
    need({name: n for name, n in stated.items() if n} == {k: n for k, n in told.items() if n}, poll.id, "totals")
    need((why["base"], why["needed"], why["has"]) == (0, 0, 0), poll.id, "hidden")
    need(why["by"] in ("majority", "tie", "none"), poll.id, "decision", stated=why)
    need(not why["carried"] or why["by"] == "majority", poll.id, "decision", stated=why)
    need((why["by"] == "none") == (poll.rule["majority"] == "none"), poll.id, "decision", stated=why)
    need((outcome is None) == (poll.kind == "question"), poll.id, "outcome")
    if outcome is not None:
        _check_winners(poll, outcome, why)


def _check_winners(poll: Poll, outcome: Body, why: Body) -> None:
    seats, chosen = poll.method["seats"], [*outcome["elected"], *outcome["tied"]]
    known = {option["id"] for option in poll.method["options"]}
    need(not (outcome["tallies"] or outcome["rounds"] or outcome["quota"]), poll.id, "hidden")
    need(outcome["elected"] == sorted(outcome["elected"]), poll.id, "hidden")  # their order would tell figures
    need(len(set(chosen)) == len(chosen) and known.issuperset(chosen), poll.id, "outcome")
    need(len(outcome["elected"]) <= seats, poll.id, "outcome")
    full = len(outcome["elected"]) == seats and why["by"] != "none"
    need(why["carried"] == full, poll.id, "decision", stated=why)
