"""Every ballot by itself: may its voter vote, once, now, like this?

And the signature on somebody's answers in writing: it must be of the answers as they stood.
"""

import json
import re
from hashlib import sha256
from typing import Any

from ecabinet.verify.recount.room import Body, Poll, Room, need

RECEIPT = re.compile(r"[0-9a-f]{64}\Z")


def cast(room: Room, body: Body) -> None:
    """A named ballot."""
    poll = _open(room, body)
    need(not poll.secret, poll.id, "ballot_named", participant=body["participant"])
    voter = _voter(poll, body["participant"], poll.ballots)
    need(body.get("by") == voter.get("holder"), poll.id, "ballot_proxy", participant=body["participant"])
    marks = body.get("marks", [])
    need(fits(poll, body["choice"], marks), poll.id, "ballot_choice", participant=body["participant"])
    poll.ballots[body["participant"]] = {"choice": body["choice"], "marks": marks, "text": body["text"]}


def sealed(room: Room, body: Body) -> None:
    """A secret ballot: who, and its receipt."""
    poll = _open(room, body)
    need(poll.secret, poll.id, "ballot_sealed", participant=body["participant"])
    _voter(poll, body["participant"], poll.receipts)
    need(RECEIPT.match(body["receipt"]) is not None, poll.id, "receipt", participant=body["participant"])
    poll.receipts[body["participant"]] = body["receipt"]


def entered(room: Room, body: Body) -> None:
    """What tellers counted: valid papers, and no more than could vote."""
    poll = room.poll(body, "open", "paused", what="ballot_outside")
    need(poll.by != "seats" and body["participant"] in room.people, poll.id, "entered")
    for paper in body["papers"]:
        need(paper["count"] >= 0 and fits(poll, paper["choice"], paper["marks"]), poll.id, "entered")
    counted = sum(paper["count"] for paper in body["papers"]) + body["invalid"]
    need(body["invalid"] >= 0 and counted <= poll.entitled, poll.id, "entered", counted=counted, entitled=poll.entitled)
    poll.entry = body


def signed(room: Room, body: Body) -> None:
    """Somebody signed their answers in a consultation, all of them: a list of poll, choice and words."""
    who = body["participant"]
    asked = [poll for _, poll in sorted(room.polls.items()) if who in poll.voters and poll.state != "void"]
    first = asked[0].id if asked else 0
    need(bool(asked) and all(who in poll.ballots for poll in asked), first, "opinion", participant=who)
    given = [[poll.id, poll.ballots[who]["choice"], poll.ballots[who]["text"]] for poll in asked]
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    need(body["answers"] == sha256(text.encode()).hexdigest(), first, "opinion", participant=who)


def _open(room: Room, body: Body) -> Poll:
    poll = room.poll(body, "open", what="ballot_outside")
    need(poll.by == "seats", poll.id, "ballot_outside")
    late = room.written and "deadline" in room.closes and room.deadline is not None and room.at > room.deadline
    need(not late, poll.id, "ballot_late", participant=body["participant"])
    return poll


def _voter(poll: Poll, who: int, before: dict[int, Any]) -> Body:
    need(who in poll.voters, poll.id, "ballot_not_entitled", participant=who)
    again = poll.rule.get("changeable", False)
    need(who not in before or again, poll.id, "ballot_twice", participant=who)
    return poll.voters[who]


def fits(poll: Poll, choice: str | None, marks: list[int]) -> bool:
    """Whether a ballot is one that this poll takes."""
    method = poll.method
    if poll.kind == "question":
        return choice in poll.rule["choices"] and not marks
    if choice is not None or not all(isinstance(mark, int) for mark in marks):
        return False
    if not marks:
        return bool(method["least"] == 0)
    if poll.kind in ("each", "score"):
        low, high = (-1, 1) if poll.kind == "each" else (0, method["top"])
        return len(marks) == len(method["options"]) and low <= min(marks) and max(marks) <= high
    known = {option["id"] for option in method["options"]}
    once = len(marks) == len(set(marks)) and known.issuperset(marks)
    return once and bool(method["least"] <= len(marks) <= method["most"])
