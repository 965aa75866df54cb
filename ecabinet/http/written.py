"""`/api/v1/consultations`, `/api/v1/notices`, `/m/{meeting}/opinion...`: opinions in writing.

Rules: a list holds what is one's own. A signed opinion is its member's; once the consultation is closed also staff's
and members', where its rules publish ballots; for the files that belong to it staff need not wait. The table and
reminders are for chair and secretary; the report needs them to arrange the other meeting too. Everything else does not
exist (404).
"""

from typing import Any

from sqlalchemy import text
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ecabinet.clerk.clerk import Clerk
from ecabinet.house import House
from ecabinet.http.api import listed, shown
from ecabinet.http.record import ATTACHMENT, MOST_PIN, record_of
from ecabinet.http.replies import answered, body_of, reply
from ecabinet.http.who import Place, place_in, require_person
from ecabinet.ids import new_id, now
from ecabinet.pages.fold import fold
from ecabinet.pages.library import Pages, Upload
from ecabinet.pages.receive import file_name
from ecabinet.written import attached, notices, report
from ecabinet.written.room import Consultations
from journal.shapes import Refusal
from meeting.facts import actor_of
from meeting.roles import leads
from meeting.view import may_read_opinion
from meeting.views.opinions import facts_of
from voting.rules_written import everybody, has_answered

MOST_IDS = 100
MINE = text(
    """SELECT c.card, p.participant, p.capacity, p.duties FROM meeting_card c JOIN participation p USING (meeting)
    WHERE p.person = :person AND json_extract(c.card, '$.form') = 'written' ORDER BY c.starts_at DESC LIMIT 500"""
)


def routes(house: House) -> list[Route]:
    """The routes of this room; it starts and stops with the house."""
    it = Routes(house)
    return [
        Route("/api/v1/consultations", it.mine),
        Route("/api/v1/notices", it.notices, methods=["GET"]),
        Route("/api/v1/notices", it.see, methods=["POST"]),
        Route("/m/{meeting}/opinion", it.sign, methods=["POST"]),
        Route("/m/{meeting}/opinion/files", it.attach, methods=["POST"]),
        Route("/m/{meeting}/opinion/files/{sha256}", it.attached),
        Route("/m/{meeting}/opinion/{participant:int}", it.opinion),
        Route("/m/{meeting}/opinions.csv", it.table),
        Route("/m/{meeting}/remind", it.remind, methods=["POST"]),
        Route("/m/{meeting}/report", it.report, methods=["POST"]),
    ]


