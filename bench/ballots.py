"""Ballots, each on the disk before its answer (`synchronous=FULL`): storms of 1,000 and 5,000, and 1,000 in 5 seconds.

    .venv/bin/python bench/ballots.py [--runs 5] [--seats 1000,5000] [--profile] [--quick]

Every voter is a member with a seat of their own; a few seats of five other audiences stand beside them. Asserted in
every run: each ballot answered with yes, counted once in the state, every seat given every push, and the last count.

- Storm: all ballots at once. From the first sent: the last answer, and when the last seat has the final count.
- Slow sync: the same server, whose every commit takes 5 ms longer in the thread that makes it.
- Trickle: the ballots spread over 5 seconds. Processor time of the whole server over that time.
- Commit to seat: from the commit of a ballot until the last seat has a push that counts it; the worst of all.
- Stall: the longest time the event loop did not come round.

`--profile` runs storms under cProfile and says where the processor time of the loop's thread goes (the profiler itself
makes it about twice as much; the thread that commits is not in it).
"""

import random
import shutil
import sys
import tempfile
import time
from argparse import Namespace
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

import msgspec

from bench.load.probe import SLOW, Probe
from bench.load.seats import Load, Message, Miscount, SeatSpec, percentile
from bench.load.table import median, options, run, spread, table, verdict
from bench.load.witness import Witness
from bench.load.world import Meeting, Place, Plan, make

OTHERS = ("staff", "near", "wide", "wider", "screen")
BESIDE = 12  # seats of each of them
MOST_PUSHES = 400
TRICKLE = 5.0  # seconds
CHOICES = ("yes", "yes", "yes", "no", "abstain")


class Figures(msgspec.Struct, frozen=True):
    """One round of ballots. Milliseconds; `cpu`: processor seconds of the server; `pushes`: to each seat."""

    ballots: int
    last: float
    final: float
    p99: float
    seen: float
    pushes: int
    commits: int
    cpu: float
    stall: float

    @property
    def rate(self) -> float:
        return self.ballots / self.last * 1000

    @property
    def each(self) -> float:
        """Microseconds of processor time per ballot, pushes included."""
        return self.cpu / self.ballots * 1e6


class Hall(msgspec.Struct, frozen=True):
    """A server and those who sit before it: voters first."""

    probe: Probe
    meeting: Meeting
    voters: int
    seats: list[SeatSpec]
    rng: random.Random
    profiled: bool = False


def hall(probe: Probe, meeting: Meeting, voters: int) -> Hall:
    """The chair votes too."""
    members: list[Place] = [place for place in meeting.places["staff"] if place.person == meeting.chair]
    members += meeting.places["members"]
    if len(members) < voters:
        raise ValueError(f"{len(members)} members, {voters} voters")
    others = [place for name in OTHERS for place in meeting.places[name][1 : BESIDE + 1]]
    seats = [meeting.seat(place) for place in (*members[:voters], *others)]
    return Hall(probe, meeting, voters, seats, random.Random(voters))


def ballots(one: Hall, poll: int, seconds: float) -> list[Message]:
    """A message from each voter, in any order, within so many seconds."""
    order = list(range(one.voters))
    one.rng.shuffle(order)
    made = []
    for place, seat in enumerate(order):
        args = {"poll": poll, "choice": one.rng.choice(CHOICES)}
        body = {"id": f"ballot-{poll}-{seat}", "meeting": one.meeting.id, "cmd": "voting.cast", "args": args}
        made.append(Message(seconds * place / one.voters, seat, "do", body))
    return made


def measure(one: Hall, load: Load, witness: Witness, seconds: float) -> Figures:
    """A new poll, and everybody votes."""
    poll = one.probe.vote(one.meeting.id, one.meeting.chair)
    until_seen(witness, f"poll/{poll}", 0)
    one.probe.until_quiet()
    witness.forget()
    load.expect(MOST_PUSHES)
    one.probe.note(one.meeting.id)
    one.probe.profile(one.profiled)
    one.probe.watch()
    before = one.probe.cpu()
    started = load.send(ballots(one, poll, seconds))
    settled(one, load, witness, poll)
    cpu, stall = one.probe.cpu() - before, one.probe.watched()
    one.probe.profile(False)
    counted = one.probe.outcome(one.meeting.id, poll)
    if (counted["voted"], counted["ballots"]) != (one.voters, one.voters):
        raise Miscount(f"{counted} of {one.voters} ballots")
    return figures(one, load, witness, poll, started, cpu, stall)


