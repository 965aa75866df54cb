"""A body that votes: a room of values whose house knows rule packs and has urns.

People ask what they may, and now and then what they may not: a refusal changes nothing. What was sealed is remembered
here, as the urn would. `lines(room)` is its journal as the recount reads it.
"""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from journal.entry import read_header
from journal.shapes import Event, Refusal
from meeting.facts import Facts
from tests.meeting.world import Room
from tests.verify.ballots import Rules
from voting.events import Urn
from voting.urn import ballot_size

Line = tuple[int, int, str, dict[str, Any]]  # seq, at, kind, body


@dataclass
class Assembly(Room):
    """A meeting whose house knows these rule packs, and has a fresh urn for every secret poll."""

    rng: Random = field(default_factory=Random)
    rules: Rules = field(default_factory=Rules)
    urns: dict[int, dict[int, dict[str, Any]]] = field(default_factory=dict)  # what was sealed, by poll and voter
    opening: int | None = None

    def facts(self, person: str | None, house: bool = False) -> Facts:
        """As any house, with packs and urn."""
        facts = super().facts(person, house)
        motion = self.state.voting.motions.get(self.opening) if self.opening is not None else None
        urn = Urn("ab" * 32, ballot_size(motion.method)) if motion is not None else None
        values = {name: getattr(facts, name) for name in facts.__struct_fields__}
        return Facts(**(values | {"packs": self.rules.packs, "urn": urn}))

    def tries(self, person: str | None, name: str, /, **args: Any) -> tuple[Event, ...]:
        """Asks; a no is an answer too."""
        try:
            return self.do(person, name, house=person is None, **args)
        except Refusal:
            return ()

    def likely(self, chance: float) -> bool:
        return self.rng.random() < chance

    @property
    def leader(self) -> str:
        """Whoever chairs."""
        return self.state.participants[self.state.chair or 0].person

    @property
    def voters(self) -> list[str]:
        """Members and substitutes, as people."""
        return [one.person for one in self.state.participants.values() if one.capacity in ("member", "substitute")]


def lines(room: Room) -> list[Line]:
    """The events as plain JSON."""
    headers = [read_header(entry.header) for entry in room.entries]
    return [
        (header.seq, header.at, header.kind, json.loads(entry.payload)["body"])
        for header, entry in zip(headers, room.entries, strict=True)
    ]
