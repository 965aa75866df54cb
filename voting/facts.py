"""What the rules of voting must be told, because other rooms, or the house, know it."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from journal.shapes import Value
from voting.events import Urn
from voting.rule import Rule, Share


class Seated(Value):
    """A member in office or a substitute. `mode`: checked in now, and how; `replaces`: the member of a substitute."""

    participant: int
    name: str
    position: str
    capacity: Literal["member", "substitute"]
    mode: Literal["room", "online"] | None = None
    replaces: int | None = None


class VotingFacts(Value):
    """`people`: members in office and substitutes, in the order of the list. `quorum`: the meeting's own share.

    `leads`: the sender chairs or is secretary. `item_known`: the item a command names exists; `open_item`: the item
    under discussion. `packs`: rule packs of the unit, by code. `urn`: a fresh key for a secret poll; without one it is
    not opened. `private`: nobody on the way can change the page that seals ballots."""

    actor: int | None = None
    leads: bool = False
    actor_is_member: bool = False
    new_id: int = 1
    item_known: bool = True
    open_item: int | None = None
    people: tuple[Seated, ...] = ()
    quorum: Share = Share(0, 1)
    chair: int | None = None
    packs: Mapping[str, Rule] = msgspec.field(default_factory=dict)
    urn: Urn | None = None
    private: bool = True
