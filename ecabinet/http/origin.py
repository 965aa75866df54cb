"""Where a request comes from: our own pages, or somebody else's. One answer for HTTP and sockets.

Rules: an origin is ours when it is exactly the scheme and host the browser used to reach us (`Host`), and that host is
one this server answers for. A missing Origin is nobody's: sockets and unsafe requests without one are refused.
Forwarded headers are never believed; behind a proxy the host is that of `--public-url`.
"""

import ipaddress
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from ecabinet.settings import LOOPBACK_NAMES, Settings

COOKIE = "ecabinet"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
NOT_IN_A_HOST = frozenset("@/\\?# ")


def host_name(host: str) -> str:
    """Without the port: "[::1]:8000" is "::1". Empty for what no browser sends as a host ("a@127.0.0.1")."""
    if not NOT_IN_A_HOST.isdisjoint(host):
        return ""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def known_host(settings: Settings, host: str | None) -> bool:
    """Whether this server answers for the host: its public name, its own addresses, this machine."""
    name = host_name(host or "")
    if not name:
        return False
    if settings.public_url:
        return name == urlsplit(settings.public_url).hostname or name in LOOPBACK_NAMES
    if name in LOOPBACK_NAMES:
        return True
    return not settings.loopback and (name == settings.host or is_address(name))


def is_address(name: str) -> bool:
    """Addresses cannot be pointed at us by somebody else's name server."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def allowed_origin(settings: Settings, origin: str | None, host: str | None) -> bool:
    """Exactly our own origin."""
    if not origin or not known_host(settings, host):
        return False
    scheme = "https" if settings.https else "http"
    return origin == f"{scheme}://{host}" or (bool(settings.public_url) and origin == settings.url)


def same_origin(settings: Settings, method: str, headers: Mapping[str, str]) -> bool:
    """Whether a request that changes something was sent by our own page (or a script that says so)."""
    if method in SAFE:
        return True
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is None:
        return site == "same-origin"
    return allowed_origin(settings, origin, headers.get("host"))


def cookie_of_environ(environ: Mapping[str, Any]) -> str | None:
    """Our cookie in a WSGI-like environ, as Socket.IO has it."""
    return cookie_in(environ.get("HTTP_COOKIE", ""))


def cookie_in(header: str) -> str | None:
    """Our cookie in a Cookie header."""
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return found.value if found is not None else None
