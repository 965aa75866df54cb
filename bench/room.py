"""Meetings of any size in memory, made by the same commands as real ones: no house, no disk, no sockets.

`demo()` is the demo meeting, `hall()` one of 500 people with 60 items, 120 papers and a poll that is open, `morning()`
a session of four hours.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from ecabinet.demo import agenda as demo_agenda
from ecabinet.demo import cast
from journal.entry import Entry, entry_hash, make_entry
from meeting.facts import Facts, PersonFact, UnitFact
from meeting.rules import decide
from meeting.state import MeetingState, empty, evolve
from meeting.wire import decode_command

EIGHT = 1_795_222_800_000  # 21 November 2026, 08:00 at UTC+7
UNIT = UnitFact("u-lamgiang", cast.HOST.name, "", demo_agenda.LOCALITY, demo_agenda.NOTATION)
PAGES = ((595, 842),) * 24
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
GIVEN = ("Văn Tuấn", "Thị Hương Lan", "Minh Đức", "Thanh Tùng", "Thị Ngọc Ánh", "Quốc Bảo", "Hải Yến")


class Register(Mapping[str, PersonFact]):
    """Knows everybody, by an id that may be looked up in the demo's cast or ends in a number."""

    def __getitem__(self, key: str) -> PersonFact:
        number = int(sha256(key.encode()).hexdigest()[:6], 16)
        name = f"{FAMILIES[number % len(FAMILIES)]} {GIVEN[number % len(GIVEN)]}"
        return PersonFact(key, name, f"Phó Giám đốc Sở {number % 20}", "Sở Tài chính tỉnh Lam Giang", "Sở Tài chính")

    def __iter__(self) -> Any:
        raise NotImplementedError

    def __len__(self) -> int:
        return 1


class Room:
    """A state, its entries, and `do` for commands as a person. A refusal comes through: the plan was wrong.

    `people`: ids in the register; the first is the secretary, the second the chair. `asked`: who asked for what led to
    entries, (person, seq of the last one)."""

    def __init__(self, meeting: str, people: Sequence[str], register: Mapping[str, PersonFact] | None = None) -> None:
        self.state: MeetingState = empty(meeting)
        self.people = people
        self.entries: list[Entry] = []
        self.asked: list[tuple[str, int]] = []
        self.now = EIGHT - 3_600_000
        self.register = register or Register()

    @property
    def secretary(self) -> str:
        return self.people[0]

    @property
    def chair(self) -> str:
        return self.people[1]

    def do(self, person: str, name: str, /, *, house: bool = False, **args: Any) -> int:
        """One command, 600 ms after the one before; the id of what it made is the state's last one."""
        self.now += 600
        facts = Facts(self.now, person, house, self.register, UNIT, may_create=self.state.seq == 0)
        for event in decide(self.state, decode_command(name, args), facts).events:
            seq = self.state.seq + 1
            salt = sha256(seq.to_bytes(4, "big")).digest()[:16]
            entry = make_entry(
                meeting=self.state.meeting, seq=seq, at=self.now, event=event, prev=self.state.head, salt=salt
            )
            self.entries.append(entry)
            self.state = evolve(self.state, event, self.now, seq, entry_hash(entry.header))
        self.asked.append((person, self.state.seq))
        return self.state.next_id - 1

    def paper(self, item: int, title: str) -> int:
        """A paper of 24 pages."""
        version = sha256(f"{self.state.meeting} {self.state.seq}".encode()).hexdigest()
        about = {"item": item, "title": title, "version": version[:12], "sha256": version, "size": 812_345}
        return self.do(self.secretary, "papers.add_version", house=True, pages=PAGES, **about)


def created(room: Room) -> Room:
    """A draft with its secretary."""
    frame = {"title": demo_agenda.TITLE, "type": "regular", "starts_at": EIGHT, "place": demo_agenda.PLACE}
    room.do(room.secretary, "meeting.create", form="mixed", minutes=240, **frame)
    return room


