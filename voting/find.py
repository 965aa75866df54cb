"""Looking up what a command names; a Refusal where there is no such thing."""

from collections.abc import Mapping

from journal.shapes import Refusal
from voting.packs import RULES
from voting.rule import Rule
from voting.state import Motion, Poll, PollState, VotingState


def rule_of(code: str, packs: Mapping[str, Rule]) -> Rule:
    """The newest version of a pack: the unit's own, or one that is shipped."""
    rule = packs.get(code) or RULES.get(code)
    if rule is None:
        raise Refusal("voting.unknown_rule", rule=code[:80])
    return rule


def motion_of(state: VotingState, motion: int) -> Motion:
    found = state.motions.get(motion)
    if found is None:
        raise Refusal("voting.unknown_motion", motion=motion)
    return found


def unopened(state: VotingState, motion: int) -> Motion:
    found = motion_of(state, motion)
    if found.poll is not None:
        raise Refusal("voting.motion_opened", motion=motion)
    return found


def poll_of(state: VotingState, poll: int, *states: PollState) -> Poll:
    """The poll, if it is in one of these states."""
    found = state.polls.get(poll)
    if found is None:
        raise Refusal("voting.unknown_poll", poll=poll)
    if found.state not in states:
        raise Refusal("voting.not_open", poll=poll, state=found.state)
    return found
