"""Ids and time: the two things that pure code may never make itself.

Rules: `now` is the date, which people and machines set; what is written down carries it. How long something has lasted
is asked of `steady`, which nobody can set.
"""

import base64
import hashlib
import hmac
import secrets
import time


def new_id() -> str:
    """12 characters of random base32: the id of a row in SQL (60 bits)."""
    return base64.b32encode(secrets.token_bytes(8)).decode()[:12].lower()


def derived_id(secret: bytes, *parts: str) -> str:
    """The same 12 characters for the same parts: a retried creation finds what it made."""
    digest = hmac.new(secret, "\x00".join(parts).encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:12].lower()


def token(bits: int = 256) -> str:
    """An unguessable secret, safe in a URL or a cookie."""
    return secrets.token_urlsafe(bits // 8)


def digest(secret: str) -> str:
    """How a secret is stored: SHA-256 in hex. Only for secrets that are long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def now() -> int:
    """UTC milliseconds."""
    return time.time_ns() // 1_000_000


def steady() -> int:
    """Milliseconds since some moment of this machine's life: only differences mean anything."""
    return time.monotonic_ns() // 1_000_000