class Routes:
    """The handlers."""

    def __init__(self, house: House) -> None:
        self.house = house
        if "written" not in house.rooms:
            house.rooms["written"] = Consultations(house, record_of(house))
        self.room: Consultations = house.rooms["written"]

    async def person_in(self, request: Request, meeting: str = "") -> tuple[Place, str]:
        """Somebody in this meeting."""
        place = await place_in(self.house, request, meeting or request.path_params["meeting"])
        if place.person is None:
            raise HTTPException(404)
        return place, place.person

    async def leading(self, request: Request, meeting: str = "") -> tuple[Place, str]:
        """Chair or secretary."""
        place, person = await self.person_in(request, meeting)
        actor = actor_of(place.clerk.state, person)
        if actor is None or not leads(place.clerk.state, actor):
            raise HTTPException(404)
        return place, person

    async def consultation(self, request: Request) -> tuple[Place, str]:
        """As `leading`, of a consultation."""
        place, person = await self.leading(request)
        if place.clerk.state.frame is None or place.clerk.state.frame.form != "written":
            raise HTTPException(404)
        return place, person

    async def mine(self, request: Request) -> Response:
        """My consultations, found by words of their title, with my part in them."""
        person = require_person(self.house, request)
        words = fold(request.query_params.get("q", "")[:200]).split()
        rows = [listed(dict(row)) for row in await self.house.db.rows(MINE, {"person": person.id})]
        kept = [row for row in rows if shown(row) and all(word in fold(str(row["title"])) for word in words)]
        return reply([await self.with_progress(row, person.id) for row in kept])

    async def with_progress(self, row: dict[str, Any], person: str) -> dict[str, Any]:
        """How far I am; for staff of an open one also how many have answered."""
        if row["phase"] not in ("running", "closed"):
            return row
        clerk = await self.house.clerks.get(row["id"])
        return row | progress(clerk, person)

    async def notices(self, request: Request) -> Response:
        person = require_person(self.house, request)
        return reply({"notices": await notices.mine(self.house.db, person.id), "now": now()})

    async def see(self, request: Request) -> Response:
        person = require_person(self.house, request)
        match await body_of(request):
            case {"ids": list(ids)} if all(isinstance(one, str) for one in ids) and len(ids) <= MOST_IDS:
                return reply({"ok": True, "seen": await notices.see(self.house.db, person.id, ids, now())})
            case _:
                raise HTTPException(400)

    async def sign(self, request: Request) -> Response:
        place, person = await self.person_in(request)
        pin = (await body_of(request)).get("pin")
        if not isinstance(pin, str) or not 0 < len(pin) <= MOST_PIN:
            raise Refusal("record.wrong_pin", left=None)
        return answered(await self.room.sign(place.clerk, person, pin))

    async def opinion(self, request: Request) -> Response:
        place, person = await self.person_in(request)
        participant = request.path_params["participant"]
        signed = place.clerk.state.voting.opinions.get(participant)
        if signed is None or not may_read_opinion(place.clerk.state, person, participant):
            raise HTTPException(404)
        headers = {**ATTACHMENT, "content-disposition": f'attachment; filename="phieu-{participant}.pdf"'}
        return Response(self.house.files.read(signed.sha256), media_type="application/pdf", headers=headers)

    async def attach(self, request: Request) -> Response:
        place, person = await self.person_in(request)
        pages: Pages = self.house.rooms["pages"]
        if int(request.headers.get("content-length") or 0) > pages.limit:
            raise Refusal("papers.too_large", limit=pages.limit)
        query, frame = request.query_params, place.clerk.state.frame
        upload = Upload(
            id=query.get("id", "")[:64] or new_id(),
            meeting=place.clerk.meeting,
            unit_id=frame.unit_id if frame is not None else "",
            item=attached.ITEM,
            title="",
            name=file_name(query.get("name", "")),
            person=person,
        )
        answer = await attached.attach(pages, self.house.files, place.clerk, request.stream(), upload)
        return answered(answer)

    async def attached(self, request: Request) -> Response:
        place, person = await self.person_in(request)
        state, sha256 = place.clerk.state, request.path_params["sha256"]
        for who, files in state.voting.files.items():
            name = next((one.name for one in files if one.sha256 == sha256), None)
            if name is not None and may_read_opinion(state, person, who):
                path = self.house.files.path(sha256)
                return FileResponse(path, media_type="application/pdf", filename=name, headers=ATTACHMENT)
        raise HTTPException(404)

    async def table(self, request: Request) -> Response:
        place, _ = await self.consultation(request)
        headers = {**ATTACHMENT, "content-disposition": 'attachment; filename="tong-hop-y-kien.csv"'}
        content = report.table(place.clerk.state)
        return Response(content, media_type="text/csv; charset=utf-8", headers=headers)

    async def remind(self, request: Request) -> Response:
        place, _ = await self.consultation(request)
        return reply({"ok": True, "told": await self.room.reminders.by_hand(place.clerk, now())})

    async def report(self, request: Request) -> Response:
        place, person = await self.consultation(request)
        session = (await body_of(request)).get("session")
        if not isinstance(session, str):
            raise HTTPException(400)
        other, _ = await self.leading(request, session)
        return answered(await self.room.report(place.clerk, other.clerk, person))


def progress(clerk: Clerk, person: str) -> dict[str, Any]:
    """`mine`: my own line; `answered`, `asked`: of all, for chair and secretary."""
    state = clerk.state
    actor = actor_of(state, person)
    if actor is None:
        return {}
    found: dict[str, Any] = {}
    everyone = everybody(state.voting)
    if actor.id in everyone:
        done, asked, at, late, signed = facts_of(state, actor.id)
        current = signed is not None and signed.current
        found["mine"] = {"answered": done, "asked": asked, "at": at, "late": late, "signed": current}
    if leads(state, actor):
        found["asked"] = len(everyone)
        found["answered"] = sum(has_answered(state.voting, who) for who in everyone)
    if state.phase == "closed":
        polls = (poll for _, poll in sorted(state.voting.polls.items()))
        found["carried"] = [poll.reasoning.carried for poll in polls if poll.reasoning is not None]
    return found
