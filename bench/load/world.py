"""A data folder to measure in: people, sessions, and running meetings in which a paper is presented.

Made directly through the house and its clerks, so every rule was asked and every row is real; only the papers' files
are invented (nobody opens them). Six audiences all see the item under discussion, so each is told when a page turns:
staff, members, three kinds of guests, the screen.

    world = make(folder, Plan(people=500))
    seats = world.meetings[0].seats(3000)       # seat 0 is the chair
"""

import asyncio
import contextlib
import hashlib
import secrets
from collections.abc import AsyncIterator
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

import msgspec

from bench.load.seats import SeatSpec
from ecabinet.clerk.clerk import Clerk
from ecabinet.house import House, build
from ecabinet.settings import Settings
from meeting import rules_people

START = 1_800_000_000_000
TITLE = "Phương án phân bổ vốn đầu tư công trung hạn cho các chương trình mục tiêu, phần {}"
SEATS_OF_A_SESSION = 8
SHARES = {"staff": 0.04, "members": 0.60, "near": 0.12, "wide": 0.12, "wider": 0.08, "screen": 0.04}
PAGES = 40  # of the presented paper


class Plan(msgspec.Struct, frozen=True):
    """Of each meeting. `people` take part: 2 % secretaries, `guests` of them guests, one chair, the others members.
    `sessions`: of each person, 8 seats each. Without `voting` nobody but chair and secretary is checked in."""

    meetings: int = 1
    people: int = 500
    guests: float = 0.32
    items: int = 60
    papers: int = 120
    sessions: int = 2
    screens: int = 50
    voting: bool = True


class Place(msgspec.Struct, frozen=True):
    """A session that may take a seat: of a person, or of a screen."""

    cookie: str
    person: str | None


class Meeting(msgspec.Struct):
    """`places`: by audience ("staff" begins with the chair). `version`: of the paper that is presented."""

    id: str
    chair: str
    secretary: str
    items: list[int]
    paper: int
    version: str
    motion: int
    places: dict[str, list[Place]] = {}

    def seats(self, many: int, audiences: tuple[str, ...] = tuple(SHARES), *, chair: bool = True) -> list[SeatSpec]:
        """So many seats, mixed; the first is the chair's (unless `chair` is False)."""
        total = sum(SHARES[name] for name in audiences)
        counts = {name: round(many * SHARES[name] / total) for name in audiences}
        counts[max(counts, key=lambda name: counts[name])] += many - sum(counts.values())
        queues = [self.taken(name, counts[name]) for name in audiences]
        mixed = sorted(chain(*queues), key=lambda place: hashlib.sha256(place.cookie.encode()).digest())
        first = self.taken("staff", 1) if chair else []
        return [self.seat(place) for place in (*first, *mixed)][:many]

    def taken(self, audience: str, many: int) -> list[Place]:
        """Everybody once before anybody twice."""
        places = self.places[audience]
        if many > len(places) * SEATS_OF_A_SESSION:
            raise ValueError(f"{many} seats of {audience} need more sessions than {len(places)}")
        return list(islice(cycle(places), many))

    def seat(self, place: Place) -> SeatSpec:
        return SeatSpec(place.cookie, {"meeting": self.id})


class World(msgspec.Struct):
    """`cookies`: session cookies by person."""

    folder: Path
    meetings: list[Meeting]
    cookies: dict[str, list[str]]


def make(folder: Path, plan: Plan) -> World:
    """A new data folder, ready to be served."""
    return asyncio.run(made(folder, plan))


async def made(folder: Path, plan: Plan) -> World:
    rules_people.MAX_PARTICIPANTS = max(rules_people.MAX_PARTICIPANTS, plan.people)  # a limit of sense, not of speed
    async with opened(folder) as house:
        people = await register(house, plan.people)
        cookies = await signed_in(house, people, plan.sessions)
        meetings = [await meeting(house, plan, people, cookies) for _ in range(plan.meetings)]
    return World(folder, meetings, cookies)


@contextlib.asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    """The house of a folder, without a server."""
    house = build(Settings(data=folder))
    await house.people.load()
    try:
        yield house
    finally:
        await house.stop()


async def register(house: House, many: int) -> list[str]:
    """People of the unit. The first may create meetings."""
    unit = await house.people.add_unit("Ủy ban nhân dân tỉnh Lam Giang", "UBND tỉnh", locality="Lam Giang")
    made = [
        house.people.add_person(
            unit=unit.id,
            name=f"Nguyễn Thị Thanh {number:04}",
            position="Giám đốc Sở Kế hoạch và Đầu tư",
            roles=("secretary",) if number == 0 else (),
        )
        for number in range(many)
    ]
    return [person.id for person in await asyncio.gather(*made)]


async def signed_in(house: House, people: list[str], sessions: int) -> dict[str, list[str]]:
    async def one(person: str) -> list[str]:
        begun = (house.sessions.begin("person", person=person, meeting=None, address="bench") for _ in range(sessions))
        return list(await asyncio.gather(*begun))

    return dict(zip(people, await asyncio.gather(*map(one, people)), strict=True))


