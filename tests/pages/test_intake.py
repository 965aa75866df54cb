"""The secretary brings files: honest, damaged, locked, disguised and armed."""

import asyncio
import io

import pikepdf
import pytest

from ecabinet.files import Files
from ecabinet.pages.engine import mupdf
from ecabinet.pages.library import Pages
from ecabinet.pages.versions import Version
from journal.shapes import Refusal
from tests.pages import files as made
from tests.pages.conftest import Bring


async def refusal(bring: Bring, data: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await bring(data)
    return caught.value


async def test_an_honest_paper_is_kept_as_sent_and_cleaned(bring: Bring, files: Files) -> None:
    data = made.paper(3)
    version = await bring(data)
    assert files.read(version.original) == data
    assert version.pages == ((595, 842),) * 3
    assert len(version.id) == 12
    assert files.read(version.clean).startswith(b"%PDF-")


async def test_the_same_upload_twice_is_one_version(bring: Bring, pages: Pages) -> None:
    data = made.paper(1)
    first, again = await bring(data), await bring(data)
    assert first.id == again.id
    assert (await bring(data, identifier="2")).id != first.id
    assert await pages.versions.get(first.id) == first


async def test_sizes_are_as_shown(bring: Bring) -> None:
    assert (await bring(made.rotated_and_cropped())).pages == ((300, 400),)


async def test_a_file_with_only_an_owner_password_is_taken(bring: Bring) -> None:
    assert len((await bring(made.encrypted(owner_only=True))).pages) == 2


async def test_a_lost_table_is_repaired(bring: Bring) -> None:
    assert len((await bring(made.lost_table())).pages) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made.encrypted(), "papers.encrypted"),
        (made.truncated(), "papers.damaged"),
        (b"<html><body>%PDF? no</body></html>", "papers.not_pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 5000, "papers.not_pdf"),
        (b"", "papers.empty"),
        (b"%PDF-1.7\n" + b"\0" * 3000, "papers.damaged"),
        (made.of_size(1, 100_000), "papers.page_size"),
        (made.many_pages(2001), "papers.too_many_pages"),
    ],
    ids=["locked", "cut off", "html", "png", "empty", "zeros", "a thread", "2001 pages"],
)
async def test_what_cannot_be_shown_is_refused_with_a_reason(
    bring: Bring, files: Files, data: bytes, code: str
) -> None:
    assert (await refusal(bring, data)).code == code
    assert [path for path in files.root.rglob("*") if path.is_file()] == [], "nothing is left behind"
    assert len((await bring(made.paper(1))).pages) == 1, "and the next file is taken"


async def test_a_page_tree_that_bites_its_tail_is_answered(bring: Bring) -> None:
    answered = await asyncio.gather(bring(made.page_tree_loop()), return_exceptions=True)
    assert isinstance(answered[0], Version) or answered[0] == Refusal("papers.damaged")


async def test_a_very_large_file_is_stopped_on_the_way(bring: Bring) -> None:
    assert (await refusal(bring, b"%PDF-1.7\n" + b"x" * 3_100_000)).code == "papers.too_large"


async def test_the_cleaned_copy_can_do_nothing(bring: Bring, files: Files) -> None:
    version = await bring(made.active())
    assert {"attachment", "form", "javascript", "launch"} <= set(version.removed)
    clean = files.read(version.clean)
    with pikepdf.open(io.BytesIO(clean)) as pdf:
        assert not {"/AcroForm", "/Names", "/OpenAction", "/AA"} & set(pdf.Root.keys())
        assert not any("/Annots" in page.obj or "/AA" in page.obj for page in pdf.pages)
        assert len(pdf.attachments) == 0
        pdf.save(plain := io.BytesIO(), stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    for word in (b"JavaScript", b"app.alert", b"cmd.exe", b"MZMZ", b"xdp", b"EmbeddedFile"):
        assert word not in plain.getvalue()


async def test_what_forms_and_notes_showed_is_still_seen(bring: Bring, files: Files) -> None:
    version = await bring(made.active())
    with mupdf.open(stream=files.read(version.clean), filetype="pdf") as shown:
        assert "Nguyen" in shown[0].get_text()
        assert shown[0].get_pixmap().pixel(150, 80) != (255, 255, 255), "the highlight"


async def test_a_transfer_that_breaks_leaves_nothing(pages: Pages, files: Files) -> None:
    from ecabinet.pages.library import Upload

    async def broken():  # type: ignore[no-untyped-def]
        yield made.paper(1)[:500]
        raise ConnectionError("the tablet lost its network")

    with pytest.raises(ConnectionError):
        await pages.accept(broken(), Upload(id="1", meeting="hop", unit_id="ubnd", item=1, title="x"))
    assert [path for path in files.root.rglob("*") if path.is_file()] == []
