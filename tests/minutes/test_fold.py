"""The minutes of a session: what happened is told once, in order, with the right figures."""

from agenda import events as a
from meeting import events as m
from minutes.doc import MinutesDoc
from minutes.fold import fold
from minutes.words import WORDINGS
from tests.minutes import story
from tests.minutes.story import MINUTE, Story, prose, session

WORDS = WORDINGS[1]


def told(s: Story) -> MinutesDoc:
    return fold(s.happened, prose(s))


def facts(doc: MinutesDoc, number: str) -> dict[str, str]:
    """Facts of an item as plain text, by code."""
    item = next(item for item in doc.items if item.number == number)
    return {f.code: f"{f.label}: " + "".join(text for text, _ in f.runs) for f in WORDS.item_facts(doc, item)}


def people(doc: MinutesDoc) -> dict[str, str]:
    return {f.code: "".join(text for text, _ in f.runs) for f in WORDS.people(doc)}


def test_attendance_is_counted_by_capacity_with_absentees_substitutes_and_guests() -> None:
    found = people(told(session()))
    assert found["members"] == "có mặt 25/27 thành viên (trực tiếp 21, trực tuyến 04); vắng mặt 02."
    assert "Dương Thị Hồng Nhung" in found["absent"]
    assert "đi công tác" in found["absent"]
    assert "Lê Minh Châu, Phó Giám đốc Sở Du lịch dự thay" in found["absent"]
    assert found["substitutes"].startswith("02 người: Lê Minh Châu")
    assert found["guests"].startswith("03 người")
    assert found["opening_count"] == "có mặt 24/27 thành viên, cần ít nhất 18 thành viên."


def test_who_came_late_and_who_left_early_is_noted() -> None:
    doc = told(session())
    notes = {p.name: WORDS.attendee_note(p, doc) for p in doc.attendees}
    assert notes["Cao Minh Đạt"] == "Trực tiếp, từ 08 giờ 08 phút"
    assert notes["Đinh Mạnh Khôi"].startswith("Trực tuyến, đến ")
    assert notes["Lê Quang Vinh"] == "Trực tiếp"


def test_a_corrected_check_in_is_as_if_it_had_not_been() -> None:
    s = session()
    s.tell(a.AttendanceCorrected(s.people["dat.cm"], None, "điểm danh nhầm", s.people["anh.dtn"]))
    assert people(told(s))["members"].startswith("có mặt 24/27")


def test_an_item_tells_time_presenter_papers_speakers_and_vote() -> None:
    found = facts(told(session()), "3")
    assert found["item_time"] == "Thời gian: từ 08 giờ 55 phút đến 09 giờ 21 phút."
    assert found["presenter"] == "Người trình bày: Vũ Đình Khải, Giám đốc Sở Khoa học và Công nghệ."
    assert "“Dự thảo Nghị quyết và Quy định kèm theo” (bản thứ 3)" in found["papers"]
    assert "có 04 lượt ý kiến phát biểu" in found["speeches"]
    assert "Trịnh Công Hậu, Giám đốc Sở Nội vụ, trực tuyến" in found["speeches"]
    assert found["vote"].endswith(
        "tán thành 23; không tán thành 01; không biểu quyết 01; vắng mặt 02. "
        "Cần 14/27 thành viên tán thành; có 23. Được thông qua."
    )


def test_a_void_vote_is_told_with_its_reason_and_decides_nothing() -> None:
    found = facts(told(session()), "4")
    assert "bị hủy, không có giá trị; lý do: mở nhầm khi chưa trình bày xong." in found["vote_void"]
    assert found["vote"].endswith("Ý kiến khác: Bạch Như Quỳnh: “Đề nghị lùi thời hạn sang quý II năm 2027”.")


def test_a_motion_that_falls_short_is_not_carried() -> None:
    found = facts(told(session()), "6.2")
    assert "chưa biểu quyết 01" in found["vote"]
    assert found["vote"].endswith("Cần 14/27 thành viên tán thành; có 12. Không được thông qua.")


def test_the_time_of_an_item_spans_its_sub_items_and_a_postponed_one_says_why() -> None:
    doc = told(session())
    assert facts(doc, "5")["item_time"] == "Thời gian: từ 09 giờ 43 phút đến 09 giờ 54 phút."
    assert facts(doc, "7")["state"] == ": Hoãn xem xét: hết giờ."


def test_handing_over_the_chair_is_told_and_the_last_chair_signs() -> None:
    s = session()
    s.at = story.EIGHT + 100 * MINUTE
    s.tell(m.ChairHanded(to=s.people["tam.ntm"], by=s.people["vinh.lq"]))
    doc = told(s)
    assert doc.chair is not None
    assert doc.chair.name == "Nguyễn Thị Minh Tâm"
    text = "".join(t for t, _ in WORDS.chairing(doc).runs)
    assert text == (
        "Lê Quang Vinh, Chủ tịch UBND tỉnh. Từ 09 giờ 40 phút: Nguyễn Thị Minh Tâm, "
        "Phó Chủ tịch Thường trực UBND tỉnh chủ tọa."
    )


def test_appointing_another_chair_before_the_start_is_no_handing_over() -> None:
    s = Story()
    s.create()
    s.add_people()
    s.tell(m.ChairHanded(to=s.people["tam.ntm"], by=s.people["anh.dtn"]))
    s.tell(m.Started(present=27, needed=18, members=27, override=None))
    assert [chair.name for chair in told_without_prose(s).chairs] == ["Nguyễn Thị Minh Tâm"]


def told_without_prose(s: Story) -> MinutesDoc:
    return fold(s.happened)


def test_starting_without_a_quorum_is_told_with_its_reason() -> None:
    s = Story()
    s.create()
    s.add_people()
    s.tell(m.Started(present=10, needed=18, members=27, override="nội dung khẩn cấp"))
    assert people(told_without_prose(s))["opening_count"].endswith(
        "Chủ tọa quyết định khai mạc khi chưa đủ số thành viên theo quy định, lý do: nội dung khẩn cấp."
    )


def test_final_prose_comes_from_the_journal_and_a_withdrawn_one_does_not() -> None:
    s = story.finalised("typst", ())
    assert fold(s.happened, {"opening": "nháp"}).text("opening").startswith("Chủ tọa tuyên bố khai mạc")
    s.tell(m.FinalWithdrawn(reason="sai"))
    assert fold(s.happened, {"opening": "nháp"}).text("opening") == "nháp"
    assert fold(s.happened).reserved is None