async def meeting(house: House, plan: Plan, people: list[str], cookies: dict[str, list[str]]) -> Meeting:
    """Convened, everybody checked in, started, the first item open, a paper presented, a motion ready."""
    secretary, chair = people[0], people[1]
    args = {"title": "Phiên họp thường kỳ", "type": "regular", "starts_at": START, "place": "Phòng 1", "form": "room"}
    ident, _ = await house.clerks.create(secretary, secrets.token_hex(8), args)
    desk = Desk(await house.clerks.get(ident), secretary)
    items = await desk.items(plan.items)
    kinds = await desk.participants(people, plan, items)
    paper, version = await desk.papers(plan.papers, items)
    await desk.all("voting.add_motion", [{"item": items[0], "text": "Thông qua phương án?", "rule": "ubnd-session"}])
    await desk.begin(chair, items[0], [one for kind in kinds.values() for one in kind] if plan.voting else [secretary])
    await desk.clerk.do(chair, "present", "papers.present", {"paper": paper, "page": 1})
    motion = max(desk.clerk.state.voting.motions)
    found = Meeting(ident, chair, secretary, items, paper, version, motion)
    for kind, persons in kinds.items():
        found.places[kind] = [Place(cookies[one][n], one) for n in range(plan.sessions) for one in persons]
    found.places["screen"] = [
        Place(await house.sessions.begin("screen", person=None, meeting=ident, address="bench"), None)
        for _ in range(plan.screens)
    ]
    return found


class Desk:
    """Asks the clerk of one meeting, as the secretary, many things at once."""

    def __init__(self, clerk: Clerk, secretary: str) -> None:
        self.clerk = clerk
        self.secretary = secretary

    async def all(self, name: str, bodies: list[dict[str, Any]], house: bool = False) -> None:
        by = None if house else self.secretary
        asked = (self.clerk.do(by, secrets.token_hex(8), name, body, house=house) for body in bodies)
        for answer in await asyncio.gather(*asked):
            if not answer.ok:
                raise RuntimeError(f"{name}: {answer.code} {answer.args}")

    async def items(self, many: int) -> list[int]:
        """A fifth of them at the top, the others below these. Returns the top ones first."""
        top = max(3, many // 5)
        await self.all("agenda.add_item", [{"title": TITLE.format(n), "minutes": 15} for n in range(top)])
        items = sorted(self.clerk.state.agenda.items)
        below = [{"title": TITLE.format(n), "parent": items[n % (top - 1) + 1]} for n in range(many - top)]
        await self.all("agenda.add_item", below)
        return items

    async def participants(self, people: list[str], plan: Plan, items: list[int]) -> dict[str, list[str]]:
        """Who takes part as what; guests of the first item, of the first two, of the first three."""
        clerks = max(0, plan.people // 50 - 1)
        guests = round(plan.people * plan.guests / 3)
        rest = iter(people[2:])
        assisting = list(islice(rest, clerks))
        invited = {kind: list(islice(rest, guests)) for kind in ("near", "wide", "wider")}
        members = list(rest)
        await self.all("meeting.add_participant", [{"person": people[1], "capacity": "member", "duties": ["chair"]}])
        helping = [{"person": one, "capacity": "staff", "duties": ["secretary"]} for one in assisting]
        await self.all("meeting.add_participant", helping)
        for n, kind in enumerate(invited, 1):
            bodies = [{"person": one, "capacity": "guest", "items": items[:n]} for one in invited[kind]]
            await self.all("meeting.add_participant", bodies)
        await self.all("meeting.add_participant", [{"person": one, "capacity": "member"} for one in members])
        return {"staff": [people[1], people[0], *assisting], "members": members, **invited}

    async def papers(self, many: int, items: list[int]) -> tuple[int, str]:
        """The first paper belongs to the first item. Returns it and its version."""
        versions = [secrets.token_hex(6) for _ in range(many)]
        bodies = [
            {
                "item": items[n % len(items)],
                "title": TITLE.format(n),
                "version": version,
                "sha256": secrets.token_hex(32),
                "size": 400_000,
                "pages": [[595, 842]] * (PAGES if n == 0 else 12),
            }
            for n, version in enumerate(versions)
        ]
        await self.all("papers.add_version", bodies, house=True)
        return self.clerk.state.papers.of_version[versions[0]], versions[0]

    async def begin(self, chair: str, item: int, present: list[str]) -> None:
        await self.all("meeting.convene", [{}])
        here = [{"participant": self.clerk.state.by_person[one]} for one in present]
        await self.all("agenda.check_in", here)
        for name, args in (("meeting.start", {"override": "đo tốc độ"}), ("agenda.open_item", {"item": item})):
            answer = await self.clerk.do(chair, name, name, args)
            if not answer.ok:
                raise RuntimeError(f"{name}: {answer.code}")
