"""May it happen in voting?

Rules
- A motion may be edited or removed until it was first opened; it is opened while its item is under discussion.
- One poll at a time. The electorate is frozen when the poll opens: members who are checked in, nobody else.
- Without a quorum a poll opens only with an override, whose reason goes into the minutes.
- One ballot each, final once received; "other" needs words, the other choices take none.
- A poll that was voided leaves its motion free for another; a poll that was closed has decided it.
- Only an open poll can be voided: its ballots stay, marked void, and decide nothing. A result, once out, stands.
"""

from typing import assert_never

from journal.checks import LONG, needed_text
from journal.shapes import Decision, Event, Refusal
from voting import commands as cmd
from voting import events as ev
from voting.commands import VotingCommand
from voting.events import Choice, Rule
from voting.facts import VotingFacts
from voting.packs import RULES
from voting.state import Motion, Poll, VotingState
from voting.tally import count, verdict

MAX_MOTIONS = 200


def decide(state: VotingState, command: VotingCommand, facts: VotingFacts) -> Decision:
    """The events that follow from `command`; raises Refusal."""
    match command:
        case cmd.Cast():
            return _yes(_cast(state, command, facts))
        case cmd.AddMotion():
            return _yes(_add(state, command, facts))
        case cmd.EditMotion():
            return _yes(_edit(state, command))
        case cmd.RemoveMotion():
            motion = _unopened(state, command.motion)
            return _yes(ev.MotionRemoved(motion.id))
        case cmd.Open():
            return _yes(_open(state, command, facts))
        case cmd.Close():
            return _yes(_close(_open_poll(state, command.poll)))
        case cmd.Void():
            return _yes(_void(state, command))
        case _:
            assert_never(command)


def _yes(event: Event) -> Decision:
    return Decision((event,))


def _rule(code: str) -> Rule:
    rule = RULES.get(code)
    if rule is None:
        raise Refusal("voting.unknown_rule", rule=code[:80])
    return rule


def _motion(state: VotingState, motion: int) -> Motion:
    found = state.motions.get(motion)
    if found is None:
        raise Refusal("voting.unknown_motion", motion=motion)
    return found


def _unopened(state: VotingState, motion: int) -> Motion:
    found = _motion(state, motion)
    if found.poll is not None:
        raise Refusal("voting.motion_opened", motion=motion)
    return found


def _open_poll(state: VotingState, poll: int) -> Poll:
    found = state.polls.get(poll)
    if found is None:
        raise Refusal("voting.unknown_poll", poll=poll)
    if found.state != "open":
        raise Refusal("voting.not_open", poll=poll, state=found.state)
    return found


def _add(state: VotingState, command: cmd.AddMotion, facts: VotingFacts) -> Event:
    if not facts.item_known:
        raise Refusal("voting.unknown_item", item=command.item)
    if len(state.motions) >= MAX_MOTIONS:
        raise Refusal("voting.too_many_motions", limit=MAX_MOTIONS)
    question = needed_text("text", command.text, LONG)
    return ev.MotionAdded(facts.new_id, command.item, question, _rule(command.rule).code)


def _edit(state: VotingState, command: cmd.EditMotion) -> Event:
    motion = _unopened(state, command.motion)
    question = motion.text if command.text is None else needed_text("text", command.text, LONG)
    rule = motion.rule if command.rule is None else _rule(command.rule).code
    return ev.MotionEdited(motion.id, question, rule)


def _open(state: VotingState, command: cmd.Open, facts: VotingFacts) -> Event:
    motion = _motion(state, command.motion)
    if state.open is not None:
        raise Refusal("voting.another_open", poll=state.open)
    if motion.poll is not None and state.polls[motion.poll].state == "closed":
        raise Refusal("voting.already_decided", motion=motion.id, poll=motion.poll)
    if facts.open_item != motion.item:
        raise Refusal("voting.item_not_open", motion=motion.id, item=motion.item)
    override = _override(command.override, facts)
    if not facts.electorate:
        raise Refusal("voting.nobody_entitled")
    return ev.PollOpened(
        poll=facts.new_id,
        motion=motion.id,
        item=motion.item,
        text=motion.text,
        rule=_rule(motion.rule),
        electorate=facts.electorate,
        members=facts.members,
        quorum=facts.quorum,
        override=override,
        chair=facts.chair,
    )


def _override(reason: str | None, facts: VotingFacts) -> str | None:
    """Kept only where it was needed."""
    quorum = facts.quorum
    if quorum.reached:
        return None
    if reason is None:
        raise Refusal("voting.no_quorum", present=quorum.present, needed=quorum.needed, members=quorum.base)
    return needed_text("override", reason, LONG)


def _entitled(state: VotingState, poll: int, voter: int | None) -> bool:
    found = state.polls.get(poll)
    return found is not None and voter in found.entitled


def _cast(state: VotingState, command: cmd.Cast, facts: VotingFacts) -> Event:
    voter = facts.actor
    if not facts.actor_is_member and not _entitled(state, command.poll, voter):
        raise Refusal("voting.not_a_member", poll=command.poll)  # before anything that tells whether the poll exists
    poll = _open_poll(state, command.poll)
    if voter is None or voter not in poll.entitled:
        raise Refusal("voting.not_checked_in", poll=poll.id)
    if voter in poll.voted:
        raise Refusal("voting.already_cast", poll=poll.id, at=poll.voted[voter])
    if command.choice not in poll.rule.choices:
        raise Refusal("voting.unknown_choice", choice=command.choice)
    return ev.BallotCast(poll.id, voter, command.choice, _words(command.choice, command.text))


def _words(choice: Choice, words: str) -> str:
    if choice == "other":
        return needed_text("text", words, LONG)
    if words.strip():
        raise Refusal("voting.text_only_with_other", choice=choice)
    return ""


def _close(poll: Poll) -> Event:
    totals = count((ballot.choice for ballot in poll.ballots.values()), len(poll.electorate), poll.members)
    chair = poll.ballots.get(poll.chair) if poll.chair is not None else None
    return ev.PollClosed(poll.id, totals, verdict(poll.rule, totals, chair.choice if chair else None))


def _void(state: VotingState, command: cmd.Void) -> Event:
    poll = _open_poll(state, command.poll)
    return ev.PollVoided(poll.id, needed_text("reason", command.reason, LONG))
