"""The record's life: final, signed by secretary and chair, filed.

Rules
- Only a closed meeting's minutes are finalised; the number comes from the house, in the same transaction.
- A final text can be withdrawn until the first signature; after signing nothing changes.
- The secretary signs first, then the chair; each once, and they are two people. Only the fully signed file is filed.
- The prose belongs to known places: opening, closing, recipients, and discussion or conclusion of an item.
"""

import re
from typing import assert_never

from journal.checks import LONG, needed_text, number, text
from journal.shapes import Event, Refusal
from meeting import commands as cmd
from meeting import events as ev
from meeting.events import ProseBlock, Reserved
from meeting.facts import Facts
from meeting.rules_frame import LATEST
from meeting.state import MeetingState

RecordCommand = cmd.Finalise | cmd.WithdrawFinal | cmd.Sign | cmd.File

MAX_TEXT = 50_000  # characters of one block
_PLACES = ("opening", "closing", "recipients")
_ITEM_PLACE = re.compile(r"(?:discussion|conclusion)/([1-9][0-9]{0,8})\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_ORDER = ("secretary", "chair")


def decide(state: MeetingState, command: RecordCommand, facts: Facts) -> tuple[Event, ...]:
    """The events of a command about the record."""
    match command:
        case cmd.Finalise():
            prose = _prose(state, command.prose)
            return (ev.Finalised(prose, _reserved(command, facts)),)
        case cmd.WithdrawFinal():
            _final(state)
            if state.record.signatures:
                raise Refusal("meeting.already_signed")
            return (ev.FinalWithdrawn(needed_text("reason", command.reason, LONG)),)
        case cmd.Sign():
            return (_sign(state, command),)
        case cmd.File():
            return (_file(state, command),)
        case _:
            assert_never(command)


def _reserved(command: cmd.Finalise, facts: Facts) -> Reserved:
    """From the house only: what a sender writes into the command does not count."""
    if command.reserved is not None and not facts.house:
        raise Refusal("meeting.house_only", cmd="meeting.finalise")
    reserved = facts.reserved or command.reserved
    if reserved is None:
        raise Refusal("meeting.no_number")
    return reserved


def _prose(state: MeetingState, blocks: tuple[ProseBlock, ...]) -> tuple[ProseBlock, ...]:
    keys = [block.key for block in blocks]
    if len(set(keys)) != len(keys):
        raise Refusal("meeting.prose_twice")
    for key in keys:
        check_place(state, key)
    return tuple(ProseBlock(block.key, text(block.key, block.text, MAX_TEXT)) for block in blocks)


def check_place(state: MeetingState, key: str) -> None:
    """Refuses a key that names no place of prose in these minutes."""
    found = _ITEM_PLACE.match(key)
    if key not in _PLACES and (found is None or int(found[1]) not in state.agenda.items):
        raise Refusal("meeting.prose_nowhere", key=key[:80])


def _final(state: MeetingState) -> None:
    if state.record.final is None:
        raise Refusal("meeting.not_final")


def _sha256(value: str) -> str:
    if not _SHA256.match(value):
        raise Refusal("meeting.bad_hash")
    return value


def next_signer(state: MeetingState) -> str | None:
    """Whose signature is due: "secretary", "chair", or None."""
    done = len(state.record.signatures)
    return _ORDER[done] if state.record.final is not None and done < len(_ORDER) else None


def _sign(state: MeetingState, command: cmd.Sign) -> Event:
    _final(state)
    due = next_signer(state)
    if command.role != due:
        raise Refusal("meeting.not_your_turn", role=command.role, due=due)
    signer = state.participants.get(command.participant)
    entitled = signer is not None and (
        state.chair == signer.id if command.role == "chair" else "secretary" in signer.duties
    )
    if signer is None or not entitled or any(done.participant == signer.id for done in state.record.signatures):
        raise Refusal("meeting.not_the_signer", participant=command.participant, role=command.role)
    return ev.Signed(
        participant=signer.id,
        role=command.role,
        name=signer.name,
        certificate=_sha256(command.certificate),
        sha256=_sha256(command.sha256),
        signed_at=number("signed_at", command.signed_at, 0, LATEST),
    )


def _file(state: MeetingState, command: cmd.File) -> Event:
    if state.record.document is not None:
        raise Refusal("meeting.already_filed", document=state.record.document)
    if state.record.stage != "signed":
        raise Refusal("meeting.not_signed")
    if command.sha256 != state.record.signatures[-1].sha256:
        raise Refusal("meeting.other_file")
    return ev.Filed(command.document[:64], _sha256(command.sha256))
