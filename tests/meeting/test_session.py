"""The course of a meeting: convening, starting, pausing, closing, and the record afterwards."""

from typing import Any

import pytest

from agenda.events import FloorEnded, ItemFinished
from journal.shapes import Refusal
from meeting import events as ev
from meeting.card import card
from meeting.view import (
    audience_of,
    may_file,
    may_prepare,
    may_preview_record,
    may_see_record,
    may_sign,
    may_write_record,
    view,
)
from papers.events import PresentationStopped
from tests.meeting.world import (
    EIGHT,
    SECRETARY,
    Room,
    given_convened_meeting,
    given_draft,
    given_running_meeting,
    open_poll,
)

SIGNED: dict[str, Any] = {"certificate": "a" * 64, "sha256": "b" * 64, "signed_at": EIGHT}


def closed() -> Room:
    """A meeting that is over."""
    room = given_running_meeting()
    room.do("p-1", "meeting.close")
    return room


def final() -> Room:
    """Its minutes are final."""
    room = closed()
    room.do(SECRETARY, "meeting.finalise", prose=[{"key": "opening", "text": "Khai mạc."}])
    return room


def sign(room: Room, person: str, role: str) -> None:
    """The house made a signature."""
    room.house("meeting.sign", participant=room.id(person), role=role, **SIGNED)


def test_nobody_but_staff_knows_of_a_draft() -> None:
    room = given_draft()
    assert audience_of(room.state, "p-2") == "none"
    assert audience_of(room.state, None, screen=True) == "none"
    assert audience_of(room.state, "p-1") == "staff"
    room.do(SECRETARY, "meeting.convene")
    assert audience_of(room.state, "p-2") == audience_of(room.state, "p-sub") == "members"
    assert audience_of(room.state, None, screen=True) == "screen"
    assert audience_of(room.state, "p-stranger") == "none"


def test_the_frame_is_edited_field_by_field() -> None:
    room = given_draft()
    (event,) = room.do(SECRETARY, "meeting.edit", place="Phòng họp số 2")
    assert isinstance(event, ev.Edited)
    assert (event.place, event.title) == ("Phòng họp số 2", "Phiên họp thường kỳ tháng 11")
    assert room.refused(SECRETARY, "meeting.edit", minutes=0) == "input.out_of_range"
    assert room.refused("p-1", "meeting.edit", place="x") == "meeting.not_allowed"


def test_a_postponement_stands_until_there_is_another_time() -> None:
    room = given_convened_meeting()
    room.do(SECRETARY, "meeting.postpone", reason="Bão số 5")
    assert view(room.state, "members")["meeting"].postponed == "Bão số 5"  # type: ignore[attr-defined]
    room.do(SECRETARY, "meeting.edit", starts_at=EIGHT + 86_400_000)
    assert room.state.session.postponed is None
    room.do(SECRETARY, "meeting.postpone", reason="Trùng lịch", starts_at=EIGHT + 2 * 86_400_000)
    assert room.state.frame is not None
    assert room.state.frame.starts_at == EIGHT + 2 * 86_400_000
    assert room.state.session.postponed == "Trùng lịch"


def test_a_cancelled_meeting_is_over() -> None:
    room = given_convened_meeting()
    assert room.refused(SECRETARY, "meeting.cancel", reason="") == "input.missing"
    room.do(SECRETARY, "meeting.cancel", reason="Không đủ nội dung")
    assert room.refused("p-1", "meeting.start") == "meeting.wrong_phase"
    assert view(room.state, "members")["meeting"].cancelled == "Không đủ nội dung"  # type: ignore[attr-defined]


def test_starting_needs_a_quorum_or_a_reason() -> None:
    room = given_convened_meeting(members=3)
    room.do("p-1", "agenda.check_in")
    with pytest.raises(Refusal) as no:
        room.do("p-1", "meeting.start")
    assert no.value == Refusal("meeting.no_quorum", present=1, needed=2, members=3)
    (event,) = room.do("p-1", "meeting.start", override="Phòng chống bão")
    assert event == ev.Started(1, 2, 3, "Phòng chống bão")


