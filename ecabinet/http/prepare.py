"""What preparing a meeting needs besides commands: the rules to choose from, and the link for the room's screen.

Rules: the packs are law and regulations, so everybody signed in may read those that are shipped and those of their own
unit. Its secretaries and administrators write its packs; each save is a new version. A screen link is made by the
meeting's secretary alone; whoever opens it becomes the projector of that meeting, so making one is as good as handing
out a key.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ecabinet.clerk.facts import MAY_CREATE
from ecabinet.house import House
from ecabinet.http.replies import body_of, reply
from ecabinet.http.who import place_in, require_person
from journal.shapes import Refusal
from meeting.roles import roles_of
from voting.packs import QUORUMS, RULES
from voting.rule import Rule

MOST_RULE = 16 * 1024  # bytes


def routes(house: House) -> list[Route]:
    """The routes of this module."""

    async def rules(request: Request) -> Response:
        person = require_person(house, request)
        own = [msgspec.to_builtins(rule) for rule in house.packs.of(person.unit.id).values()]
        return reply(PACKS | {"own": own, "may_write": bool(MAY_CREATE & set(person.roles))})

    async def save_rule(request: Request) -> Response:
        person = require_person(house, request)
        if not MAY_CREATE & set(person.roles):
            raise HTTPException(404)
        body = await body_of(request, MOST_RULE)
        day = (datetime.now(UTC) + timedelta(minutes=person.unit.offset)).date().isoformat()
        try:
            rule = msgspec.convert(body.get("rule"), Rule)
        except msgspec.ValidationError:
            raise Refusal("voting.bad_rule", field="rule") from None
        return reply({"ok": True, "rule": await house.packs.save(person.unit.id, person.id, rule, day)})

    async def screen_link(request: Request) -> Response:
        place = await place_in(house, request, request.path_params["meeting"])
        if "secretary" not in roles_of(place.clerk.state, place.person):
            raise HTTPException(404)
        made = await house.sessions.make_link("screen", person=None, meeting=place.clerk.meeting, label="screen")
        return reply({"ok": True, "url": f"/s/{made}"})

    return [
        Route("/api/v1/rules", rules, methods=["GET"]),
        Route("/api/v1/rules", save_rule, methods=["POST"]),
        Route("/m/{meeting}/screen-link", screen_link, methods=["POST"]),
    ]


PACKS: dict[str, Any] = {
    "rules": [msgspec.to_builtins(rule) for rule in RULES.values()],
    "quorums": [{"code": one.code, "citation": one.citation, "p": one.p, "q": one.q} for one in QUORUMS.values()],
}
