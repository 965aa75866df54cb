"""A whole house at once: N seats connect, authenticate, join and have the full view.

    .venv/bin/python bench/joins.py [--runs 5] [--seats 1000,3000] [--quick]

- Ours: websocket, session, Socket.IO, `join`, the whole view of a meeting of 500 people; six audiences mixed. "plain":
  the seats offer no compression; "deflate": they offer what browsers offer.
- The peer: a bare connection to python-socketio on uvicorn; no session, no join, no view. "gc tuned": its collector set
  as ours is.
- "again": the same seats once more on the same server, as after a lost network.
- CPU is the server's; the loop's stall is the longest time it did not come round. Bytes are those received per seat
  from its first byte to the end of the answer to `join`, handshakes included.
- All N begin at the same moment, without the jitter that the real client has.
"""

import sys
import tempfile
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.load import peers
from bench.load.ours import Ours
from bench.load.peers import Peer
from bench.load.seats import BROWSER, Load, SeatSpec
from bench.load.server import Server
from bench.load.table import median, options, rotated, run, spread, table, verdict
from bench.load.world import Plan, World, make

PLAIN, DEFLATE, AGAIN = "ours, plain", "ours, deflate offered", "ours, deflate, again"
STOCK, TUNED = "python-socketio, bare", "python-socketio, bare, gc tuned"


class Storm(msgspec.Struct, frozen=True):
    """Seconds until all were in; CPU microseconds and bytes per seat; milliseconds of stall (0: not watched)."""

    seconds: float
    cpu: float
    bytes: float
    stall: float = 0.0


Results = dict[tuple[int, str], list[Storm]]


def storm(server: Server, load: Load) -> Storm:
    """Everybody at once; Miscount unless everybody is in."""
    before = server.cpu()
    joined = load.connect(seconds=120)
    return Storm(joined.seconds, (server.cpu() - before) / len(load.seats) * 1e6, joined.bytes_per_seat)


def of_ours(world: World, many: int, extensions: str, again: bool) -> list[Storm]:
    """On a server that has just started, as after a power cut; and once more."""
    seats = world.meetings[0].seats(many)
    found = []
    with Ours(world.folder) as ours, Load(ours.address, seats, extensions=extensions) as load:
        for _ in range(1 + again):
            ours.until_quiet()
            ours.watch()
            one = storm(ours, load)
            found.append(msgspec.structs.replace(one, stall=ours.watched()))
            load.close_seats()
    return found


def of_peer(peer: Peer, many: int) -> Storm:
    with peer, Load(peer.address, [SeatSpec()] * many) as load:
        return storm(peer, load)


def measure(world: World, many: int, name: str) -> dict[str, Storm]:
    match name:
        case "plain":
            return {PLAIN: of_ours(world, many, "", again=False)[0]}
        case "deflate":
            return dict(zip((DEFLATE, AGAIN), of_ours(world, many, BROWSER, again=True), strict=True))
        case "stock":
            return {STOCK: of_peer(peers.stock(), many)}
        case _:
            return {TUNED: of_peer(peers.stock(tuned=True), many)}


def main(chosen: Namespace) -> None:
    results: Results = {}
    plan = Plan(people=60, items=10, papers=10) if chosen.quick else Plan()
    with tempfile.TemporaryDirectory() as folder:
        world = make(Path(folder) / "data", plan)
        for n in range(chosen.runs):
            for many in rotated(chosen.seats, n):
                for name in rotated(("plain", "deflate", "stock", "tuned"), n):
                    for row, one in measure(world, many, name).items():
                        results.setdefault((many, row), []).append(one)
            print(f"run {n + 1} of {chosen.runs} done", file=sys.stderr, flush=True)
    show(results, chosen.seats)


# -- tables -----------------------------------------------------------------------------------------------------------


def ratio(results: Results, many: int, over: str, under: str) -> float:
    """CPU per join within each run; the median of these."""
    return median(a.cpu / b.cpu for a, b in zip(results[many, over], results[many, under], strict=True))


def show(results: Results, seats: Sequence[int]) -> None:
    head = ("", "all in, s", "CPU us per join", "x bare", "KiB per seat", "loop stall ms")
    for many in seats:
        rows = []
        for name in (STOCK, TUNED, PLAIN, DEFLATE, AGAIN):
            found = results[many, name]
            stall = "-" if name in (STOCK, TUNED) else spread([one.stall for one in found])
            size = f"{median(one.bytes for one in found) / 1024:.1f}"
            cpu = spread([one.cpu for one in found])
            against = f"{ratio(results, many, name, STOCK):.2f}"
            rows.append((name, f"{median(one.seconds for one in found):.2f}", cpu, against, size, stall))
        table(f"{many} seats at once: median [least-most] of the runs", head, rows)
    show_targets(results, seats)


def show_targets(results: Results, seats: Sequence[int]) -> None:
    """What is to be reached, beside what was; with what browsers offer."""
    rows = []
    for many in seats:
        most = 0.7 if many >= 3000 else 0.8
        found = results[many, DEFLATE]
        against = ratio(results, many, DEFLATE, STOCK)
        rows.append((f"CPU per join, {many} seats, x bare python-socketio", verdict(against, most)))
        size = median(one.bytes for one in found) / 1024
        rows.append((f"KiB per seat on the wire, {many} seats", verdict(size, 20)))
        if many == 3000:
            rows.append(("all 3000 in", verdict(median(one.seconds for one in found), 2, " s")))
    table("Targets", ("", "reached"), rows)


if __name__ == "__main__":
    sys.exit(run(main, options(__doc__, 5, "1000,3000", quick="200")))
