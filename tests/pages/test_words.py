"""Boxes and paragraphs from words."""

from ecabinet.pages.jobs import Word
from ecabinet.pages.words import boxes_of, paragraphs, text_of


def line(number: int, text: str, x: int = 100, width: int = 800, height: int = 20) -> list[Word]:
    """A line of words that together are `width` wide, 26 below the last."""
    parts = text.split(" ")
    unit = width / len(text)
    words, offset = [], 0
    for part in parts:
        words.append((round(x + offset * unit), number * 26, round(len(part) * unit), height, part, number, 0))
        offset += len(part) + 1
    return words


def test_a_find_over_two_lines_has_two_boxes() -> None:
    words = [*line(0, "thông qua Nghị"), *line(1, "quyết về kinh tế")]
    start = text_of(words).index("Nghị quyết")
    first, second = boxes_of(words, start, start + len("Nghị quyết"))
    assert first[1] == 0
    assert second[:2] == (100, 26)


def test_part_of_a_word_is_part_of_its_box() -> None:
    word: Word = (100, 0, 100, 20, "quyết", 0, 0)
    assert boxes_of([word], 0, 3) == [(100, 0, 60, 20)]


def test_full_lines_are_one_paragraph_and_a_short_one_ends_it() -> None:
    words = [
        *line(0, "Ủy ban nhân dân tỉnh thống nhất thông qua"),
        *line(1, "Nghị quyết về kinh tế số.", width=400),
        *line(2, "Các sở, ngành thực hiện theo tiến độ."),
    ]
    assert paragraphs(words) == [
        "Ủy ban nhân dân tỉnh thống nhất thông qua Nghị quyết về kinh tế số.",
        "Các sở, ngành thực hiện theo tiến độ.",
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    words = [*line(0, "thống nhất thông qua Nghị quyết."), *line(1, "Các sở, ngành", x=140, width=760)]
    assert len(paragraphs(words)) == 2


def test_points_of_a_list_stay_apart() -> None:
    words = [*line(0, "a) Sở Tài chính bố trí kinh phí;"), *line(1, "b) Sở Nội vụ trình kế hoạch;")]
    assert len(paragraphs(words)) == 2


def test_a_word_divided_at_the_end_of_a_line_is_whole_again() -> None:
    assert paragraphs([*line(0, "the develop-"), *line(1, "ment of towns")]) == ["the development of towns"]


def test_a_page_without_words_has_no_paragraphs() -> None:
    assert paragraphs([]) == []
