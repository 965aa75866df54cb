"""Only in the demo and only for this machine: the seats as data.

The rehearsal signs its people in with them. Outside demo mode these routes do not exist.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ecabinet.house import House
from ecabinet.http.replies import reply
from ecabinet.settings import is_loopback


def routes(house: House) -> list[Route]:
    """The routes of this module; none for a real installation."""

    async def seats(request: Request) -> Response:
        only_here(request)
        links = [link for link in await house.sessions.links() if link.token]
        return reply({"seats": [described(link.kind, link.person, link.token) for link in links]})

    def described(kind: str, person: str | None, token: str | None) -> dict[str, str | None]:
        found = house.people.get(person)
        who = found.login if found is not None else "screen"
        return {"who": who, "link": f"/{'l' if kind == 'seat' else 's'}/{token}"}

    if not house.settings.demo:
        return []
    return [Route("/demo/seats.json", seats)]


def only_here(request: Request) -> None:
    """Asked from this machine, by a name of this machine."""
    client = request.client
    if client is None or not is_loopback(client.host) or not is_loopback(request.url.hostname or ""):
        raise HTTPException(404)
