"""What the people of a meeting ask for while its server is being killed, each in a way the disk can be asked about.

What it is not: the sockets (`driver`) or the book (`account`).

Rules: every command carries an id of its own in its effect wherever it has a place for one (the title of an item, the
topic of a request, the site of a check-in, the points of a stroke); of a ballot there is one for each poll and voter.
`effect` is that trace; empty where the command's own row is all there is.
"""

import random
from collections.abc import Callable
from typing import Any

import msgspec

MOST_ITEMS = 150
MOST_MARKS = 4500  # on one version
PATIENCE = 40  # times the chair looks around before closing a poll in which somebody is missing


class Wish(msgspec.Struct):
    """One command (or note) of one person."""

    ident: str
    cmd: str
    args: dict[str, Any]
    effect: str = ""


class Place(msgspec.Struct):
    """The meeting: who is in it under which number, what lies on the table, and which poll the chair's view shows."""

    meeting: str
    participants: dict[str, int]
    item: int  # the one that is open
    motions: list[int]
    paper: int
    version: str
    poll: int | None = None
    cast: set[str] = msgspec.field(default_factory=set)  # voters whose ballot in that poll was answered
    voters: int = 0


Make = Callable[["Hand", Place], Wish | None]


class Hand:
    """Makes one person's wishes. None: nothing to ask just now."""

    def __init__(self, name: str, kind: str, seed: int) -> None:
        self.name = name
        self.kind = kind
        self.make: Make = MAKERS[kind]
        self.random = random.Random(f"{seed} {name}")
        self.made = 0
        self.closed = 0
        self.asked = -1  # the poll or motion last dealt with
        self.looked = 0  # times since

    def wish(self, place: Place) -> Wish | None:
        return self.make(self, place)

    def ident(self) -> str:
        self.made += 1
        return f"{self.name}-{self.made}"


def agenda(hand: Hand, place: Place) -> Wish:
    """The secretary adds items, and then edits one again and again."""
    ident = hand.ident()
    if hand.made <= MOST_ITEMS:
        return Wish(ident, "agenda.add_item", {"title": ident}, f"item {ident}")
    return Wish(ident, "agenda.edit_item", {"item": place.item, "title": ident}, f"edit {ident}")


def floor(hand: Hand, _place: Place) -> Wish:
    """Asks to speak, and takes it back."""
    ident = hand.ident()
    if hand.made % 2:
        return Wish(ident, "agenda.request_floor", {"topic": ident}, f"floor {ident}")
    return Wish(ident, "agenda.withdraw_request", {})


def attendance(hand: Hand, _place: Place) -> Wish:
    """Leaves and comes back."""
    ident = hand.ident()
    if hand.made % 2:
        return Wish(ident, "agenda.check_out", {})
    return Wish(ident, "agenda.check_in", {"mode": "online", "site": ident}, f"in {ident}")


def ink(hand: Hand, place: Place) -> Wish | None:
    """Strokes of the presenter."""
    if hand.made >= MOST_MARKS:
        return None
    ident = hand.ident()
    points = [hand.made % 1000, hand.made // 1000, *(hand.random.randint(-9, 9) for _ in range(40))]
    args = {"version": place.version, "page": 1, "tool": "pen", "colour": "#b3261e", "size": 3, "points": points}
    return Wish(ident, "papers.mark", args, f"mark {place.participants[hand.name]} {points[0]},{points[1]}")


def notes(hand: Hand, place: Place) -> Wish:
    """Private notes: one operation a message."""
    ident = hand.ident()
    op = {"op": ident, "page": 1, "kind": "ink", "points": [1, 2, 3, 4]}
    return Wish(ident, "keep", {"version": place.version, "ops": [op]}, f"note {ident}")


def ballot(hand: Hand, place: Place) -> Wish | None:
    """One ballot in each poll; between polls a request to speak."""
    if place.poll is None or hand.asked == place.poll:
        return floor(hand, place) if hand.random.random() < 0.05 else None
    hand.asked = place.poll
    choice = hand.random.choice(("yes", "no", "abstain"))
    effect = f"ballot {place.poll} {place.participants[hand.name]}"
    return Wish(hand.ident(), "voting.cast", {"poll": place.poll, "choice": choice}, effect)


def chair(hand: Hand, place: Place) -> Wish | None:
    """Opens a vote, waits for the ballots, though not for ever, and closes it or declares it void.

    A void poll leaves its motion free for another, so votes never run out."""
    hand.looked += 1
    if place.poll is None:
        if hand.asked == 0 and hand.looked < 2 * PATIENCE:
            return None  # opened, and not seen yet
        hand.closed += hand.asked == 0  # it was refused: that motion is decided
        hand.asked, hand.looked = 0, 0
        return Wish(hand.ident(), "voting.open", {"motion": place.motions[hand.closed]})
    if hand.asked == place.poll and hand.looked < 2 * PATIENCE:
        return None  # closed, and not seen yet
    if len(place.cast) < place.voters and hand.looked < PATIENCE:
        return None
    hand.asked, hand.looked = place.poll, 0
    if hand.random.random() < 0.3 and hand.closed < len(place.motions) - 5:
        hand.closed += 1
        return Wish(hand.ident(), "voting.close", {"poll": place.poll}, f"close {place.poll}")
    return Wish(hand.ident(), "voting.void", {"poll": place.poll, "reason": "nhầm"}, f"void {place.poll}")


MAKERS: dict[str, Make] = {
    "agenda": agenda,
    "floor": floor,
    "attendance": attendance,
    "ink": ink,
    "notes": notes,
    "ballot": ballot,
    "chair": chair,
}
IN_FLIGHT = {"agenda": 6, "floor": 6, "attendance": 4, "ink": 6, "notes": 6, "ballot": 6, "chair": 1}
