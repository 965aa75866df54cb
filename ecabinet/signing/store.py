"""The table of signing keys: PKCS#12 as given, found by person. A PIN never comes here.

Outside demo mode a key comes from its owner, made elsewhere; `give_demo_key` exists for demonstrations only.
"""

import asyncio
from pathlib import Path

import msgspec
from sqlalchemy import insert, select

from ecabinet.db.database import Database
from ecabinet.db.tables import signing_key
from ecabinet.ids import new_id, now
from ecabinet.signing import authority
from ecabinet.signing.authority import Holder, Issued

DEMO_PIN = "123456"
AUTHORITY = "authority"  # in the data folder, demo only
DEMO_ROOT = "demo-root.pem"  # in trust/


class Key(msgspec.Struct, frozen=True):
    """A person's key."""

    p12: bytes
    sha256: str  # of the certificate
    not_after: int


async def find(db: Database, person: str, at: int) -> Key | None:
    """The newest key of a person that is neither revoked nor run out."""
    wanted = (
        select(signing_key.c.p12, signing_key.c.sha256, signing_key.c.not_after)
        .where(signing_key.c.person == person, signing_key.c.revoked_at.is_(None), signing_key.c.not_after > at)
        .order_by(signing_key.c.created_at.desc())
    )
    row = await db.row(wanted)
    return None if row is None else Key(row["p12"], row["sha256"], row["not_after"])


async def give_demo_key(db: Database, data: Path, holder: Holder, pin: str = DEMO_PIN) -> str:
    """A key of the demo authority for this person, which is made if it is not there; SHA-256 of the certificate.

    Slow (a second): the caller shows progress. Never called outside demo mode."""
    at = now()
    issued = await asyncio.to_thread(_issue, data, holder, pin, at)
    await keep(db, holder, issued, at)
    return issued.sha256


def _issue(data: Path, holder: Holder, pin: str, at: int) -> Issued:
    authority.create(data / AUTHORITY, at)
    trusted = data / "trust" / DEMO_ROOT
    if not trusted.exists():
        trusted.parent.mkdir(exist_ok=True)
        trusted.write_bytes(authority.roots(data / AUTHORITY))
    return authority.issue(data / AUTHORITY, holder, pin, at)


async def keep(db: Database, holder: Holder, issued: Issued, at: int) -> None:
    """Note a key that exists."""
    row = {
        "id": new_id(),
        "person": holder.id,
        "p12": issued.p12,
        "certificate": issued.certificate,
        "sha256": issued.sha256,
        "subject": holder.name,
        "not_after": issued.not_after,
        "created_at": at,
    }
    await db.write(lambda connection: connection.execute(insert(signing_key).values(row)).rowcount)


def trusted_roots(data: Path) -> bytes | None:
    """All roots this installation trusts, as PEM; None if there are none."""
    found = sorted((data / "trust").glob("*.pem"))
    return b"\n".join(path.read_bytes() for path in found) or None
