"""Putting motions ready.

Rules
- A motion may be edited or removed until it was first opened. It copies its rule pack: what a unit changes in a pack
  later does not touch it.
- Options and candidates are numbered 1, 2, ... in their order; their texts are kept clean and differ from each other.
- A question decided by a secret ballot has no "other opinion": every sealed ballot has one length.
- Any member may have an unopened motion voted on its own; the chair or the secretary may put it back.
- A second round votes on what a closed poll left open: the tied, or the two best of those left for each open seat.
"""

from typing import assert_never

from msgspec.structs import replace

from journal.checks import LONG, needed_text
from journal.shapes import Event, Refusal
from voting import commands as cmd
from voting import events as ev
from voting.facts import VotingFacts
from voting.find import motion_of, poll_of, rule_of, unopened
from voting.method import QUESTION, Method, Option, Outcome
from voting.methods.check import check_method
from voting.rule import Rule
from voting.state import Motion, Poll, VotingState

MotionCommand = (
    cmd.AddMotion | cmd.EditMotion | cmd.RemoveMotion | cmd.TakeOut | cmd.PutBack | cmd.SecondRound
)  # fmt: skip

MAX_MOTIONS = 200


def decide(state: VotingState, command: MotionCommand, facts: VotingFacts) -> Event:
    """The event that follows from a command about motions."""
    match command:
        case cmd.AddMotion():
            return _add(state, command, facts)
        case cmd.EditMotion():
            return _edit(state, command, facts)
        case cmd.RemoveMotion():
            return ev.MotionRemoved(unopened(state, command.motion).id)
        case cmd.TakeOut():
            return _take_out(unopened(state, command.motion), facts)
        case cmd.PutBack():
            return _put_back(motion_of(state, command.motion))
        case cmd.SecondRound():
            return _second_round(state, poll_of(state, command.poll, "closed"), facts)
        case _:
            assert_never(command)


def _add(state: VotingState, command: cmd.AddMotion, facts: VotingFacts) -> Event:
    if not facts.item_known:
        raise Refusal("voting.unknown_item", item=command.item)
    _room_for_one(state)
    question = needed_text("text", command.text, LONG)
    rule = rule_of(command.rule, facts.packs)
    method = _method(command.method or QUESTION, rule)
    return ev.MotionAdded(facts.new_id, command.item, question, rule.code, rule, method)


def _room_for_one(state: VotingState) -> None:
    if len(state.motions) >= MAX_MOTIONS:
        raise Refusal("voting.too_many_motions", limit=MAX_MOTIONS)


def _edit(state: VotingState, command: cmd.EditMotion, facts: VotingFacts) -> Event:
    motion = unopened(state, command.motion)
    question = motion.text if command.text is None else needed_text("text", command.text, LONG)
    rule = motion.rule if command.rule is None else rule_of(command.rule, facts.packs)
    method = _method(command.method or motion.method, rule)
    return ev.MotionEdited(motion.id, question, rule.code, rule, method)


def _method(method: Method, rule: Rule) -> Method:
    """Cleaned, numbered, and fit for the rule."""
    options = tuple(
        Option(id_, needed_text("options", option.text)) for id_, option in enumerate(method.options, start=1)
    )
    if len({option.text.casefold() for option in options}) < len(options):
        raise Refusal("voting.same_option_twice")
    clean = replace(method, options=options)
    why = check_method(clean)
    if why is not None:
        raise Refusal("voting.bad_method", why=why)
    if not rule.named and method.kind == "question" and "other" in rule.choices:
        raise Refusal("voting.secret_without_other", rule=rule.code)
    return clean


def _take_out(motion: Motion, facts: VotingFacts) -> Event:
    if facts.actor is None or not (facts.actor_is_member or facts.leads):
        raise Refusal("voting.only_members", motion=motion.id)
    if motion.out is not None:
        raise Refusal("voting.taken_out", motion=motion.id)
    return ev.MotionTakenOut(motion.id, facts.actor)


def _put_back(motion: Motion) -> Event:
    if motion.out is None or motion.poll is not None:
        raise Refusal("voting.not_taken_out", motion=motion.id)
    return ev.MotionPutBack(motion.id)


def _second_round(state: VotingState, poll: Poll, facts: VotingFacts) -> Event:
    outcome = poll.outcome
    left = poll.method.seats - len(outcome.elected) if outcome is not None else 0
    if outcome is None or left <= 0 or poll.rule.majority == "none":
        raise Refusal("voting.nothing_left", poll=poll.id)
    if any(motion.follows == poll.id for motion in state.motions.values()):
        raise Refusal("voting.second_round_there", poll=poll.id)
    _room_for_one(state)
    names = {option.id: option.text for option in poll.method.options}
    again = tuple(Option(n, names[id_]) for n, id_ in enumerate(_again(poll, outcome, left), start=1))
    method = replace(poll.method, options=again, seats=left, least=min(poll.method.least, left), most=left)
    if poll.method.kind in ("ranked", "each", "score"):
        method = replace(method, least=min(poll.method.least, len(again)), most=len(again))
    return ev.MotionAdded(facts.new_id, poll.item, poll.text, poll.rule.code, poll.rule, method, follows=poll.id)


def _again(poll: Poll, outcome: Outcome, left: int) -> list[int]:
    """Who stands again, in the order of the first ballot. Where the figures were never told: all who are left."""
    if outcome.tied:
        return sorted(outcome.tied)
    if not outcome.tallies:
        return [option.id for option in poll.method.options if option.id not in outcome.elected]
    lost = [one for one in outcome.tallies if one.option not in outcome.elected]
    best = sorted(lost, key=lambda one: (-one.yes, one.option))[: 2 * left]
    return sorted(one.option for one in best)
