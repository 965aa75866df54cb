"""Signing in and out, changing the password, links of the demo and of screens. Ordinary forms, no script needed."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ecabinet.house import House
from ecabinet.http.origin import cookie_name
from ecabinet.http.replies import form_of
from ecabinet.http.templates import page
from ecabinet.http.who import address_of, require, visitor
from ecabinet.identity.sessions import Kind
from journal.shapes import Refusal

HOME = "/meetings"


def routes(house: House) -> list[Route]:
    """The routes of this module."""
    it = Account(house)
    return [
        Route("/sign-in", it.sign_in_page, methods=["GET"]),
        Route("/sign-in", it.sign_in, methods=["POST"]),
        Route("/sign-out", it.sign_out, methods=["POST"]),
        Route("/password", it.password_page, methods=["GET"]),
        Route("/password", it.password, methods=["POST"]),
        Route("/l/{token}", it.seat_link),
        Route("/s/{token}", it.screen_link),
    ]


class Account:
    """The handlers."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.cookie = cookie_name(house.settings.https)

    def with_cookie(self, target: str, cookie: str, kind: Kind = "person") -> Response:
        """Go on with a new session; the old one, if any, is not kept."""
        answer = RedirectResponse(target, status_code=303)
        answer.set_cookie(
            self.cookie,
            cookie,
            max_age=self.house.sessions.length[kind] // 1000,
            httponly=True,
            samesite="lax",
            secure=self.house.settings.https,
            path="/",
        )
        return answer

    async def end_old(self, request: Request) -> None:
        who = visitor(self.house, request)
        if who is not None:
            await self.house.sessions.end(who.session.hash)

    async def sign_in_page(self, request: Request) -> Response:
        if visitor(self.house, request) is not None:
            return RedirectResponse("/", status_code=303)
        return page(request.scope, self.house.texts, "signin.html", error=None, login="", demo=self.house.settings.demo)

    async def sign_in(self, request: Request) -> Response:
        form = await form_of(request)
        login = form.get("login", "")
        try:
            cookie, _ = await self.house.identity.sign_in(login, form.get("password", ""), address_of(request))
        except Refusal as no:
            status = 429 if no.code == "identity.too_many" else 403
            return page(request.scope, self.house.texts, "signin.html", status, error=no.code, login=login[:64])
        await self.end_old(request)
        return self.with_cookie(HOME, cookie)

    async def sign_out(self, request: Request) -> Response:
        await self.end_old(request)
        answer = RedirectResponse("/sign-in", status_code=303)
        answer.delete_cookie(self.cookie, path="/", secure=self.house.settings.https)
        answer.headers["clear-site-data"] = '"cache"'  # pictures of papers; the rest the client itself deletes
        return answer

    async def password_page(self, request: Request) -> Response:
        if visitor(self.house, request) is None:
            return RedirectResponse("/sign-in", status_code=303)
        return page(request.scope, self.house.texts, "password.html", error=None, done=False)

    async def password(self, request: Request) -> Response:
        who = require(self.house, request)
        form = await form_of(request)
        try:
            await self.house.identity.change_password(
                who.session, form.get("old", ""), form.get("new", ""), address_of(request)
            )
        except Refusal as no:
            return page(request.scope, self.house.texts, "password.html", 403, error=no.code, done=False)
        return page(request.scope, self.house.texts, "password.html", error=None, done=True)

    async def seat_link(self, request: Request) -> Response:
        """A link of the demo: 128 bits that stand for one person. Outside the demo there is no such address."""
        link = await self.house.sessions.follow(request.path_params["token"])
        if link is None or link.kind != "seat" or not self.house.settings.demo:
            raise HTTPException(404)
        await self.end_old(request)
        cookie = await self.house.sessions.begin(
            "person", person=link.person, meeting=None, address=address_of(request)
        )
        return self.with_cookie(f"/m/{link.meeting}" if link.meeting else HOME, cookie)

    async def screen_link(self, request: Request) -> Response:
        """A kiosk link: the browser becomes the projector of one meeting, at an address without the secret."""
        link = await self.house.sessions.follow(request.path_params["token"])
        if link is None or link.kind != "screen" or link.meeting is None:
            raise HTTPException(404)
        await self.end_old(request)
        cookie = await self.house.sessions.begin(
            "screen", person=None, meeting=link.meeting, address=address_of(request)
        )
        return self.with_cookie(f"/screen/{link.meeting}", cookie, "screen")
