"""A small world for tests: a meeting that commands are put to, as the clerk would, without any house.

`Room` holds a state, its journal and a clock. `given_running_meeting()` gives one that is under way: chair p-1, more
members, a substitute, a guest of one item, a secretary; three items with papers and motions.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from msgspec.structs import replace

from journal.entry import GENESIS, Entry, entry_hash, make_entry
from journal.shapes import Command, Decision, Event, Refusal
from meeting.events import Reserved
from meeting.facts import Facts, PersonFact, UnitFact
from meeting.rules import decide
from meeting.state import EMPTY, MeetingState, empty, evolve
from meeting.wire import decode_command
from voting.events import Urn
from voting.packs import RULES
from voting.rule import Share

MEETING = "m0testmeetin"
EIGHT = 1_795_222_800_000  # 21 November 2026, 08:00 at UTC+7
PAGES = ((595, 842),) * 12
UNIT = UnitFact("u-ubnd", "Ủy ban nhân dân tỉnh Lam Giang", "", "Lam Giang", "UBND")
RESERVED = Reserved(1, "01/BB-UBND", "2026-11-21", "record-1", 1, "typst-0.15", (("Tinos.ttf", "0" * 64),))
SECRETARY = "p-secretary"


URN = Urn("a0" * 32, 64)
PACKS = {  # what a unit wrote itself: everything that the shipped packs of a session do not use
    "secret": replace(RULES["simple-present"], code="secret", named=False, choices=("yes", "no", "abstain")),
    "open-handed": replace(
        RULES["simple-present"],
        code="open-handed",
        base="entitled",
        tie="chair_casts",
        changeable=True,
        shown="figures",
        substitutes=True,
        proxies=2,
    ),
    "secret-other": replace(RULES["simple-present"], code="secret-other", named=False),
    "hush": replace(
        RULES["simple-present"],
        code="hush",
        named=False,
        choices=("yes", "no", "abstain"),
        published="verdict",
    ),
    "half-here": replace(RULES["simple-present"], code="half-here", quorum=Share(1, 2)),
    "quiet": replace(RULES["ubnd-session"], code="quiet", shown="nothing", published="verdict", silence="yes"),
}


def person_fact(person: str) -> PersonFact:
    """Somebody in the register, made up from their id."""
    return PersonFact(person, f"Ông {person}", f"Chức vụ {person}", "Sở Tài chính", "STC")


class AnyPerson(dict[str, PersonFact]):
    """A register that knows everybody whose id starts with "p-"."""

    def get(self, key: str, default: Any = None) -> Any:
        """The person, made up on demand."""
        return person_fact(key) if key.startswith("p-") else default


REGISTER = AnyPerson()


@dataclass
class Room:
    """A meeting under test. `do` acts as a person, `refused` expects a no."""

    state: MeetingState = EMPTY
    now: int = EIGHT - 3_600_000
    entries: list[Entry] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)

    def facts(self, person: str | None, house: bool = False) -> Facts:
        """What the house would say."""
        return Facts(
            now=self.now,
            person=person,
            house=house,
            people=REGISTER,
            unit=UNIT,
            reserved=RESERVED if house or person == SECRETARY else None,
            may_create=person == SECRETARY,
            packs=PACKS,
            urn=URN,
        )

    def decide(self, person: str | None, name: str, /, house: bool = False, **args: Any) -> Decision:
        """What would follow, without doing it."""
        return decide(self.state, decode_command(name, args), self.facts(person, house))

    def do(self, person: str | None, name: str, /, house: bool = False, **args: Any) -> tuple[Event, ...]:
        """Asks as `person`, appends what follows, returns the events."""
        return self.put(person, decode_command(name, args), house)

    def put(self, person: str | None, command: Command, house: bool = False) -> tuple[Event, ...]:
        """As `do`, for a command at hand. A second passes."""
        self.now += 1000
        events = decide(self.state, command, self.facts(person, house)).events
        for event in events:
            self.append(event)
        return events

    def append(self, event: Event) -> None:
        """One more entry."""
        seq = self.state.seq + 1
        prev = entry_hash(self.entries[-1].header) if self.entries else GENESIS
        salt = sha256(f"salt {seq}".encode()).digest()[:16]
        entry = make_entry(meeting=self.state.meeting, seq=seq, at=self.now, event=event, prev=prev, salt=salt)
        self.entries.append(entry)
        self.events.append(event)
        self.state = evolve(self.state, event, self.now, seq, entry_hash(entry.header))

    def house(self, name: str, /, **args: Any) -> tuple[Event, ...]:
        """Asks as the house."""
        return self.do(None, name, house=True, **args)

    def refused(self, person: str | None, name: str, /, house: bool = False, **args: Any) -> str:
        """The code of the refusal that must come; the state must not move."""
        try:
            self.decide(person, name, house, **args)
        except Refusal as no:
            return no.code
        raise AssertionError(f"{name} was not refused")

    def id(self, person: str) -> int:
        """The participant a person is."""
        return self.state.by_person[person]

    def without_urn(self, person: str, name: str, /, **args: Any) -> Decision:
        """What would follow where the house has made no key."""
        facts = replace(self.facts(person), urn=None)
        return decide(self.state, decode_command(name, args), facts)

    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.now += seconds * 1000


def given_draft(members: int = 3, quorum: str = "ubnd-quorum") -> Room:
    """In preparation: chair p-1, members p-2 ..., substitute p-sub for p-2, guest p-guest of item "2", p-secretary."""
    room = Room(empty(MEETING))
    room.do(
        SECRETARY,
        "meeting.create",
        title="Phiên họp thường kỳ tháng 11",
        type="regular",
        starts_at=EIGHT,
        place="Phòng họp số 1",
        form="mixed",
        number="Phiên thứ 11",
        quorum=quorum,
    )
    for number in range(1, members + 1):
        duties = ["chair"] if number == 1 else []
        room.do(SECRETARY, "meeting.add_participant", person=f"p-{number}", capacity="member", duties=duties)
    for name, parent in (("1", None), ("2", None), ("3", None), ("3.1", "3"), ("3.2", "3")):
        add_item(room, name, parent)
    if members > 1:
        room.do(SECRETARY, "meeting.add_participant", person="p-sub", capacity="substitute", replaces=room.id("p-2"))
    guest = {"person": "p-guest", "capacity": "guest", "items": [room.names["2"]]}
    room.do(SECRETARY, "meeting.add_participant", **guest)
    return room


def add_item(room: Room, name: str, parent: str | None = None) -> int:
    """An item with one paper ("paper 1") and one motion ("motion 1"), known by its number."""
    above = room.names[parent] if parent else None
    room.do(SECRETARY, "agenda.add_item", title=f"Nội dung {name}", parent=above, minutes=30)
    item = room.names[name] = room.state.next_id - 1
    room.names[f"paper {name}"] = room.state.next_id
    version = f"v{room.state.next_id}"
    room.house(
        "papers.add_version",
        item=item,
        title=f"Tờ trình {name}",
        version=version,
        sha256=sha256(version.encode()).hexdigest(),
        size=1000,
        pages=PAGES,
    )
    room.names[f"motion {name}"] = room.state.next_id
    room.do(SECRETARY, "voting.add_motion", item=item, text=f"Thông qua nội dung {name}?", rule="ubnd-session")
    return item


def version_of(room: Room, name: str) -> str:
    """The latest file version of the paper of an item."""
    return room.state.papers.papers[room.names[f"paper {name}"]].latest.id


def given_convened_meeting(members: int = 3, quorum: str = "ubnd-quorum") -> Room:
    """As `given_draft`, convened."""
    room = given_draft(members, quorum)
    room.do(SECRETARY, "meeting.convene")
    return room


def given_running_meeting(members: int = 3, present: int | None = None, quorum: str = "ubnd-quorum") -> Room:
    """Started, with the first `present` members (default: all) and the guest checked in."""
    room = given_convened_meeting(members, quorum)
    for number in range(1, (members if present is None else present) + 1):
        room.do(f"p-{number}", "agenda.check_in")
    room.do("p-guest", "agenda.check_in")
    room.now = max(room.now, EIGHT)
    room.do("p-1", "meeting.start", override="Họp khẩn")
    return room


def open_poll(room: Room, name: str = "1") -> int:
    """Opens the item and its motion; the number of the poll."""
    if room.state.agenda.open != room.names[name]:
        room.do("p-1", "agenda.open_item", item=room.names[name])
    room.do("p-1", "voting.open", motion=room.names[f"motion {name}"])
    return room.state.voting.open[0]
