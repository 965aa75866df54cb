"""One change to all seats: a page is turned, and everybody is told. Processor time per delivery, and the last seat.

    .venv/bin/python bench/fanout.py [--runs 5] [--seats 200,1000,3000] [--quick]

- Fan-out: from the moment a server begins to push what is committed already, view, difference and encoding included,
  until the last seat has it. The peers send one ready message of the same size to everybody; their seats offer no
  compression (with it python-socketio would compress once per seat), ours offer what browsers offer.
- Whole path, ours only: the chair's seat sends the command; until the last seat has the push. Socket, rules, commit,
  view, push.
- Six audiences: staff, members, three kinds of guests, screens. One audience: members only, in a meeting of their own.
- Every run measures every server, in an order that rotates; ratios are taken within a run, and their median is shown.
- "client us" is what the load client took per delivery: were it more than the server's, the client would be measured.
- Every push is asserted to have reached every seat exactly once.
"""

import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import msgspec

from bench.load import peers
from bench.load.ours import Ours
from bench.load.peers import Peer
from bench.load.seats import BROWSER, Load, Message, Report, SeatSpec
from bench.load.server import Server
from bench.load.table import median, options, rotated, run, spread, table, verdict
from bench.load.world import PAGES, Meeting, Plan, make

SETTLE = 0.02  # seconds after the last delivery: what a server still has to do belongs to the push
PAUSE = 0.15  # seconds before a push: servers and client have come to rest
AT_ONCE = 100  # seats that connect at the same time; coming in is not measured here
WARM_UP = 30  # pushes before anything is measured
TURNS = {200: 20, 1000: 10, 3000: 6}
PUSH = '["push"'
TURN = '"stage"'

FLOOR, STOCK, NPM = "(a) C floor", "(b) python-socketio", "(c) npm socket.io"
SIX, ONE, WHOLE = "ours, six audiences", "ours, one audience", "ours, whole path"


class Push(msgspec.Struct, frozen=True):
    """One push to all, or the medians of a run's pushes: microseconds of the server's processor time per delivery,
    milliseconds until the last seat had it, microseconds the load client took per delivery; heartbeats meanwhile."""

    cpu: float
    last: float
    client: float
    pings: float


class Case(msgspec.Struct, frozen=True):
    """A server, its seats, and the ways to push that are measured on the same connections: name -> one push."""

    server: Server
    seats: list[SeatSpec]
    raw: bool
    extensions: str
    ways: dict[str, Callable[[Load, int], Push]]


Results = dict[tuple[int, str], list[Push]]  # (seats, name) -> a figure for each run


def pushed(server: Server, load: Load, begin: Callable[[], dict[str, int]], pattern: str) -> Push:
    """`begin` says when, and at what processor time, the server began."""
    many = len(load.seats)
    load.expect(1, pattern)
    before = load.stats()
    mark = begin()
    report = counted(load, many)
    return Push(
        cpu=(server.cpu() * 1e9 - mark["cpu"]) / many / 1e3,
        last=(report.broadcasts[0].last - mark["began"]) / 1e6,
        client=(report.cpu_us - before.cpu_us) / many,
        pings=report.pings - before.pings,
    )


def counted(load: Load, many: int) -> Report:
    """Everybody has it; and a moment later nobody has it twice."""
    load.wait().check(many)
    time.sleep(SETTLE)
    return load.stats().check(many)


def peer_case(name: str, peer: Peer, many: int) -> Case:
    ways = {name: lambda load, _turn: pushed(peer, load, peer.push, PUSH)}
    return Case(peer, [SeatSpec()] * many, peer.raw, "", ways)


def ours_case(ours: Ours, meeting: Meeting, seats: list[SeatSpec], ways: dict[str, str]) -> Case:
    """`ways`: name of the figure -> "push" or "whole"."""

    def push(load: Load, turn: int) -> Push:
        ours.commit(meeting.id, meeting.chair, page_of(turn))
        time.sleep(SETTLE)
        return pushed(ours, load, lambda: ours.push(meeting.id), TURN)

    def whole(load: Load, turn: int) -> Push:
        def begin() -> dict[str, int]:
            cpu = round(ours.cpu() * 1e9)
            return {"cpu": cpu, "began": load.send([turn_page(meeting, turn)])}

        found = pushed(ours, load, begin, TURN)
        time.sleep(5 * found.last / 1e3)  # the hall makes the next push wait for four times as long as this one took
        return found

    found = {"push": push, "whole": whole}
    return Case(ours, seats, False, BROWSER, {name: found[way] for name, way in ways.items()})


def page_of(turn: int) -> int:
    """Never the page that is shown: a turn to it would change nothing."""
    return 1 + turn % PAGES


def turn_page(meeting: Meeting, turn: int) -> Message:
    body = {
        "id": f"turn-{time.monotonic_ns()}",
        "meeting": meeting.id,
        "cmd": "papers.turn_page",
        "args": {"page": page_of(turn)},
    }
    return Message(0.0, 0, "do", body)


class Turns:
    """Counts page turns over all runs, so that each turns to another page."""

    def __init__(self) -> None:
        self.count = 1

    def next(self) -> int:
        self.count += 1
        return self.count


def measure(case: Case, turns: Turns, pushes: int) -> dict[str, Push]:
    """Connect, warm up, push so many times each way, and let everybody go."""
    with Load(case.server.address, case.seats, raw=case.raw, extensions=case.extensions) as load:
        load.connect(at_once=AT_ONCE)
        case.server.until_quiet()
        found = {name: figure(way, load, turns, pushes) for name, way in case.ways.items()}
        load.close_seats()
    case.server.until_quiet()
    return found


