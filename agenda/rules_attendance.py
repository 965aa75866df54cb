"""Who is here: check-in, leaving, corrections, absence.

Rules
- Everybody checks in and out for themselves; for others only chair and secretary.
- A substitute and the member they replace are never both here.
- Whoever leaves gives up the floor and a waiting request; both are said in events of their own.
- A correction keeps what the record needs: who has voted was here.
- Checking in again with another mode or site ends one interval and begins the next.
"""

from typing import assert_never

from agenda import commands as cmd
from agenda import events as ev
from agenda.facts import AgendaFacts, Subject
from agenda.rules_items import speech_ending
from agenda.state import AgendaState
from journal.checks import LONG, needed_text, text
from journal.shapes import Event, Refusal

AttendanceCommand = cmd.CheckIn | cmd.CheckOut | cmd.CorrectAttendance | cmd.MarkAbsent


def decide(state: AgendaState, command: AttendanceCommand, facts: AgendaFacts) -> tuple[Event, ...]:
    """The events of a command about attendance."""
    subject = subject_of(command.participant, facts)
    match command:
        case cmd.CheckIn():
            return _check_in(state, command, subject, facts)
        case cmd.CheckOut():
            return _check_out(state, subject, facts)
        case cmd.CorrectAttendance():
            return _correct(state, command, subject, facts)
        case cmd.MarkAbsent():
            return _absent(state, command, subject, facts)
        case _:
            assert_never(command)


def subject_of(asked: int | None, facts: AgendaFacts) -> Subject:
    """The participant the command is about; somebody else only for chair and secretary, who alone hear whether there is
    such a participant."""
    if asked is not None and asked != facts.actor and not facts.manages:
        raise Refusal("agenda.not_yours", participant=asked)
    if facts.subject is None:
        raise Refusal("agenda.unknown_participant", participant=asked)
    return facts.subject


def giving_up(state: AgendaState, participant: int, by: int | None) -> tuple[Event, ...]:
    """Floor and request of somebody who is no longer here."""
    speaks = state.speech is not None and state.speech.participant == participant
    waits = any(request.participant == participant for request in state.requests)
    ended = speech_ending(state) if speaks else ()
    return (*ended, ev.RequestWithdrawn(participant, by)) if waits else ended


def _check_in(state: AgendaState, command: cmd.CheckIn, subject: Subject, facts: AgendaFacts) -> tuple[Event, ...]:
    _no_partner(subject)
    site = text("site", command.site)
    now = state.here(subject.participant)
    if now is not None and (now.mode, now.site) == (command.mode, site):
        raise Refusal("agenda.already_checked_in", participant=subject.participant)
    return (ev.CheckedIn(subject.participant, command.mode, site, facts.actor),)


def _no_partner(subject: Subject) -> None:
    if subject.partner_in is not None:
        raise Refusal("agenda.partner_checked_in", participant=subject.participant, partner=subject.partner_in)


def _check_out(state: AgendaState, subject: Subject, facts: AgendaFacts) -> tuple[Event, ...]:
    if state.here(subject.participant) is None:
        raise Refusal("agenda.not_checked_in", participant=subject.participant)
    before = giving_up(state, subject.participant, facts.actor)
    return (*before, ev.CheckedOut(subject.participant, facts.actor))


def _correct(
    state: AgendaState, command: cmd.CorrectAttendance, subject: Subject, facts: AgendaFacts
) -> tuple[Event, ...]:
    event = ev.AttendanceCorrected(subject.participant, command.mode, text("reason", command.reason, LONG), facts.actor)
    if command.mode is not None:
        _no_partner(subject)
        return (event,)
    if subject.voted:
        raise Refusal("agenda.has_voted", participant=subject.participant)
    return (*giving_up(state, subject.participant, facts.actor), event)


def _absent(state: AgendaState, command: cmd.MarkAbsent, subject: Subject, facts: AgendaFacts) -> tuple[Event, ...]:
    if state.here(subject.participant) is not None:
        raise Refusal("agenda.is_here", participant=subject.participant)
    return (ev.MarkedAbsent(subject.participant, needed_text("reason", command.reason, LONG), facts.actor),)
