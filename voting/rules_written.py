"""Opinions in writing: all questions of a consultation open and close together, and each member signs the answers.

What it is not: counting, ballots or electorates of its own; it uses those of every poll.

Rules
- Every member in office is asked, wherever they are, and counts as present; substitutes and proxies answer for nobody.
- A signature is of a member's answers to all questions and the files they attached, as they stand: `digest` says which.
  An answer or a file that changes afterwards leaves the signature behind, and it has to be made again.
"""

from hashlib import sha256

import msgspec
from msgspec.structs import replace

from journal.checks import number
from journal.shapes import Event, Refusal
from voting import commands as cmd
from voting import events as ev
from voting import rules_ends
from voting.electorate import electorate, quorum_of
from voting.facts import VotingFacts
from voting.state import Ballot, Motion, Poll, VotingState

LATEST = 4_102_444_800_000  # the year 2100, UTC ms
HEX = frozenset("0123456789abcdef")


def opening(state: VotingState, facts: VotingFacts) -> tuple[Event, ...]:
    """One poll for each motion."""
    motions = sorted(state.motions.values(), key=lambda motion: motion.id)
    return tuple(_opened(state, motion, facts, facts.new_id + place) for place, motion in enumerate(motions))


def _opened(state: VotingState, motion: Motion, facts: VotingFacts, poll: int) -> Event:
    asked = tuple(replace(one, mode="room") for one in facts.people if one.capacity == "member")
    found = electorate(state, motion.rule, motion.item, asked)
    voters = tuple(replace(voter, mode="written") for voter in found.voters)
    if not voters:
        raise Refusal("voting.nobody_entitled")
    share = motion.rule.quorum or facts.quorum
    quorum = quorum_of(replace(found, voters=voters), share)
    if not quorum.reached:
        raise Refusal("voting.no_quorum", present=quorum.present, needed=quorum.needed, members=quorum.base)
    return ev.PollOpened(
        poll=poll,
        motion=motion.id,
        item=motion.item,
        text=motion.text,
        rule=motion.rule,
        electorate=voters,
        members=found.members,
        quorum=quorum,
        override=None,
        chair=facts.chair,
        method=motion.method,
        unit=found.unit,
        office=found.office,
        recused=found.recused,
    )


def closing(state: VotingState, facts: VotingFacts) -> tuple[Event, ...]:
    """The end of every poll that still takes answers."""
    there = [poll for poll in state.open if state.polls[poll].state in ("open", "paused")]
    return tuple(event for poll in there for event in rules_ends.decide(state, cmd.Close(poll), facts))


def waiting(state: VotingState) -> int | None:
    """A poll that waits for the chair's casting vote."""
    return next((poll for poll in state.open if state.polls[poll].state == "tied"), None)


def takes_answers(state: VotingState) -> bool:
    """Whether some question still takes answers."""
    return any(state.polls[poll].state == "open" for poll in state.open)


def asked(state: VotingState, participant: int) -> tuple[Poll, ...]:
    """The polls in which somebody is asked, in order."""
    polls = sorted(state.polls.items())
    return tuple(poll for _, poll in polls if poll.state != "void" and participant in poll.entitled)


def everybody(state: VotingState) -> dict[int, str]:
    """Who is asked anything, with their names, in the order of the electorate."""
    return {voter.participant: voter.name for _, poll in sorted(state.polls.items()) for voter in poll.electorate}


def answers(state: VotingState, participant: int) -> tuple[tuple[Poll, Ballot], ...]:
    """What somebody has answered so far."""
    return tuple((poll, poll.ballots[participant]) for poll in asked(state, participant) if participant in poll.ballots)


def has_answered(state: VotingState, participant: int) -> bool:
    """Whether somebody has answered every question they are asked."""
    return all(participant in poll.ballots for poll in asked(state, participant))


def all_answered(state: VotingState) -> bool:
    """Whether nobody is missing."""
    polls = [poll for poll in state.polls.values() if poll.state != "void"]
    return bool(polls) and all(len(poll.ballots) == len(poll.entitled) for poll in polls)


def digest(state: VotingState, participant: int) -> str:
    """SHA-256 over somebody's answers: the JSON array of [poll, choice, text] by poll, then [sha256, name] of files."""
    given = [[poll.id, ballot.choice, ballot.text] for poll, ballot in answers(state, participant)]
    files = [[one.sha256, one.name] for one in state.files.get(participant, ())]
    return sha256(msgspec.json.encode([*given, *files])).hexdigest()


def need_hash(value: str) -> None:
    """It must be a SHA-256 in hex."""
    if len(value) != 64 or not HEX.issuperset(value):
        raise Refusal("meeting.bad_hash")


def sign(state: VotingState, command: cmd.SignOpinion) -> Event:
    """A signature on the answers as they stand."""
    if not asked(state, command.participant):
        raise Refusal("voting.not_asked", participant=command.participant)
    if not has_answered(state, command.participant):
        raise Refusal("voting.not_answered", participant=command.participant)
    if command.answers != digest(state, command.participant):
        raise Refusal("voting.answer_changed", participant=command.participant)
    for value in (command.sha256, command.certificate):
        need_hash(value)
    return ev.OpinionSigned(
        participant=command.participant,
        answers=command.answers,
        sha256=command.sha256,
        certificate=command.certificate,
        signed_at=number("signed_at", command.signed_at, 0, LATEST),
    )
