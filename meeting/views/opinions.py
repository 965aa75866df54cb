"""`opinion/{participant}`: who has answered a consultation in writing, when, and whether it was signed. Never what.

Staff follows it from the moment it was sent; members see it once it is closed, where every question publishes the
ballots by name.
"""

from collections.abc import Iterator

from meeting.objects import OpinionObject
from meeting.rules_written import is_written
from meeting.state import MeetingState
from meeting.views.once import Once
from meeting.views.parts import Bundle, Eyes, Made, Section
from voting import rules_written
from voting.state import Opinion, VotingState


def _opinions(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if is_written(state) and (eyes.kind == "staff" or (eyes.inside and published(state))):
        for who, name in rules_written.everybody(state.voting).items():
            yield Bundle(f"opinion/{who}", (who, name, *facts_of(state, who)), _opinion_object)


def published(state: MeetingState) -> bool:
    """Whether staff and members know by now who answered what."""
    polls = state.voting.polls.values()
    return state.phase == "closed" and all(poll.rule.named and poll.rule.published == "ballots" for poll in polls)


def facts_of(state: MeetingState, who: int) -> tuple[int, int, int | None, bool, Opinion | None]:
    """How many answers of how many, the last one's time, whether that was after the deadline, and the signature."""
    asked, at = len(rules_written.asked(state.voting, who)), last_answer(state.voting, who)
    deadline = state.frame.deadline if state.frame is not None else None
    late = at is not None and deadline is not None and at > deadline
    return len(rules_written.answers(state.voting, who)), asked, at, late, state.voting.opinions.get(who)


def last_answer(voting: VotingState, who: int) -> int | None:
    """When somebody last answered."""
    return max((ballot.at for _, ballot in rules_written.answers(voting, who)), default=None)


def _opinion_object(
    who: int, name: str, answered: int, asked: int, at: int | None, late: bool, signed: Opinion | None
) -> Made:
    return f"opinion/{who}", opinion_of(who, name, (answered, asked, at, late, signed))


def opinion_of(who: int, name: str, facts: tuple[int, int, int | None, bool, Opinion | None]) -> OpinionObject:
    """One line of the list, which its own member sees too."""
    answered, asked, at, late, signed = facts
    return OpinionObject(
        participant=who,
        name=name,
        answered=answered,
        asked=asked,
        at=at,
        late=late,
        signed_at=signed.signed_at if signed is not None else None,
        sha256=signed.sha256 if signed is not None else None,
        current=signed is not None and signed.current,
    )


SECTIONS = (Section("opinions", lambda s: (s.frame, s.phase, s.voting.polls, s.voting.opinions), _opinions),)
