"""A small session of the People's Committee: chair, secretary, three members, a guest of the second item, a vote."""

from typing import Any

from tests.kit.device import Device, fine
from tests.kit.home import START, Home

ITEMS = ("Kế hoạch đầu tư công", "Đề án chuyển đổi số")


class Session:
    """Ids of who and what is in the meeting, and a device for each."""

    def __init__(self, home: Home, meeting: str) -> None:
        self.home = home
        self.meeting = meeting
        self.people: dict[str, str] = {}
        self.devices: dict[str, Device] = {}
        self.participants: dict[str, int] = {}
        self.items: list[int] = []
        self.motion = 0

    def __getitem__(self, name: str) -> Device:
        return self.devices[name]

    async def add(self, name: str, capacity: str, **more: Any) -> None:
        """Somebody takes part, and has a device."""
        self.people[name] = await self.home.person(name)
        await self.secretary.do("meeting.add_participant", person=self.people[name], capacity=capacity, **more)
        await self.seat(name)

    async def seat(self, name: str) -> None:
        self.devices[name] = await self.home.device(self.people[name])
        self.devices[name].meeting = self.meeting

    @property
    def secretary(self) -> Device:
        return self.devices["secretary"]

    @property
    def state(self) -> Any:
        clerk = self.home.house.clerks.loaded(self.meeting)
        assert clerk is not None
        return clerk.state

    async def join_all(self) -> None:
        for device in self.devices.values():
            fine(await device.join(self.meeting))

    async def open_poll(self) -> int:
        """The chair opens the vote on the first item; everybody with the right is checked in."""
        fine(await self["chair"].do("voting.open", motion=self.motion))
        return max(self.state.voting.polls)


async def prepared(home: Home, members: int = 3) -> Session:
    """A draft with its people, two items and a motion; nobody else sees it yet."""
    person = await home.person("Đỗ Thị Ngọc Ánh", "secretary")
    device = await home.device(person)
    args = {"title": "Phiên họp thứ 11", "type": "regular", "starts_at": START, "place": "Phòng 1", "form": "room"}
    made = (await device.http.post("/api/v1/meetings", json={"id": "create", "args": args})).json()
    session = Session(home, fine(made)["meeting"])
    device.meeting = session.meeting
    session.people["secretary"], session.devices["secretary"] = person, device
    await session.add("chair", "member", duties=["chair"])
    for number in range(members):
        await session.add(f"member{number}", "member")
    for title in ITEMS:
        fine(await device.do("agenda.add_item", title=title, minutes=15))
    session.items = sorted(session.state.agenda.items)
    await session.add("guest", "guest", items=[session.items[1]])
    fine(await device.do("voting.add_motion", item=session.items[0], text="Thông qua kế hoạch?", rule="ubnd-session"))
    session.motion = max(session.state.voting.motions)
    session.participants = {name: session.state.by_person[one] for name, one in session.people.items()}
    return session


async def running(home: Home, members: int = 3) -> Session:
    """Convened, everybody checked in, started, the first item open."""
    session = await prepared(home, members)
    fine(await session.secretary.do("meeting.convene"))
    for name, device in session.devices.items():
        if name != "secretary":
            fine(await device.post("agenda.check_in"))
    fine(await session["chair"].do("meeting.start"))
    fine(await session["chair"].do("agenda.open_item", item=session.items[0]))
    return session
