"""Votes flying while the chair closes: rounds of one poll each, and the account of every one of them.

Each voter's ballot leaves at a moment of its own, spread around the moment at which the chair's `voting.close` leaves;
some voters send from two tablets, some twice under one id. After the round the poll's totals, as everybody is shown
them, must be the ballots that were acknowledged: no more and no fewer, and each with the choice that was sent. What a
voter is shown of their own ballot must agree too.
"""

import asyncio
import random

import msgspec

from tests.faults.crowd import Crowd
from tests.faults.duplicates import journal
from tests.faults.seats import Answer, Seat

CHOICES = ("yes", "no", "abstain")


class Round(msgspec.Struct):
    """`yes`: choice of each voter whose ballot was acknowledged. `twice`: who was told that their ballot is in."""

    poll: int
    yes: dict[str, str] = msgspec.field(default_factory=dict)
    refused: set[str] = msgspec.field(default_factory=set)
    twice: set[str] = msgspec.field(default_factory=set)
    faults: list[str] = msgspec.field(default_factory=list)


class Race:
    """A chair and voters, all seated (`seats`: for each name one or two tablets)."""

    def __init__(self, crowd: Crowd, seats: dict[str, list[Seat]], seed: int) -> None:
        self.crowd = crowd
        self.seats = seats
        self.random = random.Random(seed)
        self.rounds: list[Round] = []
        self.spread = 0.012  # seconds in which the ballots leave, around the closing

    @property
    def chair(self) -> Seat:
        return self.seats["chair"][0]

    async def run(self, motion: int) -> Round:
        """Open, vote and close at once, compare."""
        answer = await self.chair.do("voting.open", motion=motion)
        assert answer.ok, answer.code
        poll = await self.opened(motion)
        made = Round(poll)
        self.rounds.append(made)
        closing = asyncio.create_task(self.close(poll))
        await asyncio.gather(*(self.vote(made, name) for name in self.crowd.members))
        await closing
        await self.compare(made)
        return made

    async def opened(self, motion: int) -> int:
        """The poll, once every voter has been shown it."""
        while True:
            polls = [self.chair.view[key] for key in self.chair.view.keys("poll/")]
            found = [poll["id"] for poll in polls if poll["motion"] == motion]
            voters = [seat for name in self.crowd.members for seat in self.seats[name]]
            if found and all(f"poll/{found[0]}" in seat.view for seat in voters):
                return int(found[0])
            await asyncio.sleep(0.003)

    async def close(self, poll: int) -> None:
        await asyncio.sleep(self.spread * self.random.uniform(0.2, 1.0))
        answer = await self.chair.do("voting.close", poll=poll)
        assert answer.ok, answer.code

    async def vote(self, made: Round, name: str) -> None:
        choice = self.random.choice(CHOICES)
        await asyncio.sleep(self.spread * self.random.random())
        once = self.random.random() < 0.5
        ways = [(seat, f"{name}-{made.poll}-{0 if once else i}") for i, seat in enumerate(self.seats[name])]
        if self.random.random() < 0.2:
            ways.append(ways[0])
        sends = [seat.do("voting.cast", ident, poll=made.poll, choice=choice) for seat, ident in ways]
        for answer in await asyncio.gather(*sends):
            self.book(made, name, choice, answer)

    def book(self, made: Round, name: str, choice: str, answer: Answer) -> None:
        if answer.ok:
            made.yes[name] = choice
        elif answer.code == "voting.already_cast":
            made.twice.add(name)
        elif answer.code == "voting.not_open":
            made.refused.add(name)
        else:
            made.faults.append(f"{name}: {answer.code}")

    async def compare(self, made: Round) -> None:
        """With what everybody is shown once the poll is closed."""
        key, seats = f"poll/{made.poll}", [seat for some in self.seats.values() for seat in some]
        async with asyncio.timeout(10):
            while not all(key in seat.view and seat.view[key]["state"] == "closed" for seat in seats):
                await asyncio.sleep(0.003)
        once = {name for name, some in self.seats.items() if len(some) == 1}
        if both := (made.refused & made.yes.keys() & once) | (made.twice - made.yes.keys()):
            made.faults.append(f"acknowledged and refused, or the other way round: {sorted(both)}")
        wanted = {choice: list(made.yes.values()).count(choice) for choice in CHOICES}
        for seat in seats:
            totals = seat.view[key]["totals"]
            if any(totals[choice] != wanted[choice] for choice in CHOICES) or seat.view[key]["voted"] != len(made.yes):
                made.faults.append(f"{seat.name} is shown {totals}, acknowledged were {wanted}")
        for name, some in self.seats.items():
            if name in self.crowd.members:
                made.faults += [fault for seat in some if (fault := self.own(made, name, seat))]

    def own(self, made: Round, name: str, seat: Seat) -> str:
        """What a voter is shown of their own ballot, on each tablet."""
        key = f"me/ballot/{made.poll}"
        shown = seat.mine[key]["choice"] if key in seat.mine else None
        return "" if shown == made.yes.get(name) else f"{name} is shown {shown}, acknowledged {made.yes.get(name)}"

    def account(self) -> list[str]:
        """All rounds, all seats, and the journal on the disk."""
        rounds = [f"poll {made.poll}: {fault}" for made in self.rounds for fault in made.faults]
        seats = [f"{seat.name}: {fault}" for some in self.seats.values() for seat in some for fault in seat.faults]
        return rounds + seats + self.written()

    def written(self) -> list[str]:
        """One entry for each acknowledged ballot, before the one that closes its poll."""
        cast: dict[int, dict[int, str]] = {}
        faults: list[str] = []
        closed: set[int] = set()
        for kind, body in journal(self.crowd):
            if kind == "voting.poll_closed":
                closed.add(body["poll"])
            if kind == "voting.ballot_cast":
                ballots = cast.setdefault(body["poll"], {})
                if body["poll"] in closed or body["participant"] in ballots:
                    faults.append(f"poll {body['poll']}: a ballot after closing, or a second one")
                ballots[body["participant"]] = body["choice"]
        for made in self.rounds:
            wanted = {self.crowd.participants[name]: choice for name, choice in made.yes.items()}
            if cast.get(made.poll, {}) != wanted:
                faults.append(f"poll {made.poll}: {len(wanted)} acknowledged, {len(cast.get(made.poll, {}))} written")
        return faults
