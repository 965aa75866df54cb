"""What seats may ask over the socket: join, do, keep, signal. And when a seat must go.

What it is not: a transport. `line` and `stock` carry the messages and know nothing of meetings.

Rules:
- The session is looked up again for every event, and the audience is asked of `meeting.view` for every event: a seat
  that was signed out or removed gets nothing from the next event on, and is cut or told to rejoin at once.
- A meeting one may not see does not exist: `meeting.not_found`, as for one that was never made.
- Joins answer with the whole view, or with what changed since `have` of the same epoch. An epoch is one life of the
  server and one audience: after a restart, or when a seat's audience changed, the view is whole.
- A seat that sends far more than a person can is slowed (`live.too_many`) and then cut; its session is let in again
  after `RESTS` seconds.
- Every event is answered once, now or later, by the `reply` it came with; nothing that is in memory waits for a task.
"""

import asyncio
import secrets
from collections import Counter
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Any

from ecabinet.clerk.ask import refused
from ecabinet.clerk.clerk import Clerk
from ecabinet.clerk.clerks import Clerks
from ecabinet.identity.sessions import Session, Sessions
from ecabinet.ids import now
from ecabinet.live.frames import Around, encode
from ecabinet.live.seat import Line, Seat
from ecabinet.live.signals import Signals
from ecabinet.logs import bug
from ecabinet.metrics import FIGURES
from ecabinet.notes import Notes, Op, read_ops
from journal.shapes import Refusal
from meeting.view import audience_of, may_read

MOST_SEATS = 8  # of one session
MOST_DEVICES = 16  # seats of one person, whatever the session
MOST_EXCESS = 500  # events over the rate before a seat is cut
RESTS = 10.0  # seconds

Body = dict[str, Any]
Reply = Callable[[Any], None]


