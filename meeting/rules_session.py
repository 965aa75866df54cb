"""Starting, pausing, resuming and closing the session.

Rules
- Starting needs a quorum by the meeting's rule, or an override, whose reason goes into the minutes.
- While a poll is open the session neither pauses nor closes. Closing ends the speech, the presentation and the item.
"""

from typing import assert_never

from journal.checks import LONG, needed_text
from journal.shapes import Event, Refusal
from meeting import commands as cmd
from meeting import events as ev
from meeting.facts import quorum_now
from meeting.rooms import ending_all
from meeting.state import MeetingState

SessionCommand = cmd.Start | cmd.Pause | cmd.Resume | cmd.Close


def decide(state: MeetingState, command: SessionCommand) -> tuple[Event, ...]:
    """The events of a command about the session."""
    match command:
        case cmd.Start():
            return (_start(state, command),)
        case cmd.Pause():
            _no_poll(state)
            return (ev.Paused(),)
        case cmd.Resume():
            return (ev.Resumed(),)
        case cmd.Close():
            _no_poll(state)
            return (*ending_all(state), ev.Closed())
        case _:
            assert_never(command)


def _no_poll(state: MeetingState) -> None:
    if state.voting.open:
        raise Refusal("meeting.poll_open", poll=state.voting.open[0])


def _start(state: MeetingState, command: cmd.Start) -> Event:
    quorum = quorum_now(state)
    override = None
    if not quorum.reached:
        if command.override is None:
            raise Refusal("meeting.no_quorum", present=quorum.present, needed=quorum.needed, members=quorum.base)
        override = needed_text("override", command.override, LONG)
    return ev.Started(quorum.present, quorum.needed, quorum.base, override)
