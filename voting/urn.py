"""What all must agree on about the ballots of a secret poll: how long they are, and what their receipts add up to.

What it is not: encryption. Sealing is the tablet's, opening the house's (see `ecabinet/urn`).

Rules
- Every ballot of a poll has the same length before sealing, whatever is chosen: JSON, filled up with spaces.
- The root is that of a Merkle tree as in RFC 6962, section 2.1, over the receipts in ascending order: leaves and nodes
  are hashed with different first bytes, so that none can pass for the other.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from voting.method import Method
from voting.rule import CHOICES

KEY = 32  # bytes of an X25519 public key, which stands before the ciphertext
TAG = 16  # bytes that ChaCha20-Poly1305 adds
STEP = 32  # sizes are multiples of this
LEAF, NODE = b"\x00", b"\x01"


def ballot_size(method: Method) -> int:
    """Bytes of a choice before sealing: enough for the longest one that this method allows, however it is spaced."""
    longest = len('{"choice": ""}') + max(map(len, CHOICES))
    if method.kind != "question":
        widest = max(2, len(str(method.top)), *(len(str(option.id)) for option in method.options))
        longest = len('{"marks": []}') + len(method.options) * (widest + len(", "))
    return -(-longest // STEP) * STEP


def sealed_length(size: int) -> int:
    """Bytes of a sealed ballot whose choice has `size` bytes; twice as many hex digits."""
    return KEY + size + TAG


def merkle_root(receipts: Iterable[str]) -> str:
    """The root over these receipts (SHA-256 in hex), whatever their order. Of none: SHA-256 of nothing."""
    return _root([sha256(LEAF + bytes.fromhex(receipt)).digest() for receipt in sorted(receipts)]).hex()


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256().digest()
    left = 1 << (len(leaves) - 1).bit_length() - 1  # the largest power of two below their number
    return sha256(NODE + _root(leaves[:left]) + _root(leaves[left:])).digest()
