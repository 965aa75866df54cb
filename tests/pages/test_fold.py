"""Vietnamese with and without its marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.pages.fold import fold, lower, occurrences, tidy


def found(text: str, query: str) -> list[str]:
    clean = tidy(text)
    return [clean[start:end] for start, end in occurrences(clean, tidy(query))]


def test_marks_fall_away_and_length_stays() -> None:
    assert fold("Nghị quyết về Đường bộ") == "nghi quyet ve duong bo"
    assert fold("ĐẮK LẮK") == "dak lak"


@given(st.text())
def test_one_character_for_one(text: str) -> None:
    clean = tidy(text)
    assert len(fold(clean)) == len(lower(clean)) == len(clean)
    assert unicodedata.is_normalized("NFC", clean)


@given(st.text())
def test_tidy_text_is_tidy(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("query", ["nghi quyet", "Nghị quyết", "NGHỊ QUYẾT", "nghị quyet", "nghi quyết", "quy"])
def test_typed_with_or_without_marks_it_is_found(query: str) -> None:
    assert len(found("Thông qua Nghị quyết về kinh tế", query)) == 1


def test_marks_that_were_typed_are_binding() -> None:
    text = "bàn, bán, bản và ban"
    assert found(text, "ban") == ["bàn", "bán", "bản", "ban"]
    assert found(text, "bán") == ["bán"]
    assert found(text, "dau đầu đâu"[4:7]) == []


def test_d_with_a_stroke_counts_as_a_mark() -> None:
    assert found("đầu tư, dầu khí", "dau") == ["đầu", "dầu"]
    assert found("đầu tư, dầu khí", "đầu") == ["đầu"]


def test_both_customs_of_placing_the_tone_are_the_same() -> None:
    assert found("khu vực hòa bình, thuỷ lợi", "hoà bình") == ["hòa bình"]
    assert found("khu vực hòa bình, thuỷ lợi", "thủy lợi") == ["thuỷ lợi"]


def test_text_in_pieces_is_composed_first() -> None:
    apart = unicodedata.normalize("NFD", "Nghị quyết")
    assert found(apart, "nghị quyết") == ["Nghị quyết"]


def test_invisible_characters_do_not_hide_a_word() -> None:
    assert tidy("quy\u00adết\u200b\x00 \uf0b7") == "quyết •"


def test_nothing_is_found_for_nothing() -> None:
    assert found("Nghị quyết", "") == []
