"""Plays the story: sends each act, waits until every seat shows what it should, and notes where one does not.

What it is not: the story (`story.py`) or the judgement of a view (`expected.py`). One act at a time; those that happen
together are sent together.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, assert_never

from ecabinet.demo import agenda, cast
from ecabinet.rehearse import parts
from ecabinet.rehearse.client import Seat
from ecabinet.rehearse.compare import differences, leaks
from ecabinet.rehearse.expected import Ids, Room, View
from ecabinet.rehearse.hooks import HOOKS
from ecabinet.rehearse.report import Report
from ecabinet.rehearse.story import Act, Hook, Say, Scene, Together

PATIENCE = 10.0  # seconds until all seats must show what happened
MADE = {"voting.open": "poll", "papers.mark": "ink"}


class Player:
    """`seats`: one per person and screen, in the order in which they get sockets; `watchers`: further seats."""

    def __init__(self, seats: list[Seat], watchers: list[Seat], live: int, report: Report, say: Callable[[str], None]):
        self.seats = seats
        self.watchers = watchers
        self.wanted_live = {seat.who for seat in seats[:live]}
        self.by_who = {seat.who: seat for seat in seats}
        self.report = report
        self.say = say
        self.meeting = seats[0].meeting
        self.last: dict[str, tuple[dict[str, Any], str]] = {}
        self.judged: dict[Seat, float] = {}
        self.serial = 0
        self.room: Room

    # -- before -------------------------------------------------------------------------------------------------------

    async def take_seats(self) -> None:
        """Open the sockets and learn the ids from what the chair sees."""
        first = await self.by_who[cast.CHAIR.key].json(f"/m/{self.meeting}/view")
        self.room = Room(learn(first["set"]))
        self.room.starts_at = first["set"]["meeting"]["starts_at"]
        begun = time.monotonic()
        every = [seat for seat in self.seats if seat.who in self.wanted_live] + self.watchers
        for some in (every[i : i + 25] for i in range(0, len(every), 25)):
            await asyncio.gather(*(self.connect(seat) for seat in some))
        self.report.took("all seats joined", time.monotonic() - begun)
        await self.settle("joining")

    async def connect(self, seat: Seat) -> None:
        seat.watch = self.watch
        await seat.connect()

    async def one_more(self, who: str) -> Seat:
        """One more device of somebody, for a while."""
        self.serial += 1
        seat = Seat(self.seats[0].url, who, self.by_who[who].link, 1000 + self.serial)
        await seat.sign_in()
        await seat.connect()
        return seat

    # -- playing ------------------------------------------------------------------------------------------------------

    async def play(self, acts: Iterable[Act]) -> None:
        for act in acts:
            match act:
                case Scene():
                    self.say(act.title)
                    continue
                case Say():
                    await self.act(act)
                case Together():
                    await asyncio.gather(*(self.act(one) for one in act.acts))
                case Hook():
                    self.report.acts += 1
                    await HOOKS[act.name](self, **act.args)
                case _:
                    assert_never(act)
            await self.settle(describe(act))

    async def act(self, act: Say) -> None:
        """One command, its answer, and what it means for the room."""
        self.report.acts += 1
        args = {name: self.real(value) for name, value in act.args.items()}
        begun, ident = time.monotonic(), f"{act.who}-{time.time_ns():x}"
        answer = await self.actor(act.who).do(act.cmd, args, ident)
        self.report.took(f"answer: {act.cmd}", time.monotonic() - begun)
        self.last[act.who] = (args, ident)
        if act.refused:
            self.refused(act, answer)
        elif not answer.get("ok"):
            self.fault(f"{describe(act)} was refused: {answer.get('code')} {answer.get('args')}")
        else:
            self.room.happened(act.who, act.cmd, plain(act.args), await self.made(act))

    def refused(self, act: Say, answer: Mapping[str, Any]) -> None:
        self.report.refusals += 1
        if answer.get("ok") or (act.refused != "*" and answer.get("code") != act.refused):
            self.fault(f"{describe(act)} must be refused with {act.refused}: {answer}")

    async def made(self, act: Say) -> int | None:
        """The id of the poll or mark that a command made, as its sender sees it."""
        kind = MADE.get(act.cmd)
        if kind is None:
            return None
        known = {poll.id for poll in self.room.polls} if kind == "poll" else set(self.room.ink)
        seat = self.actor(act.who)
        for _ in range(200):
            keys = seat.tablet.keys if seat.live else (await seat.json(f"/m/{self.meeting}/view"))["set"]
            found = {int(key.rpartition("/")[2]) for key in keys if key.startswith(f"{kind}/")} - known
            if found:
                return found.pop()
            await asyncio.sleep(0.02)
        raise RuntimeError(f"{describe(act)} made nothing that {act.who} can see")

    def real(self, value: Any) -> Any:
        """ "@item:3" -> the id of item 3 in this meeting."""
        if not isinstance(value, str) or not value.startswith("@"):
            return value
        kind, _, key = value[1:].partition(":")
        ids = self.room.ids
        tables: dict[str, Mapping[str, Any]] = {
            "item": ids.items,
            "person": ids.people,
            "paper": ids.papers,
            "version": ids.versions,
            "motion": ids.motions,
        }
        return self.room.polls[-1].id if kind == "poll" else tables[kind][key]

    # -- judging ------------------------------------------------------------------------------------------------------

    @property
    def live(self) -> list[Seat]:
        return [seat for seat in (*self.seats, *self.watchers) if seat.live]

    async def settle(self, after: str) -> None:
        """Until every live seat shows what it should, or patience ends."""
        begun = time.monotonic()
        views: dict[str, View] = {}
        waiting = self.live
        while True:
            waiting = [seat for seat in waiting if self.wrong(seat, views)]
            if not waiting:
                break
            if time.monotonic() > begun + PATIENCE:
                for seat in waiting[:5]:
                    self.fault(f"after {after}: {seat.name}: {'; '.join(self.wrong(seat, views)[:6])}")
                break
            await asyncio.sleep(0.01)
        self.report.took("all seats show it", time.monotonic() - begun)

    def wrong(self, seat: Seat, views: dict[str, View]) -> list[str]:
        self.report.checks += 1
        name = f"guest {seat.who}" if self.room.audience(seat.who) == "guest" else self.room.audience(seat.who)
        if name not in views:
            views[name] = self.room.view(seat.who)
        found = differences(seat.tablet.keys, views[name])
        return found + differences(seat.tablet.own, parts.own(self.room, seat.who))

    def watch(self, seat: Seat) -> None:
        """After every frame: nothing secret, at no moment."""
        kind = self.room.audience(seat.who)
        items = {self.room.ids.items[key] for key in self.room.items_of(seat.who)} if kind == "guest" else None
        shown = seat.tablet.audience.partition(":")[0]
        for leak in leaks("staff" if shown == "staff" else kind, seat.tablet.keys, items):
            self.fault(f"{seat.name}: {leak}")

    def compare(self, name: str, held: Mapping[str, Any], wanted: View) -> None:
        self.report.checks += 1
        for words in differences(held, wanted)[:6]:
            self.fault(f"{name}: {words}")

    def actor(self, who: str) -> Seat:
        return self.by_who[who]

    def may_read(self, who: str, paper: str) -> bool:
        """Who may have pages of a paper: those who see its item; the screen only what is presented."""
        if who == "screen":
            return self.room.stage is not None and self.room.stage[0] == paper
        return parts.item_of(paper) in self.room.items_of(who)

    def fault(self, words: str) -> None:
        self.report.fault(words)
        self.say(f"  ! {words[:300]}")


def describe(act: Act) -> str:
    """For progress and faults."""
    match act:
        case Say():
            return f"{act.who} {act.cmd}"
        case Together():
            return f"{len(act.acts)} x {act.acts[0].cmd}"
        case Hook():
            return f"{act.name} {act.args}"
        case Scene():
            return act.title
        case _:
            assert_never(act)


def plain(args: Mapping[str, Any]) -> dict[str, Any]:
    """By keys of the demo: "@item:3" -> "3"."""
    return {
        name: value.partition(":")[2] if isinstance(value, str) and value.startswith("@") and ":" in value else value
        for name, value in args.items()
    }


def learn(keys: Mapping[str, Any]) -> Ids:
    """Ids of this meeting, found by names and titles in the chair's view."""
    by_name = {one.name: one.key for one in cast.PARTICIPANTS}
    titles = {paper.title: paper.versions[-1] for item, _ in agenda.walk() for paper in item.papers}
    items = {value["id"]: value["number"] for key, value in keys.items() if key.startswith("item/")}
    papers = [value for key, value in keys.items() if key.startswith("paper/")]
    return Ids(
        people={by_name[v["name"]]: v["id"] for k, v in keys.items() if k.startswith("person/")},
        items={number: ident for ident, number in items.items()},
        papers={titles[paper["title"]]: paper["id"] for paper in papers},
        versions={titles[paper["title"]]: paper["version"] for paper in papers},
        motions={items[v["item"]]: v["id"] for k, v in keys.items() if k.startswith("motion/")},
        pages={titles[paper["title"]]: len(paper["pages"]) for paper in papers},
    )
