"""A meeting in which everything says whose it is: every text carries a word that is searched for afterwards.

Three items: one of the guest's own (with a sub-item), one under discussion that the guest must not hear of, one that
nobody comes to. Everybody who could ask has a device that keeps what it is sent.
"""

from typing import Any

from tests.kit.device import fine
from tests.kit.home import START, Home
from tests.pages import files
from tests.secrecy.ears import Ears

TITLE = "zqxhop"  # the meeting's title: only for who takes part
OWN = "zqxcua"  # the guest's own item, its papers, motions, votes
FOREIGN = "zqxkin"  # other items, their papers, motions, votes, words in the record
IDLE = "zqxbo"  # a paper and a motion of a foreign item that nobody ever presents
NAMES = "zqxten-"  # with the role: the name of somebody whom guests do not see
NOTE = "zqxghi"  # a member's private note
BALLOT = "zqxphieu"  # what somebody wrote on a ballot about the foreign item

ROLES = (
    "secretary",
    "chair",
    "member",
    "substitute",
    "guest",
    "bystander",  # a guest of no item
    "screen",
    "stranger",  # an account that takes no part
    "officer",  # records officer of the host unit
    "other",  # secretary of another meeting
    "nobody",  # not signed in
)
OUTSIDE = ("stranger", "other", "nobody")


