"""A session of four hours: 500 people, 20,000 entries, as it lies on the disk after a restart.

    .venv/bin/python bench/long.py [--runs 5] [--seats 200] [--quick]

- Start: from the process of `ecabinet serve` until a first seat has joined, and until it listens. Files lie in the
  machine's cache.
- Fold: what the clerk does when a meeting is first asked for, in this process, by parts. Processor time. (`verify` is
  done by the record and `ecabinet verify`, not here; its time stands beside.)
- Memory: resident bytes that one more such meeting adds to the server, six audiences having joined; again after all
  seats have gone and the meetings were let go (the idle time shortened to nothing), which also must be none.
- Length: joins and page turns in the same small meeting of 200 entries and of 20,000; processor time of the server.
"""

import asyncio
import contextlib
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.load.probe import Probe
from bench.load.seats import Load, Message, Miscount, SeatSpec
from bench.load.server import Server
from bench.load.table import median, options, run, spread, table, verdict
from bench.load.world import opened, register, signed_in
from bench.room import Room, hall, morning, turn_pages
from ecabinet.clerk.carried import Carried
from ecabinet.clerk.store import Batch, Done, read_entries, write_batch
from ecabinet.commands.serve import tune
from ecabinet.house import House
from ecabinet.ids import new_id
from ecabinet.rehearse.server import free_port
from journal.chain import verify
from meeting.card import card, participations
from meeting.facts import PersonFact
from meeting.state import empty, fold

SHORT, LONG = 200, 20_000
SMALL = 40  # people of the meetings whose lengths are compared
AT_ONCE = 1000  # entries a transaction


class World(msgspec.Struct):
    """`long`: meetings of a morning; `short` and `drawn`: the same small meeting, early and late. Places: person and
    cookie by audience of the long ones, members of the small ones."""

    folder: Path
    long: list[str]
    short: str
    drawn: str
    six: list[str]
    small: list[str]
    chair: str
    entries: int


# -- the world --------------------------------------------------------------------------------------------------------


async def made(folder: Path, meetings: int, people: int, entries: int) -> World:
    async with opened(folder) as house:
        ids = await register(house, people)
        cookies = await signed_in(house, ids, 1)
        facts = {
            one: PersonFact(one, found.name, found.position, found.unit.name, found.unit.short)
            for one in ids
            if (found := house.people.get(one)) is not None
        }
        rooms = [morning(ids, entries, new_id()) for _ in range(meetings)]
        for room in rooms:
            room.register = facts
        short = small_room(ids[:SMALL], SHORT)
        drawn = small_room(ids[:SMALL], entries)
        for room in (*rooms, short, drawn):
            await stored(house, room)
        screen = await house.sessions.begin("screen", person=None, meeting=rooms[0].state.meeting, address="bench")
        guests = [ids[-29 + n] for n in range(3)]
        six = [*(cookies[one][0] for one in (ids[0], ids[2], *guests)), screen]
        small = [cookies[one][0] for one in ids[1 : SMALL - 6]]
        found_rooms = [room.state.meeting for room in rooms]
        return World(
            folder, found_rooms, short.state.meeting, drawn.state.meeting, six, small, cookies[ids[1]][0], entries
        )


def small_room(people: list[str], entries: int) -> Room:
    room = hall(people, items=8, papers=8, meeting=new_id())
    turn_pages(room, entries)
    return room


async def stored(house: House, room: Room) -> None:
    """As the clerk would have written it: entries, ids of commands, read model."""
    begins = 0
    for start in range(0, len(room.entries), AT_ONCE):
        entries = room.entries[start : start + AT_ONCE]
        last = start + len(entries)
        asked = [pair for pair in room.asked[begins:] if pair[1] <= last]
        begins += len(asked)
        ends = last == len(room.entries)
        batch = Batch(
            meeting=room.state.meeting,
            at=room.now,
            first=start + 1,
            entries=tuple(entries),
            done=tuple(Done(who, new_id() * 3, f"{seq:064x}", seq, room.now) for who, seq in asked),
            deposits=(),
            card=card(room.state) if ends else None,
            participations=tuple(participations(room.state)) if ends else None,
            seq=last,
        )
        await house.db.write(lambda connection, batch=batch: write_batch(connection, batch))  # type: ignore[misc]


# -- start ------------------------------------------------------------------------------------------------------------


