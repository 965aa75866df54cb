"""`opinion/{participant}`: who has answered a consultation in writing, when, and whether it was signed. Never with
what answer.

Staff follows it from the moment it was sent; members see it once it is closed, where every question publishes the
ballots by name. From then on the files that were attached are named, to both: a file may say what was answered.
"""

from collections.abc import Iterator

from meeting.objects import OpinionFile, OpinionObject
from meeting.rules_written import is_written
from meeting.state import MeetingState
from meeting.views.once import Once
from meeting.views.parts import Bundle, Eyes, Made, Section
from voting import rules_written
from voting.state import AttachedFile, Opinion, VotingState

Progress = tuple[int, int, int | None, bool, Opinion | None]


def _opinions(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if is_written(state) and (eyes.kind == "staff" or (eyes.inside and published(state))):
        known = published(state)
        for who, name in rules_written.everybody(state.voting).items():
            files = files_of(state, who) if known else ()
            yield Bundle(f"opinion/{who}", (who, name, facts_of(state, who), files), _opinion_object)


def published(state: MeetingState) -> bool:
    """Whether staff and members know by now who answered what."""
    polls = state.voting.polls.values()
    return state.phase == "closed" and all(poll.rule.named and poll.rule.published == "ballots" for poll in polls)


def facts_of(state: MeetingState, who: int) -> Progress:
    """How many answers of how many, the last one's time, whether that was after the deadline, and the signature."""
    asked, at = len(rules_written.asked(state.voting, who)), last_answer(state.voting, who)
    deadline = state.frame.deadline if state.frame is not None else None
    late = at is not None and deadline is not None and at > deadline
    return len(rules_written.answers(state.voting, who)), asked, at, late, state.voting.opinions.get(who)


def last_answer(voting: VotingState, who: int) -> int | None:
    """When somebody last answered."""
    return max((ballot.at for _, ballot in rules_written.answers(voting, who)), default=None)


def files_of(state: MeetingState, who: int) -> tuple[AttachedFile, ...]:
    """What somebody attached to their answers."""
    return state.voting.files.get(who, ())


def _opinion_object(who: int, name: str, facts: Progress, files: tuple[AttachedFile, ...]) -> Made:
    return f"opinion/{who}", opinion_of(who, name, facts, files)


def opinion_of(who: int, name: str, facts: Progress, files: tuple[AttachedFile, ...]) -> OpinionObject:
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
        files=tuple(OpinionFile(one.sha256, one.name, one.size) for one in files),
    )


def _slices(state: MeetingState) -> tuple[object, ...]:
    voting = state.voting
    return state.frame, state.phase, voting.polls, voting.opinions, voting.files


SECTIONS = (Section("opinions", _slices, _opinions),)
