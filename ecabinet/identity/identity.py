"""Signing in with a name and a password, signing out, changing the password.

Refusals: `identity.wrong` (never says which of both), `identity.too_many`, `identity.too_short`.
"""

import time

from sqlalchemy import select, update

from ecabinet.db.database import Database
from ecabinet.db.tables import person as person_table
from ecabinet.identity.passwords import MINIMUM, Passwords
from ecabinet.identity.sessions import Session, Sessions
from ecabinet.identity.throttle import Throttle
from ecabinet.people import People, Person
from journal.shapes import Refusal


class Identity:
    def __init__(self, db: Database, people: People, sessions: Sessions) -> None:
        self.db = db
        self.people = people
        self.sessions = sessions
        self.passwords = Passwords()
        self.throttle = Throttle()

    async def sign_in(self, login: str, password: str, address: str) -> tuple[str, Person]:
        """Returns the cookie and the person; raises Refusal."""
        person = await self.proven(login, password, address)
        cookie = await self.sessions.begin("person", person=person.id, meeting=None, address=address)
        return cookie, person

    async def proven(self, login: str, password: str, address: str) -> Person:
        """The person this password belongs to."""
        account = login.strip().casefold()[:64]

        def may_try() -> None:
            if not self.throttle.allowed(account, address, time.monotonic()):
                raise Refusal("identity.too_many")

        may_try()
        person = self.people.by_login(account)
        stored = None if person is None or person.disabled else await self.stored(person.id)
        if not await self.passwords.check(stored, password[:1024], may_try) or person is None:
            self.throttle.failed(account, address, time.monotonic())
            raise Refusal("identity.wrong")
        self.throttle.succeeded(account, address)
        return person

    async def stored(self, person: str) -> str | None:
        row = await self.db.row(select(person_table.c.password).where(person_table.c.id == person))
        return None if row is None else row["password"]

    async def change_password(self, session: Session, old: str, new: str, address: str) -> None:
        """Every other session of this person ends."""
        person = self.people.get(session.person)
        if person is None or person.login is None:
            raise Refusal("identity.wrong")
        if len(new) < MINIMUM:
            raise Refusal("identity.too_short", minimum=MINIMUM)
        await self.proven(person.login, old, address)
        await self.set_password(person.id, new)
        await self.sessions.end_person(person.id, but=session.hash)

    async def set_password(self, person: str, password: str) -> None:
        hashed = await self.passwords.hash(password)
        change = update(person_table).where(person_table.c.id == person).values(password=hashed)
        await self.db.write(lambda connection: connection.execute(change).rowcount)
