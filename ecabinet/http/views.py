"""`GET /m/{meeting}/view`: the whole view as JSON, and `GET /m/{meeting}/notes`: one's private annotations.

A view is encoded and compressed once per audience until it changes; many seats that come at once (a restart) get the
same bytes. The socket then resumes from its `seq` and `epoch`. Whoever acts over HTTP alone reads what they wrote: a
view is told once everything is in it that was answered before.
"""

import asyncio
import gzip

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ecabinet.clerk.channel import Channel
from ecabinet.house import House
from ecabinet.http.replies import reply
from ecabinet.http.who import place_in
from ecabinet.live.frames import encode


def routes(house: House) -> list[Route]:
    """The routes of this module."""
    kept: dict[tuple[str, str], tuple[str, bytes]] = {}  # (meeting, audience) -> etag, gzip body

    async def view(request: Request) -> Response:
        meeting = request.path_params["meeting"]
        await (await place_in(house, request, meeting)).clerk.hall.caught_up()
        place = await place_in(house, request, meeting)  # asked again: a right may have ended meanwhile
        hall = place.clerk.hall
        channel = hall.channel(place.audience)
        etag = f'"{house.live.epoch}-{hall.state.seq}-{place.audience}"'
        headers = {"etag": etag, "cache-control": "private, no-cache", "vary": "accept-encoding, cookie"}
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        body = whole(house.live.epoch, channel, hall.state.seq, hall.state.head)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(body, media_type="application/json", headers=headers)
        name = (place.clerk.meeting, place.audience)
        if name not in kept or kept[name][0] != etag:
            kept[name] = (etag, await asyncio.to_thread(gzip.compress, body, 6, mtime=0))
        headers["content-encoding"] = "gzip"
        return Response(kept[name][1], media_type="application/json", headers=headers)

    async def notes(request: Request) -> Response:
        place = await place_in(house, request, request.path_params["meeting"])
        if place.person is None:
            raise HTTPException(404)
        since = request.query_params.get("since", "0")
        if not since.isdecimal() or len(since) > 9:
            raise HTTPException(400)
        return reply(await house.notes.since(place.clerk.meeting, place.person, int(since)))

    return [Route("/m/{meeting}/view", view), Route("/m/{meeting}/notes", notes)]


def whole(epoch: str, channel: Channel, seq: int, head: str) -> bytes:
    """As the answer of `join`, without what is personal and without the time."""
    frame = {
        "ok": True,
        "seq": seq,
        "head": head,
        "epoch": f"{epoch}/{channel.audience}",
        "audience": channel.audience,
        "full": True,
        "del": [],
    }
    return encode(frame)[:-1] + b',"set":' + channel.whole().plain + b"}"
