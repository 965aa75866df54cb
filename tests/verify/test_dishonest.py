"""Signers who cheat: validly signed, and still refused."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ecabinet.record import build, fonts
from ecabinet.record.typeset import Typeset
from ecabinet.signing.sign import Task, prepare, sign
from ecabinet.verify.check import verify
from journal.shapes import Event
from meeting import events as m
from tests.minutes import story
from tests.record import shelf
from voting import events as v


def verdict(pdf: bytes) -> tuple[str, str]:
    report = verify(pdf, shelf.record().roots)
    assert report.exit_code == 1
    return report.checks[-1].name, report.checks[-1].reason


def retold(change: Callable[[Event], Event]) -> Typeset:
    """The same session with other events, its chain made anew: a forger with the whole machinery."""
    told = story.Story()
    for entry in story.finalised(fonts.typesetter(), fonts.hashes()).happened:
        told.at = entry.at
        told.tell(change(entry.event))
    return build.build(told.entries)


def test_ballots_that_do_not_make_the_stated_result() -> None:
    def turn(event: Event) -> Event:
        return replace(event, choice="no") if isinstance(event, v.BallotCast) and event.participant == 8 else event

    assert verdict(shelf.signed(retold(turn))) == ("votes", "totals")


def test_a_result_that_the_rule_does_not_give() -> None:
    def carry(event: Event) -> Event:
        if isinstance(event, v.PollClosed) and not event.reasoning.carried:
            return replace(event, reasoning=replace(event.reasoning, carried=True))
        return event

    assert verdict(shelf.signed(retold(carry))) == ("votes", "decision")


def test_an_electorate_with_somebody_who_was_not_there() -> None:
    def add(event: Event) -> Event:
        if isinstance(event, v.PollOpened):
            ghost = v.Voter(20, "Dương Thị Hồng Nhung", "Giám đốc Sở Du lịch")
            return replace(event, electorate=(*event.electorate, ghost))
        return event

    assert verdict(shelf.signed(retold(add))) == ("votes", "electorate")


def test_a_record_signed_by_somebody_else() -> None:
    """The deputy signs in the chair's place: a valid signature of the wrong person."""
    made = shelf.record().typeset
    first = sign(shelf.task(made.pdf, made, "secretary", "anh.dtn")).pdf
    wrong = sign(shelf.task(first, made, "chair", "tam.ntm")).pdf
    assert verdict(wrong) == ("signers", "other_name")


def test_other_words_than_the_journal_has() -> None:
    """The page says one thing, the journal inside another: typeset again, it differs."""
    from ecabinet.record import source, typeset
    from minutes.fold import fold
    from minutes.layout import layout

    entries = shelf.record().entries
    events = source.happened(entries)
    model: dict[str, Any] = layout(fold(events), "bienban-1", 1)
    model["abstract"] = "Phiên họp không hề có"
    forged = typeset.document(
        model, journal=source.journal_json(entries), meta=source.meta_json(entries, source.reserved_of(events)),
        at=events[-1].at,
    )  # fmt: skip
    assert verdict(shelf.signed(forged)) == ("typeset", "differs")


def painted(pdf: bytes, paint: Callable[[Any], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    paint(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def cover(writer: Any) -> None:
    """A white box over the first page."""
    stream = writer.add_object(generic.StreamObject(stream_data=b"1 g 0 0 600 850 re f"))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    while page["/Type"] != "/Page":
        page = page["/Kids"][0].get_object()
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), stream])
    writer.update_container(page)


def test_a_page_painted_over_before_the_first_signature() -> None:
    made = shelf.record().typeset
    lie = painted(made.pdf, cover)
    pdf = sign(shelf.task(lie, made, "secretary", "anh.dtn")).pdf
    pdf = sign(shelf.task(pdf, made, "chair", "vinh.lq")).pdf
    assert verdict(pdf) == ("updates", "changed")


def test_a_page_painted_over_between_the_signatures() -> None:
    made = shelf.record().typeset
    pdf = sign(shelf.task(made.pdf, made, "secretary", "anh.dtn")).pdf
    pdf = sign(shelf.task(painted(pdf, cover), made, "chair", "vinh.lq")).pdf
    assert verdict(pdf)[0] in ("updates", "signature_secretary")


def test_a_signature_field_laid_over_the_text() -> None:
    made = shelf.record().typeset
    spread = Typeset(made.pdf, tuple(replace(box, y=box.y + 90) for box in made.boxes))
    assert verdict(shelf.signed(spread)) == ("updates", "field_place")


def test_a_journal_that_goes_on_after_it_was_final() -> None:
    from ecabinet.record import source, typeset
    from minutes.fold import fold
    from minutes.layout import layout

    told = story.finalised(fonts.typesetter(), fonts.hashes())
    final = source.happened(told.entries)
    told.tell(m.FinalWithdrawn(reason="rút lại"))
    forged = typeset.document(
        layout(fold(final), "bienban-1", 1), journal=source.journal_json(told.entries),
        meta=source.meta_json(told.entries, source.reserved_of(final)), at=final[-1].at,
    )  # fmt: skip
    assert verdict(shelf.signed(forged)) == ("journal", "not_final")


def test_only_one_signature_is_not_a_record() -> None:
    made = shelf.record().typeset
    pdf = sign(shelf.task(made.pdf, made, "secretary", "anh.dtn")).pdf
    assert verdict(pdf) == ("file", "signatures")
    assert verdict(prepare(made.pdf, made.boxes)) == ("file", "signatures")


@pytest.mark.parametrize("role", ["secretary", "chair"])
def test_nobody_signs_with_a_certificate_in_another_name(role: Any) -> None:
    from ecabinet.signing.sign import WrongSigner

    made = shelf.record().typeset
    borrowed = Task(made.pdf, role, made.boxes, "Lê Quang Vinh", shelf.key("anh.dtn").p12, shelf.PIN, story.EIGHT, 420)
    with pytest.raises(WrongSigner):
        sign(borrowed)
