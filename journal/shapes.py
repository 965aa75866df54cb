"""The four kinds of value every room is made of: commands, events, state, and what a rule answers.

All are frozen msgspec structs. Commands and events carry their wire name as tag; unknown fields are refused,
so a misspelt argument is an error and never a silent default. (`dataclass_transform` only tells the type checker that
what inherits from these is frozen too.)
"""

from typing import Any, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="cmd"):
    """What somebody asks for, in the imperative: `voting.cast`."""


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """What happened, in the past tense: `voting.ballot_cast`. Carries outcomes, never references to look up later."""


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class State(msgspec.Struct, frozen=True):
    """A slice of the folded meeting. Evolving makes a new one that shares what did not change."""


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plain value inside commands, events or state."""


class Decision(msgspec.Struct, frozen=True):
    """ "Yes": the events that follow, and opaque bytes to be stored in the same transaction outside the journal."""

    events: tuple[Event, ...] = ()
    deposits: tuple[bytes, ...] = ()


class Refusal(Exception):
    """ "No": a code `room.reason` and its arguments. It changed nothing; the client has the words for it."""

    def __init__(self, code: str, **args: Any) -> None:
        super().__init__(code)
        self.code = code
        self.args_ = args

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refusal) and (self.code, self.args_) == (other.code, other.args_)

    def __hash__(self) -> int:
        return hash(self.code)


def wire_name(shape: type[Command] | type[Event]) -> str:
    """The name of a command or event on the wire and in the journal."""
    return str(shape.__struct_config__.tag)
