"""A meeting with a secret poll: everybody here, the motion ready; then who votes what, as a tablet would.

Every request and answer of a ballot is kept, to be measured. Two kinds: a question, and an election among so many
candidates that every voter's marks are a pattern nobody else has: a canary.
"""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx

from ecabinet.urn.seal import Plain, seal
from tests.kit.device import Device, fine
from tests.kit.home import Home, serving
from tests.kit.session import Session, running
from voting.events import Urn

QUESTION: dict[str, Any] = {"text": "Bãi nhiệm đại biểu?", "rule": "council-removal"}
CANDIDATES = 150


def election(candidates: int = CANDIDATES) -> dict[str, Any]:
    """At most three of them, one seat."""
    options = [{"id": n, "text": f"Ứng cử viên {n}"} for n in range(1, candidates + 1)]
    method = {"kind": "approval", "options": options, "least": 1, "most": 3, "seats": 1}
    return {"text": "Bầu Ủy viên?", "rule": "secret-election", "method": method}


def patterns(voters: Sequence[int], seed: int) -> dict[int, Plain]:
    """Marks that no two voters share, in an order of their own: their text is found nowhere by chance."""
    dice = random.Random(seed)
    found: set[tuple[int, ...]] = set()
    while len(found) < len(voters):
        found.add(tuple(dice.sample(range(100, CANDIDATES + 1), 3)))
    return {voter: Plain(marks=marks) for voter, marks in zip(voters, sorted(found), strict=True)}


class Booth:
    """`open`, `vote`, `close`, `until_over`. `voters`: participants by the name of their device."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.home = session.home
        self.meeting = session.meeting
        self.poll = 0
        self.traffic: list[tuple[int, bytes, bytes]] = []  # voter, body sent, answer
        self.voters = {
            name: who for name, who in session.participants.items() if name == "chair" or name.startswith("member")
        }

    @property
    def state(self) -> Any:
        return self.session.state.voting.polls[self.poll]

    @property
    def urn(self) -> Urn:
        found: Urn = self.state.urn
        return found

    async def motion(self, wanted: Mapping[str, Any]) -> int:
        fine(await self.session.secretary.post("voting.add_motion", item=self.session.items[0], **wanted))
        return int(max(self.session.state.voting.motions))

    async def open(self, wanted: Mapping[str, Any]) -> "Booth":
        motion = await self.motion(wanted)
        fine(await self.session["chair"].post("voting.open", motion=motion))
        self.poll = max(self.session.state.voting.polls)
        return self

    def sealed(self, voter: int, plain: Plain) -> str:
        return seal(self.urn, self.meeting, self.poll, voter, plain)

    async def vote(self, ballots: Mapping[int, Plain], sealed: Mapping[int, str] | None = None) -> None:
        """One after the other, each over HTTP from its own device. `sealed`: already made elsewhere."""
        for name, voter in self.voters.items():
            if voter in ballots:
                ready = (sealed or {}).get(voter) or self.sealed(voter, ballots[voter])
                await self.cast(self.session[name], voter, ready)

    async def cast(self, device: Device, voter: int, sealed: str) -> httpx.Response:
        args = {"poll": self.poll, "sealed": sealed}
        body = {"id": f"ballot-{self.poll:06d}-{voter:06d}", "cmd": "voting.cast", "args": args}
        answer = await device.http.post(f"/api/v1/meetings/{self.meeting}/commands", json=body)
        fine(answer.json())
        self.traffic.append((voter, answer.request.content, answer.content))
        return answer

    async def close(self) -> None:
        fine(await self.session["chair"].post("voting.close", poll=self.poll))

    async def until_over(self, seconds: float = 20) -> Any:
        """Counted or void, and what follows from it done."""
        async with asyncio.timeout(seconds):
            while self.state.state not in ("closed", "void", "tied") or self.home.house.urns.tasks:
                await asyncio.sleep(0.01)
            if self.home.house.urns.cutting is not None:
                await self.home.house.urns.cutting
        return self.state


@contextlib.asynccontextmanager
async def given_a_booth(folder: Path, members: int, **settings: Any) -> AsyncIterator[Booth]:
    """The chair and so many more, all checked in; the first item is open."""
    async with serving(folder, **{"demo": True, **settings}) as home:
        yield Booth(await running(home, members=members - 1))


def same_home(booth: Booth, home: Home) -> Booth:
    """The same meeting on another server."""
    booth.home = booth.session.home = home
    return booth
