"""One command waiting for the clerk, and what its caller is told."""

import asyncio
import hashlib
from time import perf_counter
from typing import Any

import msgspec

from ecabinet.clerk.channel import Seat
from ecabinet.metrics import FIGURES
from journal.shapes import Refusal

MOST_ID = 64  # characters


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """`{ok: true, seq, mine?}` or `{ok: false, code, args}`. `mine`: the caller's own change, `{n, set, del}`."""

    ok: bool
    seq: int | None = None
    mine: dict[str, Any] | None = None
    code: str | None = None
    args: dict[str, Any] | None = None


class Ask(msgspec.Struct, eq=False):
    """`person` None and `house`: the house itself. `body`: hash of name and arguments, to tell a retry from another."""

    person: str | None
    command_id: str
    name: str
    args: dict[str, Any]
    body: str
    house: bool
    seat: Seat | None
    future: "asyncio.Future[Answer]"
    since: float = msgspec.field(default_factory=perf_counter)

    @property
    def key(self) -> tuple[str, str]:
        return self.person or "", self.command_id

    def tell(self, answer: Answer) -> None:
        """Once; whoever asked may have gone away."""
        if not self.future.done():
            self.future.set_result(answer)
        FIGURES.answered(answer.ok, answer.code, self.since)


def refused(refusal: Refusal) -> Answer:
    return Answer(False, code=refusal.code, args=refusal.args_)


def fingerprint(name: str, args: dict[str, Any]) -> str:
    """The same for the same command, whatever the order of its arguments."""
    return hashlib.sha256(msgspec.json.encode([name, args], order="sorted")).hexdigest()
