"""A consultation in writing as its minutes tell it: sent, put off, answered, signed, closed. One page of the fold.

Rules: of several answers to one question the last counts, with its time; an answer after the deadline that stands at
the end is late; a signature that was made before the last answer, or before a file was attached or taken away, is
not current and is left out.
"""

from collections.abc import Iterable
from typing import Literal

from journal.shapes import Event, Value
from meeting import events as m
from voting import events as v
from voting.rule import Choice

How = Literal["hand", "deadline", "answered"]


class Extension(Value):
    deadline: int
    reason: str
    at: int


class Given(Value):
    """One answer."""

    poll: int
    choice: Choice | None
    text: str
    at: int


class Answered(Value):
    """One member who was asked, and what came back. `at`: of the last answer."""

    participant: int
    name: str
    position: str
    given: tuple[Given, ...]
    at: int | None
    late: bool
    signed_at: int | None
    sha256: str | None


class WrittenDoc(Value):
    """`deadline`: the one that stood at the end; `first`: the one it was sent with."""

    sent_at: int | None
    first: int | None
    deadline: int | None
    extensions: tuple[Extension, ...]
    how: How | None
    members: tuple[Answered, ...]

    @property
    def back(self) -> tuple[Answered, ...]:
        """Members who answered something."""
        return tuple(one for one in self.members if one.given)


class Written:
    """The notebook page: mutable while folding, never seen outside."""

    def __init__(self) -> None:
        self.sent: tuple[int, int] | None = None  # at, deadline
        self.extensions: list[Extension] = []
        self.how: How | None = None
        self.asked: dict[int, v.Voter] = {}
        self.given: dict[tuple[int, int], Given] = {}  # by participant and poll
        self.signed: dict[int, v.OpinionSigned] = {}


def note(page: Written, event: Event, at: int) -> None:
    """Write one event into the notebook; events of other topics change nothing."""
    match event:
        case m.Sent(deadline=deadline):
            page.sent = (at, deadline)
        case m.Extended(deadline=deadline, reason=reason):
            page.extensions.append(Extension(deadline, reason, at))
        case m.Closed(how=how):
            page.how = how
        case v.PollOpened(electorate=electorate) if page.sent is not None:
            page.asked |= {voter.participant: voter for voter in electorate}
        case v.BallotCast(poll=poll, participant=who, choice=choice, text=text) if page.sent is not None:
            page.given[who, poll] = Given(poll, choice, text, at)
            page.signed.pop(who, None)
        case v.FileAttached(participant=who) | v.FileDetached(participant=who):
            page.signed.pop(who, None)
        case v.OpinionSigned(participant=who):
            page.signed[who] = event
        case _:
            pass


def doc(page: Written, deadline: int | None) -> WrittenDoc:
    """The page as a value. `deadline`: of the frame, before it was sent."""
    first = page.sent[1] if page.sent is not None else deadline
    last = page.extensions[-1].deadline if page.extensions else first
    return WrittenDoc(
        sent_at=page.sent[0] if page.sent is not None else None,
        first=first,
        deadline=last,
        extensions=tuple(page.extensions),
        how=page.how,
        members=tuple(_members(page, last)),
    )


def _members(page: Written, deadline: int | None) -> Iterable[Answered]:
    for who, voter in page.asked.items():
        given = tuple(one for (of, _), one in sorted(page.given.items()) if of == who)
        at = max((one.at for one in given), default=None)
        signed = page.signed.get(who)
        yield Answered(
            participant=who,
            name=voter.name,
            position=voter.position,
            given=given,
            at=at,
            late=at is not None and deadline is not None and at > deadline,
            signed_at=signed.signed_at if signed is not None else None,
            sha256=signed.sha256 if signed is not None else None,
        )
