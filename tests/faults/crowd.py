"""A meeting of any size on the disk, everybody signed in, its server stopped: what the harnesses begin with.

What it is not: a story of a session (`tests.kit.session` is). Commands go straight to the clerk, many at once, so that
500 people sit down in a second.
"""

import asyncio
import secrets
from pathlib import Path
from typing import Any

import msgspec

from ecabinet.clerk.clerk import Clerk
from ecabinet.house import House
from ecabinet.settings import Settings
from tests.kit.home import START, make_house

CREATE = {"title": "Phiên họp thứ 12", "type": "regular", "starts_at": START, "place": "Phòng 1", "form": "room"}
AT_ONCE = 100


class Crowd(msgspec.Struct):
    """`cookies`: one for each device of a person. Items and motions in the order they were made."""

    folder: Path
    meeting: str
    cookies: dict[str, list[str]]
    people: dict[str, str]
    participants: dict[str, int]
    items: list[int]
    motions: list[int]
    versions: list[str]

    @property
    def members(self) -> list[str]:
        return [name for name in self.cookies if name.startswith("member")]


class Wanted(msgspec.Struct, frozen=True):
    """`guests`: for each, the positions of the items it is invited to. `present`: everybody is checked in."""

    members: int = 3
    guests: tuple[tuple[int, ...], ...] = ()
    items: int = 2
    motions: int = 1
    devices: int = 1
    title: str = "Nội dung"
    screens: int = 0
    papers: int = 0
    present: bool = True


async def gather(folder: Path, wanted: Wanted) -> Crowd:
    """A running meeting with its first item open."""
    house = make_house(Settings(data=folder))
    await house.start()
    try:
        return await Making(house, folder, wanted).crowd()
    finally:
        await house.stop()


class Making:
    """The steps, in order."""

    def __init__(self, house: House, folder: Path, wanted: Wanted) -> None:
        self.house = house
        self.folder = folder
        self.wanted = wanted
        self.people: dict[str, str] = {}
        self.meeting = ""

    async def crowd(self) -> Crowd:
        wanted = self.wanted
        members = [f"member{i}" for i in range(wanted.members)]
        guests = [f"guest{i}" for i in range(len(wanted.guests))]
        await self.register(["secretary", "chair", *members, *guests])
        clerk = await self.create()
        items = await self.items(clerk)
        await self.seat("chair", "member", duties=["chair"])
        await many(self.seat(name, "member") for name in members)
        invited = [[items[i] for i in positions] for positions in wanted.guests]
        await many(self.seat(name, "guest", items=some) for name, some in zip(guests, invited, strict=True))
        motions = await self.motions(clerk, items[0])
        versions = [await self.paper(clerk, items[0], number) for number in range(wanted.papers)]
        await self.open(clerk, items[0])
        known = clerk.state.by_person
        return Crowd(
            folder=self.folder,
            meeting=self.meeting,
            cookies=await self.sign_in(),
            people=self.people,
            participants={name: known[person] for name, person in self.people.items()},
            items=items,
            motions=motions,
            versions=versions,
        )

    async def register(self, names: list[str]) -> None:
        unit = await self.house.people.add_unit(
            "Ủy ban nhân dân tỉnh Lam Giang", "UBND tỉnh", locality="Lam Giang", notation="UBND"
        )

        async def add(name: str) -> None:
            roles = ("secretary",) if name == "secretary" else ()
            made = await self.house.people.add_person(unit=unit.id, name=f"Người {name}", roles=roles)
            self.people[name] = made.id

        await many(add(name) for name in names)

    async def create(self) -> Clerk:
        self.meeting, answer = await self.house.clerks.create(self.people["secretary"], "create", CREATE)
        assert answer.ok, answer
        return await self.house.clerks.get(self.meeting)

    async def do(self, name: str, cmd: str, **args: Any) -> None:
        clerk = await self.house.clerks.get(self.meeting)
        answer = await clerk.do(self.people[name], secrets.token_hex(8), cmd, args)
        assert answer.ok, (cmd, answer)

    async def seat(self, name: str, capacity: str, **more: Any) -> None:
        args = {"person": self.people[name], "capacity": capacity, **more}
        await self.do("secretary", "meeting.add_participant", **args)

    async def items(self, clerk: Clerk) -> list[int]:
        for number in range(self.wanted.items):
            await self.do("secretary", "agenda.add_item", title=f"{self.wanted.title} {number + 1}", minutes=15)
        return sorted(clerk.state.agenda.items)

    async def motions(self, clerk: Clerk, item: int) -> list[int]:
        for number in range(self.wanted.motions):
            text = f"Thông qua điểm {number + 1}?"
            await self.do("secretary", "voting.add_motion", item=item, text=text, rule="ubnd-session")
        return sorted(clerk.state.voting.motions)

    async def paper(self, clerk: Clerk, item: int, number: int) -> str:
        """A paper of two pages of which only the description exists."""
        version = f"v{number}"
        args = {"item": item, "title": f"Tờ trình {number + 1}", "version": version, "sha256": "a" * 64, "size": 1000}
        args["pages"] = [[595, 842], [595, 842]]
        answer = await clerk.do(None, secrets.token_hex(8), "papers.add_version", args, house=True)
        assert answer.ok, answer
        return version

    async def open(self, clerk: Clerk, item: int) -> None:
        await self.do("secretary", "meeting.convene")
        if self.wanted.present:
            others = [name for name in self.people if name != "secretary"]
            await many(self.do(name, "agenda.check_in") for name in others)
        await self.do("chair", "meeting.start", override=None if self.wanted.present else "Họp khẩn")
        await self.do("chair", "agenda.open_item", item=item)

    async def sign_in(self) -> dict[str, list[str]]:
        begin = self.house.sessions.begin
        cookies: dict[str, list[str]] = {name: [] for name in self.people}

        async def one(name: str) -> None:
            cookies[name].append(await begin("person", person=self.people[name], meeting=None, address="test"))

        await many(one(name) for name in self.people for _ in range(self.wanted.devices))
        for number in range(self.wanted.screens):
            cookies[f"screen{number}"] = [await begin("screen", person=None, meeting=self.meeting, address="test")]
        return cookies


async def many(jobs: Any) -> None:
    """So many at once that commits are shared."""
    waiting = list(jobs)
    for first in range(0, len(waiting), AT_ONCE):
        await asyncio.gather(*waiting[first : first + AT_ONCE])
