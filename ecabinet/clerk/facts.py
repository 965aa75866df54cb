"""What the house tells the rules: who is named, which unit is host, what time it is. Looked up before `decide`."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from ecabinet.clerk.ask import Ask
from ecabinet.people import People, Person
from meeting.events import Reserved
from meeting.facts import Facts, PersonFact, UnitFact
from meeting.state import MeetingState
from voting.events import Urn
from voting.rule import Rule

MAY_CREATE = frozenset({"administrator", "secretary"})
NO_URN = "voting.no_urn"


MakeUrn = Callable[[MeetingState, Ask], Awaitable[Urn | None]]


async def no_urn(_state: MeetingState, _ask: Ask) -> Urn | None:
    """Until the room of the urns says otherwise."""
    return None


class FactSource:
    """Answers from the register of people in memory. `packs`: rule packs of a unit. `urn` makes the key of a secret
    poll that is about to open; `private`: nobody on the way can change the page that seals its ballots."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.stopping = False  # the server goes down: people's commands are for the next one
        self.packs: Callable[[str], Mapping[str, Rule]] = lambda unit: {}
        self.urn: MakeUrn = no_urn
        self.private = True

    def facts(self, state: MeetingState, ask: Ask, at: int, reserved: Reserved | None, urn: Urn | None = None) -> Facts:
        sender = self.people.get(ask.person)
        creating = state.seq == 0 and sender is not None
        return Facts(
            now=at,
            person=ask.person,
            house=ask.house,
            people=self.named(ask.args, sender if creating else None),
            unit=unit_fact(sender) if creating else None,
            offset=sender.unit.offset if creating and sender is not None else 420,
            reserved=reserved,
            packs=self.packs(state.frame.unit_id) if state.frame is not None else {},
            urn=urn,
            private=self.private,
            may_create=creating and sender is not None and bool(MAY_CREATE & set(sender.roles)),
        )

    def named(self, args: dict[str, Any], sender: Person | None) -> dict[str, PersonFact]:
        """The person a command names, and the sender of a creation. Who is not in the register is not among them."""
        wanted = args.get("person")
        named = self.people.get(wanted) if isinstance(wanted, str) else None
        return {one.id: person_fact(one) for one in (named, sender) if one is not None}


def person_fact(person: Person) -> PersonFact:
    return PersonFact(person.id, person.name, person.position, person.unit.name, person.unit.short)


def unit_fact(person: Person | None) -> UnitFact | None:
    if person is None:
        return None
    unit = person.unit
    return UnitFact(unit.id, unit.name, unit.parent_name, unit.locality, unit.notation)
