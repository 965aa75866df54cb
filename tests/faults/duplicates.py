"""Every command sent many times, in any order, over two sockets and HTTP of one person, across restarts.

Each wish carries a text of its own (`tag`) in its effect, so the journal tells how often it took place. A wish's id may
be the same as another person's: ids belong to people.

What counts as a fault: an effect that is missing, or there twice; two answers to one wish that are not the same; a
refusal of what was acknowledged before it was sent again; another body under a used id that is not refused; anything
of another person's answer.
"""

import asyncio
import random
import sqlite3
from collections import Counter
from typing import Any

import httpx
import msgspec

from journal.entry import read_payload
from tests.faults.crowd import Crowd
from tests.faults.line import Lost
from tests.faults.nursery import Nursery
from tests.faults.seats import Answer, Seat

PASSING = frozenset({"live.too_many", "clerk.not_stored", "house.stopping"})  # try again


class Wish(msgspec.Struct):
    """`seqs`: of all answers that said yes."""

    person: str
    ident: str
    cmd: str
    args: dict[str, Any]
    tag: str
    seqs: set[int] = msgspec.field(default_factory=set)
    codes: set[str] = msgspec.field(default_factory=set)


class Desk:
    """One person's two tablets and a script that speaks HTTP."""

    def __init__(self, name: str, crowd: Crowd, nursery: Nursery, seed: int) -> None:
        self.name = name
        self.seats = [
            Seat(nursery.port, cookie, crowd.meeting, f"{name}/{i}", seed=seed)
            for i, cookie in enumerate(crowd.cookies[name])
        ]
        url = f"http://127.0.0.1:{nursery.port}"
        self.http = httpx.AsyncClient(
            base_url=url,
            cookies={"ecabinet": crowd.cookies[name][0]},
            headers={"origin": url},
            verify=False,
            timeout=20,
        )
        self.path = f"/api/v1/meetings/{crowd.meeting}/commands"

    async def send(self, way: int, ident: str, cmd: str, args: dict[str, Any]) -> Answer:
        """By the first or second tablet (0, 1), or by HTTP (2). Raises Lost, TimeoutError or an error of httpx."""
        if way < len(self.seats):
            return await (await self.seats[way].ready()).do(cmd, ident, **args)
        response = await self.http.post(self.path, json={"id": ident, "cmd": cmd, "args": args})
        return msgspec.json.decode(response.content, type=Answer)

    async def close(self) -> None:
        await asyncio.gather(*(seat.leave() for seat in self.seats))
        await self.http.aclose()


