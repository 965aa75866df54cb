"""Settings of one server: what the command line and the environment decide, frozen before anything starts.

Every setting has its environment variable `ECABINET_*`; the command line wins. What it is not: settings of a meeting
or a unit, which are rows or commands.
"""

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

LEVELS = ("debug", "info", "warning", "error")
SHORTEST_TOKEN = 16
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class Settings(msgspec.Struct, frozen=True):
    """`public_url` is how browsers see the server when a proxy terminates TLS: "https://hop.tinh.vn". `proxy` is that
    proxy's address: only from there is a forwarded client address believed (it slows down guesses, nothing else).
    `sockets`: our own websocket class, or the libraries' as they are; `polling`: also clients without websockets."""

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8000
    demo: bool = False
    public_url: str = ""
    proxy: str = ""
    tls_cert: str = ""
    tls_key: str = ""
    upload_mb: int = 200
    session_hours: int = 12
    log_json: bool = False
    sockets: Literal["direct", "stock"] = "direct"
    polling: bool = False
    log_level: str = "info"
    metrics_token: str = ""

    @property
    def database(self) -> Path:
        return self.data / "ecabinet.db"

    @property
    def files(self) -> Path:
        return self.data / "files"

    @property
    def loopback(self) -> bool:
        """Only this machine can reach the server."""
        return is_loopback(self.host)

    @property
    def https(self) -> bool:
        """Browsers talk to us through TLS."""
        return bool(self.tls_cert) or self.public_url.startswith("https://")

    @property
    def url(self) -> str:
        """Where a person on this machine opens it."""
        if self.public_url:
            return self.public_url.rstrip("/")
        scheme = "https" if self.tls_cert else "http"
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - compared, not bound
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.port}"


def is_loopback(host: str) -> bool:
    """A name or address that never leaves this machine."""
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def from_environment(environment: Mapping[str, str] | None = None, **given: object) -> Settings:
    """Environment first, then whatever is given and not None."""
    source = os.environ if environment is None else environment
    found: dict[str, object] = {
        field.name: source[f"ECABINET_{field.name.upper()}"]
        for field in msgspec.structs.fields(Settings)
        if f"ECABINET_{field.name.upper()}" in source
    }
    found |= {name: value for name, value in given.items() if value is not None}
    return msgspec.convert(found, Settings, strict=False, dec_hook=as_path)


def as_path(kind: type, value: object) -> object:
    if kind is Path:
        return Path(str(value)).absolute()  # workers stand in another folder
    raise NotImplementedError(kind)


def why_not_serve(settings: Settings) -> str | None:
    """A sentence saying why this server must not start like this, or None."""
    if not settings.loopback and not settings.demo and not settings.https:
        return (
            "plain http is only for this machine or the demo: give --tls-cert and --tls-key, "
            "or --public-url https://... when a proxy in front of it speaks TLS"
        )
    if bool(settings.tls_cert) != bool(settings.tls_key):
        return "--tls-cert and --tls-key belong together"
    if settings.log_level not in LEVELS:
        return f"the log level is one of {', '.join(LEVELS)}"
    if 0 < len(settings.metrics_token) < SHORTEST_TOKEN:
        return f"metrics_token has at least {SHORTEST_TOKEN} characters: it is all that stands before the figures"
    return None