class Serve(Server):
    """Exactly `ecabinet serve`."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.began = time.monotonic_ns()
        words = [Path(sys.executable).parent / "ecabinet", "serve", "--data", folder, "--port", str(port)]
        super().__init__("ecabinet serve", words, port)
        self.up = time.monotonic_ns()


def start(world: World) -> dict[str, float]:
    seat = SeatSpec(world.six[1], {"meeting": world.long[0]})
    with Serve(world.folder) as server, Load(server.address, [seat]) as load:
        joined = load.connect().joined[0]
        cpu = server.cpu() * 1000
    return {
        "listens ms": (server.up - server.began) / 1e6,
        "first join ms": (joined - server.began) / 1e6,
        "processor time until then ms": cpu,
    }


# -- fold -------------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def timed(found: dict[str, float], name: str) -> Iterator[None]:
    begun = time.process_time()
    yield
    found[name] = (time.process_time() - begun) * 1000


async def folded(world: World) -> dict[str, float]:
    meeting, found = world.long[0], dict[str, float]()
    async with opened(world.folder) as house:
        with timed(found, "read entries ms"):
            entries = await read_entries(house.db, meeting)
        with timed(found, "decode and fold ms"):
            state = fold(entries, empty(meeting))
        with timed(found, "ids of commands ms"):
            await Carried(house.db, meeting).load()
        with timed(found, "verify ms"):
            head = verify((one.header for one in entries), {})
        if (state.seq, state.head, len(entries)) != (world.entries, head.hash, world.entries):
            raise Miscount(f"{state.seq} of {world.entries} entries")
    found["in all ms"] = sum(found.values()) - found["verify ms"]
    return found


# -- memory -----------------------------------------------------------------------------------------------------------


def memory(world: World, probe: Probe) -> dict[str, float]:
    """Joined by six audiences each (the screen belongs to the first only). The first meeting is not counted: it brings
    what all meetings share."""
    first, *others = world.long
    with contextlib.ExitStack() as stack:
        stack.enter_context(sat(probe, world, [first]))
        before = probe.memory()
        stack.enter_context(sat(probe, world, others))
        after = probe.memory()
    let_go = probe.ask("let_go")
    if let_go["known"]:
        raise Miscount(f"{let_go['known']} meetings are still in memory")
    again = probe.memory()
    with sat(probe, world, world.long):
        whole = probe.memory()
    probe.ask("let_go")
    each = 1 / len(others) / 2**20
    return {
        "a live meeting MiB": (after - before) * each,
        "freed again MiB": (after - again) * each,
        "a second time MiB": (whole - before) * each,
    }


@contextlib.contextmanager
def sat(probe: Probe, world: World, meetings: list[str]) -> Iterator[None]:
    places = [
        SeatSpec(cookie, {"meeting": one})
        for one in meetings
        for cookie in world.six[: 6 if one == world.long[0] else 5]
    ]
    with Load(probe.address, places) as load:
        load.connect(at_once=1)
        probe.until_quiet()
        yield
        load.close_seats()
        probe.until_quiet()


# -- length -----------------------------------------------------------------------------------------------------------


def length(world: World, probe: Probe, meeting: str, seats: int, turns: int) -> dict[str, float]:
    """Processor time of joins, of page turns, and the latency of a turn."""
    many = [SeatSpec(world.small[n % len(world.small)], {"meeting": meeting}) for n in range(seats)]
    chair = SeatSpec(world.chair, {"meeting": meeting})
    with Load(probe.address, [chair, *many]) as load:
        load.connect(1)
        probe.until_quiet()
        before = probe.cpu()
        load.connect(seats, at_once=20)
        probe.until_quiet()
        joins = (probe.cpu() - before) / seats
        took, cpu = [], []
        for n in range(turns):
            before = probe.cpu()
            load.expect(1, '"stage"')
            body = {"id": new_id(), "meeting": meeting, "cmd": "papers.turn_page", "args": {"page": 1 + n % 24}}
            sent = load.send([Message(0.0, 0, "do", body)])
            seen = load.wait().check(seats + 1)
            took.append((seen.broadcasts[0].last - sent) / 1e6)
            time.sleep(0.02)
            cpu.append((probe.cpu() - before) * 1e3)
        load.close_seats()
    probe.until_quiet()
    return {"join us": joins * 1e6, "turn CPU ms": median(cpu), "turn ms": median(took)}


# -- all of it --------------------------------------------------------------------------------------------------------


def main(chosen: Namespace) -> None:
    seats, turns = chosen.seats[0], 5 if chosen.quick else 20
    people, entries, meetings = (500, LONG, 2 if chosen.quick else 6)
    found: dict[str, dict[str, list[float]]] = {}

    def note(case: str, figures: dict[str, float]) -> None:
        for name, figure in figures.items():
            found.setdefault(case, {}).setdefault(name, []).append(figure)

    with tempfile.TemporaryDirectory() as scratch:
        world = asyncio.run(made(Path(scratch) / "data", meetings, people, entries))
        start(world)
        tune()  # as the server's own collector is tuned
        for _ in range(chosen.runs):
            note("start", start(world))
            note("fold", asyncio.run(folded(world)))
            with Probe(world.folder) as probe:
                note("memory", memory(world, probe))
            with Probe(world.folder) as probe:
                length(world, probe, world.short, seats, 2)
                for case, meeting in ((str(SHORT), world.short), (str(LONG), world.drawn)):
                    note(case, length(world, probe, meeting, seats, turns))
    show(found)


def show(found: dict[str, dict[str, list[float]]]) -> None:
    for case in ("start", "fold", "memory"):
        rows = [(name, spread(figures)) for name, figures in found[case].items()]
        table(f"{LONG} entries, {case}: median [least-most] of the runs", ("", case), rows)
    short, drawn = found[str(SHORT)], found[str(LONG)]
    rows_ = [
        (name, spread(short[name]), spread(drawn[name]), f"{ratio(short[name], drawn[name]):.2f}") for name in short
    ]
    table("The same small meeting", ("", f"{SHORT} entries", f"{LONG} entries", "x"), rows_)
    targets: list[tuple[str, str]] = [
        ("process start to first join", verdict(median(found["start"]["first join ms"]), 1000, " ms")),
        ("fold, reading included", verdict(median(found["fold"]["in all ms"]), 150, " ms")),
        ("a live meeting", verdict(median(found["memory"]["a live meeting MiB"]), 8, " MiB")),
        ("join, long against short", verdict(ratio(short["join us"], drawn["join us"]), 1.1)),
        ("page turn, long against short", verdict(ratio(short["turn CPU ms"], drawn["turn CPU ms"]), 1.1)),
    ]
    table("Targets", ("", "reached"), targets)


def ratio(under: list[float], over: list[float]) -> float:
    """Within each run; the median of these."""
    return median(b / a for a, b in zip(under, over, strict=True))


if __name__ == "__main__":
    sys.exit(run(main, options(__doc__, 5, "200", quick="60")))
