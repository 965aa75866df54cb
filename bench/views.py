"""What one push costs: view, difference and encoding for six audiences together, naive beside cached.

    .venv/bin/python bench/views.py [--runs 40] [--quick]

Of the demo meeting, and of one of 500 people with 60 items, 120 papers and an open poll with 250 ballots (an item is
opened after it is closed). "Cached" is the product: `Channel.push` of each audience. "Naive" makes each view afresh,
compares it with the one before and encodes the difference. Both must tell the same, or the exit code is 1. CPU time of
this thread; every run goes one step forward (timed) and back again (not timed), so each begins from the same state.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from bench.room import Room, demo, hall, vote
from ecabinet.clerk.channel import Channel
from ecabinet.demo import cast
from ecabinet.live.frames import encode, event_frame
from meeting.objects import Object
from meeting.state import MeetingState
from meeting.view import view
from meeting.views.once import Once

TARGET = 0.4  # ms a push
Views = dict[str, dict[str, Object]]


class Case(NamedTuple):
    """A meeting before and after one change."""

    change: str
    before: MeetingState
    after: MeetingState


def big_meeting() -> tuple[Room, dict[str, Callable[[Room], object]]]:
    """500 people, and what happens to them."""
    room = hall()
    poll = room.state.voting.open[0]
    vote(room, poll, 1, 250)
    return room, {
        "page turn": lambda r: r.do(r.chair, "papers.turn_page", page=7),
        "one ballot": lambda r: vote(r, poll, 251, 251),
        "200 ballots": lambda r: vote(r, poll, 251, 450),
        "one arrival": lambda r: r.do(r.people[465], "agenda.check_in"),
        "close poll": lambda r: r.do(r.chair, "voting.close", poll=poll),
        "open item": lambda r: r.do(r.chair, "agenda.open_item", item=min(r.state.agenda.items) + 9),
    }


def demo_meeting() -> tuple[Room, dict[str, Callable[[Room], object]]]:
    """The demo: 33 people, 16 papers; all members who are here vote at once."""
    room = demo()
    poll = room.state.voting.open[0]
    voters = [room.state.participants[voter.participant].person for voter in room.state.voting.polls[poll].electorate]

    def ballots(room: Room, some: list[str]) -> None:
        for person in some:
            room.do(person, "voting.cast", poll=poll, choice="yes")

    return room, {
        "page turn": lambda r: r.do(r.chair, "papers.turn_page", page=7),
        "one ballot": lambda r: ballots(r, voters[:1]),
        f"{len(voters)} ballots": lambda r: ballots(r, voters),
        "one arrival": lambda r: r.do(cast.GUESTS[0].key, "agenda.check_in"),
        "close poll": lambda r: r.do(r.chair, "voting.close", poll=poll),
        "open item": lambda r: r.do(r.chair, "agenda.open_item", item=max(r.state.agenda.items)),
    }


def cases_of(room: Room, changes: dict[str, Callable[[Room], object]]) -> list[Case]:
    """Each change from the same state, but the last one: an item is opened when the poll is closed."""
    found: list[Case] = []
    start = room.state
    for name, change in changes.items():
        if name == "open item":
            start = found[-1].after
        room.state = start
        change(room)
        found.append(Case(name, start, room.state))
    return found


def audiences(state: MeetingState) -> tuple[str, ...]:
    """Six that see different things: guests of one item, of three and of seven among them."""
    rows = sorted(state.agenda.items)
    guests = (rows[:1], rows[2:5], rows[-7:])
    return ("staff", "members", *("guests:" + ",".join(map(str, some)) for some in guests), "screen")


def naive(before: Views, state: MeetingState) -> tuple[Views, list[bytes]]:
    """Every view afresh, and the frames that tell what is different."""
    frames = []
    views: Views = {}
    for audience, old in before.items():
        new = views[audience] = view(state, audience)
        changed = {key: made for key, made in new.items() if old.get(key) != made}
        gone = [key for key in old if key not in new]
        if changed or gone:
            head = {"meeting": state.meeting, "from": 1, "seq": state.seq, "head": state.head, "now": 1}
            frames.append(event_frame("push", encode({**head, "set": changed, "del": gone})))
    return views, frames


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """CPU milliseconds of this thread."""
    begun = time.thread_time()
    result = work()
    return (time.thread_time() - begun) * 1000, result


def told(frames: list[bytes]) -> list[tuple[dict[str, object], list[str]]]:
    """What the frames say, without the order of keys."""
    bodies = [msgspec.json.decode(frame[frame.index(b'42["push",') + 10 : -1]) for frame in frames]
    return [(body["set"], sorted(body["del"])) for body in bodies]


def measure(case: Case, runs: int) -> tuple[list[float], list[float], list[bytes]]:
    """Milliseconds of each run: naive and cached; and the frames. Raises when they differ."""
    once = Once()
    channels = [Channel(case.before.meeting, audience, case.before, once) for audience in audiences(case.before)]
    views = {audience: view(case.before, audience) for audience in audiences(case.before)}
    plain, cached = [], []
    for run in range(runs):
        spent, frames = timed(lambda: [frame for one in channels if (frame := one.push(case.after, 1)) is not None])
        cached.append(spent)
        for one in channels:
            one.push(case.before, 1)
        if run % 4 == 0:
            spent, (_, expected) = timed(lambda: naive(views, case.after))  # type: ignore[misc]
            plain.append(spent)
            if told(frames) != told(expected):  # type: ignore[arg-type]
                raise SystemExit(f"{case.change}: the push tells something else than the views do")
    return plain, cached, frames  # type: ignore[return-value]


def main(runs: int) -> int:
    print(f"{'meeting':10} {'change':12} {'naive ms':>9} {'cached ms':>10} {'best':>7} {'target':>7}  bytes of frames")
    for name, made in (("demo", demo_meeting()), ("500 people", big_meeting())):
        for case in cases_of(*made):
            plain, cached, frames = measure(case, runs)
            middle = statistics.median(cached)
            sizes = " ".join(str(len(frame)) for frame in frames)
            verdict = "" if middle <= TARGET else "  over"
            print(
                f"{name:10} {case.change:12} {statistics.median(plain):9.2f} {middle:10.3f} {min(cached):7.3f} "
                f"{TARGET:7.1f}  {sizes}{verdict}"
            )
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--quick", action="store_true", help="a smoke run")
    options = parser.parse_args()
    sys.exit(main(4 if options.quick else options.runs))
