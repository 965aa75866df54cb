"""What every request passes: known host, same origin, session looked up, security headers, errors without secrets.

What it is not: rights. A route asks for them through `who`. Plain ASGI: no task or buffer per request.
"""

from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ecabinet.http.crowd import Crowd
from ecabinet.http.errors import crashed, problem, too_many
from ecabinet.http.origin import cookie_in, known_host, same_origin
from ecabinet.identity.sessions import Sessions
from ecabinet.settings import Settings

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


LONGEST_PATH = 2000  # characters; ours have less than a hundred


class Broken(Exception):
    """An answer failed half-way: the connection must end, the reason is already logged."""


class Gate:
    """Wraps the Starlette application. `settings` and `sessions` are the house's."""

    def __init__(self, app: ASGIApp, settings: Settings, sessions: Sessions, texts: Any) -> None:
        self.app = app
        self.settings = settings
        self.sessions = sessions
        self.texts = texts
        self.crowd = Crowd(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookie = cookie_in(headers.get("cookie", ""), self.settings.https)
        scope.setdefault("state", {})["session"] = self.sessions.find(cookie)
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                protect(MutableHeaders(scope=message), self.settings.https)
            await send(message)

        refusal = self.refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        try:
            await self.app(scope, receive, guarded)
        except ClientDisconnect:
            pass  # they went away in the middle of their own request: nobody to answer, nothing to log
        except Exception as failure:
            answer = crashed(scope, self.texts, failure)
            if started:
                raise Broken from None
            await answer(scope, receive, guarded)

    def refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """A stranger who asks too much, no address of ours, not our host, or not our page."""
        if scope["state"]["session"] is None and not self.crowd.within(address_in(scope), scope["path"]):
            return too_many()
        if len(scope["path"]) > LONGEST_PATH:
            return problem(scope, self.texts, 404)
        if not known_host(self.settings, headers.get("host")):
            return problem(scope, self.texts, 400)
        if not same_origin(self.settings, scope["method"], headers):
            return problem(scope, self.texts, 403)
        return None


def address_in(scope: Scope) -> str:
    """The peer's, or what the named proxy says it is."""
    return scope["client"][0] if scope.get("client") else ""


def protect(headers: MutableHeaders, https: bool) -> None:
    """Add what is missing; a route may be stricter, and nothing dynamic is cached unless a route says so."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("cache-control", "no-store")
    if https:
        headers.setdefault("strict-transport-security", "max-age=31536000")
