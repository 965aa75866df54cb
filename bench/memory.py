"""What an idle seat costs: growth of the server's resident memory per authenticated, joined seat.

    .venv/bin/python bench/memory.py [--runs 3] [--seats 1000,3000] [--quick]

Each run starts a server and lets 60 seats of all six audiences join and see a page turn, so that what is made once per
audience, and on first use, is there. Then the others join, 100 at a time; memory is read when the server is quiet.
"Beyond" is the growth from the smaller to the greater number, per seat: what one more seat costs, without what only
grows in steps.
"""

import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from bench.load.ours import Ours
from bench.load.seats import BROWSER, Load
from bench.load.table import median, options, run, spread, table, verdict
from bench.load.world import PAGES, Meeting, Plan, World, make

WARM = 60
KIB = 1024


def measure(world: World, seats: list[int], page: int) -> dict[int, int]:
    """Resident bytes at each number of seats; under WARM those of the baseline. `page`: another one in every run."""
    meeting = world.meetings[0]
    with (
        Ours(world.folder) as ours,
        Load(ours.address, meeting.seats(max(seats)), extensions=BROWSER) as load,
    ):
        load.connect(WARM)
        turn(ours, meeting, load, page)
        ours.until_quiet()
        found = {WARM: ours.memory()}
        for many in sorted(seats):
            load.connect(many - load.connected, at_once=100)
            ours.until_quiet()
            found[many] = ours.memory()
        load.stats().check(0)
    return found


def turn(ours: Ours, meeting: Meeting, load: Load, page: int) -> None:
    """One push, so that the first one is not counted as growth."""
    load.expect(1, '"stage"')
    ours.commit(meeting.id, meeting.chair, page)
    ours.push(meeting.id)
    load.wait().check(load.connected)
    load.expect(0)


def main(chosen: Namespace) -> None:
    plan = Plan(people=60, items=10, papers=10) if chosen.quick else Plan()
    with tempfile.TemporaryDirectory() as folder:
        world = make(Path(folder) / "data", plan)
        found = [measure(world, chosen.seats, 2 + n % (PAGES - 1)) for n in range(chosen.runs)]
    rows = [("baseline", spread([run[WARM] / KIB / KIB for run in found]), "-", "-")]
    before = WARM
    for many in sorted(chosen.seats):
        whole = [(run[many] - run[WARM]) / (many - WARM) / KIB for run in found]
        beyond = [(run[many] - run[before]) / (many - before) / KIB for run in found]
        rows.append((f"{many} seats", spread([run[many] / KIB / KIB for run in found]), spread(whole), spread(beyond)))
        before = many
    table("Resident memory", ("", "MiB", "KiB per seat", "KiB per seat beyond"), rows)
    most = max(chosen.seats)
    figure = median((run[most] - run[WARM]) / (most - WARM) / KIB for run in found)
    table("Target", ("", "reached"), [(f"per idle joined seat, at {most}", verdict(figure, 16, " KiB"))])


if __name__ == "__main__":
    sys.exit(run(main, options(__doc__, 3, "1000,3000", quick="200,400")))
