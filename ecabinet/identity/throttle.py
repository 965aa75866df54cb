"""Slowing down guesses: per account and per address, kept in memory.

Rules: an account takes 10 wrong passwords in 15 minutes from one address, an address 50 over all accounts. A stranger
who guesses from another address does not lock the owner out, because the count is per account and address.
The clock is given by the caller, in seconds.
"""

from collections import defaultdict, deque

WINDOW = 15 * 60.0
PER_ACCOUNT = 10
PER_ADDRESS = 50
MOST_KEYS = 20_000


class Throttle:
    """Ask `allowed` before checking a password, say `failed` after a wrong one."""

    def __init__(self) -> None:
        self.failures: defaultdict[tuple[str | None, str], deque[float]] = defaultdict(deque)

    def allowed(self, account: str, address: str, at: float) -> bool:
        return self.count((account, address), at) < PER_ACCOUNT and self.count((None, address), at) < PER_ADDRESS

    def failed(self, account: str, address: str, at: float) -> None:
        if len(self.failures) > MOST_KEYS:
            self.forget(at)
        self.failures[(account, address)].append(at)
        self.failures[(None, address)].append(at)

    def succeeded(self, account: str, address: str) -> None:
        self.failures.pop((account, address), None)

    def count(self, key: tuple[str | None, str], at: float) -> int:
        times = self.failures.get(key)
        if times is None:
            return 0
        while times and times[0] < at - WINDOW:
            times.popleft()
        return len(times)

    def forget(self, at: float) -> None:
        """Drop what is too old to count."""
        for key in [key for key in self.failures if self.count(key, at) == 0]:
            del self.failures[key]
