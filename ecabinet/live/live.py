"""What seats may ask over the socket: join, do, keep, signal. And when a seat must go.

Rules:
- The session is looked up again for every event, and the audience is asked of `meeting.view` for every event: a seat
  that was signed out or removed gets nothing from the next event on, and is cut or told to rejoin at once.
- A meeting one may not see does not exist: `meeting.not_found`, as for one that was never made.
- Joins answer with the whole view, or with what changed since `have` of the same epoch. An epoch is one life of the
  server and one audience: after a restart, or when a seat's audience changed, the view is whole.
- A seat that sends far more than a person can is slowed (`live.too_many`) and then cut.
"""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import socketio

from ecabinet.clerk.ask import refused
from ecabinet.clerk.clerk import Clerk
from ecabinet.clerk.clerks import Clerks
from ecabinet.identity.sessions import Session, Sessions
from ecabinet.ids import now
from ecabinet.live.frames import encode
from ecabinet.live.seat import Seat
from ecabinet.live.server import Server
from ecabinet.live.signals import Signals
from ecabinet.notes import Notes, read_ops
from journal.shapes import Refusal
from meeting.view import audience_of, may_read

MOST_SEATS = 8  # of one session
MOST_EXCESS = 2000  # events over the rate before a seat is cut

CookieOf = Callable[[dict[str, Any]], str | None]


