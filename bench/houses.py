"""A whole province at once: 200 meetings of 25 seats, one command a second in each.

    .venv/bin/python bench/houses.py [--runs 5] [--seats 200] [--quick]

`--seats` is the number of meetings. In each the chair turns a page every second, at a moment of its own; 25 seats of
six audiences see it. Asserted: every command answered with yes, and told to every seat exactly once. Delivery is from
sending the command until a seat has the push, over all of them. In the same runs, in turns: a server whose disk takes
5 ms longer for every commit. Processor time of the whole server.
"""

import asyncio
import random
import shutil
import sys
import tempfile
from argparse import Namespace
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

import msgspec

from bench.load import world
from bench.load.probe import SLOW, Probe
from bench.load.seats import Load, Message, percentile
from bench.load.table import median, options, run, spread, table, verdict
from bench.load.world import PAGES, Meeting, Plan

SEATS = 25
PLAN = Plan(people=40, items=12, papers=12, sessions=1, screens=2)


class Figures(msgspec.Struct, frozen=True):
    """Per cent of a core; milliseconds; `mib`: resident memory of the server."""

    core: float
    p50: float
    p99: float
    worst: float
    answer: float
    mib: float


async def made(folder: Path, many: int) -> list[Meeting]:
    """Every meeting has its own people; only the secretary, who has no seat, prepared them all."""
    async with world.opened(folder) as house:
        own = PLAN.people - 1
        secretary, *people = await world.register(house, 1 + own * many)
        cookies = await world.signed_in(house, [secretary, *people], 1)
        return [
            await world.meeting(house, PLAN, [secretary, *people[own * n : own * (n + 1)]], cookies)
            for n in range(many)
        ]


class Pages:
    """Every turn is to another page than the one before."""

    def __init__(self) -> None:
        self.turned = 0

    def next(self, many: int) -> list[int]:
        self.turned += many
        return [1 + (self.turned + n) % PAGES for n in range(many)]


def turns(meetings: list[Meeting], pages: list[int], rng: random.Random) -> list[Message]:
    """A page a second in each meeting; in the order of time, as they are sent."""
    made = []
    for place, meeting in enumerate(meetings):
        moment = rng.random()
        for second, page in enumerate(pages):
            body = {"id": str(rng.random()), "meeting": meeting.id, "cmd": "papers.turn_page", "args": {"page": page}}
            made.append(Message(moment + second, place * SEATS, "do", body))
    return sorted(made, key=lambda message: message.at)


def measure(probe: Probe, meetings: list[Meeting], seconds: int, pages: Pages, rng: random.Random) -> Figures:
    """Meeting after meeting; the first seat of each is its chair's."""
    seats = [seat for one in meetings for seat in one.seats(SEATS)]
    with Load(probe.address, seats) as load:
        load.connect(at_once=200)
        probe.until_quiet()
        sent = turns(meetings, pages.next(seconds + 1), rng)
        load.expect(seconds + 1, '"stage"')
        before = probe.cpu()
        load.send(sent)
        load.wait(seconds + 30).check(len(seats))
        cpu = probe.cpu() - before
        answers, arrivals = load.answers(), load.arrivals(seconds + 1)
        took: list[float] = []
        nth: dict[int, int] = defaultdict(int)
        for message, began in zip(sent, answers.sent, strict=True):
            n = nth[message.seat]
            nth[message.seat] += 1
            took += [(seat[n] - began) / 1e6 for seat in arrivals[message.seat : message.seat + SEATS]]
        mib = probe.memory() / 2**20
        load.close_seats()
    probe.until_quiet()
    ends = (percentile(took, 0.5), percentile(took, 0.99), max(took), percentile(answers.took, 0.99))
    return Figures(cpu / (seconds + 1) * 100, *ends, mib)


def main(chosen: Namespace) -> None:
    seconds = 3 if chosen.quick else 8
    many = chosen.seats[-1]
    found: dict[str, list[Figures]] = {"": [], ", slow sync": []}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        meetings = asyncio.run(made(folder / "data", many))
        shutil.copytree(folder / "data", folder / "slow")
        servers = [
            stack.enter_context(Probe(folder / "data")),
            stack.enter_context(Probe(folder / "slow", SLOW)),
        ]
        pages, rng = Pages(), random.Random(7)
        measure(servers[0], meetings, 1, pages, rng)
        measure(servers[1], meetings, 1, pages, rng)
        for n in range(chosen.runs):
            pairs = list(zip(found.values(), servers, strict=True))
            for runs, server in pairs if n % 2 else reversed(pairs):
                runs.append(measure(server, meetings, seconds, pages, rng))
    show(found, many)


def show(found: dict[str, list[Figures]], many: int) -> None:
    head = ("", "% of a core", "p50 ms", "p99 ms", "worst ms", "p99 answer ms", "server MiB")
    fields = ("core", "p50", "p99", "worst", "answer", "mib")
    rows = [
        (f"{many} meetings{name}", *(spread([getattr(one, field) for one in runs]) for field in fields))
        for name, runs in found.items()
    ]
    table(f"{many} meetings of {SEATS} seats, one command a second each: median [least-most] of the runs", head, rows)
    plain, slow = found.values()
    targets = [
        (f"{many} meetings: of a core", verdict(median(one.core for one in plain), 25, " %")),
        (f"{many} meetings: p99 delivery", verdict(median(one.p99 for one in plain), 10, " ms")),
        (f"{many} meetings, slow sync: p99 delivery", verdict(median(one.p99 for one in slow), 20, " ms")),
    ]
    table("Targets", ("", "reached"), targets)


if __name__ == "__main__":
    sys.exit(run(main, options(__doc__, 5, "200", quick="20")))
