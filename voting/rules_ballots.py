"""May this ballot be cast?

Rules
- One ballot for each voter of the frozen electorate; final once received, unless the rule lets it be changed until the
  end. The holder of a proxy casts that ballot beside their own; nobody else does, the giver included.
- A question takes one of the rule's choices; "other" needs words, the others take none. Other kinds take marks.
- A secret poll takes sealed ballots of exactly one length, a named one never. Of a sealed ballot the journal learns
  who, and its receipt; the bytes are a deposit of the same transaction.
"""

from hashlib import sha256

import msgspec

from journal.checks import LONG, needed_text
from journal.shapes import Decision, Event, Refusal
from voting import commands as cmd
from voting import events as ev
from voting.events import Voter
from voting.facts import VotingFacts
from voting.find import poll_of
from voting.methods.check import check_marks
from voting.rule import Choice
from voting.state import Poll, VotingState
from voting.urn import sealed_length


class Deposit(msgspec.Struct, frozen=True):
    """A sealed ballot as it is stored beside the journal until the urn is opened."""

    poll: int
    voter: int
    sealed: str


def cast(state: VotingState, command: cmd.Cast, facts: VotingFacts) -> Decision:
    """The ballot's event, and a sealed ballot's bytes."""
    poll, voter = _voter(state, command, facts)
    if voter.participant in poll.voted and not poll.rule.changeable:
        raise Refusal("voting.already_cast", poll=poll.id, at=poll.voted[voter.participant])
    if poll.urn is not None:
        return _sealed(poll, voter, command)
    if command.sealed is not None:
        raise Refusal("voting.not_secret", poll=poll.id)
    return Decision((_named(poll, voter, command),))


def _voter(state: VotingState, command: cmd.Cast, facts: VotingFacts) -> tuple[Poll, Voter]:
    """Whose ballot it is, if the sender may cast it."""
    if not facts.actor_is_member and not _concerned(state, command.poll, facts.actor):
        raise Refusal("voting.not_a_member", poll=command.poll)  # before anything that tells whether the poll exists
    poll = poll_of(state, command.poll, "open")
    if poll.by != "seats":
        raise Refusal("voting.counted_by_people", poll=poll.id)
    wanted = facts.actor if command.voter is None else command.voter
    voter = poll.entitled.get(wanted) if wanted is not None else None
    if wanted != facts.actor and (voter is None or voter.holder != facts.actor):
        raise Refusal("voting.no_proxy", participant=wanted)
    if wanted in poll.recused:
        raise Refusal("voting.recused", poll=poll.id)
    if voter is None:
        raise Refusal("voting.not_checked_in", poll=poll.id)
    if voter.holder is not None and voter.holder != facts.actor:
        raise Refusal("voting.proxy_votes", poll=poll.id, holder=voter.holder)
    return poll, voter


def _concerned(state: VotingState, poll: int, actor: int | None) -> bool:
    found = state.polls.get(poll)
    return found is not None and actor in found.entitled


def _named(poll: Poll, voter: Voter, command: cmd.Cast) -> Event:
    by = voter.holder
    if poll.method.kind != "question":
        if command.choice is not None or command.text or command.marks is None:
            raise Refusal("voting.marks_wanted", poll=poll.id)
        why = check_marks(poll.method, command.marks)
        if why is not None:
            raise Refusal("voting.bad_marks", poll=poll.id, why=why)
        return ev.BallotCast(poll.id, voter.participant, None, "", command.marks, by)
    if command.choice is None or command.marks is not None:
        raise Refusal("voting.choice_wanted", poll=poll.id)
    if command.choice not in poll.rule.choices:
        raise Refusal("voting.unknown_choice", choice=command.choice)
    return ev.BallotCast(poll.id, voter.participant, command.choice, _words(command.choice, command.text), by=by)


def _words(choice: Choice, words: str) -> str:
    if choice == "other":
        return needed_text("text", words, LONG)
    if words.strip():
        raise Refusal("voting.text_only_with_other", choice=choice)
    return ""


def _sealed(poll: Poll, voter: Voter, command: cmd.Cast) -> Decision:
    urn, sealed = poll.urn, command.sealed
    if sealed is None or command.choice is not None or command.text or command.marks is not None:
        raise Refusal("voting.must_be_sealed", poll=poll.id)
    try:
        raw = bytes.fromhex(sealed)
    except ValueError:
        raw = b""
    if urn is None or sealed != raw.hex() or len(raw) != sealed_length(urn.size):
        raise Refusal("voting.bad_seal", poll=poll.id)
    event = ev.BallotSealed(poll.id, voter.participant, sha256(raw).hexdigest())
    return Decision((event,), (msgspec.json.encode(Deposit(poll.id, voter.participant, sealed)),))