def until_seen(witness: Witness, key: str, voted: int) -> None:
    end = time.monotonic() + 30
    while witness.view.get(key, {}).get("voted") != voted:
        if time.monotonic() > end:
            raise Miscount(f"the witness was never told of {voted} votes: {witness.view.get(key, {}).get('voted')}")
        time.sleep(0.005)


def settled(one: Hall, load: Load, witness: Witness, poll: int) -> None:
    """Every ballot is answered with yes, and every seat has as many pushes as the witness, the last one included."""
    end = time.monotonic() + 60
    while True:
        seen = load.wait(0.1)
        told = witness.view[f"poll/{poll}"]["voted"] == one.voters
        pushes = len(witness.pushes)
        if not seen.unsent and not seen.unanswered and told and seen.pushes.least == seen.pushes.most == pushes:
            break
        if time.monotonic() > end or seen.lost or seen.refused:
            raise Miscount(f"{seen}, and the witness had {pushes} pushes")
    if pushes > MOST_PUSHES:
        raise Miscount(f"{pushes} pushes are more than this can count")


def figures(one: Hall, load: Load, witness: Witness, poll: int, started: int, cpu: float, stall: float) -> Figures:
    key = f"poll/{poll}"
    arrived = [max(column) for column in zip(*load.arrivals(MOST_PUSHES), strict=True)][: len(witness.pushes)]
    counts = [push.body["set"].get(key, {}).get("voted") for push in witness.pushes]
    seqs = [push.body["seq"] for push in witness.pushes]
    commits = one.probe.noted()
    waits = [next(at for seq, at in zip(seqs, arrived, strict=True) if seq >= done) - when for done, when in commits]
    answers = load.answers()
    return Figures(
        ballots=one.voters,
        last=(max(answers.answered) - started) / 1e6,
        final=(arrived[counts.index(one.voters)] - started) / 1e6,
        p99=percentile(answers.took, 0.99),
        seen=max(waits) / 1e6,
        pushes=len(witness.pushes),
        commits=len(commits),
        cpu=cpu,
        stall=stall,
    )


def round_of(one: Hall, seconds: float, again: int = 1) -> Figures:
    """Everybody comes, votes, and goes. With `again` the last of several rounds counts."""
    with Load(one.probe.address, one.seats) as load:
        load.connect(at_once=200)
        with Witness(one.probe.address, one.seats[1]) as witness:
            one.probe.until_quiet()
            for _ in range(again):
                found = measure(one, load, witness, seconds)
        load.close_seats()
    one.probe.until_quiet()
    return found


def plan_for(voters: int) -> Plan:
    """As many members as vote, and a few more; 15 guests of each kind."""
    people = round(voters * 1.05) + 60
    return Plan(people=people, guests=45 / people, sessions=1, screens=BESIDE + 1)


def main(chosen: Namespace) -> None:
    many, most = chosen.seats[0], chosen.seats[-1]
    seconds = 1.0 if chosen.quick else TRICKLE
    found: dict[str, list[Figures]] = defaultdict(list)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        small = make(folder / "small", plan_for(many)).meetings[0]
        shutil.copytree(folder / "small", folder / "slow")
        fast = hall(stack.enter_context(Probe(folder / "small")), small, many)
        slow = hall(stack.enter_context(Probe(folder / "slow", SLOW)), small, many)
        cases = {
            f"{many} at once": (fast, 0.0),
            f"{many} at once, slow sync": (slow, 0.0),
            f"{many} in {seconds:g} s": (fast, seconds),
        }
        if most > many:
            big = make(folder / "big", plan_for(most)).meetings[0]
            large = hall(stack.enter_context(Probe(folder / "big")), big, most)
            cases[f"{most} at once"] = (large, 0.0)
        for one in {id(one): one for one, _ in cases.values()}.values():
            round_of(one, 0.0)
        for n in range(chosen.runs):
            for name, (one, spread_over) in cases.items():
                found[name].append(round_of(one, spread_over))
            print(f"run {n + 1} of {chosen.runs} done", file=sys.stderr, flush=True)
    show(found)
    show_targets(list(found.items()), seconds)


# -- tables -----------------------------------------------------------------------------------------------------------


def show(found: dict[str, list[Figures]]) -> None:
    head = ("", "answered/s", "last answer ms", "p99 answer ms", "final count ms", "commit to seat ms", "pushes",
            "commits", "CPU us/ballot", "stall ms")  # fmt: skip
    rows = []
    for name, runs in found.items():
        columns = ([getattr(one, field) for one in runs] for field in ("rate", "last", "p99", "final", "seen"))
        counts = (f"{median(getattr(one, field) for one in runs):g}" for field in ("pushes", "commits"))
        ends = (spread([getattr(one, field) for one in runs]) for field in ("each", "stall"))
        rows.append((name, *(spread(column) for column in columns), *counts, *ends))
    table("Ballots: median [least-most] of the runs", head, rows)


