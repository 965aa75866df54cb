"""The presenter draws: 20 strokes under way a second, passed on to 1,000 seats.

    .venv/bin/python bench/ink.py [--runs 5] [--seats 1000] [--quick]

The chair's seat sends `signal`s of 20 points; every other seat of six audiences sees the presented page and gets each.
Asserted: each signal exactly once at each seat (signals may be dropped by design; a server that is not overloaded drops
none). Delivery is from sending to arrival, over all seats and signals. Processor time of the whole server.
"""

import sys
import tempfile
from argparse import Namespace
from pathlib import Path

import msgspec

from bench.load.ours import Ours
from bench.load.seats import Load, Message, percentile
from bench.load.table import median, options, run, spread, table, verdict
from bench.load.world import Meeting, Plan, make

RATE = 20  # a second
POINTS = (250, 310, *(3, -2, 4, 1, 2, 2, -1, 4, 5) * 2)


class Figures(msgspec.Struct, frozen=True):
    """Per cent of a core; milliseconds."""

    core: float
    p50: float
    p99: float
    worst: float


def strokes(meeting: Meeting, seconds: float) -> list[Message]:
    made = []
    for n in range(round(RATE * seconds)):
        body = {
            "meeting": meeting.id,
            "kind": "stroke",
            "version": meeting.version,
            "page": 1,
            "n": n,
            "points": POINTS,
        }
        made.append(Message(n / RATE, 0, "signal", body))
    return made


def measure(ours: Ours, meeting: Meeting, seats: int, seconds: float) -> Figures:
    """One seat more than asked for: the presenter hears nothing of it."""
    chair, *others = meeting.seats(seats + 1)
    with Load(ours.address, [msgspec.structs.replace(chair, counted=False), *others]) as load:
        load.connect(at_once=200)
        ours.until_quiet()
        sent = strokes(meeting, seconds)
        load.expect(len(sent), '"stroke"')
        before = ours.cpu()
        load.send(sent)
        load.wait(seconds + 30).check(seats)
        cpu = ours.cpu() - before
        began = load.answers().sent
        took = [
            (at - begin) / 1e6
            for arrived in load.arrivals(len(sent))[1:]
            for begin, at in zip(began, arrived, strict=True)
        ]
        load.close_seats()
    ours.until_quiet()
    return Figures(cpu / seconds * 100, percentile(took, 0.5), percentile(took, 0.99), max(took))


def main(chosen: Namespace) -> None:
    seconds = 2.0 if chosen.quick else 8.0
    plan = Plan(people=60, items=10, papers=10) if chosen.quick else Plan()
    with tempfile.TemporaryDirectory() as scratch:
        world = make(Path(scratch) / "data", plan)
        with Ours(world.folder) as ours:
            found = {
                many: [measure(ours, world.meetings[0], many, seconds) for _ in range(chosen.runs)]
                for many in chosen.seats
            }
    head = ("seats", "% of a core", "p50 ms", "p99 ms", "worst ms")
    rows = [
        (str(many), *(spread([getattr(one, field) for one in runs]) for field in ("core", "p50", "p99", "worst")))
        for many, runs in found.items()
    ]
    table(f"{RATE} strokes a second for {seconds:g} s: median [least-most] of the runs", head, rows)
    many, runs = list(found.items())[-1]
    targets = [
        (f"{many} seats: of a core", verdict(median(one.core for one in runs), 25, " %")),
        (f"{many} seats: p99 delivery", verdict(median(one.p99 for one in runs), 30, " ms")),
    ]
    table("Targets", ("", "reached"), targets)


if __name__ == "__main__":
    sys.exit(run(main, options(__doc__, 5, "1000", quick="100")))
