"""Jinja2 pages: the web client's shell, sign-in, seats, errors. Everything is escaped; nothing is inline."""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse
from starlette.types import Scope

from ecabinet.http.origin import cookie_named
from ecabinet.http.texts import LANGUAGES, Texts, language_of

ROOT = Path(__file__).parent.parent
YEAR = 31_536_000  # seconds
STATIC = ROOT / "static"
ENVIRONMENT = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True, trim_blocks=True)


def page(scope: Scope, texts: Texts, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Render a template in the language of the request. `t(key)` says the words."""
    chosen = chosen_language(scope)
    language = chosen or requested_language(scope)
    body = ENVIRONMENT.get_template(name).render(
        t=lambda key, **args: texts.say(language, key, **args),
        lang=language,
        other="vi" if language == "en" else "en",
        pages_css=bundle("src/styles/pages.css").get("file", ""),
        **values,
    )
    headers = {"content-language": language, "vary": "cookie"}
    answer = HTMLResponse(body, status_code=status, headers=headers)
    if chosen:
        answer.set_cookie("lang", chosen, max_age=YEAR, samesite="lax")  # the client reads it, and writes the same one
    return answer


def chosen_language(scope: Scope) -> str | None:
    """The language of the switch on the page itself: `?lang=en`."""
    wanted = QueryParams(scope.get("query_string", b"")).get("lang")
    return wanted if wanted in LANGUAGES else None


def requested_language(scope: Scope) -> str:
    return language_of(cookie_named(Headers(scope=scope).get("cookie", ""), "lang"))


def bundle(entry: str) -> dict[str, Any]:
    """One entry of the web build, from its manifest: `file`, `css`, `preload`; empty before a build."""
    manifest = STATIC / "manifest.json"
    if not manifest.exists():
        return {}
    found: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8")).get(entry, {})
    return found