class Storm:
    """All desks, their wishes, and the faults found."""

    def __init__(self, crowd: Crowd, nursery: Nursery, seed: int) -> None:
        self.crowd = crowd
        self.nursery = nursery
        self.random = random.Random(seed)
        names = [name for name in crowd.cookies if not name.startswith("screen")]
        self.desks = {name: Desk(name, crowd, nursery, seed) for name in names}
        self.wishes: list[Wish] = []
        self.sends = 0
        self.restarts = 0
        self.faults: list[str] = []

    # -- what is wished -----------------------------------------------------------------------------------------------

    def think(self, each: int, poll: int) -> None:
        """So many wishes for each person; members borrow each other's ids now and then."""
        for name in self.desks:
            for number in range(each):
                self.wishes.append(self.wish(name, number))
        self.wishes += [self.ballot(name, poll) for name in self.crowd.members]
        for wish in self.wishes:
            if wish.person.startswith("member") and self.random.random() < 0.3:
                self.borrow(wish)

    def wish(self, name: str, number: int) -> Wish:
        tag = f"{name}:{number}"
        item = self.random.choice(self.crowd.items)
        cmd: str
        args: dict[str, Any]
        if name in ("secretary", "chair"):
            edit = ("agenda.edit_item", {"item": item, "title": tag, "presenter_text": tag})  # all that the event shows
            motion = ("voting.edit_motion", {"motion": self.crowd.motions[1], "text": tag})
            cmd, args = self.random.choice(
                (edit, motion, ("agenda.add_item", {"title": tag})) if number < 60 else (edit,)
            )
        elif number % 4 == 0:
            cmd, args = "agenda.request_floor", {"topic": tag}
        elif number % 4 == 2:
            cmd, args = "agenda.withdraw_request", {}
        else:
            cmd, args = "agenda.check_in", {"mode": "online", "site": tag}
        return Wish(name, f"id-{self.random.getrandbits(64):x}", cmd, args, tag)

    def ballot(self, name: str, poll: int) -> Wish:
        args = {"poll": poll, "choice": "other", "text": f"{name}:ballot"}
        return Wish(name, f"id-{self.random.getrandbits(64):x}", "voting.cast", args, f"{name}:ballot")

    def borrow(self, wish: Wish) -> None:
        """Take the id of somebody else's wish; never one this person uses already."""
        other = self.random.choice(self.wishes)
        mine = {one.ident for one in self.wishes if one.person == wish.person}
        if other.person != wish.person and other.ident not in mine:
            wish.ident = other.ident

    # -- sending ------------------------------------------------------------------------------------------------------

    async def rage(self, restarts: int) -> None:
        """Everything, 1 to 20 times, shuffled within a window of time; the server goes and comes back meanwhile."""
        for desk in self.desks.values():
            for seat in desk.seats:
                seat.begin()
        queues = {name: self.copies(name) for name in self.desks}
        total = sum(len(queue) for queue in queues.values())
        marks = [total * (i + 1) // (restarts + 1) for i in range(restarts)]
        workers = [
            asyncio.create_task(self.work(self.desks[name], way, queue))
            for name, queue in queues.items()
            for way in (0, 0, 0, 1, 1, 1, 2)
        ]
        keeper = asyncio.create_task(self.restart_at(marks))
        await asyncio.gather(*workers)
        await keeper

    def copies(self, name: str) -> list[Wish]:
        """Near its turn, but in any order."""
        found = [
            (place + self.random.uniform(0, 12), wish)
            for place, wish in enumerate(one for one in self.wishes if one.person == name)
            for _ in range(self.random.randint(1, 20))
        ]
        return [wish for _, wish in sorted(found, key=lambda one: -one[0])]

    async def work(self, desk: Desk, way: int, queue: list[Wish]) -> None:
        while queue:
            wish = queue.pop()
            while not await self.try_once(desk, way, wish):
                await asyncio.sleep(0.05 + self.random.random() / 10)

    async def try_once(self, desk: Desk, way: int, wish: Wish) -> bool:
        """One copy. False: there was no answer, or one that says nothing; send it again."""
        known = bool(wish.seqs)
        self.sends += 1
        try:
            answer = await desk.send(way, wish.ident, wish.cmd, wish.args)
        except (Lost, TimeoutError, OSError, httpx.TransportError):
            return False
        if answer.code in PASSING:
            return False
        self.judge(wish, answer, known)
        return True

    def judge(self, wish: Wish, answer: Answer, known: bool) -> None:
        if answer.ok:
            assert answer.seq is not None
            wish.seqs.add(answer.seq)
        else:
            wish.codes.add(answer.code)
            if known or answer.code == "clerk.id_reused":
                self.faults.append(f"{wish.tag} {wish.cmd}: {answer.code} after a yes")
        if len(wish.seqs) > 1:
            self.faults.append(f"{wish.tag} {wish.cmd}: answers {sorted(wish.seqs)}")

    async def restart_at(self, marks: list[int]) -> None:
        """Killed or stopped, in turn, when so many copies have been sent."""
        for number, mark in enumerate(marks):
            while self.sends < mark:
                await asyncio.sleep(0.01)
            await (self.nursery.stop() if number % 2 else self.nursery.kill())
            await self.nursery.start()
            self.restarts += 1

    # -- asking for what one must not get -----------------------------------------------------------------------------

    async def probe(self, most: int) -> int:
        """Another body under a used id; a stranger's hand on an id. Returns how many were tried."""
        done = [wish for wish in self.wishes if wish.seqs]
        chosen = self.random.sample(done, min(most, len(done)))
        for wish in chosen:
            await self.other_body(wish)
            await self.other_person(wish)
        return 2 * len(chosen)

    async def ask(self, name: str, ident: str, cmd: str, args: dict[str, Any]) -> Answer:
        while True:
            try:
                answer = await self.desks[name].send(self.random.randrange(3), ident, cmd, args)
            except (Lost, TimeoutError, OSError, httpx.TransportError):
                continue
            if answer.code not in PASSING:
                return answer
            await asyncio.sleep(0.1)

    async def other_body(self, wish: Wish) -> None:
        cmd, args = self.random.choice(
            (("agenda.request_floor", {"topic": "stolen"}), (wish.cmd, wish.args | {"extra": 1}), ("x.y", {}))
        )
        answer = await self.ask(wish.person, wish.ident, cmd, args)
        if answer.code != "clerk.id_reused" or answer.seq is not None:
            self.faults.append(f"{wish.tag}: another body was answered {answer.ok} {answer.code}")

    async def other_person(self, wish: Wish) -> None:
        """The same id and body from a guest, who may do none of this: refused for that reason, told nothing else."""
        taken = {one.ident for one in self.wishes if one.person == "guest0"}
        if wish.ident in taken or wish.cmd in ("agenda.request_floor", "agenda.withdraw_request", "agenda.check_in"):
            return
        answer = await self.ask("guest0", wish.ident, wish.cmd, wish.args)
        if answer.ok or answer.code == "clerk.id_reused" or answer.seq is not None or answer.mine is not None:
            self.faults.append(f"{wish.tag}: its answer went to another: {answer.ok} {answer.code} {answer.seq}")

    # -- the account --------------------------------------------------------------------------------------------------

    def account(self) -> list[str]:
        """The journal on the disk against what was answered. No server may be running."""
        rows = journal(self.crowd)
        seen: Counter[str] = Counter()
        for kind, body in rows:
            seen.update({text for text in body.values() if isinstance(text, str)} if kind else ())
        return self.faults + self.effects(seen) + self.withdrawals(rows)

    def effects(self, seen: Counter[str]) -> list[str]:
        tagged = [wish for wish in self.wishes if wish.tag in wish.args.values()]
        lost = [f"{wish.tag} was lost" for wish in tagged if wish.seqs and not seen[wish.tag]]
        doubled = [f"{wish.tag} took place {seen[wish.tag]} times" for wish in tagged if seen[wish.tag] > 1]
        late = [f"{wish.tag} was refused and took place" for wish in tagged if not wish.seqs and seen[wish.tag]]
        return lost + doubled + late

    def withdrawals(self, rows: list[tuple[str, dict[str, Any]]]) -> list[str]:
        """Those have no text of their own: count them."""
        happened = Counter(body["participant"] for kind, body in rows if kind == "agenda.request_withdrawn")
        wished = Counter(
            self.crowd.participants[wish.person]
            for wish in self.wishes
            if wish.cmd == "agenda.withdraw_request" and wish.seqs
        )
        return [] if happened == wished else [f"withdrawals: {dict(happened)} happened, {dict(wished)} answered"]

    async def close(self) -> None:
        await asyncio.gather(*(desk.close() for desk in self.desks.values()))


def journal(crowd: Crowd) -> list[tuple[str, dict[str, Any]]]:
    """Kind and body of every entry, in order."""
    connection = sqlite3.connect(crowd.folder / "ecabinet.db")
    try:
        rows = connection.execute(
            "SELECT header, payload FROM entry WHERE meeting = ? ORDER BY seq", (crowd.meeting,)
        ).fetchall()
    finally:
        connection.close()
    found = []
    for header, payload in rows:
        found.append((msgspec.json.decode(header)["kind"], msgspec.json.decode(read_payload(payload).body)))
    return found
