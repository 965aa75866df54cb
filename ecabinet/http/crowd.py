"""How much strangers may ask: requests without a session, counted by address.

Who is signed in is not counted here (their commands are, by seat and by rules). A house behind one address signs in
without noticing: built files of the client are free, and a page and a form each are far below the limit.

Rules
- `RATE` requests a second from one address, `BURST` at once; beyond that 429, and the connection ends.
- Behind a proxy that is not named (`--proxy`) everybody has the proxy's address, so nobody is counted.
- What is known of addresses is bounded: beyond `MOST_ADDRESSES` those who are back at their full budget are forgotten,
  and then everybody.
"""

import time
from collections.abc import Callable

from ecabinet.settings import Settings

RATE = 100.0
BURST = 1500.0
MOST_ADDRESSES = 20_000
FREE = "/static/"


class Crowd:
    """`within` takes one request of an address from its budget."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self.counts = not settings.public_url or bool(settings.proxy)
        self.clock = clock
        self.left: dict[str, tuple[float, float]] = {}  # by address: requests, and when that was so

    def within(self, address: str, path: str) -> bool:
        """Whether a stranger at this address may ask once more."""
        if not self.counts or path.startswith(FREE):
            return True
        at = self.clock()
        left = self.budget(address, at)
        if left < 1:
            return False
        if len(self.left) >= MOST_ADDRESSES and address not in self.left:
            self.forget(at)
        self.left[address] = (left - 1, at)
        return True

    def budget(self, address: str, at: float) -> float:
        left, since = self.left.get(address, (BURST, at))
        return min(BURST, left + (at - since) * RATE)

    def forget(self, at: float) -> None:
        self.left = {address: kept for address, kept in self.left.items() if self.budget(address, at) < BURST}
        if len(self.left) >= MOST_ADDRESSES:
            self.left = {}
