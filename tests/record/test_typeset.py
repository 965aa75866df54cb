"""The typeset record: the same bytes everywhere, a whole PDF/A with its sources inside, user text never markup."""

import hashlib
import io
import json
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from ecabinet.record import build, fonts, source, tasks, typeset
from ecabinet.signing.sign import Role, sign
from ecabinet.verify.check import verify
from journal.entry import read_header
from meeting import events as m
from tests.minutes import story
from tests.record import shelf

# Published templates are never edited: a better one gets the next number.
FROZEN = {
    "bienban-1.typ": "46f629a45c881db0cb4d0c986d895c05d72daa871839c9edd46238da491dbe93",
    "mark-1.typ": "29632749742b9d978a777bbc672e4febc8a3095ed4ea9fb4f808233b0f0bb6ea",
}


def text_of(pdf: bytes) -> list[str]:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return [" ".join(page.get_text().split()) for page in document]


def final(title: str = "", prose: dict[str, str] | None = None) -> typeset.Typeset:
    """The story's record with another title or other prose."""
    told = story.session()
    frame = {"type": "regular", "number": "", "starts_at": story.EIGHT, "minutes": 200, "place": "Phòng 1"}
    if title:
        told.tell(m.Edited(title=title, form="room", **frame))
    blocks = tuple(m.ProseBlock(key, text) for key, text in (prose or story.prose(told)).items())
    told.at_minute(270)
    told.tell(m.Finalised(blocks, story.reserved(fonts.typesetter(), fonts.hashes())))
    return build.build(told.entries)


@pytest.mark.parametrize("name", sorted(FROZEN))
def test_published_templates_are_not_edited(name: str) -> None:
    assert hashlib.sha256((typeset.TEMPLATES / name).read_bytes()).hexdigest() == FROZEN[name]


def test_the_same_journal_gives_the_same_bytes_in_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(typeset.TEMPLATES, tmp_path / "elsewhere")
    monkeypatch.setattr(typeset, "TEMPLATES", tmp_path / "elsewhere")
    assert build.build(shelf.record().entries).pdf == shelf.record().typeset.pdf


def test_what_follows_the_final_entry_is_not_part_of_the_record() -> None:
    told = story.finalised(fonts.typesetter(), fonts.hashes())
    before = build.build(told.entries).pdf
    told.tell(m.Signed(1, "secretary", "Đỗ Thị Ngọc Ánh", "0" * 64, "1" * 64, story.EIGHT))
    assert build.build(told.entries).pdf == before


def test_after_an_upgrade_an_unsigned_record_is_not_made_but_a_signed_one_gets_its_second_signature(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = shelf.record()
    first = sign(shelf.task(record.typeset.pdf, record.typeset, "secretary", "anh.dtn")).pdf
    monkeypatch.setattr(fonts, "typesetter", lambda: "typst 0.99.0")
    assert tasks.final(record.entries) == "other_typesetter"
    asks: list[tuple[bytes | None, Role, str]] = [(None, "secretary", "anh.dtn"), (first, "chair", "vinh.lq")]
    for pdf, role, person in asks:
        what = shelf.task(first, record.typeset, role, person)
        asked = tasks.Signing(tuple(record.entries), pdf, role, what.name, what.p12, what.pin, what.at, what.offset)
        answer = tasks.add_signature(asked)
        assert (answer == "other_typesetter") == (pdf is None)
    assert not isinstance(answer, str)
    monkeypatch.undo()
    assert verify(answer.pdf, record.roots).exit_code == 0


def test_withdrawn_minutes_make_no_record() -> None:
    told = story.finalised(fonts.typesetter(), fonts.hashes())
    told.tell(m.FinalWithdrawn("sai"))
    with pytest.raises(source.NotFinal):
        build.build(told.entries)


def test_journal_and_how_it_was_set_travel_inside() -> None:
    with pikepdf.open(io.BytesIO(shelf.record().typeset.pdf)) as pdf:
        assert sorted(pdf.attachments) == ["journal.json", "record.json"]
        journal = pdf.attachments["journal.json"].get_file().read_bytes()
        meta = json.loads(pdf.attachments["record.json"].get_file().read_bytes())
        assert str(pdf.open_metadata()["pdfaid:part"]) == "3"
    headers, payloads = source.read_journal(journal)
    assert headers == [entry.header for entry in shelf.record().entries]
    kinds = {read_header(header).kind for seq, header in enumerate(headers, start=1) if seq not in payloads}
    assert kinds <= source.WITHHELD
    assert meta["typesetter"] == fonts.typesetter()
    assert meta["fonts"] == dict(fonts.hashes())


def test_the_file_is_sound_and_all_fonts_are_ours_and_inside(tmp_path: Path) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(shelf.record().typeset.pdf)
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    listed = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert listed
    assert all("Tinos" in line and line.split()[-5:-2] == ["yes", "yes", "yes"] for line in listed)


def test_text_of_users_is_never_markup() -> None:
    nasty = 'Về *đậm* _nghiêng_ #import "x.typ" $x^2$ `mã` \\ @nhãn <x> [y] // z /* w */ = Mục'
    made = final(title=nasty, prose={"opening": f"{nasty}\n#panic(1)", "recipients": '#read("/etc/passwd")'})
    pages = text_of(made.pdf)
    assert nasty in pages[0]
    assert "#panic(1)" in " ".join(pages)
    assert '- #read("/etc/passwd").' in " ".join(pages)


def test_a_letter_the_fonts_lack_is_shown_as_a_box_and_never_stops_the_record() -> None:
    odd = "Thống nhất 👍 会\u200b議 \u0007\ta\u0302\u0301 xong\U000e0041"
    page = " ".join(text_of(final(prose={"opening": odd}).pdf))
    assert "Thống nhất □ □□ ấ xong" in page


def test_pages_are_numbered_from_the_second_and_tables_repeat_their_heads() -> None:
    pages = text_of(shelf.record().typeset.pdf)
    assert [page.split(" ")[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    annex = [page for page in pages if "TT Họ và tên Chức vụ Dự họp" in page]
    assert len(annex) == 2


def test_signatures_stand_side_by_side_under_the_text_with_room_for_their_marks() -> None:
    secretary, chair = shelf.record().typeset.boxes
    assert (secretary.role, chair.role) == ("secretary", "chair")
    assert (secretary.page, secretary.y) == (chair.page, chair.y)
    assert secretary.x + secretary.w <= chair.x
    page = text_of(shelf.record().typeset.pdf)[secretary.page - 1]
    assert page.index("Cuộc họp kết thúc") < page.index("THƯ KÝ") < page.index("Nơi nhận:")


def test_previews_are_the_same_pages() -> None:
    entries = shelf.record().entries
    drawn = typeset.pages(build.draft_model(entries, {}), 300)
    assert len(drawn) == len(text_of(shelf.record().typeset.pdf))
    assert all(page[8:12] == b"WEBP" for page in drawn)