class World:
    """Devices by role, and the ids of what is on the table."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.meeting = ""
        self.people: dict[str, str] = {}
        self.devices: dict[str, Ears] = {}
        self.ids: dict[str, Any] = {}

    def __getitem__(self, role: str) -> Ears:
        return self.devices[role]

    @property
    def state(self) -> Any:
        clerk = self.home.house.clerks.loaded(self.meeting)
        assert clerk is not None
        return clerk.state

    async def sits(self, role: str, *roles: str) -> str:
        """An account with a device."""
        name = f"Người {role}" if role in ("secretary", "chair") else f"{NAMES}{role}"
        self.people[role] = await self.home.person(name, *roles)
        await self.signs_in(role)
        return self.people[role]

    async def signs_in(self, role: str) -> None:
        begin = self.home.house.sessions.begin
        person = self.people.get(role)
        kind: Any = "screen" if role == "screen" else "person"
        meeting = self.meeting if role == "screen" else None
        cookie = "" if role == "nobody" else await begin(kind, person=person, meeting=meeting, address="test")
        self.devices[role] = Ears(self.home.url, cookie)
        self.devices[role].meeting = self.meeting
        self.home.keep(self.devices[role])

    async def post(self, role: str, cmd: str, **args: Any) -> dict[str, Any]:
        return fine(await self[role].post(cmd, **args))

    async def takes_part(self, role: str, capacity: str, **more: Any) -> int:
        await self.sits(role)
        await self.post("secretary", "meeting.add_participant", person=self.people[role], capacity=capacity, **more)
        return int(self.state.by_person[self.people[role]])

    async def item(self, title: str, **more: Any) -> int:
        await self.post("secretary", "agenda.add_item", title=title, **more)
        return int(max(self.state.agenda.items))

    async def paper(self, item: int, word: str) -> tuple[int, str]:
        """A paper of one page that carries the word in title, file name, text and words."""
        query: dict[str, Any] = {"item": item, "title": f"Tờ trình {word}", "name": f"{word}.pdf"}
        content = files.paper(1, text=(f"Nội dung {word} trang",))
        answer = await self["secretary"].http.post(f"/m/{self.meeting}/papers", params=query, content=content)
        found = fine(answer.json())
        return found["paper"], found["version"]

    async def motion(self, item: int, word: str) -> int:
        await self.post("secretary", "voting.add_motion", item=item, text=f"Thông qua {word}?", rule="ubnd-session")
        return int(max(self.state.voting.motions))

    async def joins(self, *roles: str) -> None:
        for role in roles:
            fine(await self[role].join(self.meeting))


async def create(world: World, role: str, title: str) -> str:
    """A new meeting, whose secretary is this person."""
    args = {"title": title, "type": "regular", "starts_at": START, "place": "Phòng 1", "form": "room"}
    made = (await world[role].http.post("/api/v1/meetings", json={"id": "create", "args": args})).json()
    return str(fine(made)["meeting"])


async def draft(home: Home) -> World:
    """Prepared, and shown to nobody yet."""
    world = World(home)
    await world.sits("secretary", "secretary")
    world.meeting = world["secretary"].meeting = await create(world, "secretary", f"Phiên họp {TITLE}")
    await agenda(world)
    await people(world)
    return world


async def agenda(world: World) -> None:
    ids = world.ids
    ids["foreign"] = await world.item(f"Mục {FOREIGN}")
    ids["own"] = await world.item(f"Mục {OWN}")
    ids["sub"] = await world.item(f"Mục con {OWN}", parent=ids["own"])
    ids["idle"] = await world.item(f"Mục khác {FOREIGN}")
    for name in ("foreign", "own", "idle"):
        word = {"own": OWN, "foreign": FOREIGN, "idle": IDLE}[name]
        ids[f"{name}_paper"], ids[f"{name}_version"] = await world.paper(ids[name], word)
        ids[f"{name}_motion"] = await world.motion(ids[name], word)


async def people(world: World) -> None:
    await world.signs_in("nobody")
    await world.sits("stranger")
    await world.sits("officer", "records")
    await world.sits("other", "secretary")
    world.ids["elsewhere"] = await create(world, "other", "Cuộc họp khác")
    await world.takes_part("chair", "member", duties=["chair"])
    await world.takes_part("member", "member")
    absent = await world.takes_part("absent", "member")
    await world.takes_part("substitute", "substitute", replaces=absent)
    await world.takes_part("guest", "guest", items=[world.ids["own"]])
    await world.takes_part("bystander", "guest")
    await world.takes_part("elsewhere", "guest", items=[world.ids["idle"]])
    await world.signs_in("screen")


async def begin(world: World) -> None:
    """Convened, checked in, started; the foreign item is open, its paper presented, its vote running."""
    ids = world.ids
    if world.state.phase == "draft":
        await world.post("secretary", "meeting.convene")
    await world.joins("secretary", "chair", "member", "substitute", "guest", "bystander", "screen")
    for role in ("chair", "member", "guest", "bystander"):
        await world.post(role, "agenda.check_in")
    await world.post("chair", "meeting.start")
    await world.post("chair", "agenda.open_item", item=ids["foreign"])
    await world.post("chair", "papers.present", paper=ids["foreign_paper"])
    await world.post("chair", "papers.mark", **stroke(ids["foreign_version"]))
    await world.post("member", "agenda.request_floor", topic=f"Hỏi về {FOREIGN}")
    await world.post("chair", "agenda.give_floor", participant=world.state.by_person[world.people["member"]])
    note = {"op": "note-1", "page": 1, "kind": "note", "text": f"Ghi chú {NOTE}"}
    body = {"id": "n", "meeting": world.meeting, "version": ids["foreign_version"], "ops": [note]}
    fine(await world["member"].call("keep", body))
    ids["foreign_poll"] = await poll(world, ids["foreign_motion"])


async def poll(world: World, motion: int) -> int:
    await world.post("chair", "voting.open", motion=motion)
    return world.state.voting.open[0]


async def go_on(world: World) -> None:
    """The foreign item is voted on and ends; then comes the guest's own, with its vote; the other is withdrawn."""
    ids = world.ids
    await vote(world, ids["foreign_poll"], f"Cần {BALLOT} {FOREIGN}")
    await world.post("secretary", "papers.rename", paper=ids["idle_paper"], title=f"Tên mới {FOREIGN}")
    await world.post("secretary", "papers.recall", paper=ids["idle_paper"], reason=f"Rút {FOREIGN}")
    await world.post("chair", "agenda.withdraw_item", item=ids["idle"], reason=f"Rút {FOREIGN}")
    await world.post("chair", "agenda.open_item", item=ids["own"])
    await world.post("chair", "papers.present", paper=ids["own_paper"])
    await world.post("chair", "papers.mark", **stroke(ids["own_version"]))
    await world.post("guest", "agenda.request_floor", topic="Xin phát biểu")
    ids["own_poll"] = await poll(world, ids["own_motion"])
    await vote(world, ids["own_poll"], f"Đồng ý {OWN}")
    await world.post("chair", "meeting.close")


async def vote(world: World, poll: int, words: str) -> None:
    """The chair votes yes, the member has another opinion; closed."""
    await world.post("chair", "voting.cast", poll=poll, choice="yes")
    await world.post("member", "voting.cast", poll=poll, choice="other", text=words)
    await world.post("chair", "voting.close", poll=poll)


async def file(world: World, pin: str) -> None:
    """Prose, final text, both signatures, the document store."""
    base = f"/m/{world.meeting}"
    secretary, chair = world["secretary"].http, world["chair"].http
    prose = {"key": f"conclusion/{world.ids['foreign']}", "text": f"Kết luận {FOREIGN}", "rev": 0}
    fine((await secretary.put(f"{base}/prose", json=prose)).json())
    fine((await secretary.post(f"{base}/finalise", json={"id": "final"})).json())
    fine((await secretary.post(f"{base}/sign", json={"pin": pin}, timeout=60)).json())
    fine((await chair.post(f"{base}/sign", json={"pin": pin}, timeout=60)).json())
    world.ids["document"] = world.state.record.document


def stroke(version: str) -> dict[str, Any]:
    return {
        "version": version, "page": 1, "tool": "pen", "colour": "#b00020", "size": 3, "points": [100, 100, 50, 50],
    }  # fmt: skip
