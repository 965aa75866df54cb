"""Meetings of any size in memory, made by the same commands as real ones: no house, no disk, no sockets.

`demo()` is the demo meeting, `hall()` one of 500 people with 60 items and 120 papers and a poll that is open.
"""

from collections.abc import Mapping
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
SECRETARY = "p-secretary"
CHAIR = "p-1"
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
    """A state, its entries, and `do` for commands as a person. A refusal comes through: the plan was wrong."""

    def __init__(self, meeting: str, register: Mapping[str, PersonFact] | None = None) -> None:
        self.state: MeetingState = empty(meeting)
        self.entries: list[Entry] = []
        self.now = EIGHT - 3_600_000
        self.register = register or Register()

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
        return self.state.next_id - 1

    def paper(self, item: int, title: str) -> int:
        """A paper of 24 pages."""
        version = sha256(f"{self.state.meeting} {self.state.seq}".encode()).hexdigest()
        about = {"item": item, "title": title, "version": version[:12], "sha256": version, "size": 812_345}
        return self.do(SECRETARY, "papers.add_version", house=True, pages=PAGES, **about)


def created(meeting: str, register: Mapping[str, PersonFact] | None = None, secretary: str = SECRETARY) -> Room:
    """A draft with its secretary."""
    room = Room(meeting, register)
    frame = {"title": demo_agenda.TITLE, "type": "regular", "starts_at": EIGHT, "place": demo_agenda.PLACE}
    room.do(secretary, "meeting.create", form="mixed", minutes=240, **frame)
    return room


def hall(people: int = 500, items: int = 60, papers: int = 120, meeting: str = "m0benchhall0") -> Room:
    """Running, the first item open, its paper presented by the chair, a poll open. `people` - 30 members, all but ten
    of them checked in; guests of one, three and seven items."""
    room = created(meeting)
    for n in range(1, people - 29):
        room.do(SECRETARY, "meeting.add_participant", person=f"p-{n}", capacity="member", duties=["chair"][: n == 1])
    rows = agenda_of(room, items)
    for n in range(papers):
        room.paper(rows[n % items], f"Tờ trình số {n + 1}/TTr-STC về dự toán thu, chi ngân sách địa phương năm 2027")
    for n in range(29):
        invited = rows[n : n + (1, 3, 7)[n % 3]]
        room.do(SECRETARY, "meeting.add_participant", person=f"p-guest{n}", capacity="guest", items=invited)
    motion = motions_of(room, rows)
    room.do(SECRETARY, "meeting.convene")
    for n in range(1, people - 39):
        room.do(f"p-{n}", "agenda.check_in")
    room.do(CHAIR, "meeting.start")
    room.do(CHAIR, "agenda.open_item", item=rows[0])
    room.do(CHAIR, "papers.present", paper=room.state.papers.order[rows[0]][0])
    room.do(CHAIR, "voting.open", motion=motion)
    return room


def agenda_of(room: Room, items: int) -> list[int]:
    """Every sixth item has the five after it below itself."""
    rows: list[int] = []
    for n in range(items):
        above = None if n % 6 == 0 else rows[n - n % 6]
        title = f"Báo cáo chuyên đề số {n + 1}: tình hình thực hiện nhiệm vụ phát triển kinh tế - xã hội"
        presenter = room.state.by_person[f"p-{n % 20 + 1}"]
        rows.append(room.do(SECRETARY, "agenda.add_item", title=title, parent=above, presenter=presenter, minutes=15))
    return rows


def motions_of(room: Room, rows: list[int]) -> int:
    """One on every sixth item; the first one's id."""
    ask = "Thông qua Nghị quyết về phân bổ vốn đầu tư công năm 2027"
    made = [room.do(SECRETARY, "voting.add_motion", item=item, text=ask, rule="simple-present") for item in rows[::6]]
    return made[0]


def vote(room: Room, poll: int, first: int, last: int) -> None:
    """Members number `first` to `last` cast their ballots."""
    for n in range(first, last + 1):
        room.do(f"p-{n}", "voting.cast", poll=poll, choice=("yes", "yes", "no", "abstain")[n % 4])


def demo() -> Room:
    """The demo meeting, running: its people checked in, the item of the first motion open, its paper presented, a poll
    open."""
    found = {one.key: PersonFact(one.key, one.name, one.position, one.unit, one.unit) for one in cast.PEOPLE}
    secretary = cast.SECRETARY.key
    room = created("m0benchdemo0", found, secretary)
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
    room.do(cast.CHAIR.key, "meeting.start")
    room.do(cast.CHAIR.key, "agenda.open_item", item=items[asked[0].key])
    room.do(cast.CHAIR.key, "papers.present", paper=room.state.papers.order[items[asked[0].key]][0])
    room.do(cast.CHAIR.key, "voting.open", motion=motions[0])
    return room


def take_in(room: Room, capacities: tuple[str, ...], joined: dict[str, int], items: dict[str, int]) -> None:
    for one in cast.PARTICIPANTS:
        if one.capacity in capacities:
            joined[one.key] = room.do(
                cast.SECRETARY.key,
                "meeting.add_participant",
                person=one.key,
                capacity=one.capacity,
                duties=one.duties,
                items=[items[key] for key in one.items],
                replaces=joined[one.replaces] if one.replaces else None,
            )
