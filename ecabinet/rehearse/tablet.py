"""What a tablet holds of a meeting, and the rules by which it takes frames. Decides nothing, asks nobody.

Rules (protocol, "push"): accept when `from <= have < seq`; ignore when `seq <= have`; join again when `from > have`.
`have` moves by joins and pushes, never by answers. What is personal has a counter of its own.
"""

from collections.abc import Mapping
from typing import Any, Literal

Frame = Mapping[str, Any]
Taken = Literal["taken", "old", "gap"]


class Tablet:
    """The store of one seat."""

    def __init__(self) -> None:
        self.keys: dict[str, Any] = {}
        self.own: dict[str, Any] = {}
        self.have = -1
        self.own_n = -1
        self.epoch = ""
        self.audience = ""
        self.pushes = 0
        self.full_joins = 0
        self.resumed_joins = 0

    def joined(self, answer: Frame) -> None:
        """A join's answer: the whole view, or what changed since `have`."""
        if answer["full"]:
            self.keys = {}
            self.full_joins += 1
        else:
            self.resumed_joins += 1
        self._change(self.keys, answer)
        self.have = answer["seq"]
        self.epoch = answer["epoch"]
        self.audience = answer["audience"]
        self.own = dict(answer["mine"]["set"])
        self.own_n = answer["mine"]["n"]

    def pushed(self, frame: Frame) -> Taken:
        """A push; "gap" means: join again."""
        if frame["seq"] <= self.have:
            return "old"
        if frame["from"] > self.have:
            return "gap"
        self._change(self.keys, frame)
        self.have = frame["seq"]
        self.pushes += 1
        return "taken"

    def mine(self, frame: Frame) -> Taken:
        """A personal change, from a frame or riding in an answer."""
        if frame["n"] <= self.own_n:
            return "old"
        if frame["n"] != self.own_n + 1:
            return "gap"
        self._change(self.own, frame)
        self.own_n = frame["n"]
        return "taken"

    def wants(self, meeting: str) -> dict[str, Any]:
        """The body of a join: everything, or what is new since what is here."""
        body: dict[str, Any] = {"meeting": meeting}
        if self.have >= 0:
            body |= {"have": self.have, "epoch": self.epoch, "audience": self.audience}
        return body

    @staticmethod
    def _change(keys: dict[str, Any], frame: Frame) -> None:
        for key in frame.get("del", ()):
            keys.pop(key, None)
        keys.update(frame["set"])