def test_with_a_quorum_no_reason_is_kept() -> None:
    room = given_convened_meeting(members=3)
    for who in ("p-1", "p-3"):
        room.do(who, "agenda.check_in")
    assert room.do("p-1", "meeting.start", override="Cho chắc") == (ev.Started(2, 2, 3, None),)


def test_pauses_are_counted() -> None:
    room = given_running_meeting()
    for _ in range(2):
        room.do("p-1", "meeting.pause")
        room.wait(29)
        room.do("p-1", "meeting.resume")
    assert view(room.state, "screen")["meeting"].paused_ms == 60_000  # type: ignore[attr-defined]
    room.do("p-1", "meeting.pause")
    room.do("p-1", "meeting.close")
    assert room.state.session.paused_at is None
    assert room.state.session.paused_ms() == 61_000


def test_while_a_poll_is_open_the_session_neither_pauses_nor_closes() -> None:
    room = given_running_meeting()
    poll = open_poll(room)
    for name in ("meeting.pause", "meeting.close"):
        with pytest.raises(Refusal) as no:
            room.do("p-1", name)
        assert no.value == Refusal("meeting.poll_open", poll=poll)


def test_closing_ends_everything_from_the_inside_out() -> None:
    room = given_running_meeting()
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    room.do("p-1", "papers.present", paper=room.names["paper 1"])
    room.do("p-1", "agenda.give_floor", participant=room.id("p-2"))
    assert room.do("p-1", "meeting.close") == (
        FloorEnded(room.id("p-2")),
        PresentationStopped(),
        ItemFinished(room.names["1"]),
        ev.Closed(),
    )


def test_closing_between_items_takes_down_what_is_shown_and_said() -> None:
    room = given_running_meeting()
    room.do("p-1", "papers.present", paper=room.names["paper 1"])
    room.do("p-1", "agenda.give_floor", participant=room.id("p-2"))
    room.do("p-1", "meeting.pause")
    events = room.do("p-1", "meeting.close")
    assert set(map(type, events)) == {FloorEnded, PresentationStopped, ev.Closed}
    assert room.state.papers.stage is None


def test_minutes_are_finalised_by_the_secretary_of_a_closed_meeting() -> None:
    running = given_running_meeting()
    assert running.refused(SECRETARY, "meeting.finalise") == "meeting.wrong_phase"
    room = closed()
    assert room.refused("p-1", "meeting.finalise") == "meeting.not_allowed"
    assert may_write_record(room.state, SECRETARY)
    assert not may_write_record(room.state, "p-1")
    room.do(SECRETARY, "meeting.finalise", prose=[{"key": f"conclusion/{room.names['1']}", "text": "Thống nhất."}])
    assert room.state.record.final is not None
    assert room.state.record.final.reserved.notation == "01/BB-UBND"
    assert room.state.record.final.seq == room.state.seq
    assert not may_write_record(room.state, SECRETARY)
    assert not may_prepare(room.state, SECRETARY)


@pytest.mark.parametrize(
    ("prose", "code"),
    [
        ([("opening", "a"), ("opening", "b")], "meeting.prose_twice"),
        ([("preface", "a")], "meeting.prose_nowhere"),
        ([("discussion/999", "a")], "meeting.prose_nowhere"),
        ([("discussion/1\n", "a")], "meeting.prose_nowhere"),
        ([("closing", "a\x07")], "input.bad_character"),
        ([("closing", "a" * 50_001)], "input.too_long"),
    ],
)
def test_prose_has_its_places(prose: list[tuple[str, str]], code: str) -> None:
    blocks = [{"key": key, "text": words} for key, words in prose]
    assert closed().refused(SECRETARY, "meeting.finalise", prose=blocks) == code