def middle(runs: list[Figures], field: str) -> float:
    return median(getattr(one, field) for one in runs)


def show_targets(found: list[tuple[str, list[Figures]]], seconds: float) -> None:
    (storm, storms), (slow, slows), (trickle, trickles), *large = found
    rows = [
        (f"{storm}: answered per second", at_least(middle(storms, "rate"), 12_000)),
        (f"{storm}: last answer", verdict(middle(storms, "last"), 100, " ms")),
        (f"{storm}: every seat has the final count", verdict(middle(storms, "final"), 200, " ms")),
        (f"{storm}: pushes to a seat", verdict(max(one.pushes for one in storms), 5)),
        (f"{slow}: answered per second", at_least(middle(slows, "rate"), 10_000)),
        (f"{trickle}: of a core", verdict(middle(trickles, "cpu") / seconds * 100, 25, " %")),
        (f"{trickle}: p99 answer", verdict(middle(trickles, "p99"), 30, " ms")),
        (f"{trickle}: at every seat after its commit", verdict(middle(trickles, "seen"), 150, " ms")),
    ]
    for name, runs in large:
        pairs = zip(runs, storms, strict=True)
        ratio = median(one.last / one.ballots * other.ballots / other.last for one, other in pairs)
        rows += [
            (f"{name}: time per ballot, x {storm}", verdict(ratio, 1.3)),
            (f"{name}: at every seat after its commit", verdict(middle(runs, "seen"), 250, " ms")),
            (f"{name}: longest stall of the loop", verdict(middle(runs, "stall"), 150, " ms")),
        ]
    table("Targets", ("", "reached"), rows)


def at_least(figure: float, least: float) -> str:
    return f"{figure:.0f} (at least {least:g}: {'yes' if figure >= least else 'NO'})"


# -- profile ----------------------------------------------------------------------------------------------------------


def profile(chosen: Namespace) -> None:
    """Storms with and without the profiler; its rows are scaled to the processor time that was used without it."""
    many, storms = chosen.seats[0], max(3, chosen.runs)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "data"
        meeting = make(folder, plan_for(many)).meetings[0]
        with Probe(folder) as probe:
            one = hall(probe, meeting, many)
            with Load(probe.address, one.seats) as load:
                load.connect(at_once=200)
                with Witness(probe.address, one.seats[1]) as witness:
                    measure(one, load, witness, 0.0)
                    plain = [measure(one, load, witness, 0.0) for _ in range(storms)]
                    for _ in range(storms):
                        measure(msgspec.structs.replace(one, profiled=True), load, witness, 0.0)
                    rows = probe.profiled()
    head = ("CPU us/ballot", "answered/s", "last answer ms", "final count ms", "commits", "pushes")
    figures = (middle(plain, field) for field in ("each", "rate", "last", "final", "commits", "pushes"))
    table(f"{many} at once, without the profiler", head, [[f"{figure:.1f}" for figure in figures]])
    show_profile(rows, storms * many)


def show_profile(rows: list[dict[str, object]], total: int) -> None:
    """Microseconds a ballot, by room and by function."""
    rooms: dict[str, float] = defaultdict(float)
    for row in rows:
        rooms[str(row["room"])] += float(str(row["own"]))
    by_room = sorted(rooms.items(), key=lambda pair: -pair[1])[:16]
    table(
        "Under the profiler: own time by room, us a ballot",
        ("room", "own"),
        [(name, f"{seconds / total * 1e6:.2f}") for name, seconds in by_room],
    )
    hot = sorted(rows, key=lambda row: -float(str(row["own"])))[:45]
    table(
        "The hottest functions, us a ballot",
        ("function", "calls a ballot", "own", "with all below"),
        [
            (
                f"{row['name']}"[:78],
                f"{int(str(row['calls'])) / total:.2f}",
                *(f"{float(str(row[field])) / total * 1e6:.2f}" for field in ("own", "all")),
            )
            for row in hot
        ],
    )


if __name__ == "__main__":
    with_profile = "--profile" in sys.argv
    if with_profile:
        sys.argv.remove("--profile")
    asked = options(__doc__, 5, "1000,5000", quick="100,200")
    sys.exit(run(profile if with_profile else main, asked))
