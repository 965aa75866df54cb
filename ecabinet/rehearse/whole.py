"""A whole rehearsal against one server: sign everybody in, play, finish the record, write the report."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import aiohttp

from ecabinet.demo import cast
from ecabinet.rehearse import record
from ecabinet.rehearse.client import Seat
from ecabinet.rehearse.play import Player
from ecabinet.rehearse.report import Report
from ecabinet.rehearse.story import STORY

AT_ONCE = 20
FIRST = ("vinh.lq", "anh.dtn", "tam.ntm", "screen", "dung.nt", "oanh.ltk", "nghia.dt", "khai.vd", "hau.tc", "chau.lm")


class NotFresh(RuntimeError):
    """The server's meeting is not a demo meeting that has not begun."""


async def whole(url: str, live: int, out: Path, say: Callable[[str], None]) -> Report:
    """Plays everything; what did not hold stands in the report, which is written in any case."""
    report = Report()
    report.facts |= {"url": url, "seats": live}
    links = await seat_links(url)
    seats = [Seat(url, who, links[who]) for who in order()]
    watchers = [Seat(url, *watcher(n, links)) for n in range(live - len(seats))]
    try:
        await sign_in(seats + watchers)
        say(f"{len(seats)} people and the screen, {live} live sockets")
        player = Player(seats, watchers, live, report, say)
        await fresh(player)
        await player.take_seats()
        await player.play(STORY)
        await record.finish(player, out)
        report.facts |= counted(seats + watchers)
    finally:
        for seat in seats + watchers:
            report.faults += [f"{seat.name}: {fault}" for fault in seat.faults]
        await asyncio.gather(*(seat.close() for seat in seats + watchers))
        report.write(out / "report.json")
    return report


async def seat_links(url: str) -> dict[str, str]:
    """Sign-in links by key of the cast; only a demo on this machine tells them."""
    async with aiohttp.ClientSession() as web, web.get(f"{url}/demo/seats.json") as answer:
        if answer.status != 200:
            raise NotFresh(f"{url} is not a demo on this machine")
        seats = (await answer.json())["seats"]
    return {seat["who"]: seat["link"] for seat in seats}


def order() -> list[str]:
    """Who gets a socket first: those on whom the story turns."""
    rest = [one.key for one in cast.PARTICIPANTS if one.key not in FIRST]
    return [*FIRST, *rest]


def watcher(n: int, links: dict[str, str]) -> tuple[str, str, int]:
    """Further seats: second and third devices of everybody, and more screens."""
    who = order()[n % len(order())]
    return who, links[who], n + 1


async def sign_in(seats: list[Seat]) -> None:
    for some in (seats[i : i + AT_ONCE] for i in range(0, len(seats), AT_ONCE)):
        await asyncio.gather(*(seat.sign_in() for seat in some))


async def fresh(player: Player) -> None:
    """The meeting must be as it was seeded."""
    view = await player.actor(cast.CHAIR.key).json(f"/m/{player.meeting}/view")
    if view["set"]["meeting"]["phase"] != "convened" or view["set"]["quorum"]["present"]:
        raise NotFresh("this demo meeting has already begun: start it anew with `ecabinet demo --reset`")


def counted(seats: list[Seat]) -> dict[str, int]:
    return {
        "pushes": sum(seat.tablet.pushes for seat in seats),
        "full_joins": sum(seat.tablet.full_joins for seat in seats),
        "resumed_joins": sum(seat.tablet.resumed_joins for seat in seats),
    }
