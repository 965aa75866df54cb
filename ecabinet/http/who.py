"""Who asks, and what they may see of a meeting: the two questions every route begins with.

Rules: nobody signed in is 401 (a page request goes to the sign-in). A meeting, paper or document one may not see does
not exist: 404, the same as for one that was never made.
"""

from typing import TYPE_CHECKING

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from ecabinet.clerk.clerk import Clerk
from ecabinet.identity.sessions import Session
from ecabinet.people import Person
from journal.shapes import Refusal
from meeting.view import audience_of, may_read

if TYPE_CHECKING:
    from ecabinet.house import House


class Who(msgspec.Struct, frozen=True):
    """A person, or a screen bound to one meeting (`person` None)."""

    session: Session
    person: Person | None

    @property
    def screen(self) -> bool:
        return self.session.kind == "screen"

    @property
    def id(self) -> str | None:
        return self.session.person


class Place(msgspec.Struct, frozen=True):
    """Somebody in a meeting they may see."""

    who: Who
    clerk: Clerk
    audience: str

    @property
    def person(self) -> str | None:
        return self.who.id

    def may_read(self, version: str) -> bool:
        """Pages, text, search and download of a file version."""
        return may_read(self.clerk.state, self.who.id, self.who.screen, version)


def visitor(house: "House", request: Request) -> Who | None:
    """Who is signed in, if anybody."""
    session: Session | None = request.scope.get("state", {}).get("session")
    if session is None:
        return None
    person = house.people.get(session.person)
    if session.kind == "person" and (person is None or person.disabled):
        return None
    return Who(session, person)


def require(house: "House", request: Request) -> Who:
    """Whoever is signed in, a person or a screen; 401 otherwise."""
    who = visitor(house, request)
    if who is None:
        raise HTTPException(401)
    return who


def require_person(house: "House", request: Request) -> Person:
    """A person; a screen has no business here."""
    who = require(house, request)
    if who.person is None:
        raise HTTPException(404)
    return who.person


async def place_in(house: "House", request: Request, meeting: str) -> Place:
    """The asker's place in a meeting they may see; 404 for everybody else."""
    who = require(house, request)
    if who.screen and who.session.meeting != meeting:
        raise HTTPException(404)
    try:
        clerk = house.clerks.loaded(meeting) or await house.clerks.get(meeting)
    except Refusal:
        raise HTTPException(404) from None
    audience = audience_of(clerk.state, who.id, who.screen)
    if audience == "none":
        raise HTTPException(404)
    return Place(who, clerk, audience)


def address_of(request: Request) -> str:
    """The peer's address, for slowing down guesses."""
    return request.client.host if request.client is not None else ""
