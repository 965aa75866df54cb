"""May it happen on the agenda? The one door; each topic has its own file.

What it is: `decide`, a pure function. What it is not: who may ask; `meeting.roles` has settled that before.
"""

from agenda import rules_attendance, rules_floor, rules_items
from agenda.commands import AgendaCommand
from agenda.facts import AgendaFacts
from agenda.rules_attendance import AttendanceCommand
from agenda.rules_floor import FloorCommand
from agenda.state import AgendaState
from journal.shapes import Decision


def decide(state: AgendaState, command: AgendaCommand, facts: AgendaFacts) -> Decision:
    """The events that follow from `command`; raises Refusal."""
    if isinstance(command, FloorCommand):
        return Decision(rules_floor.decide(state, command, facts))
    if isinstance(command, AttendanceCommand):
        return Decision(rules_attendance.decide(state, command, facts))
    return Decision(rules_items.decide(state, command, facts))
