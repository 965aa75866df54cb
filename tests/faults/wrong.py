"""Servers that are wrong on purpose, here and nowhere else: each harness must catch the ones made for it.

A variant is a function that spoils the process (or its house) before it serves. What is spoiled is spoiled at the
narrowest place that still makes the fault visible on the wire.
"""

import functools
import random
import secrets
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete

from ecabinet.clerk import carried, hall
from ecabinet.clerk.ask import Answer, Ask
from ecabinet.clerk.channel import Channel
from ecabinet.clerk.turn import Turn
from ecabinet.db.tables import account_session
from ecabinet.house import House
from ecabinet.identity.sessions import Sessions
from journal.shapes import Refusal
from tests.faults.relay import leaking, unbounded

Spoil = Callable[[House], None]


def twice(_house: House) -> None:
    """Knows no command again."""
    Turn.again = lambda self, ask: None  # type: ignore[method-assign]
    Ask.key = property(lambda ask: (ask.person or "", f"{ask.command_id[:40]}/{secrets.token_hex(6)}"))  # type: ignore[method-assign, assignment]


def anybodys(_house: House) -> None:
    """Looks ids up without asking whose they are."""
    Ask.key = property(lambda ask: ("", ask.command_id))  # type: ignore[method-assign, assignment]


def any_body(_house: House) -> None:
    """Gives the stored answer to another command under the same id."""
    whole = Turn.again

    @functools.wraps(whole)
    def again(self: Turn, ask: Ask) -> Answer | None:
        try:
            return whole(self, ask)
        except Refusal:
            before = self.fresh.get(ask.key) or self.done.get(ask.key)
            return Answer(True, seq=before.seq if before else None)

    Turn.again = again  # type: ignore[method-assign]


def forgets(_house: House) -> None:
    """A channel that loses one change when somebody comes back."""
    whole = Channel.changes

    def changes(self: Channel, have: int) -> Any:
        changed, gone = whole(self, have)
        return dict(list(changed.items())[1:]), gone

    Channel.changes = changes  # type: ignore[method-assign]


def remembers_all(_house: House) -> None:
    """Resumes whoever says so, though it was not there when the changes were made."""
    Channel.can_resume = lambda self, have, seq: have <= seq  # type: ignore[method-assign]


def short_memory(_house: House) -> None:
    """Not wrong: an audience nobody stands in is forgotten at once instead of after ten minutes."""
    hall.KEEP = 0.2


def few_latest(_house: House) -> None:
    """Not wrong: nearly all commands that were carried out are on the disk only, as in a long meeting."""
    carried.MOST_LATEST = 8


def late_yes(_house: House) -> None:
    """Says yes to a ballot that came too late, and counts it not."""
    spoil_take(lambda answer: Answer(True, seq=1) if answer.code == "voting.not_open" else answer)


def late_no(_house: House) -> None:
    """Tells some voters that they were too late, and counts them."""
    dice = random.Random(1)
    spoil_take(lambda answer: Answer(False, code="voting.not_open") if answer.ok and dice.random() < 0.02 else answer)


def spoil_take(change: Callable[[Answer], Answer]) -> None:
    """Answers to ballots pass through `change`."""
    whole = Turn.take

    def take(self: Turn, ask: Ask, *more: Any) -> None:
        whole(self, ask, *more)
        if ask.name == "voting.cast":
            self.answers[-1] = (ask, change(self.answers[-1][1]))

    Turn.take = take  # type: ignore[method-assign]


def after_close(_house: House) -> None:
    """Takes ballots into a poll that is closed."""
    from voting import rules_ballots

    strict = rules_ballots.poll_of

    def lax(state: Any, poll: int, *states: Any) -> Any:
        try:
            return strict(state, poll, *states)
        except Refusal:
            return state.polls[poll]

    rules_ballots.poll_of = lax


def signs_out(_house: House) -> None:
    """Keeps sessions in memory only: after a restart nobody is signed in."""
    whole = Sessions.load

    async def load(self: Sessions) -> None:
        await whole(self)
        await self.db.write(lambda connection: connection.execute(delete(account_session)).rowcount)

    Sessions.load = load  # type: ignore[method-assign]


def early(house: House) -> None:
    """Answers before the commit."""
    from tests.faults.server import EarlyClerk

    house.clerks.make = EarlyClerk


VARIANTS: dict[str, Spoil] = {
    "twice": twice,
    "anybodys": anybodys,
    "any_body": any_body,
    "forgets": forgets,
    "remembers_all": remembers_all,
    "short_memory": short_memory,
    "few_latest": few_latest,
    "late_yes": late_yes,
    "late_no": late_no,
    "after_close": after_close,
    "signs_out": signs_out,
    "early": early,
    "unbounded": unbounded,
    "leaking": leaking,
}
