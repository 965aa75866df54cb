"""Makes the demo meeting: units, accounts, keys, then the meeting itself by the same commands as any other meeting.

Never by SQL on the journal: if a rule refuses something here, the demo is wrong, and `Seeding` says which command.
Papers go through the same intake as an upload.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ecabinet.demo import agenda, cast, typesetting, world
from ecabinet.house import House
from ecabinet.identity.passwords import Passwords
from ecabinet.ids import now
from ecabinet.pages.library import Upload
from ecabinet.pages.upload import lay_on_table
from ecabinet.people import Person
from ecabinet.signing.authority import Holder
from ecabinet.signing.store import give_demo_key

Say = Callable[[str], None]

HALF_HOUR = 1_800_000  # milliseconds


class SeedingFailed(RuntimeError):
    """A command of the demo was refused: the demo's data and the rules disagree."""


class Seeding:
    """One run. The fields collect ids as they come to be; `world()` is what is kept of them."""

    def __init__(self, house: House, say: Say) -> None:
        self.house = house
        self.say = say
        self.people: dict[str, Person] = {}
        self.participants: dict[str, int] = {}
        self.items: dict[str, int] = {}
        self.papers: dict[str, int] = {}
        self.motions: dict[str, int] = {}
        self.meeting = ""
        self.count = 0

    async def run(self) -> world.World:
        """All of it, in order; about ten seconds."""
        folder = self.house.settings.data
        papers = typesetting.typeset_all(folder / "typeset", self._typeset)
        await self._accounts()
        await self._keys(folder)
        await self._meeting()
        await self._people(("member", "substitute"))
        await self._items()
        await self._people(("guest",))
        await self._lay(papers)
        await self._motions()
        await self.do("meeting.convene")
        await self._links()
        made = self.world()
        world.save(folder, made)
        return made

    def world(self) -> world.World:
        return world.World(
            meeting=self.meeting,
            people={key: person.id for key, person in self.people.items()},
            participants=self.participants,
            items=self.items,
            papers=self.papers,
            motions=self.motions,
        )

    async def do(self, name: str, **args: Any) -> int:
        """A command of the secretary; the id of what it made is the state's last one."""
        clerk = await self.house.clerks.get(self.meeting)
        self.count += 1
        answer = await clerk.do(self.people[cast.SECRETARY.key].id, f"demo-{self.count}", name, args)
        if not answer.ok:
            raise SeedingFailed(f"{name} {args}: {answer.code} {answer.args}")
        return clerk.state.next_id - 1

    def _typeset(self, done: int, of: int, key: str) -> None:
        self.say(f"typesetting papers {done}/{of}: {key}")

    async def _accounts(self) -> None:
        self.say(f"accounts of {len(cast.PEOPLE)} people in {len(cast.UNITS)} units")
        units = {unit.key: await self._unit(unit) for unit in cast.UNITS}
        password = await Passwords().hash(world.PASSWORD)
        for one in cast.PEOPLE:
            self.people[one.key] = await self.house.people.add_person(
                unit=units[one.unit],
                name=one.name,
                position=one.position,
                login=one.key,
                password=password,
                roles=ROLES.get(one.key, ()),
            )

    async def _unit(self, unit: cast.Unit) -> str:
        fields: dict[str, str | int] = {}
        if unit is cast.HOST:
            fields = {
                "parent_name": agenda.PARENT_UNIT,
                "locality": agenda.LOCALITY,
                "notation": agenda.NOTATION,
                "offset": agenda.OFFSET,
            }
        return (await self.house.people.add_unit(unit.name, unit.short, **fields)).id

    async def _keys(self, folder: Path) -> None:
        """Chair, secretary and the deputy who may have to chair; others get theirs when they need one."""
        self.say("a demo authority and three signing keys")
        for one in (cast.CHAIR, cast.SECRETARY, cast.DEPUTY):
            person = self.people[one.key]
            await give_demo_key(
                self.house.db, folder, Holder(person.id, person.name, person.position, person.unit.name)
            )

    async def _meeting(self) -> None:
        secretary = self.people[cast.SECRETARY.key].id
        frame = {
            "title": agenda.TITLE,
            "type": "regular",
            "number": agenda.NUMBER,
            "starts_at": opening_hour(now()),
            "minutes": agenda.MINUTES,
            "place": agenda.PLACE,
            "form": "mixed",
            "quorum": agenda.QUORUM,
        }
        self.meeting, answer = await self.house.clerks.create(secretary, "demo-meeting", frame)
        if not answer.ok:
            raise SeedingFailed(f"meeting.create: {answer.code} {answer.args}")
        clerk = await self.house.clerks.get(self.meeting)
        self.participants[cast.SECRETARY.key] = clerk.state.by_person[secretary]

    async def _people(self, capacities: tuple[str, ...]) -> None:
        wanted = [one for one in cast.PARTICIPANTS if one.capacity in capacities]
        self.say(f"{len(wanted)} participants: {', '.join(capacities)}")
        for one in wanted:
            self.participants[one.key] = await self.do(
                "meeting.add_participant",
                person=self.people[one.key].id,
                capacity=one.capacity,
                duties=list(one.duties),
                items=[self.items[key] for key in one.items],
                replaces=self.participants[one.replaces] if one.replaces else None,
            )

    async def _items(self) -> None:
        for item, parent in agenda.walk():
            self.items[item.key] = await self.do(
                "agenda.add_item",
                title=item.title,
                parent=self.items[parent] if parent else None,
                presenter=self.participants[item.presenter] if item.presenter else None,
                minutes=item.minutes,
            )

    async def _lay(self, papers: dict[str, Path]) -> None:
        wanted = [(item, paper) for item, _ in agenda.walk() for paper in item.papers]
        for done, (item, paper) in enumerate(wanted, 1):
            self.say(f"taking in papers {done}/{len(wanted)}: {paper.title}")
            known: int | None = None
            for version in paper.versions:
                known = await self._version(self.items[item.key], paper.title, papers[version], known)
            assert known is not None
            self.papers[paper.versions[-1]] = known

    async def _version(self, item: int, title: str, path: Path, paper: int | None) -> int:
        upload = Upload(
            id=f"demo-{path.stem}",
            meeting=self.meeting,
            unit_id="",
            item=item,
            title=title,
            name=f"{path.stem.rpartition('-')[0]}.pdf",
            paper=paper,
            person=self.people[cast.SECRETARY.key].id,
        )
        laid = await lay_on_table(self.house.rooms["pages"], self.house.clerks, stream(path), upload)
        return laid.paper

    async def _motions(self) -> None:
        for item, _ in agenda.walk():
            if item.motion:
                self.motions[item.key] = await self.do(
                    "voting.add_motion", item=self.items[item.key], text=item.motion, rule=agenda.RULE
                )

    async def _links(self) -> None:
        for rank, one in enumerate(seats()):
            await self.house.sessions.make_link(
                "seat", person=self.people[one.key].id, meeting=self.meeting, label=label(one), rank=rank
            )
        await self.house.sessions.make_link(
            "screen", person=None, meeting=self.meeting, label=cast.SCREEN, rank=len(cast.PEOPLE)
        )


