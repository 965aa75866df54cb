"""A session told by hand, event by event: the demo meeting of Lam Giang, with its votes and its prose.

It is made without the rules of the meeting, so that the record can be tested without them.
"""

from hashlib import sha256
from itertools import count

from agenda import events as a
from ecabinet.demo import agenda as world
from ecabinet.demo import cast
from journal.entry import GENESIS, Entry, entry_hash, make_entry
from journal.shapes import Event
from meeting import events as m
from minutes.fold import Happened
from papers import events as p
from voting import events as v

MEETING = "lamgiang2026"
EIGHT = 1_795_741_200_000  # 27 November 2026, 08:00 in Lam Giang
MINUTE = 60_000
RULE = v.Rule(
    code="ubnd-session", version=1, citation="Luật Tổ chức chính quyền địa phương", base="members", majority="more",
    p=1, q=2, tie="chair_decides", choices=("yes", "no", "abstain", "other"),
)  # fmt: skip
UNITS = {unit.key: unit for unit in cast.UNITS}


class Story:
    """Events with their times; ids come from one counter, as in a meeting."""

    def __init__(self) -> None:
        self.happened: list[Happened] = []
        self.entries: list[Entry] = []
        self.at = EIGHT - 30 * MINUTE
        self._ids = count(1)
        self._prev = GENESIS
        self.people: dict[str, int] = {}
        self.items: dict[str, int] = {}
        self.papers: dict[str, p.VersionAdded] = {}

    def id(self) -> int:
        return next(self._ids)

    def tell(self, *events: Event, after: int = 0) -> None:
        """The events happen `after` minutes from the last."""
        self.at += after * MINUTE
        for event in events:
            seq = len(self.entries) + 1
            salt = sha256(f"salt {seq}".encode()).digest()[:16]
            entry = make_entry(meeting=MEETING, seq=seq, at=self.at, event=event, prev=self._prev, salt=salt)
            self._prev = entry_hash(entry.header)
            self.entries.append(entry)
            self.happened.append(Happened(seq=seq, at=self.at, event=event))

    def at_minute(self, minute: int) -> None:
        """It is `minute` minutes past eight."""
        self.at = EIGHT + minute * MINUTE

    # -- preparing

    def create(self) -> None:
        self.tell(
            m.Created(
                title=world.TITLE, type="regular", number=world.NUMBER, starts_at=EIGHT, minutes=world.MINUTES,
                offset=world.OFFSET, place=world.PLACE, form="mixed", unit_id="ubnd", unit=cast.HOST.name,
                parent_unit=world.PARENT_UNIT, locality=world.LOCALITY, notation=world.NOTATION,
                quorum=m.QuorumRule(code="ubnd-quorum", citation="", p=2, q=3),
            )
        )  # fmt: skip

    def add_people(self, people: tuple[cast.Person, ...] = cast.PARTICIPANTS) -> None:
        for person in people:
            self.people[person.key] = self.id()
            unit = UNITS[person.unit]
            self.tell(
                m.ParticipantAdded(
                    participant=self.people[person.key], person=person.key, name=person.name, position=person.position,
                    unit=unit.name, unit_short=unit.short, capacity=person.capacity or "staff", duties=person.duties,
                    items=tuple(self.items.get(key, 0) for key in person.items),
                    replaces=self.people[person.replaces] if person.replaces else None,
                )
            )  # fmt: skip

    def add_agenda(self) -> None:
        places: dict[str | None, int] = {}
        for item, parent in world.walk():
            self.items[item.key] = self.id()
            who = cast.person(item.presenter) if item.presenter else None
            presenter = a.Presenter(self.people[who.key], who.name, who.position) if who else None
            place = places.get(parent, 0)
            places[parent] = place + 1
            above = self.items[parent] if parent else None
            self.tell(a.ItemAdded(self.items[item.key], above, place, item.title, presenter, item.minutes))
            for paper in item.papers:
                self.add_paper(item.key, paper.title, len(paper.versions))

    def add_paper(self, item: str, title: str, versions: int) -> None:
        paper = self.id()
        for number in range(1, versions + 1):
            text = f"{title} {number}"
            event = p.VersionAdded(
                paper=paper, item=self.items[item], title=title, version=f"{paper:010d}{number:02d}", number=number,
                sha256=sha256(text.encode()).hexdigest(), size=len(text), pages=((595, 842),) * 4, by=None,
            )  # fmt: skip
            self.papers[title] = event
            self.tell(event)

    # -- running

    def check_in(self, key: str) -> None:
        who = cast.person(key)
        mode: a.Mode = "online" if who.site else "room"
        self.tell(a.CheckedIn(self.people[key], mode, who.site, None))

    def speak(self, key: str, item: str) -> None:
        who = self.people[key]
        self.tell(a.FloorGiven(who, self.items[item], 300), after=2)
        self.tell(a.FloorEnded(who), after=3)

    def present(self, item: str, paper: int = 0) -> None:
        title = world.item(item).papers[paper].title
        presenter = world.item(item).presenter
        event = self.papers[title]
        self.tell(p.Presented(event.paper, event.version, 1, self.people[presenter or "anh.dtn"]), p.PageTurned(2))

    def open_poll(self, item: str, override: str | None = None) -> v.PollOpened:
        here = [self.people[person.key] for person in cast.MEMBERS if self._is_here(self.people[person.key])]
        names = {self.people[person.key]: person for person in cast.MEMBERS}
        motion, poll = self.id(), self.id()
        text = world.item(item).motion
        event = v.PollOpened(
            poll=poll, motion=motion, item=self.items[item], text=text, rule=RULE,
            electorate=tuple(v.Voter(who, names[who].name, names[who].position) for who in here),
            members=len(cast.MEMBERS), quorum=v.Quorum(len(here), 18, 27, len(here) >= 18), override=override,
            chair=self.people["vinh.lq"],
        )  # fmt: skip
        self.tell(v.MotionAdded(motion, self.items[item], text, "ubnd-session"), event)
        return event

    def _is_here(self, who: int) -> bool:
        here = False
        for entry in self.happened:
            match entry.event:
                case a.CheckedIn(participant=one) if one == who:
                    here = True
                case a.CheckedOut(participant=one) if one == who:
                    here = False
                case _:
                    pass
        return here

    def vote(self, item: str, no: int = 0, abstain: int = 0, other: int = 0, missing: int = 0) -> None:
        """All who are here vote yes, except the last few."""
        poll = self.open_poll(item)
        voters = [voter.participant for voter in poll.electorate]
        yes = len(voters) - no - abstain - other - missing
        choices: list[v.Choice] = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain + ["other"] * other
        for who, choice in zip(voters, choices, strict=False):
            text = "Đề nghị lùi thời hạn sang quý II năm 2027" if choice == "other" else ""
            self.tell(v.BallotCast(poll.poll, who, choice, text))
        totals = v.Totals(yes, no, abstain, other, missing, 27 - len(voters))
        why = v.Reasoning(base=27, needed=14, has=yes, carried=yes >= 14, by="majority")
        self.tell(v.PollClosed(poll.poll, totals, why), after=1)


