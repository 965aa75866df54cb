"""`/api/v1/documents` and `/d/{document}/...`: the document store.

Rules: a document one may not have does not exist, in no list and at no address. The file is only ever a download, in
its original bytes.
"""

import asyncio
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ecabinet.documents import filing, store
from ecabinet.documents.signed_page import signed_page
from ecabinet.documents.store import Document
from ecabinet.house import House
from ecabinet.http.record import ATTACHMENT, file_name, record_of
from ecabinet.http.replies import reply
from ecabinet.http.who import require_person
from journal.shapes import Refusal

PICTURE = {"cache-control": "private, max-age=31536000, immutable"}


def routes(house: House) -> list[Route]:
    """The routes of this room."""
    it = Routes(house)
    return [
        Route("/api/v1/documents", it.search),
        Route("/api/v1/documents/{document}", it.one),
        Route("/api/v1/documents/{document}/status", it.status),
        Route("/api/v1/register", it.register),
        Route("/d/{document}/file", it.file),
        Route("/d/{document}/p/{page:int}/{width:int}", it.page),
    ]


class Routes:
    """The handlers."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.record = record_of(house)

    async def document(self, request: Request) -> Document:
        """The document asked for, or 404."""
        person = require_person(self.house, request)
        found = await store.get(self.house.db, person, request.path_params["document"])
        if found is None:
            raise HTTPException(404)
        return found

    async def search(self, request: Request) -> Response:
        person = require_person(self.house, request)
        found = await store.search(self.house.db, person, request.query_params.get("q", ""))
        return reply({"documents": found})

    async def one(self, request: Request) -> Response:
        document = await self.document(request)
        page = await asyncio.to_thread(signed_page, self.house.files.path(document.sha256))
        return reply({**msgspec.to_builtins(document), "signed_page": page, **await self.linked(document)})

    async def linked(self, document: Document) -> dict[str, Any]:
        """What the document rests on, with titles from its own journal."""
        if document.meeting is None:
            return {"links": [], "meeting_title": ""}
        clerk = await self.house.clerks.get(document.meeting)
        doc = await self.record.doc(clerk)
        links = await store.links_from(self.house.db, document.id)
        return {
            "links": filing.described(doc, document.meeting, links),
            "meeting_title": doc.frame.title,
            "meeting_number": doc.frame.number,
            "starts_at": doc.started_at or doc.frame.starts_at,
            "offset": doc.frame.offset,
            "unit": doc.frame.unit,
        }

    async def status(self, request: Request) -> Response:
        document = await self.document(request)
        return reply(await self.record.statuses.of(document.sha256))

    async def register(self, request: Request) -> Response:
        person = require_person(self.house, request)
        year = request.query_params.get("year", "")
        if not year.isdecimal() or len(year) != 4:
            raise HTTPException(400)
        return reply({"numbers": await store.register(self.house.db, person, int(year))})

    async def file(self, request: Request) -> Response:
        document = await self.document(request)
        path = self.house.files.path(document.sha256)
        return FileResponse(
            path, media_type="application/pdf", filename=file_name(document.notation), headers=ATTACHMENT
        )

    async def page(self, request: Request) -> Response:
        document = await self.document(request)
        number, width = request.path_params["page"], request.path_params["width"]
        if not 1 <= number <= document.pages:
            raise HTTPException(404)
        try:
            picture = await self.house.rooms["pages"].shelf.picture(document.sha256, number, width)
        except Refusal:
            raise HTTPException(404) from None
        return Response(picture, media_type="image/webp", headers=PICTURE)
