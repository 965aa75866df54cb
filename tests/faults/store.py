"""What a seat was shown, with a hash of all of it that costs as little as the change.

The hash is a sum over keys, so it does not depend on order; values count by meaning, not by how they were spelled. Many
seats get the same bytes: reading and hashing them happens once.
"""

import functools
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

WHOLE = (1 << 64) - 1
MOST_SHARED = 1000
SHARED: dict[tuple[int, object], int] = {}  # hash before, change -> hash after


class Change(msgspec.Struct, rename={"gone": "del"}):
    """What `push`, `mine` and the answer of `join` share."""

    set: dict[str, msgspec.Raw] = {}
    gone: list[str] = []


@functools.lru_cache(maxsize=400_000)
def weight(key: str, value: bytes) -> int:
    """The share of one key in the hash."""
    canonical = msgspec.json.encode([key, msgspec.json.decode(value)], order="sorted")
    return int.from_bytes(hashlib.blake2b(canonical, digest_size=8).digest(), "big")


class Store:
    """Keys and values as they came, and `hash`."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.hash = 0

    def __len__(self) -> int:
        return len(self.kept)

    def __contains__(self, key: str) -> bool:
        return key in self.kept

    def __getitem__(self, key: str) -> Any:
        return msgspec.json.decode(self.kept[key])

    def keys(self, prefix: str = "") -> list[str]:
        return [key for key in self.kept if key.startswith(prefix)]

    def clear(self) -> None:
        self.kept.clear()
        self.hash = 0

    def apply(self, changed: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Assign and remove, as the wire says."""
        for key, value in changed.items():
            self.drop(key)
            self.kept[key] = value
            self.hash = (self.hash + weight(key, value)) & WHOLE
        for key in gone:
            self.drop(key)

    def apply_shared(self, changed: Mapping[str, bytes], gone: Iterable[str], token: object) -> None:
        """The same, where many stores that hold the same take the same change (`token`): worked out once."""
        known = SHARED.get((self.hash, token))
        if known is None:
            before = self.hash
            self.apply(changed, gone)
            while len(SHARED) >= MOST_SHARED:
                del SHARED[next(iter(SHARED))]
            SHARED[before, token] = self.hash
        else:
            self.kept.update(changed)
            for key in gone:
                self.kept.pop(key, None)
            self.hash = known

    def drop(self, key: str) -> None:
        old = self.kept.pop(key, None)
        if old is not None:
            self.hash = (self.hash - weight(key, old)) & WHOLE

    def differs(self, other: "Store") -> list[str]:
        """The keys that are not the same in both: what to look at when a hash is wrong."""
        keys = self.kept.keys() | other.kept.keys()
        return sorted(key for key in keys if key not in self or key not in other or self[key] != other[key])


def plain(change: Mapping[str, msgspec.Raw]) -> dict[str, bytes]:
    """Values cut loose from the frame they came in."""
    return {key: bytes(value) for key, value in change.items()}
