"""One command waiting for the clerk, and what its caller is told."""

import hashlib
import secrets
from collections.abc import Callable
from time import perf_counter
from typing import Any

import msgspec

from ecabinet.clerk.channel import Seat
from ecabinet.logs import bug
from ecabinet.metrics import FIGURES
from journal.shapes import Refusal

MOST_ID = 64  # characters
ONCE = "voting.count"  # asked by the house alone, under a new id each time


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """`{ok: true, seq, mine?}` or `{ok: false, code, args}`. `mine`: the caller's own change, `{n, set, del}`."""

    ok: bool
    seq: int | None = None
    mine: dict[str, Any] | None = None
    code: str | None = None
    args: dict[str, Any] | None = None


class Ask(msgspec.Struct, eq=False):
    """`person` None and `house`: the house itself. `body`: hash of name and arguments, to tell a retry from another.
    `reply` is called once, with the answer."""

    person: str | None
    command_id: str
    name: str
    args: dict[str, Any]
    body: str
    house: bool
    seat: Seat | None
    reply: Callable[[Answer], None]
    since: float = msgspec.field(default_factory=perf_counter)

    @property
    def key(self) -> tuple[str, str]:
        return self.person or "", self.command_id

    def tell(self, answer: Answer) -> None:
        """Whatever becomes of it: the other callers of the turn must be told too."""
        try:
            self.reply(answer)
        except Exception as failure:
            bug("answer", failure)
        FIGURES.answered(answer.ok, answer.code, self.since)


def refused(refusal: Refusal) -> Answer:
    return Answer(False, code=refusal.code, args=refusal.args_)


def fingerprint(name: str, args: dict[str, Any]) -> str:
    """The same for the same command, whatever the order of its arguments. What came out of an urn has none: whoever
    finds the hash could try out what it was made of."""
    if name == ONCE:
        return secrets.token_hex(32)
    return hashlib.sha256(msgspec.json.encode([name, args], order="sorted")).hexdigest()
