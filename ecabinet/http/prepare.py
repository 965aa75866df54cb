"""What preparing a meeting needs besides commands: the rules to choose from, and the link for the room's screen.

Rules: the packs are law and regulations, so everybody signed in may read them. A screen link is made by the meeting's
secretary alone; whoever opens it becomes the projector of that meeting, so making one is as good as handing out a key.
"""

from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ecabinet.house import House
from ecabinet.http.replies import reply
from ecabinet.http.who import place_in, require_person
from meeting.roles import roles_of
from voting.packs import QUORUMS, RULES


def routes(house: House) -> list[Route]:
    """The routes of this module."""

    async def rules(request: Request) -> Response:
        require_person(house, request)
        return reply(PACKS)

    async def screen_link(request: Request) -> Response:
        place = await place_in(house, request, request.path_params["meeting"])
        if "secretary" not in roles_of(place.clerk.state, place.person):
            raise HTTPException(404)
        made = await house.sessions.make_link("screen", person=None, meeting=place.clerk.meeting, label="screen")
        return reply({"ok": True, "url": f"/s/{made}"})

    return [
        Route("/api/v1/rules", rules),
        Route("/m/{meeting}/screen-link", screen_link, methods=["POST"]),
    ]


PACKS: dict[str, Any] = {
    "rules": [msgspec.to_builtins(rule) for rule in RULES.values()],
    "quorums": [{"code": one.code, "citation": one.citation, "p": one.p, "q": one.q} for one in QUORUMS.values()],
}