ROLES: dict[str, tuple[str, ...]] = {cast.SECRETARY.key: ("secretary",), cast.RECORDS_OFFICER.key: ("records",)}


def seats() -> tuple[cast.Person, ...]:
    """The order of the table: chair and secretary first, then the others as they sit."""
    first = (cast.CHAIR, cast.SECRETARY)
    return (*first, *(one for one in cast.PEOPLE if one not in first))


def label(one: cast.Person) -> str:
    """What somebody is in this meeting."""
    if "chair" in one.duties:
        return "Chủ tọa"
    if "secretary" in one.duties:
        return "Thư ký"
    if "deputy" in one.duties:
        return "Thành viên, điều hành khi chủ tọa vắng"
    match one.capacity:
        case "member":
            return "Thành viên"
        case "substitute":
            return f"Họp thay {cast.person(one.replaces or '').name}"
        case "guest":
            return f"Khách mời, nội dung {', '.join(one.items)}"
        case _:
            return "Văn thư"


def opening_hour(at: int) -> int:
    """08:00 of the day that it is in Việt Nam at `at`, or the next half hour where that is earlier: whoever tries the
    demo at night can check in too. UTC milliseconds, like `at`."""
    local = datetime.fromtimestamp(at / 1000, UTC) + timedelta(minutes=agenda.OFFSET)
    eight = local.replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(minutes=agenda.OFFSET)
    return min(int(eight.timestamp()) * 1000, -(-at // HALF_HOUR) * HALF_HOUR)


async def stream(path: Path) -> AsyncIterator[bytes]:
    """The bytes of a file, as an upload would bring them."""
    yield await asyncio.to_thread(path.read_bytes)
