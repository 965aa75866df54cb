"""Errors as answers: a page for people, JSON for programs; a bug shows its id and nothing else."""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from ecabinet.http.templates import page
from ecabinet.http.texts import Texts
from ecabinet.logs import bug

CODES = {
    400: "http.bad_request",
    401: "identity.signed_out",
    403: "http.other_origin",
    404: "http.not_found",
    405: "http.method",
    413: "http.too_large",
}


def wants_page(scope: Scope) -> bool:
    """A person is looking: the browser asks for HTML."""
    return "text/html" in Headers(scope=scope).get("accept", "")


def problem(scope: Scope, texts: Texts, status: int, ident: str | None = None) -> Response:
    """The answer for this status."""
    if wants_page(scope):
        known = f"page.error.{status}" if status in (403, 404) else "page.error.other"
        return page(scope, texts, "error.html", status=status, message=known, ident=ident)
    code = CODES.get(status, "house.error" if status >= 500 else "http.bad_request")
    body = {"ok": False, "code": code, "args": {"id": ident} if ident else {}}
    return JSONResponse(body, status_code=HTTPStatus(status))


def too_many() -> Response:
    """To a flood: no template, and no further request on this connection."""
    body = {"ok": False, "code": "http.too_many", "args": {}}
    return JSONResponse(body, 429, headers={"connection": "close", "retry-after": "10"})


def crashed(scope: Scope, texts: Texts, failure: BaseException) -> Response:
    """An unexpected exception: logged, with an id to tell."""
    route = getattr(scope.get("route"), "path", "")  # the pattern: an address may hold a link that signs in
    return problem(scope, texts, 500, bug(f"http {route}", failure))
