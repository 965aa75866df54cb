"""`/m/{meeting}/minutes`, `/prose`, `/record/...`, `/finalise`, `/sign`, `/record.pdf`: the record of a meeting.

Rules: prose and finalising are the secretary's; the preview is for secretary and chair, and for members once the text
is final; the file is for staff and members once it is final. Everything else does not exist (404).
A PIN comes in a JSON body over the same connection as everything, is used once and not kept.
"""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ecabinet.house import House
from ecabinet.http.replies import answered, body_of, reply
from ecabinet.http.who import Place, place_in
from ecabinet.ids import now
from ecabinet.record import drafts
from ecabinet.record.room import Record
from ecabinet.signing.store import trusted_roots
from journal.shapes import Refusal
from meeting.view import may_preview_record, may_see_record, may_sign, may_write_record

MOST_PIN = 64
ATTACHMENT = {"content-security-policy": "sandbox; default-src 'none'", "cache-control": "private, no-cache"}


def routes(house: House) -> list[Route]:
    """The routes of this room; it starts and stops with the house."""
    it = Routes(house)
    return [
        Route("/m/{meeting}/minutes", it.minutes),
        Route("/m/{meeting}/prose", it.prose, methods=["GET"]),
        Route("/m/{meeting}/prose", it.save, methods=["PUT"]),
        Route("/m/{meeting}/record/preview", it.preview),
        Route("/m/{meeting}/record/preview/{page:int}", it.preview_page),
        Route("/m/{meeting}/finalise", it.finalise, methods=["POST"]),
        Route("/m/{meeting}/sign", it.sign, methods=["POST"]),
        Route("/m/{meeting}/record.pdf", it.pdf),
        Route("/api/v1/trust.pem", it.trust),
    ]


def record_of(house: House) -> Record:
    """The room itself, made once."""
    if "record" not in house.rooms:
        made = house.rooms["record"] = Record(house)
        house.on_start.append(made.file_what_was_left)
        house.on_stop.append(made.stop)
    room: Record = house.rooms["record"]
    return room


class Routes:
    """The handlers."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.record = record_of(house)

    async def place(self, request: Request) -> tuple[Place, str]:
        """Somebody in this meeting; a screen has no part in the record."""
        place = await place_in(self.house, request, request.path_params["meeting"])
        if place.person is None:
            raise HTTPException(404)
        return place, place.person

    async def drafting(self, request: Request) -> Place:
        """Secretary or chair, who see the draft."""
        place, person = await self.place(request)
        if not may_preview_record(place.clerk.state, person):
            raise HTTPException(404)
        return place

    async def minutes(self, request: Request) -> Response:
        place = await self.drafting(request)
        return reply(await self.record.facts(place.clerk))

    async def prose(self, request: Request) -> Response:
        place = await self.drafting(request)
        draft = await drafts.read(self.house.db, place.clerk.meeting)
        may_write = may_write_record(place.clerk.state, place.person)
        return reply({"rev": draft.rev, "blocks": draft.blocks, "revs": draft.revs, "may_write": may_write})

    async def save(self, request: Request) -> Response:
        place, person = await self.place(request)
        state = place.clerk.state
        if not may_write_record(state, person):
            raise Refusal("record.not_writable") if may_preview_record(state, person) else HTTPException(404)
        saved = _saved(await body_of(request))
        rev = await drafts.write(self.house.db, state, saved, person, now())
        return reply({"ok": True, "rev": rev})

    async def preview(self, request: Request) -> Response:
        place = await self.previewing(request)
        made = await self.record.preview(place.clerk)
        return reply({"pages": len(made.pages), "hash": made.hash})

    async def preview_page(self, request: Request) -> Response:
        place = await self.previewing(request)
        made = await self.record.preview(place.clerk)
        number = request.path_params["page"]
        if not 1 <= number <= len(made.pages):
            raise HTTPException(404)
        headers = {"cache-control": "private, no-cache", "etag": f'"{made.hash}-{number}"'}
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(made.pages[number - 1], media_type="image/webp", headers=headers)

    async def previewing(self, request: Request) -> Place:
        """The draft is for staff, the final text for members too."""
        place, person = await self.place(request)
        state = place.clerk.state
        if not may_preview_record(state, person) and not may_see_record(state, person):
            raise HTTPException(404)
        return place

    async def finalise(self, request: Request) -> Response:
        place, person = await self.place(request)
        if not may_preview_record(place.clerk.state, person):
            raise HTTPException(404)
        body = await body_of(request)
        return answered(await self.record.finalise(place.clerk, person, body.get("id", "")))

    async def sign(self, request: Request) -> Response:
        place, person = await self.place(request)
        body = await body_of(request)
        pin = body.get("pin")
        if not isinstance(pin, str) or not 0 < len(pin) <= MOST_PIN:
            raise Refusal("record.wrong_pin", left=None)
        if may_sign(place.clerk.state, person) is None:
            raise Refusal("record.not_your_turn")
        return answered(await self.record.sign(place.clerk, person, pin))

    async def pdf(self, request: Request) -> Response:
        place, person = await self.place(request)
        state = place.clerk.state
        if not may_see_record(state, person) or state.record.final is None:
            raise HTTPException(404)
        notation = state.record.final.reserved.notation
        headers = {**ATTACHMENT, "content-disposition": f'attachment; filename="{file_name(notation)}"'}
        return Response(await self.record.pdf(place.clerk), media_type="application/pdf", headers=headers)

    async def trust(self, _request: Request) -> Response:
        """The roots this installation trusts: public, so that a record can be checked elsewhere."""
        roots = trusted_roots(self.house.settings.data)
        if roots is None:
            raise HTTPException(404)
        return Response(roots, media_type="application/x-pem-file")


def file_name(notation: str) -> str:
    """A notation as a file name: "05-BB-UBND.pdf", ASCII only."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c == "-") else "-" for c in notation)
    return f"{kept or 'record'}.pdf"


def _saved(body: dict[str, Any]) -> drafts.Save:
    match body:
        case {"key": str(key), "text": str(words), "rev": int(rev)}:
            return drafts.Save(key, words, rev)
        case _:
            raise HTTPException(400)