def test_the_number_comes_from_the_house() -> None:
    room = closed()
    forged = {"number": 7, "notation": "07/BB", "date": "2026-01-01", "template": "", "wording": 1}
    reserved = {**forged, "typesetter": "", "fonts": []}
    assert room.refused(SECRETARY, "meeting.finalise", reserved=reserved) == "meeting.house_only"
    room.state = closed().state
    other = Room(room.state, room.now)
    other.do(SECRETARY, "meeting.finalise")


def test_final_minutes_change_no_more() -> None:
    room = final()
    for name, args in (
        ("agenda.correct_attendance", {"participant": room.id("p-2"), "mode": None}),
        ("meeting.finalise", {}),
    ):
        assert room.refused(SECRETARY, name, **args) == "meeting.record_final"


def test_final_minutes_are_withdrawn_before_the_first_signature() -> None:
    room = final()
    room.do(SECRETARY, "meeting.withdraw_final", reason="Sai tên")
    assert room.state.record.stage == "draft"
    assert room.refused(SECRETARY, "meeting.withdraw_final", reason="x") == "meeting.not_final"
    room.do(SECRETARY, "meeting.finalise")
    sign(room, SECRETARY, "secretary")
    assert room.refused(SECRETARY, "meeting.withdraw_final", reason="x") == "meeting.already_signed"


def test_the_secretary_signs_first_then_the_chair() -> None:
    room = final()
    assert (may_sign(room.state, SECRETARY), may_sign(room.state, "p-1")) == ("secretary", None)
    chair_first = {"participant": room.id("p-1"), "role": "chair", **SIGNED}
    assert room.refused(None, "meeting.sign", house=True, **chair_first) == "meeting.not_your_turn"
    assert room.refused(SECRETARY, "meeting.sign", **chair_first) == "meeting.house_only"
    wrong = {"participant": room.id("p-2"), "role": "secretary", **SIGNED}
    assert room.refused(None, "meeting.sign", house=True, **wrong) == "meeting.not_the_signer"
    bad = {"participant": room.id(SECRETARY), "role": "secretary", **SIGNED, "sha256": "zz"}
    assert room.refused(None, "meeting.sign", house=True, **bad) == "meeting.bad_hash"
    sign(room, SECRETARY, "secretary")
    assert (may_sign(room.state, SECRETARY), may_sign(room.state, "p-1")) == (None, "chair")
    assert not may_file(room.state, SECRETARY)
    sign(room, "p-1", "chair")
    assert room.state.record.stage == "signed"
    assert may_sign(room.state, "p-1") is None
    assert room.refused(None, "meeting.sign", house=True, **chair_first) == "meeting.not_your_turn"


def test_only_the_signed_file_is_filed_and_once() -> None:
    room = final()
    file = {"document": "d1", "sha256": "b" * 64}
    assert room.refused(None, "meeting.file", house=True, **file) == "meeting.not_signed"
    sign(room, SECRETARY, "secretary")
    sign(room, "p-1", "chair")
    assert may_file(room.state, SECRETARY)
    other = {"document": "d1", "sha256": "c" * 64}
    assert room.refused(None, "meeting.file", house=True, **other) == "meeting.other_file"
    room.house("meeting.file", **file)
    assert room.refused(None, "meeting.file", house=True, **file) == "meeting.already_filed"
    short = card(room.state)
    assert short is not None
    assert (short.record, short.document) == ("filed", "d1")


def test_the_record_is_for_staff_and_members() -> None:
    room = closed()
    assert "record" in view(room.state, "members")
    assert "record" not in view(room.state, "screen")
    assert not may_see_record(room.state, "p-2")
    assert may_preview_record(room.state, "p-1")
    assert not may_preview_record(room.state, "p-2")
    room = final()
    seers = [person for person in room.state.by_person if may_see_record(room.state, person)]
    assert sorted(seers) == ["p-1", "p-2", "p-3", SECRETARY, "p-sub"]


def test_a_meeting_that_is_not_there_has_no_card() -> None:
    assert card(Room().state) is None
