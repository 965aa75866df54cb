"""May it happen in voting? The one door of this room.

What it is: `decide`, which sends each command to the file that knows its rules. What it is not: rights (see
`meeting.roles`) or arithmetic (see `tally`, `methods`).
"""

from typing import assert_never

from journal.shapes import Decision
from voting import rules_ballots, rules_ends, rules_files, rules_motions, rules_people, rules_polls, rules_written
from voting.commands import Cast, SignOpinion, VotingCommand
from voting.facts import VotingFacts
from voting.rules_ends import EndCommand
from voting.rules_files import FileCommand
from voting.rules_motions import MotionCommand
from voting.rules_people import PeopleCommand
from voting.rules_polls import PollCommand
from voting.state import VotingState


def decide(state: VotingState, command: VotingCommand, facts: VotingFacts) -> Decision:
    """The events that follow from `command`; raises Refusal."""
    if isinstance(command, Cast):
        return rules_ballots.cast(state, command, facts)
    if isinstance(command, PollCommand):
        return Decision(rules_polls.decide(state, command, facts))
    if isinstance(command, EndCommand):
        return Decision(rules_ends.decide(state, command, facts))
    if isinstance(command, MotionCommand):
        return Decision((rules_motions.decide(state, command, facts),))
    if isinstance(command, PeopleCommand):
        return Decision((rules_people.decide(state, command, facts),))
    if isinstance(command, FileCommand):
        return Decision((rules_files.decide(state, command, facts),))
    if isinstance(command, SignOpinion):
        return Decision((rules_written.sign(state, command),))
    assert_never(command)
