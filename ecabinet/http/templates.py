"""Jinja2 pages: the web client's shell, sign-in, seats, errors. Everything is escaped; nothing is inline."""

import json
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import Scope

from ecabinet.http.texts import Texts, language_of

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "static"
ENVIRONMENT = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True, trim_blocks=True)


def page(scope: Scope, texts: Texts, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Render a template in the language of the request. `t(key)` says the words."""
    language = requested_language(scope)
    body = ENVIRONMENT.get_template(name).render(
        t=lambda key, **args: texts.say(language, key, **args),
        lang=language,
        pages_css=bundle("src/styles/pages.css").get("file", ""),
        **values,
    )
    return HTMLResponse(
        body, status_code=status, headers={"content-language": language, "vary": "cookie, accept-language"}
    )


def requested_language(scope: Scope) -> str:
    headers = Headers(scope=scope)
    cookie = SimpleCookie(headers.get("cookie", "")).get("lang")
    return language_of(cookie.value if cookie else None, headers.get("accept-language", ""))


def bundle(entry: str) -> dict[str, Any]:
    """One entry of the web build, from its manifest: `file`, `css`, `preload`; empty before a build."""
    manifest = STATIC / "manifest.json"
    if not manifest.exists():
        return {}
    found: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8")).get(entry, {})
    return found