PROSE = {
    "opening": "Chủ tọa tuyên bố khai mạc, nêu mục đích, yêu cầu của phiên họp; các thành viên dự họp thống nhất "
    "chương trình gồm 07 nội dung.",
    "discussion/3": "Các ý kiến cơ bản thống nhất với dự thảo; đề nghị quy định rõ thời hạn gửi tài liệu đối với "
    "phiên họp đột xuất và lộ trình áp dụng cho cấp xã.",
    "conclusion/3": "Ủy ban nhân dân tỉnh thống nhất thông qua dự thảo Nghị quyết. Giao Sở Khoa học và Công nghệ tiếp "
    "thu ý kiến của các thành viên, hoàn thiện hồ sơ trình Hội đồng nhân dân tỉnh trước ngày 04/12/2026.",
    "conclusion/4": "Giao Văn phòng Ủy ban nhân dân tỉnh hoàn thiện, trình ký ban hành trước ngày 02/12/2026.",
    "closing": "Chủ tọa kết luận phiên họp; yêu cầu các sở, ban, ngành, Ủy ban nhân dân các xã, phường khẩn trương "
    "triển khai nhiệm vụ được giao, báo cáo kết quả trước ngày 15/12/2026.",
    "recipients": "Thường trực Tỉnh ủy (để báo cáo)\nChủ tịch, các Phó Chủ tịch UBND tỉnh\nCác thành viên UBND tỉnh\n"
    "Lưu: VT, TH",
}


