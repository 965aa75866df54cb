"""Our server with more instruments: a vote that can be begun again, a profile, and a disk that syncs slowly.

As `serve_ours`, whose console it has, and in addition

    vote MEETING CHAIR             voids an open poll and opens the motion's next one: {"poll": id}
    outcome MEETING POLL           what counts: {"voted": n, "ballots": n, "seq": n}
    let_go                         drops the meetings nobody needs, however lately they did: {"known": n left}
    note MEETING / noted           begins to note commits: {"commits": [[seq, ns of the monotonic clock], ...]}
    profile / pause / profiled     profiles the loop's thread until a pause; all functions called while it did

    python -m bench.load.serve_probe DATA PORT [milliseconds that every commit takes longer]
"""

import cProfile
import pstats
import secrets
import sys
import time
from pathlib import Path
from typing import Any

from bench.load import ROOT, serve_ours
from bench.load.serve_ours import Console
from ecabinet.app import application
from ecabinet.clerk import clerks
from ecabinet.commands.serve import serve
from ecabinet.house import House, build
from ecabinet.settings import from_environment


class Probe(Console):
    """The console with instruments."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.profiler = cProfile.Profile()
        self.commits: list[tuple[int, int]] = []

    async def carry_out(self, name: str, *words: str) -> dict[str, Any]:
        match name:
            case "vote":
                return await self.vote(*words)
            case "outcome":
                return await self.outcome(*words)
            case "let_go":
                return self.let_go()
            case "note":
                return await self.note(*words)
            case "noted":
                return {"commits": self.commits}
            case "profile":
                self.profiler.enable()
                return {}
            case "pause":
                self.profiler.disable()
                return {}
            case "profiled":
                return {"functions": functions(self.profiler)}
        return await super().carry_out(name, *words)

    async def vote(self, meeting: str, chair: str) -> dict[str, Any]:
        clerk = await self.house.clerks.get(meeting)
        for open_poll in clerk.state.voting.open:
            await self.chair(meeting, chair, "voting.void", {"poll": open_poll, "reason": "đo tốc độ"})
        motion = max(clerk.state.voting.motions)
        await self.chair(meeting, chair, "voting.open", {"motion": motion, "override": "đo tốc độ"})
        return {"poll": clerk.state.voting.open[0]}

    async def chair(self, meeting: str, chair: str, name: str, args: dict[str, Any]) -> None:
        clerk = await self.house.clerks.get(meeting)
        answer = await clerk.do(chair, secrets.token_hex(8), name, args)
        if not answer.ok:
            raise RuntimeError(f"{name}: {answer.code} {answer.args}")

    def let_go(self) -> dict[str, Any]:
        """As if everybody had been away for longer than the idle time."""
        clerks.IDLE = -1
        self.house.clerks.let_go()
        return {"known": len(self.house.clerks.known)}

    async def note(self, meeting: str) -> dict[str, Any]:
        """The hall takes a state as soon as it is committed."""
        hall = (await self.house.clerks.get(meeting)).hall
        commits = self.commits = []
        take = type(hall).take

        def noted(state: Any, *rest: Any) -> Any:
            commits.append((state.seq, time.monotonic_ns()))
            return take(hall, state, *rest)

        hall.take = noted  # type: ignore[method-assign]
        return {}

    async def outcome(self, meeting: str, poll: str) -> dict[str, Any]:
        state = (await self.house.clerks.get(meeting)).state
        found = state.voting.polls[int(poll)]
        return {"voted": len(found.voted), "ballots": len(found.ballots), "seq": state.seq}


def functions(profiler: cProfile.Profile) -> list[dict[str, Any]]:
    """Every function that was called: its room, its own time and that with all below it, in seconds."""
    rows: Any = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    return [
        {"room": room_of(path), "name": f"{place(path)}:{line} {name}", "calls": calls, "own": own, "all": whole}
        for (path, line, name), (_, calls, own, whole, _) in rows.items()
    ]


def room_of(path: str) -> str:
    """`ecabinet/clerk`, `meeting`, `sqlalchemy`, or "C" for what has no file."""
    parts = Path(path).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    if path.startswith(str(ROOT)):
        inside = Path(path).relative_to(ROOT).parts
        return "/".join(inside[:2]) if inside[0] == "ecabinet" and len(inside) > 2 else inside[0]
    return "C" if path == "~" else "python"


def place(path: str) -> str:
    return "/".join(Path(path).parts[-2:])


def sync_slowly(house: House, milliseconds: float) -> None:
    """Every commit is followed by a pause, in the thread that made it: a disk that takes its time to sync."""
    dialect = house.db.writer.engine.dialect
    commit = dialect.do_commit

    def slowly(connection: Any) -> None:
        commit(connection)
        time.sleep(milliseconds / 1000)

    dialect.do_commit = slowly  # type: ignore[method-assign]


def main(folder: str, port: str, slow: str = "0") -> None:
    serve_ours.TICK = 0.01  # half a thousand looks a second would be two per cent of a core
    settings = from_environment(data=Path(folder), port=int(port))
    house = build(settings)
    if float(slow):
        sync_slowly(house, float(slow))
    console = Probe(house)
    house.on_start.append(console.start)
    house.on_stop.append(console.stop)
    serve(application(house), settings)


if __name__ == "__main__":
    main(*sys.argv[1:])