def hall(people: Sequence[str] | int = 500, items: int = 60, papers: int = 120, meeting: str = "m0benchhall0") -> Room:
    """Running, the first item open, its paper presented by the chair, a poll open. 29 guests (a tenth in a small
    meeting) of one, three and seven items; all others members, and all but the last ten of them checked in."""
    people = [f"p-{n}" for n in range(people)] if isinstance(people, int) else people
    guests = min(29, len(people) // 10)
    members = people[1 : len(people) - guests]
    room = created(Room(meeting, people))
    secretary, chair = room.secretary, room.chair
    for person in members:
        room.do(
            secretary, "meeting.add_participant", person=person, capacity="member", duties=["chair"][: person == chair]
        )
    rows = agenda_of(room, items)
    for n in range(papers):
        room.paper(rows[n % items], f"Tờ trình số {n + 1}/TTr-STC về dự toán thu, chi ngân sách địa phương năm 2027")
    for n, guest in enumerate(people[len(people) - guests :]):
        invited = rows[n % items : n % items + (1, 3, 7)[n % 3]]
        room.do(secretary, "meeting.add_participant", person=guest, capacity="guest", items=invited)
    motion = motions_of(room, rows)
    room.do(secretary, "meeting.convene")
    for person in members[:-10]:
        room.do(person, "agenda.check_in")
    room.do(chair, "meeting.start")
    take_up(room, rows[0])
    room.do(chair, "voting.open", motion=motion)
    return room


def agenda_of(room: Room, items: int) -> list[int]:
    """Every sixth item has the five after it below itself."""
    rows: list[int] = []
    for n in range(items):
        above = None if n % 6 == 0 else rows[n - n % 6]
        title = f"Báo cáo chuyên đề số {n + 1}: tình hình thực hiện nhiệm vụ phát triển kinh tế - xã hội"
        by = room.state.by_person[room.people[n % 20 + 1]]
        rows.append(room.do(room.secretary, "agenda.add_item", title=title, parent=above, presenter=by, minutes=15))
    return rows


def motions_of(room: Room, rows: list[int]) -> int:
    """One on every sixth item; the first one's id."""
    ask = "Thông qua Nghị quyết về phân bổ vốn đầu tư công năm 2027"
    made = [
        room.do(room.secretary, "voting.add_motion", item=item, text=ask, rule="simple-present") for item in rows[::6]
    ]
    return made[0]


def take_up(room: Room, item: int) -> None:
    """The item is opened, and its first paper presented."""
    room.do(room.chair, "agenda.open_item", item=item)
    room.do(room.chair, "papers.present", paper=room.state.papers.order[item][0])


def vote(room: Room, poll: int, first: int, last: int) -> None:
    """The members number `first` to `last` cast their ballots."""
    for n in range(first, last + 1):
        room.do(room.people[n], "voting.cast", poll=poll, choice=("yes", "yes", "no", "abstain")[n % 4])


VOTERS = 400
STROKE = (250, 310, *(3, -2, 4, 1, 2, 2, -1, 4, 5, 0) * 6)


def morning(people: Sequence[str], entries: int = 20_000, meeting: str = "m0benchlong0") -> Room:
    """Four hours of a big meeting: item after item with pages turned, strokes drawn, speeches asked for and given;
    twelve votes of 400, and four breaks after which everybody checks in again. Page turns at the end fill up to exactly
    so many entries."""
    room = hall(people, meeting=meeting)
    poll = room.state.voting.open[0]
    vote(room, poll, 1, VOTERS)
    room.do(room.chair, "voting.close", poll=poll)
    for n, item in enumerate(sorted(room.state.agenda.items)):
        if n:
            take_up(room, item)
        discuss(room, n)
        if n % 15 == 14:
            have_a_break(room)
        if n % 5 == 4 and n < 55:
            ask = {"item": item, "text": "Thông qua phương án phân bổ?", "rule": "simple-present"}
            motion = room.do(room.secretary, "voting.add_motion", **ask)
            poll = room.do(room.chair, "voting.open", motion=motion)
            vote(room, poll, 1, VOTERS)
            room.do(room.chair, "voting.close", poll=poll)
    turn_pages(room, entries)
    return room


def have_a_break(room: Room) -> None:
    for command in ("agenda.check_out", "agenda.check_in"):
        for person in room.people[1 : VOTERS + 51]:
            room.do(person, command)


def discuss(room: Room, n: int) -> None:
    version = room.state.papers.stage.version  # type: ignore[union-attr]
    for page in range(2, 24):
        room.do(room.chair, "papers.turn_page", page=page)
        for _ in range(3):
            stroke = {"page": page, "tool": "pen", "colour": "#1144cc", "size": 3, "points": STROKE}
            room.do(room.chair, "papers.mark", version=version, **stroke)
    for speaker in room.people[1 + n : 9 + n]:
        room.do(speaker, "agenda.request_floor", topic="Đề nghị làm rõ nguồn vốn")
        room.do(room.chair, "agenda.give_floor", participant=room.state.by_person[speaker])
        room.do(room.chair, "agenda.end_floor")


def turn_pages(room: Room, entries: int) -> None:
    """Back and forth, until there are so many entries."""
    if len(room.entries) > entries:
        raise ValueError(f"{len(room.entries)} entries are already more than {entries}")
    while len(room.entries) < entries:
        room.do(room.chair, "papers.turn_page", page=1 + room.state.seq % 24)


def demo() -> Room:
    """The demo meeting, running: its people checked in, the item of the first motion open, its paper presented, a poll
    open."""
    found = {one.key: PersonFact(one.key, one.name, one.position, one.unit, one.unit) for one in cast.PEOPLE}
    secretary, chair = cast.SECRETARY.key, cast.CHAIR.key
    room = created(Room("m0benchdemo0", (secretary, chair), found))
    joined: dict[str, int] = {secretary: room.state.by_person[secretary]}
    items: dict[str, int] = {}
    take_in(room, ("member", "substitute"), joined, items)
    for item, parent in demo_agenda.walk():
        above, by = items[parent] if parent else None, joined[item.presenter] if item.presenter else None
        items[item.key] = room.do(
            secretary, "agenda.add_item", title=item.title, parent=above, presenter=by, minutes=item.minutes
        )
    take_in(room, ("guest",), joined, items)
    for item, _ in demo_agenda.walk():
        for paper in item.papers:
            room.paper(items[item.key], paper.title)
    asked = [item for item, _ in demo_agenda.walk() if item.motion]
    motions = [
        room.do(secretary, "voting.add_motion", item=items[item.key], text=item.motion, rule=demo_agenda.RULE)
        for item in asked
    ]
    room.do(secretary, "meeting.convene")
    replaced = {one.replaces for one in cast.PARTICIPANTS}
    for one in cast.PARTICIPANTS:
        if one.key not in replaced and one.capacity != "guest":
            room.do(one.key, "agenda.check_in")
    room.do(chair, "meeting.start")
    take_up(room, items[asked[0].key])
    room.do(chair, "voting.open", motion=motions[0])
    return room


def take_in(room: Room, capacities: tuple[str, ...], joined: dict[str, int], items: dict[str, int]) -> None:
    for one in cast.PARTICIPANTS:
        if one.capacity in capacities:
            joined[one.key] = room.do(
                room.secretary,
                "meeting.add_participant",
                person=one.key,
                capacity=one.capacity,
                duties=one.duties,
                items=[items[key] for key in one.items],
                replaces=joined[one.replaces] if one.replaces else None,
            )
