"""Keys under their owners' PINs: a PKCS#12 file opens for one signature and is forgotten again.

Guessing is slowed by `Guesses`: after five wrong PINs a person waits a quarter of an hour. The server itself never
signs, its workers do: pyHanko is imported where it is used, so that a start does not wait for it.
"""

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from journal.shapes import Refusal

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

TRIES = 5
WAIT = 15 * 60_000


class WrongPin(Exception):
    """The PIN does not open the key."""


def open_key(p12: bytes, pin: str) -> "SimpleSigner":
    """The key, ready to sign. Raises WrongPin; TypeError for a key that is not RSA."""
    from pyhanko.sign.signers import SimpleSigner

    try:
        key, _, _ = pkcs12.load_key_and_certificates(p12, pin.encode())
    except ValueError:
        raise WrongPin from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("only RSA keys sign records")
    signer: SimpleSigner = SimpleSigner.load_pkcs12_data(p12, other_certs=(), passphrase=pin.encode())
    return signer


class Guesses:
    """Wrong PINs per person, in memory: a restart forgives, a guesser cannot restart."""

    def __init__(self) -> None:
        self._wrong: dict[str, list[int]] = {}

    def check(self, person: str, now: int) -> None:
        """Refuses while a person has guessed too often; `minutes` says how long still."""
        recent = [at for at in self._wrong.get(person, []) if now - at < WAIT]
        self._wrong[person] = recent
        if len(recent) >= TRIES:
            raise Refusal("record.pin_locked", minutes=max(1, -(-(recent[0] + WAIT - now) // 60_000)))

    def wrong(self, person: str, now: int) -> int:
        """Note a wrong PIN; how many tries are left."""
        tries = self._wrong.setdefault(person, [])
        tries.append(now)
        return max(0, TRIES - len(tries))

    def right(self, person: str) -> None:
        """The right PIN forgets the wrong ones."""
        self._wrong.pop(person, None)
