"""Sealing a ballot to the key of its poll, and opening it.

HPKE (RFC 9180) in base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305. A sealed ballot is the
encapsulated key followed by the ciphertext. The client does the same in web/src/net/seal.ts.

Rules: meeting, poll and voter are bound into every ballot, so a copy of somebody's ballot is no ballot of anybody
else, and none of another poll. Nothing here is logged, and no error carries what it was about.
"""

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from voting.events import Urn
from voting.method import Marks
from voting.rule import Choice

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class Plain(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What stands on a ballot: the `choice` of a question, or the `marks` of the other kinds."""

    choice: Choice | None = None
    marks: Marks | None = None


class Unreadable(Exception):
    """It was not sealed to this key for this voter in this poll, or holds no ballot."""


def info(meeting: str, poll: int, voter: int) -> bytes:
    """What a ballot is bound to."""
    return f"ecabinet ballot 1|{meeting}|{poll}|{voter}".encode()


def seal(urn: Urn, meeting: str, poll: int, voter: int, plain: Plain) -> str:
    """As a tablet does it, hex: for scripts, rehearsals and tests. Raises ValueError when it does not fit."""
    padded = msgspec.json.encode(plain).ljust(urn.size)
    if len(padded) != urn.size:
        raise ValueError("longer than the ballots of this poll")
    key = X25519PublicKey.from_public_bytes(bytes.fromhex(urn.key))
    return SUITE.encrypt(padded, key, info(meeting, poll, voter)).hex()


def open_sealed(key: X25519PrivateKey, meeting: str, poll: int, voter: int, sealed: bytes, size: int) -> Plain:
    """What stands on it. Raises Unreadable."""
    try:
        padded = SUITE.decrypt(sealed, key, info(meeting, poll, voter))
        if len(padded) != size:
            raise Unreadable
        return msgspec.json.decode(padded, type=Plain)
    except (InvalidTag, ValueError, msgspec.MsgspecError):
        raise Unreadable from None