def prose(story: Story) -> dict[str, str]:
    """PROSE with the agenda's numbers turned into the items' ids."""

    def key_of(key: str) -> str:
        kind, _, item = key.partition("/")
        return f"{kind}/{story.items[item]}" if item else kind

    return {key_of(key): text for key, text in PROSE.items()}


def session() -> Story:
    """The whole session up to its closing; not yet final."""
    s = Story()
    s.create()
    s.add_people(cast.PARTICIPANTS)
    s.add_agenda()
    s.tell(m.Convened())
    absent = {"nhung.dth": "đi công tác theo phân công của Chủ tịch UBND tỉnh", "thang.nh": "bận công tác đột xuất"}
    for key, reason in absent.items():
        s.tell(a.MarkedAbsent(s.people[key], reason, s.people["anh.dtn"]))
    late = "dat.cm"
    for person in cast.PARTICIPANTS:
        if person.key not in absent and person.key != late:
            s.check_in(person.key)
    s.at_minute(0)
    s.tell(m.Started(present=24, needed=18, members=27, override=None))
    _run(s, late)
    s.at_minute(204)
    s.tell(m.Closed())
    return s


def _run(s: Story, late: str) -> None:
    open_item = lambda key: s.tell(a.ItemOpened(s.items[key]))  # noqa: E731
    finish = lambda key, minutes=5: s.tell(a.ItemFinished(s.items[key]), after=minutes)  # noqa: E731
    open_item("1")
    finish("1", 8)
    open_item("2")
    s.check_in(late)
    s.present("2", 0)
    for key in ("cuong.lv", "long.pd", "an.lth"):
        s.speak(key, "2")
    finish("2", 20)
    s.at_minute(55)
    open_item("3")
    s.present("3", 0)
    s.present("3", 1)
    for key in ("ngoc.htb", "thao.dtp", "van.mth", "hau.tc"):
        s.speak(key, "3")
    s.vote("3", no=1, abstain=1)
    finish("3")
    s.tell(m.Paused())
    s.tell(m.Resumed(), after=10)
    open_item("4")
    s.speak("khai.vd", "4")
    mistaken = s.open_poll("4")
    s.tell(v.BallotCast(mistaken.poll, s.people["hau.tc"], "yes", ""))
    s.tell(v.PollVoided(mistaken.poll, "mở nhầm khi chưa trình bày xong"), after=1)
    s.vote("4", other=1)
    finish("4")
    open_item("5")
    open_item("5.1")
    s.present("5.1", 1)
    finish("5.1")
    open_item("5.2")
    s.vote("5.2", no=3, abstain=2)
    finish("5.2")
    s.tell(a.CheckedOut(s.people["khoi.dm"], s.people["anh.dtn"]))
    open_item("6")
    open_item("6.1")
    finish("6.1")
    open_item("6.2")
    s.vote("6.2", no=6, abstain=5, missing=1)
    finish("6.2")
    s.tell(a.ItemPostponed(s.items["7"], "hết giờ"))


def reserved(typesetter: str, fonts: tuple[tuple[str, str], ...]) -> m.Reserved:
    return m.Reserved(
        number=118, notation="118/BB-UBND", date="2026-11-27", template="bienban-1", wording=1, typesetter=typesetter,
        fonts=fonts,
    )  # fmt: skip


def finalised(typesetter: str, fonts: tuple[tuple[str, str], ...]) -> Story:
    """The whole session, its minutes final."""
    s = session()
    blocks = tuple(m.ProseBlock(key, text) for key, text in prose(s).items())
    s.at_minute(270)
    s.tell(m.Finalised(blocks, reserved(typesetter, fonts)))
    return s