def figure(way: Callable[[Load, int], Push], load: Load, turns: Turns, pushes: int) -> Push:
    """The first two are not counted: connections are fresh, and so is what the compiler of Node knows. Nor are those
    that met the heartbeats of many seats, which come together because the seats came together."""
    found: list[Push] = []
    for _ in range(3 * pushes):
        time.sleep(PAUSE)
        found.append(way(load, turns.next()))
        calm = [push for push in found[2:] if push.pings <= len(load.seats) / 100]
        if len(calm) == pushes:
            break
    counted = calm or found
    return Push(*(median(getattr(push, field) for push in counted) for field in Push.__struct_fields__))


def cases(ours: Ours, meetings: list[Meeting], peer: dict[str, Peer], many: int) -> list[Case]:
    six, one = meetings
    return [
        *(peer_case(name, server, many) for name, server in peer.items()),
        ours_case(ours, six, six.seats(many), {SIX: "push", WHOLE: "whole"}),
        ours_case(ours, one, one.seats(many, ("members",), chair=False), {ONE: "push"}),
    ]


def size_of_a_push(ours: Ours, meeting: Meeting, turns: Turns) -> int:
    """Bytes of the message that tells a member of a page turn: the peers send as much."""
    with Load(ours.address, meeting.seats(1, ("members",), chair=False)) as load:
        load.connect()
        ours.commit(meeting.id, meeting.chair, page_of(turns.next()))
        load.expect(1, TURN)
        ours.push(meeting.id)
        return load.wait().check(1).size


def main(chosen: Namespace) -> None:
    plan = Plan(meetings=2)
    if chosen.quick:
        plan = Plan(meetings=2, people=60, items=10, papers=10)
    results: Results = {}
    turns = Turns()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "data"
        world = make(folder, plan)
        ours = stack.enter_context(Ours(folder))
        makers = ((FLOOR, peers.floor), (STOCK, peers.stock), (NPM, peers.npm))
        peer = {name: stack.enter_context(made()) for name, made in makers}
        size = size_of_a_push(ours, world.meetings[0], turns)
        print(f"a push of {size} bytes; view of {plan.people} people, {plan.items} items, {plan.papers} papers")
        for server in peer.values():
            server.load(size)
        for case in cases(ours, world.meetings, peer, min(chosen.seats)):
            measure(case, turns, 1 if chosen.quick else WARM_UP)
        for n in range(chosen.runs):
            for many in rotated(chosen.seats, n):
                for case in rotated(cases(ours, world.meetings, peer, many), n):
                    for name, found in measure(case, turns, 3 if chosen.quick else TURNS.get(many, 10)).items():
                        results.setdefault((many, name), []).append(found)
            print(f"run {n + 1} of {chosen.runs} done", file=sys.stderr, flush=True)
    show(results, chosen.seats)


# -- tables -----------------------------------------------------------------------------------------------------------


def ratio(results: Results, over: tuple[int, str], under: tuple[int, str], field: str) -> float:
    """Within each run; the median of these."""
    pairs = zip(results[over], results[under], strict=True)
    return median(getattr(a, field) / getattr(b, field) for a, b in pairs)


def show(results: Results, seats: list[int]) -> None:
    for many in seats:
        show_seats(results, many)
    show_targets(results, seats)


def show_seats(results: Results, many: int) -> None:
    head = ("", "CPU us per delivery", "x (a)", "x (c)", "last seat ms", "x (a)", "client us")
    rows = []
    for name in (FLOOR, STOCK, NPM, SIX, ONE, WHOLE):
        found = results[many, name]
        against = [f"{ratio(results, (many, name), (many, peer), 'cpu'):.2f}" for peer in (FLOOR, NPM)]
        last = f"{ratio(results, (many, name), (many, FLOOR), 'last'):.2f}"
        client = f"{median(one.client for one in found):.1f}"
        spreads = (spread([one.cpu for one in found]), spread([one.last for one in found]))
        rows.append((name, spreads[0], *against, spreads[1], last, client))
    table(f"One page turn to {many} seats: median [least-most] of the runs", head, rows)


def show_targets(results: Results, seats: list[int]) -> None:
    """What is to be reached, beside what was."""
    rows = []
    for many in seats:
        most = 2.0 if many < 1000 else 1.4
        rows.append((f"CPU per delivery, {many} seats, x (a)", verdict(against(results, many, SIX, FLOOR), most)))
        if many >= 1000:
            rows.append((f"CPU per delivery, {many} seats, x (c)", verdict(against(results, many, SIX, NPM), 0.8)))
        rows.append((f"six audiences against one, {many} seats", verdict(against(results, many, SIX, ONE), 1.15)))
    if {1000, 3000} <= set(seats):
        growth = ratio(results, (3000, SIX), (1000, SIX), "cpu")
        floor = ratio(results, (3000, FLOOR), (1000, FLOOR), "cpu")
        rows.append(("growth per delivery, 1000 to 3000 seats", f"{verdict(growth, 1.2)}; (a) itself {floor:.2f}"))
    most_seats = max(seats)
    last = ratio(results, (most_seats, SIX), (most_seats, FLOOR), "last")
    rows.append((f"last of {most_seats} seats has it, x (a)", verdict(last, 1.4)))
    table("Targets (fan-out on a commit already done)", ("", "reached"), rows)


def against(results: Results, many: int, name: str, peer: str) -> float:
    return ratio(results, (many, name), (many, peer), "cpu")


if __name__ == "__main__":
    sys.exit(run(main, options(__doc__, 5, "200,1000,3000", quick="100")))
