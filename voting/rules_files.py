"""Files that members attach to their answers in a consultation.

What it is not: the bytes, which the house has cleaned and kept before it asks.

Rules
- Whoever is asked attaches, as long as a question of theirs takes answers; so do they take away again.
- At most `MOST` files, each once.
"""

from journal.checks import needed_text, number
from journal.shapes import Event, Refusal
from voting import commands as cmd
from voting import events as ev
from voting.facts import VotingFacts
from voting.rules_written import asked, need_hash
from voting.state import VotingState

MOST = 3
LARGEST = 1 << 40
FileCommand = cmd.AttachFile | cmd.DetachFile


def decide(state: VotingState, command: FileCommand, facts: VotingFacts) -> Event:
    """The event that follows from a command about a file."""
    if isinstance(command, cmd.DetachFile):
        return _detach(state, command, facts.actor or 0)
    return _attach(state, command)


def _attach(state: VotingState, command: cmd.AttachFile) -> Event:
    check_open(state, command.participant)
    need_hash(command.sha256)
    held = state.files.get(command.participant, ())
    if any(one.sha256 == command.sha256 for one in held):
        raise Refusal("voting.file_there")
    if len(held) >= MOST:
        raise Refusal("voting.too_many_files", most=MOST)
    name, size = needed_text("name", command.name), number("size", command.size, 1, LARGEST)
    return ev.FileAttached(command.participant, command.sha256, name, size)


def check_open(state: VotingState, participant: int) -> None:
    """Whether files come and go; asked before a byte of one is taken."""
    polls = asked(state, participant)
    if not polls:
        raise Refusal("voting.not_asked", participant=participant)
    if all(poll.state != "open" for poll in polls):
        raise Refusal("voting.answers_over")


def _detach(state: VotingState, command: cmd.DetachFile, participant: int) -> Event:
    check_open(state, participant)
    if all(one.sha256 != command.sha256 for one in state.files.get(participant, ())):
        raise Refusal("voting.unknown_file")
    return ev.FileDetached(participant, command.sha256)
