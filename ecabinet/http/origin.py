"""Where a request comes from: our own pages, or somebody else's. One answer for HTTP and sockets.

Rules: an origin is ours when it is exactly the scheme and host the browser used to reach us (`Host`), and that host is
one this server answers for. A missing Origin is nobody's: sockets and unsafe requests without one are refused.
Forwarded headers are never believed; behind a proxy the host is that of `--public-url`.
"""

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ecabinet.settings import LOOPBACK_NAMES, Settings

COOKIE = "ecabinet"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
HOST = re.compile(r"(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9_.-]{1,253}))(?::[0-9]{1,5})?", re.ASCII | re.IGNORECASE)


def host_name(host: str) -> str:
    """Without the port: "[::1]:8000" is "::1". Empty for what no browser sends as a host ("a@127.0.0.1")."""
    found = HOST.fullmatch(host)
    return (found[1] or found[2]).lower() if found else ""


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
        return site == "same-origin" and known_host(settings, headers.get("host"))
    return allowed_origin(settings, origin, headers.get("host"))


def cookie_name(https: bool) -> str:
    """Over TLS a name that browsers let nobody set but this very host, and only securely."""
    return f"__Host-{COOKIE}" if https else COOKIE


def cookie_in(header: str, https: bool = False) -> str | None:
    """Our cookie in a Cookie header."""
    return cookie_named(header, cookie_name(https))


def cookie_named(header: str, wanted: str) -> str | None:
    """The first cookie of this name. Whatever else the header holds, even what is no cookie, does not matter."""
    for part in header.split(";"):
        name, _, value = part.partition("=")
        if name.strip() == wanted:
            return value.strip().strip('"') or None
    return None
