"""May it happen in this meeting? The one door for every command.

What it is: `decide`, which asks first the table of rights, then the rules of the room concerned. Pure and total: a
Decision, or a Refusal, never anything else.
What it is not: the place where events are numbered, timed or stored; that is the clerk's.

Rules that belong to no single room
- Nothing happens before `meeting.create`, which happens once.
- After the minutes are final nothing changes but signatures and filing.
- What an act ends in another room is said in events of its own, before the act (see `rooms`).
"""

from typing import cast, get_args

from agenda.commands import AgendaCommand
from journal.shapes import Command, Decision, Event, Refusal, wire_name
from meeting import commands as cmd
from meeting import rooms, rules_frame, rules_people, rules_record, rules_session, rules_written
from meeting.commands import MeetingCommand
from meeting.facts import Facts
from meeting.roles import check, roles_for
from meeting.state import MeetingState
from papers.commands import PapersCommand
from voting.commands import VotingCommand

_AGENDA: frozenset[type[Command]] = frozenset(get_args(AgendaCommand))
_VOTING: frozenset[type[Command]] = frozenset(get_args(VotingCommand))
_PAPERS: frozenset[type[Command]] = frozenset(get_args(PapersCommand))

_FRAME = (cmd.Create, cmd.Edit, cmd.Cancel, cmd.Postpone, cmd.Convene)
_PEOPLE = (cmd.AddParticipant, cmd.EditParticipant, cmd.RemoveParticipant, cmd.HandChair)
_SESSION = (cmd.Start, cmd.Pause, cmd.Resume, cmd.Close)
_WRITTEN = (cmd.Send, cmd.Extend, cmd.CloseWritten)


def decide(state: MeetingState, command: Command, facts: Facts) -> Decision:
    """The events that follow from `command`; raises Refusal."""
    name = wire_name(type(command))
    if not isinstance(command, cmd.Create) and state.frame is None:
        raise Refusal("meeting.no_meeting")
    if isinstance(command, cmd.Create) and state.frame is not None:
        raise Refusal("meeting.already_created")
    check(name, _roles(state, facts, name), state.phase)
    rules_written.check_form(state, command, facts)
    if state.record.final is not None and not isinstance(command, cmd.WithdrawFinal | cmd.Sign | cmd.File):
        raise Refusal("meeting.record_final", cmd=name)
    return _route(state, command, facts)


def _roles(state: MeetingState, facts: Facts, name: str) -> frozenset[str]:
    roles = roles_for(state, facts.person, name)
    if facts.house:
        roles |= {"house"}
    if state.frame is None:
        roles |= {"creator"} if facts.may_create and facts.person is not None else {"stranger"}
    return roles


def _route(state: MeetingState, command: Command, facts: Facts) -> Decision:
    kind = type(command)
    if kind in _AGENDA:
        return rooms.agenda(state, cast(AgendaCommand, command), facts)
    if kind in _VOTING:
        return rooms.voting(state, cast(VotingCommand, command), facts)
    if kind in _PAPERS:
        return rooms.papers(state, cast(PapersCommand, command), facts)
    return Decision(_own(state, cast(MeetingCommand, command), facts))


def _own(state: MeetingState, command: MeetingCommand, facts: Facts) -> tuple[Event, ...]:
    if isinstance(command, _PEOPLE):
        return rules_people.decide(state, command, facts)
    if isinstance(command, _SESSION):
        return rules_session.decide(state, command)
    if isinstance(command, _WRITTEN):
        return rules_written.decide(state, command, facts)
    if isinstance(command, _FRAME):
        return rules_frame.decide(state, command, facts)
    return rules_record.decide(state, command, facts)
