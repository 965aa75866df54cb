"""Which notice is due to whom: a pure question to a consultation and a clock.

Rules
- One notice when it was sent, or its deadline put off; reminders a day and two hours before the deadline, and one after
  it, while it is open.
- Only who has not answered every question is told.
- Of reminders whose moment has passed only the latest is due: a server that was down does not send them all at once.
  A moment that lay before the sending (or the new deadline) was never due.
"""

from typing import Literal

from meeting.rules_written import is_written
from meeting.state import MeetingState
from voting.rules_written import everybody, has_answered, takes_answers

Kind = Literal["sent", "extended", "due_24h", "due_2h", "overdue", "reminder"]
HOUR = 3_600_000
MOMENTS: tuple[tuple[Kind, int], ...] = (("overdue", 0), ("due_2h", -2 * HOUR), ("due_24h", -24 * HOUR))


def is_open(state: MeetingState) -> bool:
    """Whether answers are still waited for."""
    return is_written(state) and state.phase == "running" and takes_answers(state.voting)


def kinds(state: MeetingState, now: int) -> tuple[Kind, ...]:
    """The notices that are due for this deadline: at most the first one and one reminder."""
    deadline, asked_at = deadline_of(state), state.session.asked_at
    if not is_open(state) or deadline is None or asked_at is None:
        return ()
    first: Kind = "sent" if asked_at == state.session.started_at else "extended"
    passed = [kind for kind, before in MOMENTS if now >= deadline + before > asked_at]
    return (first, *passed[:1])


def missing(state: MeetingState) -> tuple[str, ...]:
    """The persons who have not answered every question."""
    return tuple(
        state.participants[who].person for who in everybody(state.voting) if not has_answered(state.voting, who)
    )


def deadline_of(state: MeetingState) -> int | None:
    """The deadline that stands."""
    return state.frame.deadline if state.frame is not None else None