class Live:
    """The sockets of the house."""

    def __init__(
        self, clerks: Clerks, sessions: Sessions, notes: Notes, cookie_of: CookieOf,
        allowed_origin: Callable[[str | None, dict[str, Any]], bool],
    ) -> None:  # fmt: skip
        self.clerks = clerks
        self.sessions = sessions
        self.notes = notes
        self.cookie_of = cookie_of
        self.allowed_origin = allowed_origin
        self.epoch = secrets.token_hex(4)  # `have` counts only within one life of the server
        self.server = Server(self.on_event, allowed_origin)
        self.server.on("connect", self.on_connect)
        self.server.on("disconnect", self.on_disconnect)
        self.seats: dict[str, Seat] = {}
        self.signals = Signals()
        self.handlers: dict[str, Callable[[Seat, dict[str, Any]], Awaitable[Any]]] = {
            "join": self.join,
            "do": self.do,
            "keep": self.keep,
            "signal": self.signal,
        }
        sessions.on_end.append(self.session_ended)
        clerks.on_load.append(self.clerk_loaded)

    # -- coming and going ---------------------------------------------------------------------------------------------

    async def on_connect(self, sid: str, environ: dict[str, Any], _auth: Any) -> None:
        """Only with a live session and from our own pages."""
        session = self.sessions.find(self.cookie_of(environ))
        if session is None or not self.allowed_origin(environ.get("HTTP_ORIGIN"), environ):
            raise refused_connection("identity.not_signed_in")
        if sum(1 for seat in self.seats.values() if seat.session == session.hash) >= MOST_SEATS:
            raise refused_connection("live.too_many")
        eio_sid = self.server.manager.eio_sid_from_sid(sid, "/")
        self.seats[sid] = Seat(self.server, sid, eio_sid, session.hash, session.person)

    async def on_disconnect(self, sid: str, _reason: str = "") -> None:
        seat = self.seats.pop(sid, None)
        if seat is not None:
            self.leave(seat)
        self.server.beside.pop(sid, None)

    def leave(self, seat: Seat) -> None:
        clerk = self.clerks.loaded(seat.meeting) if seat.meeting else None
        seat.meeting = None
        seat.follows = False
        if clerk is not None:
            clerk.hall.leave(seat)
            self.signals.presence(clerk)

    def session_ended(self, session: str) -> None:
        """Signed out, disabled or out of time: every socket of that session is cut."""
        for seat in [seat for seat in self.seats.values() if seat.session == session]:
            self.leave(seat)
            seat.cut()

    def sweep(self) -> None:
        """Cut the seats whose session has run out meanwhile."""
        for session in {seat.session for seat in self.seats.values()}:
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

    async def on_event(self, sid: str, name: str, body: dict[str, Any]) -> Any:
        """One event of one seat; a Refusal is the answer."""
        seat = self.seats.get(sid)
        if seat is None:
            return None
        if self.sessions.get(seat.session) is None:
            seat.cut()
            return None
        try:
            self.within_rate(seat, name)
            return await self.handlers[name](seat, body)
        except Refusal as refusal:
            return refused(refusal)

    def within_rate(self, seat: Seat, name: str) -> None:
        bucket = seat.signals if name == "signal" else seat.events
        if bucket.take():
            return
        seat.excess += 1
        if seat.excess > MOST_EXCESS:
            seat.cut()
        raise Refusal("live.too_many")

    async def clerk_for(self, seat: Seat, body: dict[str, Any]) -> tuple[Clerk, str]:
        """The clerk and this seat's audience; as good as nothing for a stranger."""
        meeting = body.get("meeting")
        session = self.sessions.get(seat.session)
        if not isinstance(meeting, str) or session is None or not may_ask(session, meeting):
            raise Refusal("meeting.not_found")
        clerk = self.clerks.loaded(meeting) or await self.clerks.get(meeting)
        audience = audience_of(clerk.state, session.person, session.kind == "screen")
        if audience == "none":
            raise Refusal("meeting.not_found")
        return clerk, audience

    async def join(self, seat: Seat, body: dict[str, Any]) -> bytes:
        """The view, whole or since `have`; every push from now on."""
        clerk, audience = await self.clerk_for(seat, body)
        if seat.meeting is not None and seat.meeting != clerk.meeting:
            self.leave(seat)
        channel = clerk.hall.enter(seat, audience)
        seat.meeting = clerk.meeting
        state = clerk.hall.state
        have, epoch = body.get("have"), f"{self.epoch}/{audience}"
        resumes = isinstance(have, int) and body.get("epoch") == epoch and channel.can_resume(have, state.seq)
        changed, gone = channel.changes(have) if resumes and isinstance(have, int) else ({}, [])
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
        whole = encode(changed) if resumes else channel.whole()
        return encode(answer)[:-1] + b',"set":' + whole + b"}"

    def own(self, clerk: Clerk, seat: Seat) -> dict[str, Any]:
        """Everything that is this person's alone, with its counter."""
        if seat.person is None:
            return {"n": 0, "set": {}}
        own = clerk.hall.own(seat.person)
        return {"n": own.n, "set": own.keys}

    async def do(self, seat: Seat, body: dict[str, Any]) -> Any:
        """Hand a command to the clerk. No wait before that: commands of a seat keep their order."""
        clerk, _ = await self.clerk_for(seat, body)
        name, args = body.get("cmd"), body.get("args")
        if not isinstance(name, str) or not isinstance(args, dict):
            raise Refusal("meeting.bad_command", cmd="", where="$")
        if seat.person is None:
            raise Refusal("meeting.not_a_participant")
        here = seat if seat.meeting == clerk.meeting else None
        return await clerk.do(seat.person, body.get("id", ""), name, args, seat=here)

    async def keep(self, seat: Seat, body: dict[str, Any]) -> dict[str, Any]:
        """Private annotations: stored, then told to this person's other seats."""
        clerk, _ = await self.clerk_for(seat, body)
        version, ops = str(body.get("version")), read_ops(body.get("ops"))
        if seat.person is None or not may_read(clerk.state, seat.person, False, version):
            raise Refusal("notes.not_readable")
        n, added = await self.notes.keep(clerk.meeting, seat.person, version, ops)
        if added:
            for other in self.seats_in(clerk, seat.person):
                if other is not seat:
                    other.send("notes", {"meeting": clerk.meeting, "n": n, "ops": added})
        return {"ok": True, "n": n}

    def close(self) -> None:
        self.signals.close()

    def seats_in(self, clerk: Clerk, person: str) -> list[Seat]:
        return [seat for seat in self.seats.values() if seat.person == person and seat.meeting == clerk.meeting]

    async def signal(self, seat: Seat, body: dict[str, Any]) -> dict[str, Any]:
        clerk, _ = await self.clerk_for(seat, body)
        self.signals.take(clerk, seat, body)
        return {"ok": True}


def refused_connection(code: str) -> Exception:
    """The client reads `data.code` of the connection error."""
    refusal: Exception = socketio.exceptions.ConnectionRefusedError(code, {"code": code})
    return refusal


def may_ask(session: Session, meeting: str) -> bool:
    """A screen belongs to one meeting; a person is judged by the meeting's own rights."""
    return session.kind == "person" or session.meeting == meeting
