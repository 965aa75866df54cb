"""Passwords as argon2id hashes, made and checked in a thread: 30 ms of work that must not stop a meeting.

Rules: at most two at a time, the rest wait (300 people may sign in within a minute on two cores); an unknown account
costs the same time as a wrong password.
"""

import asyncio
from collections.abc import Callable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
MINIMUM = 10  # characters of a password that a person chooses

# The hash of a password nobody has, so that "no such account" takes as long as "wrong password".
NOBODY = HASHER.hash("no account has this password")


class Passwords:
    """Hash and check without blocking the event loop."""

    def __init__(self, at_once: int = 2) -> None:
        self.turns = asyncio.Semaphore(at_once)

    async def hash(self, password: str) -> str:
        async with self.turns:
            return await asyncio.to_thread(HASHER.hash, password)

    async def check(self, stored: str | None, password: str, may_try: Callable[[], None]) -> bool:
        """Whether the password is the one stored; a missing one is checked against a hash that never matches.
        `may_try` is asked when the turn has come: what was sent in one breath with wrong ones is refused by then."""
        async with self.turns:
            may_try()
            right = await asyncio.to_thread(verify, stored or NOBODY, password)
        return right and stored is not None


def verify(stored: str, password: str) -> bool:
    try:
        return HASHER.verify(stored, password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False
