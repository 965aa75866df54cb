"""The form of a member's opinion: from the meeting's state to a typeset, signed page. Slow: for the worker process."""

from typing import TYPE_CHECKING, Literal

import msgspec

from ecabinet.record import typeset
from meeting.state import MeetingState
from minutes.phieu_1 import File, Form, Question, model
from voting import rules_written

if TYPE_CHECKING:
    from ecabinet.signing.sign import Signed


class FormSigning(msgspec.Struct, frozen=True):
    """One form to typeset and sign."""

    form: Form
    p12: bytes
    pin: str


def form_of(state: MeetingState, participant: int, at: int) -> Form:
    """What a member has answered, as a form that is signed at `at`."""
    frame, person = state.frame, state.participants[participant]
    if frame is None or frame.deadline is None:
        raise ValueError("no consultation")
    given = rules_written.answers(state.voting, participant)
    return Form(
        unit=frame.unit,
        parent_unit=frame.parent_unit,
        locality=frame.locality,
        offset=frame.offset,
        title=frame.title,
        deadline=frame.deadline,
        name=person.name,
        position=person.position,
        member_unit=person.unit,
        questions=tuple(Question(poll.text, poll.rule, one.choice or "other", one.text) for poll, one in given),
        papers=tuple(paper.title for _, paper in sorted(state.papers.papers.items()) if paper.recalled is None),
        answered_at=max((one.at for _, one in given), default=at),
        signed_at=at,
        digest=rules_written.digest(state.voting, participant),
        files=tuple(File(one.name, one.sha256) for one in state.voting.files.get(participant, ())),
    )


def make(what: FormSigning) -> "Signed | Literal['wrong_pin', 'wrong_signer']":
    """Typeset and sign."""
    from ecabinet.signing.forms import FormTask, sign_form
    from ecabinet.signing.keys import WrongPin
    from ecabinet.signing.sign import WrongSigner

    form = what.form
    made = typeset.form(model(form), form.signed_at)
    try:
        return sign_form(FormTask(made.pdf, made.boxes[0], form.name, what.p12, what.pin, form.signed_at, form.offset))
    except WrongPin:
        return "wrong_pin"
    except WrongSigner:
        return "wrong_signer"