class Live:
    """The seats of the house."""

    def __init__(self, clerks: Clerks, sessions: Sessions, notes: Notes) -> None:
        self.clerks = clerks
        self.sessions = sessions
        self.notes = notes
        self.epoch = secrets.token_hex(4)  # `have` counts only within one life of the server
        self.seats: dict[str, set[Seat]] = {}  # by session
        self.devices: Counter[str] = Counter()  # seats by person
        self.resting: dict[str, float] = {}  # sessions that were cut for excess, and until when they wait
        self.signals = Signals()
        self.tasks: set[asyncio.Task[None]] = set()
        self.handlers: dict[str, Callable[[Clerk, Seat, Body, Reply], None]] = {
            "join": self.join,
            "do": self.do,
            "keep": self.keep,
            "signal": self.signal,
        }
        sessions.on_end.append(self.session_ended)
        clerks.on_load.append(self.clerk_loaded)

    # -- coming and going ---------------------------------------------------------------------------------------------

    def admit(self, line: Line, cookie: str | None) -> Seat:
        """A seat for whoever has a live session. Refusals: `identity.not_signed_in`, `live.too_many`."""
        session = self.sessions.find(cookie)
        if session is None:
            raise Refusal("identity.not_signed_in")
        if self.resting.get(session.hash, 0.0) > monotonic():
            raise Refusal("live.too_many")
        beside = self.seats.setdefault(session.hash, set())
        if len(beside) >= MOST_SEATS or self.devices[session.person or ""] >= MOST_DEVICES:
            raise Refusal("live.too_many")
        seat = Seat(line, session.hash, session.person)
        beside.add(seat)
        if session.person is not None:
            self.devices[session.person] += 1
        return seat

    def gone(self, seat: Seat) -> None:
        """The connection of a seat has ended."""
        beside = self.seats.get(seat.session, set())
        beside.discard(seat)
        if not beside:
            self.seats.pop(seat.session, None)
        if seat.person is not None:
            self.devices[seat.person] -= 1
            if not self.devices[seat.person]:
                del self.devices[seat.person]
        self.leave(seat)

    def send_away(self, seat: Seat) -> None:
        """It sent too much: cut, and not let in again at once."""
        self.resting[seat.session] = monotonic() + RESTS
        seat.cut()

    def leave(self, seat: Seat) -> None:
        clerk = self.clerks.loaded(seat.meeting) if seat.meeting else None
        seat.meeting = None
        seat.follows = False
        if clerk is not None:
            clerk.hall.leave(seat)
            self.signals.presence(clerk)

    def session_ended(self, session: str) -> None:
        """Signed out, disabled or out of time: every socket of that session is cut."""
        for seat in list(self.seats.get(session, ())):
            self.leave(seat)
            seat.cut()

    def sweep(self) -> None:
        """Cut the seats whose session has run out meanwhile; forget who has rested."""
        self.resting = {session: until for session, until in self.resting.items() if until > monotonic()}
        for session in list(self.seats):
            if self.sessions.get(session) is None:
                self.session_ended(session)

    def clerk_loaded(self, clerk: Clerk) -> None:
        clerk.hall.on_moved = lambda seat: self.moved(clerk, seat)

    def moved(self, clerk: Clerk, seat: Any) -> None:
        """The seat's audience is no longer its own: it must join again and gets a whole view."""
        seat.meeting = None
        seat.send("rejoin", {"meeting": clerk.meeting})
        self.signals.presence(clerk)

    # -- events -------------------------------------------------------------------------------------------------------

    def take(self, seat: Seat, name: str, body: Body, reply: Reply) -> None:
        """One event of one seat; a Refusal is the answer."""
        try:
            session = self.sessions.get(seat.session)
            if session is None:
                seat.cut()
                return
            self.within_rate(seat, name)
            clerk = self.clerk_in_memory(session, body)
            if clerk is None:
                self.later(name, self.after_loading(seat, name, body, reply), reply)
            else:
                self.handlers[name](clerk, seat, body, reply)
        except Refusal as no:
            refuse(no, reply)
        except Exception as failure:
            reply(broken(name, failure))

    def within_rate(self, seat: Seat, name: str) -> None:
        if seat.within(name):
            return
        seat.excess += 1
        if seat.excess > MOST_EXCESS:
            self.send_away(seat)
        raise Refusal("live.too_many")

    def clerk_in_memory(self, session: Session, body: Body) -> Clerk | None:
        """None: to be loaded. Refuses what this session has no business with."""
        meeting = body.get("meeting")
        if not isinstance(meeting, str) or not may_ask(session, meeting):
            raise Refusal("meeting.not_found")
        return self.clerks.loaded(meeting)

    async def after_loading(self, seat: Seat, name: str, body: Body, reply: Reply) -> None:
        """The meeting was not in memory; the session may have ended meanwhile."""
        clerk = await self.clerks.get(body["meeting"])
        if self.sessions.get(seat.session) is None:
            seat.cut()
        else:
            self.handlers[name](clerk, seat, body, reply)

    def later(self, name: str, work: Coroutine[Any, Any, None], reply: Reply) -> None:
        """Work that waits for the disk."""

        async def run() -> None:
            try:
                await work
            except Refusal as no:
                refuse(no, reply)
            except Exception as failure:
                reply(broken(name, failure))

        task = asyncio.get_running_loop().create_task(run())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def join(self, clerk: Clerk, seat: Seat, body: Body, reply: Reply) -> None:
        """The view, whole or since `have`; every push from now on."""
        audience = audience_in(clerk, seat)
        if seat.meeting is not None and seat.meeting != clerk.meeting:
            self.leave(seat)
        channel = clerk.hall.enter(seat, audience)
        seat.meeting = clerk.meeting
        state = clerk.hall.state
        have, epoch = body.get("have"), f"{self.epoch}/{audience}"
        resumes = type(have) is int and body.get("epoch") == epoch and channel.can_resume(have, state.seq)
        changed, gone = channel.changes(have) if resumes and have is not None else ({}, [])
        answer = {
            "ok": True,
            "seq": state.seq,
            "head": state.head,
            "epoch": epoch,
            "audience": audience,
            "now": now(),
            "full": not resumes,
            "mine": self.own(clerk, seat),
            "del": gone,
        }
        self.signals.joined(clerk, seat)
        head = encode(answer)[:-1] + b',"set":'
        reply(head + encode(changed) + b"}" if resumes else Around(head, channel.whole(), b"}"))

    def own(self, clerk: Clerk, seat: Seat) -> dict[str, Any]:
        """Everything that is this person's alone, with its counter."""
        if seat.person is None:
            return {"n": 0, "set": {}}
        own = clerk.hall.own(seat.person)
        return {"n": own.n, "set": own.keys}

    def do(self, clerk: Clerk, seat: Seat, body: Body, reply: Reply) -> None:
        """Hand a command to the clerk: commands of a seat keep their order."""
        audience_in(clerk, seat)
        name, args = body.get("cmd"), body.get("args")
        if not isinstance(name, str) or not isinstance(args, dict):
            raise Refusal("meeting.bad_command", cmd="", where="$")
        if seat.person is None:
            raise Refusal("meeting.not_a_participant")
        here = seat if seat.meeting == clerk.meeting else None
        clerk.ask(seat.person, body.get("id", ""), name, args, reply, seat=here)

    def keep(self, clerk: Clerk, seat: Seat, body: Body, reply: Reply) -> None:
        """Private annotations: stored, then told to this person's other seats."""
        audience_in(clerk, seat)
        version, ops = str(body.get("version")), read_ops(body.get("ops"))
        if seat.person is None or not may_read(clerk.state, seat.person, False, version):
            raise Refusal("notes.not_readable")
        self.later("keep", self.kept(clerk, seat, seat.person, version, ops, reply), reply)

    async def kept(self, clerk: Clerk, seat: Seat, person: str, version: str, ops: list[Op], reply: Reply) -> None:
        n, added = await self.notes.keep(clerk.meeting, person, version, ops)
        if added:
            for other in clerk.hall.seats_of(person):
                if isinstance(other, Seat) and other is not seat:
                    other.send("notes", {"meeting": clerk.meeting, "n": n, "ops": added})
        reply({"ok": True, "n": n})

    def signal(self, clerk: Clerk, seat: Seat, body: Body, reply: Reply) -> None:
        audience_in(clerk, seat)
        self.signals.take(clerk, seat, body)
        reply({"ok": True})

    def close(self) -> None:
        self.signals.close()


def audience_in(clerk: Clerk, seat: Seat) -> str:
    """This seat's audience now; for a stranger the meeting is not there."""
    audience = audience_of(clerk.state, seat.person, seat.person is None)
    if audience == "none":
        raise Refusal("meeting.not_found")
    return audience


def refuse(no: Refusal, reply: Reply) -> None:
    FIGURES.refused(no.code)
    reply(refused(no))


def broken(name: str, failure: Exception) -> Body:
    """A bug: logged with an id, which is all the client learns."""
    return {"ok": False, "code": "house.error", "args": {"id": bug(f"socket {name}", failure)}}


def may_ask(session: Session, meeting: str) -> bool:
    """A screen belongs to one meeting; a person is judged by the meeting's own rights."""
    return session.kind == "person" or session.meeting == meeting
