"""`/m/{meeting}/p/{version}/...` and `/m/{meeting}/papers`: pictures of pages, words, finding, originals, uploads.

Rules: every answer is preceded by one look-up of the session and `may_read` on the state in memory; a version one may
not read does not exist. Pictures never change, so tablets keep them. The original is only ever a download.
"""

import gzip

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ecabinet.house import House
from ecabinet.http.replies import ENCODER, refusal, reply
from ecabinet.http.who import place_in, require_person
from ecabinet.ids import new_id
from ecabinet.pages.library import Pages, Upload
from ecabinet.pages.receive import file_name
from ecabinet.pages.upload import lay_on_table
from ecabinet.pages.versions import Version
from ecabinet.pages.words import paragraphs
from journal.shapes import Refusal

FOR_EVER = {"cache-control": "private, max-age=31536000, immutable"}
NOT_INLINE = {"content-security-policy": "sandbox; default-src 'none'", "cache-control": "private, no-cache"}
STATUS = {"papers.page_unshowable": 422, "papers.no_such_page": 404, "papers.no_such_width": 404}


def routes(house: House) -> list[Route]:
    """The routes of this room; it starts and stops with the house."""
    pages = _pages(house)

    async def readable(request: Request) -> Version:
        place = await place_in(house, request, request.path_params["meeting"])
        identifier = request.path_params["version"]
        shown = await pages.versions.get(identifier) if place.may_read(identifier) else None
        if shown is None:
            raise HTTPException(404)
        return shown

    async def picture(request: Request) -> Response:
        shown = await readable(request)
        page, width = request.path_params["page"], request.path_params["width"]
        try:
            data = await pages.picture(shown, page, width, ahead=_is_ahead(request))
        except Refusal as no:
            return refusal(no, STATUS.get(no.code, 409))
        return Response(data, media_type="image/webp", headers=FOR_EVER)

    async def words(request: Request) -> Response:
        shown = await readable(request)
        try:
            read = await pages.words(shown, request.path_params["page"])
        except Refusal as no:
            return refusal(no, STATUS.get(no.code, 409))
        body = {"w": read.w, "h": read.h, "words": read.words, "paragraphs": paragraphs(read.words)}
        return _zipped(request, body, FOR_EVER if read.words else {})

    async def find(request: Request) -> Response:
        shown = await readable(request)
        return _zipped(request, await pages.find(shown, request.query_params.get("q", "")), {})

    async def progress(request: Request) -> Response:
        return reply(await pages.progress(await readable(request)))

    async def original(request: Request) -> Response:
        shown = await readable(request)
        name = file_name(shown.title) or shown.id
        return FileResponse(
            pages.original(shown), media_type="application/pdf", filename=f"{name}.pdf", headers=NOT_INLINE
        )

    async def upload(request: Request) -> Response:
        person = require_person(house, request)
        place = await place_in(house, request, request.path_params["meeting"])
        asked = _asked(request, place.clerk.meeting, person.id)
        if int(request.headers.get("content-length") or 0) > pages.limit:
            raise Refusal("papers.too_large", limit=pages.limit)
        laid = await lay_on_table(pages, house.clerks, request.stream(), asked)
        version = laid.version
        return reply(
            {
                "ok": True,
                "seq": laid.seq,
                "paper": laid.paper,
                "version": version.id,
                "pages": version.pages,
                "removed": version.removed,
            }
        )

    base = "/m/{meeting}/p/{version}"
    return [
        Route(base + "/{page:int}/{width:int}", picture),
        Route(base + "/{page:int}/words", words),
        Route(base + "/find", find),
        Route(base + "/progress", progress),
        Route(base + "/original", original),
        Route("/m/{meeting}/papers", upload, methods=["POST"]),
    ]


def _pages(house: House) -> Pages:
    """Made with the house, started and stopped with it."""
    settings = house.settings
    pages = Pages(house.db, house.files, settings.data / "pages", limit=settings.upload_mb << 20)

    async def start() -> None:
        pages.start()

    house.rooms["pages"] = pages
    house.on_start.append(start)
    house.on_stop.append(pages.close)
    return pages


def _asked(request: Request, meeting: str, person: str) -> Upload:
    query = request.query_params
    return Upload(
        id=query.get("id", "")[:64] or new_id(),
        meeting=meeting,
        unit_id="",
        item=_number(query.get("item")) or 0,
        title=query.get("title", "")[:1000],
        name=file_name(query.get("name", "")),
        paper=_number(query.get("paper")),
        person=person,
    )


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isdecimal() and len(given) < 10 else None


def _is_ahead(request: Request) -> bool:
    """The tablet fetches it for later: it waits behind those who look at a page now."""
    return "prefetch" in (request.headers.get("purpose", "") + request.headers.get("sec-purpose", ""))


def _zipped(request: Request, body: object, headers: dict[str, str]) -> Response:
    data = ENCODER.encode(body)
    headers = {**headers, "vary": "accept-encoding"}
    if len(data) > 1000 and "gzip" in request.headers.get("accept-encoding", ""):
        data, headers["content-encoding"] = gzip.compress(data, 4, mtime=0), "gzip"
    return Response(data, media_type="application/json", headers=headers)
