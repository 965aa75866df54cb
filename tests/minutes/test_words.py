"""Wording 1 on figures that are easy to get wrong: ties, other bases, days and counts as these documents write them."""

import pytest
from msgspec.structs import replace

from minutes.doc import Vote
from minutes.facts import editor
from minutes.fold import fold
from minutes.layout import layout
from minutes.times import count, day, hour
from minutes.words.v1_votes import reasoning, totals, vote_fact
from tests.minutes import story
from tests.minutes.story import EIGHT, RULE, prose, session
from voting.events import Quorum, Reasoning, Totals
from voting.rule import Rule


def vote(rule: Rule = RULE, *, override: str | None = None) -> Vote:
    return Vote(
        poll=1, item=1, text="Thông qua?", rule=rule, opened_at=EIGHT, closed_at=EIGHT, state="closed", members=27,
        entitled=16, quorum=Quorum(16, 18, 27, False), override=override, void_reason=None,
        totals=Totals(yes=8, no=8, absent=11), reasoning=Reasoning(27, 14, 8, True, "chair", "yes"), ballots=(),
    )  # fmt: skip


def test_a_tie_decided_by_the_chair_says_so() -> None:
    assert reasoning(vote(), Reasoning(27, 14, 13, True, "chair", "yes")) == (
        "Cần 14/27 thành viên tán thành; có 13. Số tán thành và không tán thành ngang nhau; "
        "theo ý kiến của chủ tọa (tán thành)."
    )
    assert reasoning(vote(), Reasoning(27, 14, 8, False, "tie")).endswith("ngang nhau.")


@pytest.mark.parametrize(("base", "words"), [("present", "thành viên có mặt"), ("valid", "phiếu hợp lệ")])
def test_the_base_is_named(base: str, words: str) -> None:
    asked = vote(replace(RULE, base=base))
    assert reasoning(asked, Reasoning(9, 5, 4, False, "majority")) == f"Cần 05/09 {words} tán thành; có 04."


def test_totals_leave_out_what_nobody_did_except_the_three_choices() -> None:
    assert totals(vote(), Totals(yes=25)) == "tán thành 25; không tán thành 0; không biểu quyết 0"
    assert totals(vote(), Totals(yes=1, other=2, missing=3, absent=4)).endswith(
        "ý kiến khác 02; chưa biểu quyết 03; vắng mặt 04"
    )


def test_opening_a_vote_without_quorum_goes_into_the_minutes() -> None:
    said = "".join(text for text, _ in vote_fact(vote(override="thiên tai."), 420).runs)
    assert said.endswith("có mặt 16/27 thành viên, cần 18; chủ tọa quyết định vẫn tiến hành, lý do: thiên tai.")


def test_times_and_counts_are_written_as_decree_30_wants_them() -> None:
    assert hour(EIGHT + 55 * 60_000, 420) == "08 giờ 55 phút"
    assert day(EIGHT, 420) == "ngày 27 tháng 11 năm 2026"
    assert day(1_767_830_400_000, 420) == "ngày 08 tháng 01 năm 2026"
    assert [count(n) for n in (0, 1, 9, 10, 27)] == ["0", "01", "09", "10", "27"]


def test_the_editor_has_a_section_for_every_part_of_the_document() -> None:
    s = session()
    found = editor(fold(s.happened, prose(s)))
    keys = [section["key"] for section in found["sections"]]
    assert keys[:2] == ["time", "people"]
    assert keys[-1] == "end"
    third = next(section for section in found["sections"] if section.get("number") == "3")
    assert (third["from"], third["to"]) == ("08:55", "09:21")
    assert third["prose"] == [f"discussion/{third['item']}", f"conclusion/{third['item']}"]


def test_the_page_has_the_parts_of_form_1_9() -> None:
    s = story.finalised("typst", ())
    model = layout(fold(s.happened), "bienban-1", 1)
    assert model["head"]["unit"] == ["ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG"]
    assert model["head"]["number"] == "Số: 118/BB-UBND"
    assert model["head"]["place_date"] == "Lam Giang, ngày 27 tháng 11 năm 2026"
    assert model["title"] == "BIÊN BẢN"
    assert [sign["title"] for sign in model["sign"]] == ["THƯ KÝ", "CHỦ TỌA"]
    assert model["body"][-1]["runs"][0][0] == "Cuộc họp kết thúc vào 11 giờ 24 phút, ngày 27 tháng 11 năm 2026./."
    assert model["recipients"][-1] == "- Lưu: VT, TH."
    assert [annex["name"] for annex in model["annexes"]] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]


def test_a_draft_leaves_number_and_day_open() -> None:
    s = session()
    model = layout(fold(s.happened, prose(s)), "bienban-1", 1)
    assert model["head"]["number"] == "Số:       /BB-UBND"
    assert model["head"]["place_date"].startswith("Lam Giang, ngày     tháng")
