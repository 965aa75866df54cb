"""The papers are real documents: as many pages as the agenda promises, words that can be found, nothing filled up."""

import re
import unicodedata
from pathlib import Path

import pytest

from ecabinet.demo import plan_map, typesetting
from ecabinet.pages.engine import mupdf

PAGES = {
    "to-trinh-214": 4,
    "du-thao-nghi-quyet-1": 34,
    "du-thao-nghi-quyet-2": 34,
    "du-thao-nghi-quyet": 34,
    "bao-cao-tham-dinh": 9,
    "danh-muc-nha-dat": 103,
    "cong-van-328": 2,
    "ban-do-quy-hoach": 1,
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All of them, typeset once."""
    return typesetting.typeset_all(tmp_path_factory.mktemp("typeset"))


def words(path: Path) -> list[str]:
    with mupdf.open(path) as document:
        return [unicodedata.normalize("NFC", page.get_text()) for page in document]


@pytest.mark.parametrize(("key", "count"), PAGES.items())
def test_a_paper_has_its_pages(papers: dict[str, Path], key: str, count: int) -> None:
    with mupdf.open(papers[key]) as document:
        assert len(document) == count


def test_page_12_of_the_resolution_opens_chapter_three(papers: dict[str, Path]) -> None:
    page = words(papers["du-thao-nghi-quyet"])[11]
    assert "Chương III" in page
    for article in ("Điều 14.", "Điều 15.", "Điều 16.", "Điều 17."):
        assert article in page
    assert "hai phần ba tổng số thành viên" in " ".join(page.split())


def test_the_drafts_of_the_resolution_differ_in_what_was_argued_about(papers: dict[str, Path]) -> None:
    first, last = (" ".join(words(papers[key])[11].split()) for key in ("du-thao-nghi-quyet-1", "du-thao-nghi-quyet"))
    assert "chậm nhất 05 ngày làm việc" in first
    assert "chậm nhất 03 ngày làm việc" in last


def test_the_scan_has_no_text_layer(papers: dict[str, Path]) -> None:
    assert all(not page.strip() for page in words(papers["cong-van-328"]))
    with mupdf.open(papers["cong-van-328"]) as document:
        assert all(len(page.get_images()) == 1 for page in document)


def test_the_map_is_drawn_not_painted(papers: dict[str, Path]) -> None:
    with mupdf.open(papers["ban-do-quy-hoach"]) as document:
        page = document[0]
        assert len(page.get_drawings()) > 500
        assert not page.get_images()
        assert (round(page.rect.width), round(page.rect.height)) == (2384, 1684)  # A1


def test_the_areas_on_the_map_add_up() -> None:
    measured = plan_map.areas()
    outline = plan_map._area(
        plan_map._bend_all(
            plan_map._rect(plan_map.XS[0] - 8, plan_map.YS[0] - 8, plan_map.XS[-1] + 8, plan_map.YS[-1] + 8)
        )
    )
    assert sum(measured.values()) == pytest.approx(outline)
    assert all(area > 0 for area in measured.values())


def test_no_paragraph_is_there_to_fill_a_page(papers: dict[str, Path]) -> None:
    """Long sentences occur once in a paper; tables repeat words, prose does not."""
    for key, path in papers.items():
        if key in ("danh-muc-nha-dat", "cong-van-328"):
            continue
        text = " ".join(" ".join(words(path)).split())
        assert "lorem" not in text.casefold()
        sentences = [one for one in re.split(r"(?<=[.;])\s", text) if len(one) > 160]
        assert len(sentences) == len(set(sentences)), key


def test_the_same_sources_give_the_same_bytes_and_cost_nothing_the_second_time(
    papers: dict[str, Path], tmp_path: Path
) -> None:
    source, inputs = typesetting._source("to-trinh-214")
    assert typesetting.typeset(source, inputs) == papers["to-trinh-214"].read_bytes()
    source, inputs = typesetting._source("cong-van-328")
    assert typesetting.typeset_scan(source, inputs) == papers["cong-van-328"].read_bytes()
    before = {path: path.stat().st_mtime_ns for path in papers.values()}
    typesetting.typeset_all(papers["to-trinh-214"].parent)
    assert {path: path.stat().st_mtime_ns for path in papers.values()} == before


def test_the_inventory_adds_up_to_what_the_submission_says(papers: dict[str, Path]) -> None:
    submission = " ".join(" ".join(words(papers["to-trinh-512"])).split())
    inventory = " ".join(words(papers["danh-muc-nha-dat"])[0].split())
    for figure in ("1.644", "3.254,9", "1.126,5"):
        assert figure in submission
        assert figure in inventory
