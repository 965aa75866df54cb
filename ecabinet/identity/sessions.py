"""Sessions: a cookie of 256 random bits names a row; only its hash is stored. Also the links that lead to one.

Rules: a session is of a person, or of a screen bound to one meeting. It ends by signing out, by a changed password (all
others of that person), by disabling the account, or by time. Memory holds all live sessions, since only this process
changes them; whoever listens (`on_end`) cuts the sockets at once. A signed-in person who signs in again gets a new one.
While the process lives, time is measured by a clock that nobody can set: a computer's date that jumps by a day signs
nobody out and keeps nobody in. Only at a start is the date believed.
"""

from collections.abc import Callable
from typing import Literal

import msgspec
from sqlalchemy import delete, insert, select, update

from ecabinet.db.database import Database
from ecabinet.db.failures import trouble
from ecabinet.db.tables import account_session, signin_link
from ecabinet.ids import digest, now, steady, token
from ecabinet.logs import bug

Kind = Literal["person", "screen"]
HOUR = 3_600_000
SCREEN_DAYS = 30  # a projector starts up by itself and has nobody to sign it in


class Session(msgspec.Struct, frozen=True):
    """`hash` is the name of the session everywhere but in the cookie. `expires_at` is the date in the row (UTC ms);
    `Sessions.until` is what counts."""

    hash: str
    kind: Kind
    person: str | None
    meeting: str | None
    expires_at: int


class Link(msgspec.Struct, frozen=True):
    """A sign-in link of the demo ("seat"), or one that makes a browser the projector of a meeting ("screen")."""

    kind: Literal["seat", "screen"]
    person: str | None
    meeting: str | None
    label: str
    token: str | None


class Sessions:
    def __init__(self, db: Database, hours: int, demo: bool) -> None:
        self.db = db
        self.length: dict[Kind, int] = {"person": hours * HOUR, "screen": SCREEN_DAYS * 24 * HOUR}
        self.demo = demo
        self.live: dict[str, Session] = {}
        self.until: dict[str, int] = {}  # by hash, in milliseconds of `steady`
        self.owed: set[str] = set()  # ended, and their rows not deleted yet
        self.on_end: list[Callable[[str], None]] = []

    async def load(self) -> None:
        """All sessions that have not run out."""
        await self.db.write(
            lambda connection: (
                connection.execute(delete(account_session).where(account_session.c.expires_at < now())).rowcount
            )
        )
        for row in await self.db.rows(select(account_session)):
            self.keep(Session(row["hash"], row["kind"], row["person"], row["meeting"], row["expires_at"]))

    def keep(self, session: Session) -> None:
        """In memory, for as long as it has left by now; never longer than a new one."""
        left = min(session.expires_at - now(), self.length[session.kind])
        self.live[session.hash] = session
        self.until[session.hash] = steady() + left

    def find(self, cookie: str | None) -> Session | None:
        """The session of a cookie, if it is live."""
        return self.get(digest(cookie)) if cookie else None

    def get(self, name: str) -> Session | None:
        session = self.live.get(name)
        return session if session is not None and self.until[name] > steady() else None

    async def begin(self, kind: Kind, *, person: str | None, meeting: str | None, address: str) -> str:
        """A new session; returns the value of its cookie."""
        cookie = token(256)
        session = Session(digest(cookie), kind, person, meeting, now() + self.length[kind])
        row = msgspec.structs.asdict(session) | {"address": address, "created_at": now()}
        await self.db.write(lambda connection: connection.execute(insert(account_session).values(row)).rowcount)
        self.keep(session)
        return cookie

    async def end(self, name: str) -> None:
        """Sign this one out, at once; a row that a failing disk keeps is deleted later (`forget_ended`)."""
        try:
            await self.end_all([name])
        except Exception as failure:
            if not trouble(failure):
                raise
            bug("sessions", failure)

    async def end_person(self, person: str, but: str | None = None) -> None:
        """Sign a person out everywhere (`but`: except there)."""
        await self.end_all([s.hash for s in self.live.values() if s.person == person and s.hash != but])

    async def end_all(self, names: list[str]) -> None:
        """Memory first: from now on nobody gets through; then the rows."""
        for name in names:
            self.live.pop(name, None)
            self.until.pop(name, None)
        for name in names:
            for told in self.on_end:
                told(name)
        self.owed.update(names)
        await self.forget_ended()

    async def forget_ended(self) -> None:
        """Delete the rows of what has ended, also those that could not be deleted before."""
        if self.owed:
            names = list(self.owed)
            gone = delete(account_session).where(account_session.c.hash.in_(names))
            await self.db.write(lambda connection: connection.execute(gone).rowcount)
            self.owed.difference_update(names)

    # -- links --------------------------------------------------------------------------------------------------------

    async def make_link(
        self, kind: Literal["seat", "screen"], *, person: str | None, meeting: str | None, label: str, rank: int = 0
    ) -> str:
        """128 bits. Seat links exist in the demo only; there the token itself is kept, for the table of seats."""
        if kind == "seat" and not self.demo:
            raise PermissionError("sign-in links exist in the demo only")
        made = token(128)
        row = {
            "hash": digest(made),
            "kind": kind,
            "person": person,
            "meeting": meeting,
            "label": label,
            "token": made if self.demo else None,
            "rank": rank,
            "created_at": now(),
        }
        await self.db.write(lambda connection: connection.execute(insert(signin_link).values(row)).rowcount)
        return made

    async def follow(self, given: str) -> Link | None:
        """What a link leads to, if it is good (a seat link only in the demo)."""
        wanted = select(signin_link).where(signin_link.c.hash == digest(given), signin_link.c.revoked_at.is_(None))
        row = await self.db.row(wanted)
        if row is None or (row["kind"] == "seat" and not self.demo):
            return None
        return Link(row["kind"], row["person"], row["meeting"], row["label"], row["token"])

    async def links(self) -> list[Link]:
        """All links with their tokens: the demo's table of seats."""
        rows = await self.db.rows(
            select(signin_link).where(signin_link.c.revoked_at.is_(None)).order_by("rank", "label")
        )
        return [Link(r["kind"], r["person"], r["meeting"], r["label"], r["token"]) for r in rows if r["token"]]

    async def revoke_screens(self, meeting: str) -> None:
        """All kiosk links and screen sessions of a meeting."""
        gone = (
            update(signin_link)
            .where(signin_link.c.meeting == meeting, signin_link.c.kind == "screen")
            .values(revoked_at=now())
        )
        await self.db.write(lambda connection: connection.execute(gone).rowcount)
        await self.end_all([s.hash for s in self.live.values() if s.kind == "screen" and s.meeting == meeting])
