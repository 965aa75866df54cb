"""`/api/v1/`: who I am, my meetings, creating one, commands, the register of people.

Commands have the same names, arguments and answers as `do` on the socket; a refusal is 409 with
`{ok: false, code, args}`.
"""

from typing import Any

import msgspec
from sqlalchemy import text
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ecabinet.clerk.facts import MAY_CREATE
from ecabinet.house import House
from ecabinet.http.replies import answered, body_of, refusal, reply
from ecabinet.http.who import place_in, require, require_person
from ecabinet.ids import now
from ecabinet.people import Person
from journal.shapes import Refusal

MINE = text(
    """SELECT c.card, p.participant, p.capacity, p.duties FROM meeting_card c JOIN participation p USING (meeting)
    WHERE p.person = :person ORDER BY c.starts_at DESC LIMIT 500"""
)
DAY = 86_400_000


def routes(house: House) -> list[Route]:
    """The routes of this module."""
    it = Api(house)
    return [
        Route("/api/v1/me", it.me),
        Route("/api/v1/meetings", it.meetings, methods=["GET"]),
        Route("/api/v1/meetings", it.create, methods=["POST"]),
        Route("/api/v1/meetings/{meeting}/commands", it.command, methods=["POST"]),
        Route("/api/v1/people", it.people),
    ]


class Api:
    """The handlers."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def me(self, request: Request) -> Response:
        who = require(self.house, request)
        person = who.person
        return reply(
            {
                "person": None if person is None else described(person),
                "roles": [] if person is None else person.roles,
                "offset": 0 if person is None else person.unit.offset,
                "may_create": person is not None and bool(MAY_CREATE & set(person.roles)),
                "demo": self.house.settings.demo,
                "screen": who.session.meeting if who.screen else None,
            }
        )

    async def meetings(self, request: Request) -> Response:
        person = require_person(self.house, request)
        rows = await self.house.db.rows(MINE, {"person": person.id})
        cards = [listed(dict(row)) for row in rows]
        when = request.query_params.get("when", "")
        return reply([card for card in cards if shown(card) and falls(card, when, now())])

    async def create(self, request: Request) -> Response:
        person = require_person(self.house, request)
        body = await body_of(request)
        args = body.get("args")
        if not isinstance(args, dict):
            raise HTTPException(400)
        meeting, answer = await self.house.clerks.create(person.id, body.get("id", ""), args)
        return answered(answer, meeting=meeting) if answer.ok else answered(answer)

    async def command(self, request: Request) -> Response:
        person = require_person(self.house, request)
        body = await body_of(request)
        place = await place_in(self.house, request, request.path_params["meeting"])
        name, args = body.get("cmd"), body.get("args")
        if not isinstance(name, str) or not isinstance(args, dict):
            return refusal(Refusal("meeting.bad_command", cmd="", where="$"))
        return answered(await place.clerk.do(person.id, body.get("id", ""), name, args))

    async def people(self, request: Request) -> Response:
        person = require_person(self.house, request)
        if not MAY_CREATE & set(person.roles) and not await self.is_secretary(person.id):
            raise HTTPException(404)
        found = self.house.people.search(request.query_params.get("q", "")[:100])
        return reply({"people": [described(one) for one in found]})

    async def is_secretary(self, person: str) -> bool:
        """Whoever prepares some meeting may look for people to invite."""
        wanted = text("SELECT 1 FROM participation WHERE person = :person AND duties LIKE '%\"secretary\"%' LIMIT 1")
        return await self.house.db.row(wanted, {"person": person}) is not None


def described(person: Person) -> dict[str, Any]:
    """A person as others see them in lists."""
    return {
        "id": person.id,
        "name": person.name,
        "position": person.position,
        "unit": person.unit.name,
        "unit_short": person.unit.short,
    }


def listed(row: dict[str, Any]) -> dict[str, Any]:
    """One line of a list of meetings: the card, and my part in it."""
    card: dict[str, Any] = msgspec.json.decode(row["card"])
    mine = {
        "participant": row["participant"],
        "capacity": row["capacity"],
        "duties": msgspec.json.decode(row["duties"]),
    }
    if mine["capacity"] == "guest" and not {"chair", "secretary"} & set(mine["duties"]):
        card |= {"record": "draft", "document": None}  # the record is not theirs to know of
    return {"id": card["meeting"], **card, **mine}


def shown(card: dict[str, Any]) -> bool:
    """Before the meeting is convened only its staff sees it."""
    return bool(card["shown"]) or bool({"chair", "secretary"} & set(card["duties"]))


def falls(card: dict[str, Any], when: str, at: int) -> bool:
    """`upcoming` (with what runs now), `past`, or anything."""
    waits = card["form"] == "written" and card["phase"] == "running"  # a consultation lasts until it is closed
    over = card["phase"] in ("closed", "cancelled") or (card["starts_at"] < at - DAY and not waits)
    match when:
        case "upcoming":
            return not over
        case "past":
            return over
        case _:
            return True
