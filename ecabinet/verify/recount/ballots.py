"""Every ballot by itself: may its voter vote, once, now, like this?

And the signature on somebody's answers in writing: it must be of the answers as they stood, and of the files that were
attached to them, at most three, each once, by whoever is asked, while answers are taken.
"""

import json
import re
from hashlib import sha256
from typing import Any

from ecabinet.verify.recount.room import Body, Poll, Room, need

RECEIPT = HASH = re.compile(r"[0-9a-f]{64}\Z")
MOST_FILES = 3


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
    """Somebody signed their answers in a consultation, all of them: a list of poll, choice and words, then files."""
    who = body["participant"]
    asked = _asked(room, who)
    first = asked[0].id if asked else 0
    need(bool(asked) and all(who in poll.ballots for poll in asked), first, "opinion", participant=who)
    given = [[poll.id, poll.ballots[who]["choice"], poll.ballots[who]["text"]] for poll in asked]
    text = json.dumps([*given, *room.files.get(who, [])], ensure_ascii=False, separators=(",", ":"))
    need(body["answers"] == sha256(text.encode()).hexdigest(), first, "opinion", participant=who)


def attached(room: Room, body: Body) -> None:
    """A member put a file to their answers."""
    held = _files(room, body)
    new = all(sha256 != body["sha256"] for sha256, _ in held)
    sound = HASH.match(body["sha256"]) is not None and body["size"] > 0 and bool(body["name"])
    need(new and sound and len(held) < MOST_FILES, 0, "opinion_file", participant=body["participant"])
    held.append([body["sha256"], body["name"]])


def detached(room: Room, body: Body) -> None:
    """A member took one away again."""
    held = _files(room, body)
    left = [one for one in held if one[0] != body["sha256"]]
    need(len(left) == len(held) - 1, 0, "opinion_file", participant=body["participant"])
    room.files[body["participant"]] = left


def _files(room: Room, body: Body) -> list[list[str]]:
    """Those of a member who still answers."""
    who = body["participant"]
    answering = room.written and any(poll.state == "open" for poll in _asked(room, who))
    need(answering and not _late(room), 0, "opinion_file", participant=who)
    return room.files.setdefault(who, [])


def _asked(room: Room, who: int) -> list[Poll]:
    return [poll for _, poll in sorted(room.polls.items()) if who in poll.voters and poll.state != "void"]


def _late(room: Room) -> bool:
    return room.written and "deadline" in room.closes and room.deadline is not None and room.at > room.deadline


def _open(room: Room, body: Body) -> Poll:
    poll = room.poll(body, "open", what="ballot_outside")
    need(poll.by == "seats", poll.id, "ballot_outside")
    need(not _late(room), poll.id, "ballot_late", participant=body["participant"])
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
