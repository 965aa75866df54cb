"""The names of a whole meeting: every event that may stand in its journal, every command that may be asked.

What it is: two tables made from the rooms' unions, and `decode_command`, the gate between JSON and commands.
What it is not: a right to do anything (see `roles`).

Rules
- Arguments that do not fit a command's struct, that cannot be written as JSON, or that are too large, are refused.
- An old event shape gets an upcaster in `UPCASTERS`; the journals in `tests/golden/journals` must replay for ever.
"""

from collections.abc import Mapping
from typing import Any, get_args

import msgspec

from agenda.commands import AgendaCommand
from agenda.events import AgendaEvent
from journal.shapes import Command, Event, Refusal, wire_name
from journal.wire import Registry, Upcaster
from meeting.commands import MeetingCommand
from meeting.events import MeetingEvent
from papers.commands import PapersCommand
from papers.events import PapersEvent
from voting.commands import VotingCommand
from voting.events import VotingEvent

AnyCommand = MeetingCommand | AgendaCommand | VotingCommand | PapersCommand
AnyEvent = MeetingEvent | AgendaEvent | VotingEvent | PapersEvent

EVENTS: tuple[type[Event], ...] = get_args(AnyEvent)
COMMANDS: dict[str, type[Command]] = {wire_name(command): command for command in get_args(AnyCommand)}

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
REGISTRY = Registry(EVENTS, UPCASTERS)

MAX_ARGS = 64 * 1024  # bytes of a command as JSON
MAX_PROSE = 2 * 1024 * 1024  # of `meeting.finalise`, which carries the whole text
MAX_VERSION = 512 * 1024  # of `papers.add_version`, which carries the size of every page
_LIMITS = {"meeting.finalise": MAX_PROSE, "papers.add_version": MAX_VERSION}


def decode_command(name: str, args: Mapping[str, Any]) -> Command:
    """The command `name` with `args` as they came from JSON; Refusal if there is no such thing."""
    shape = COMMANDS.get(name)
    if shape is None:
        raise Refusal("meeting.unknown_command", cmd=_short(name))
    try:
        command = msgspec.convert(dict(args), shape)
        size = len(msgspec.json.encode(command))
    except (msgspec.ValidationError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise Refusal("meeting.bad_command", cmd=name, where=_where(error)) from None
    if size > _LIMITS.get(name, MAX_ARGS):
        raise Refusal("meeting.command_too_large", cmd=name, limit=_LIMITS.get(name, MAX_ARGS))
    return command


def _short(name: object) -> str:
    return str(name)[:60].encode("ascii", "replace").decode()


def _where(error: Exception) -> str:
    """The path of the argument that did not fit, "$" for the whole."""
    _, found, path = str(error).partition(" - at `")
    return path.rstrip("`") if found and isinstance(error, msgspec.ValidationError) else "$"
