"""Opening, pausing and resuming polls.

Rules
- A motion is opened while its item is under discussion. One poll at a time, but for motions that are opened together.
- A bloc is one poll for several questions of the item with the same rule, none of them taken out.
- The electorate is frozen when the poll opens (see `electorate`), and the quorum counted of it: who is recused is not
  there. Without a quorum a poll opens only with an override, whose reason goes into the minutes.
- A poll that was voided leaves its motion free for another; a poll that was closed has decided it.
- A secret poll needs a page that nobody can change on its way, a fresh key, tablets, and voters of one weight: a heavy
  ballot could be told from the total.
"""

from collections.abc import Iterator
from typing import assert_never

from journal.checks import LONG, needed_text
from journal.shapes import Event, Refusal
from voting import commands as cmd
from voting import events as ev
from voting.electorate import Electorate, electorate, quorum_of
from voting.events import By, Quorum
from voting.facts import VotingFacts
from voting.find import motion_of, poll_of
from voting.rule import Rule
from voting.state import Motion, VotingState

PollCommand = cmd.Open | cmd.OpenTogether | cmd.OpenBloc | cmd.Pause | cmd.Resume


def decide(state: VotingState, command: PollCommand, facts: VotingFacts) -> tuple[Event, ...]:
    """The events that follow from a command about a poll before its end."""
    match command:
        case cmd.Open():
            motion = motion_of(state, command.motion)
            _may_open(state, motion, facts)
            return (_opened(state, motion, facts, facts.new_id, command.override, command.by),)
        case cmd.OpenTogether():
            return tuple(_together(state, command, facts))
        case cmd.OpenBloc():
            return (_bloc(state, command, facts),)
        case cmd.Pause():
            return (ev.PollPaused(poll_of(state, command.poll, "open").id),)
        case cmd.Resume():
            return (ev.PollResumed(poll_of(state, command.poll, "paused").id),)
        case _:
            assert_never(command)


def _may_open(state: VotingState, motion: Motion, facts: VotingFacts) -> None:
    if state.open:
        raise Refusal("voting.another_open", poll=state.open[0])
    if motion.poll is not None and state.polls[motion.poll].state == "closed":
        raise Refusal("voting.already_decided", motion=motion.id, poll=motion.poll)
    if facts.open_item != motion.item:
        raise Refusal("voting.item_not_open", motion=motion.id, item=motion.item)


def _several(state: VotingState, motions: tuple[int, ...], facts: VotingFacts) -> list[Motion]:
    """Two motions or more, each once, all of which may be opened."""
    if len(set(motions)) < max(2, len(motions)):
        raise Refusal("voting.not_several")
    found = [motion_of(state, motion) for motion in motions]
    for motion in found:
        _may_open(state, motion, facts)
    return found


def _together(state: VotingState, command: cmd.OpenTogether, facts: VotingFacts) -> Iterator[Event]:
    motions = _several(state, command.motions, facts)
    secret = next((motion for motion in motions if not motion.rule.named), None)
    if secret is not None:  # each needs a key of its own
        raise Refusal("voting.secret_alone", motion=secret.id)
    for place, motion in enumerate(motions):
        yield _opened(state, motion, facts, facts.new_id + place, command.override, "seats")


def _bloc(state: VotingState, command: cmd.OpenBloc, facts: VotingFacts) -> Event:
    motions = _several(state, command.motions, facts)
    first = motions[0]
    for motion in motions:
        if motion.out is not None:
            raise Refusal("voting.taken_out", motion=motion.id)
        if motion.rule != first.rule or motion.method.kind != "question":
            raise Refusal("voting.bloc_differs", motion=motion.id)
    text = needed_text("text", command.text, LONG)
    bloc = tuple(motion.id for motion in motions)
    return _opened(state, first, facts, facts.new_id, command.override, "seats", text, bloc)


def _opened(
    state: VotingState,
    motion: Motion,
    facts: VotingFacts,
    poll: int,
    override: str | None,
    by: By,
    text: str | None = None,
    bloc: tuple[int, ...] = (),
) -> Event:
    rule = motion.rule
    voters = electorate(state, rule, motion.item, facts.people)
    quorum = quorum_of(voters, rule.quorum or facts.quorum)
    reason = _override(override, quorum)
    if not voters.voters:
        raise Refusal("voting.nobody_entitled")
    if not rule.named and by == "seats":
        _may_be_secret(motion, voters, facts)
    return ev.PollOpened(
        poll=poll,
        motion=motion.id,
        item=motion.item,
        text=motion.text if text is None else text,
        rule=rule,
        electorate=voters.voters,
        members=voters.members,
        quorum=quorum,
        override=reason,
        chair=facts.chair,
        method=motion.method,
        by=by,
        unit=voters.unit,
        office=voters.office,
        recused=voters.recused,
        bloc=bloc,
        urn=_urn(rule, by, facts),
    )


def _may_be_secret(motion: Motion, voters: Electorate, facts: VotingFacts) -> None:
    if voters.weighted:
        raise Refusal("voting.secret_weights", motion=motion.id)
    if not facts.private:
        raise Refusal("voting.needs_https")
    if facts.urn is None:  # asked last: a key is made once nothing else stands in the way
        raise Refusal("voting.no_urn", motion=motion.id)


def _urn(rule: Rule, by: By, facts: VotingFacts) -> ev.Urn | None:
    return None if rule.named or by != "seats" else facts.urn


def _override(reason: str | None, quorum: Quorum) -> str | None:
    """Kept only where it was needed."""
    if quorum.reached:
        return None
    if reason is None:
        raise Refusal("voting.no_quorum", present=quorum.present, needed=quorum.needed, members=quorum.base)
    return needed_text("override", reason, LONG)
