"""Who wants to speak and who speaks.

Rules
- Only who is checked in may ask for the floor or be given it; a guest only while one of their own items is open.
- One waiting request per person, none while speaking; the queue is in order of arrival, the chair picks freely from it.
- Giving the floor ends the running speech and removes the request. A limit of 0 seconds is no limit.
"""

from typing import assert_never

from agenda import commands as cmd
from agenda import events as ev
from agenda.facts import AgendaFacts, Subject
from agenda.rules_attendance import subject_of
from agenda.rules_items import speech_ending
from agenda.state import AgendaState, Speech
from journal.checks import number, text
from journal.shapes import Event, Refusal

FloorCommand = cmd.RequestFloor | cmd.WithdrawRequest | cmd.GiveFloor | cmd.ExtendFloor | cmd.EndFloor

MAX_SECONDS = 4 * 3600


def decide(state: AgendaState, command: FloorCommand, facts: AgendaFacts) -> tuple[Event, ...]:
    """The events of a command about the floor."""
    match command:
        case cmd.RequestFloor():
            return _request(state, command, facts)
        case cmd.WithdrawRequest():
            subject = subject_of(command.participant, facts)
            if not _waits(state, subject.participant):
                raise Refusal("agenda.no_request", participant=subject.participant)
            return (ev.RequestWithdrawn(subject.participant, facts.actor),)
        case cmd.GiveFloor():
            return _give(state, command, facts)
        case cmd.ExtendFloor():
            speech = _speech(state)
            added = number("seconds", command.seconds, 1, MAX_SECONDS)
            number("seconds", speech.seconds + added, 1, MAX_SECONDS)
            return (ev.FloorExtended(speech.participant, added),)
        case cmd.EndFloor():
            return (ev.FloorEnded(_speech_to_end(state, facts).participant),)
        case _:
            assert_never(command)


def _waits(state: AgendaState, participant: int) -> bool:
    return any(request.participant == participant for request in state.requests)


def _speech(state: AgendaState) -> Speech:
    if state.speech is None:
        raise Refusal("agenda.nobody_speaks")
    return state.speech


def _speech_to_end(state: AgendaState, facts: AgendaFacts) -> Speech:
    """One's own, or any for chair and secretary. A guest who takes no part now does not hear that somebody speaks."""
    speech = _speech(state)
    if speech.participant == facts.actor or facts.manages:
        return speech
    if facts.subject is None or not facts.subject.invited_now:
        raise Refusal("agenda.nobody_speaks")
    raise Refusal("agenda.not_yours", participant=speech.participant)


def _may_speak(state: AgendaState, subject: Subject) -> None:
    if state.here(subject.participant) is None:
        raise Refusal("agenda.not_checked_in", participant=subject.participant)
    if not subject.invited_now:
        raise Refusal("agenda.not_invited_now", participant=subject.participant)
    if state.speech is not None and state.speech.participant == subject.participant:
        raise Refusal("agenda.already_speaking", participant=subject.participant)


def _request(state: AgendaState, command: cmd.RequestFloor, facts: AgendaFacts) -> tuple[Event, ...]:
    subject = subject_of(None, facts)
    _may_speak(state, subject)
    if _waits(state, subject.participant):
        raise Refusal("agenda.already_requested", participant=subject.participant)
    return (ev.FloorRequested(subject.participant, text("topic", command.topic)),)


def _give(state: AgendaState, command: cmd.GiveFloor, facts: AgendaFacts) -> tuple[Event, ...]:
    subject = subject_of(command.participant, facts)
    _may_speak(state, subject)
    seconds = number("seconds", command.seconds, 0, MAX_SECONDS)
    return (*speech_ending(state), ev.FloorGiven(subject.participant, state.open, seconds))
