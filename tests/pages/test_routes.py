"""The secretary uploads over HTTP; delegates read; a guest of another item sees nothing; the server goes on."""

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import httpx

from tests.kit.home import Home, serving
from tests.kit.session import Session, prepared, running
from tests.pages import files as made


async def uploaded(session: Session, data: bytes, by: str = "secretary", **query: Any) -> httpx.Response:
    """An upload, to the first item of the agenda if nothing else is said."""
    asked = {"item": session.items[0], "title": "Tờ trình số 214/TTr-SKHCN", **query}
    headers = {"content-type": "application/pdf"}
    return await session[by].http.post(f"/m/{session.meeting}/papers", params=asked, content=data, headers=headers)


async def read(session: Session, who: str, version: str, what: str, **query: Any) -> httpx.Response:
    return await session[who].http.get(f"/m/{session.meeting}/p/{version}/{what}", params=query)


async def test_a_paper_comes_onto_the_table_and_is_read(tmp_path: Path) -> None:
    async with serving(tmp_path, ("pages",)) as home:
        session = await running(home)
        answer = (await uploaded(session, made.paper(3))).json()
        assert answer["ok"] is True
        assert answer["pages"] == [[595, 842]] * 3
        assert session.state.papers.papers[answer["paper"]].latest.id == answer["version"]

        picture = await read(session, "member0", answer["version"], "1/1200")
        assert picture.status_code == 200
        assert picture.headers["content-type"] == "image/webp"
        assert picture.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert picture.content[8:12] == b"WEBP"

        words = (await read(session, "member0", answer["version"], "2/words")).json()
        assert words["w"] == 595
        assert words["words"][-1][4] == "2"
        assert words["paragraphs"] == [*made.TEXT, "Trang 2"]


async def test_found_with_and_without_accents(tmp_path: Path) -> None:
    async with serving(tmp_path, ("pages",)) as home:
        session = await running(home)
        version = (await uploaded(session, made.paper(3))).json()["version"]
        async with asyncio.timeout(30):
            while (await read(session, "chair", version, "progress")).json()["read"] < 3:
                await asyncio.sleep(0.05)
        for query in ("nghị quyết", "nghi quyet"):
            found = (await read(session, "member0", version, "find", q=query)).json()
            assert (found["total"], found["complete"]) == (3, True)
            assert [hit["page"] for hit in found["hits"]] == [1, 2, 3]
            assert all(len(box) == 4 for hit in found["hits"] for box in hit["boxes"])


async def test_the_original_is_a_download_and_nothing_else(tmp_path: Path) -> None:
    async with serving(tmp_path, ("pages",)) as home:
        session = await running(home)
        data = made.active()
        answer = (await uploaded(session, data)).json()
        assert "javascript" in answer["removed"]
        original = await read(session, "member0", answer["version"], "original")
        assert original.content == data
        assert original.headers["content-disposition"].startswith("attachment")
        assert original.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert original.headers["x-content-type-options"] == "nosniff"


async def test_a_guest_of_another_item_finds_nothing_there(tmp_path: Path) -> None:
    """The guest is invited to the second item only."""
    async with serving(tmp_path, ("pages",)) as home:
        session = await running(home)
        hidden = (await uploaded(session, made.paper(2))).json()["version"]
        theirs = (await uploaded(session, made.paper(1), item=session.items[1])).json()["version"]
        for what in ("1/1200", "1/words", "find?q=trang", "original", "progress"):
            assert (await read(session, "guest", hidden, what)).status_code == 404
            assert (await read(session, "guest", theirs, what)).status_code == 200
        assert (await read(session, "guest", "nosuchversio", "1/1200")).status_code == 404


async def test_strangers_and_the_signed_out_get_nothing(tmp_path: Path) -> None:
    async with serving(tmp_path, ("pages",)) as home:
        session = await running(home)
        version = (await uploaded(session, made.paper(1))).json()["version"]
        stranger = await home.device(await home.person("Người lạ"))
        address = f"/m/{session.meeting}/p/{version}/1/1200"
        assert (await stranger.http.get(address)).status_code == 404
        async with httpx.AsyncClient(base_url=home.url) as nobody:
            assert (await nobody.get(address)).status_code == 401


async def test_before_it_is_convened_only_staff_reads(tmp_path: Path) -> None:
    async with serving(tmp_path, ("pages",)) as home:
        session = await prepared(home)
        version = (await uploaded(session, made.paper(1))).json()["version"]
        assert (await read(session, "secretary", version, "1/800")).status_code == 200
        assert (await read(session, "member0", version, "1/800")).status_code == 404


async def test_a_delegate_may_not_bring_papers(tmp_path: Path) -> None:
    async with serving(tmp_path, ("pages",)) as home:
        session = await running(home)
        answer = await uploaded(session, made.paper(1), by="member0")
        assert answer.status_code == 409
        assert answer.json()["code"] == "meeting.not_allowed"
        assert not session.state.papers.papers


async def test_what_is_wrong_with_an_upload_is_said_in_a_code(tmp_path: Path) -> None:
    async with serving(tmp_path, ("pages",), upload_mb=1) as home:
        session = await running(home)
        for data, query, code in (
            (made.encrypted(), {}, "papers.encrypted"),
            (made.truncated(), {}, "papers.damaged"),
            (b"<html>", {}, "papers.not_pdf"),
            (b"%PDF-1.7" + b"x" * 1_100_000, {}, "papers.too_large"),
            (made.paper(1), {"title": " "}, "input.missing"),
            (made.paper(1), {"item": 999}, "papers.unknown_item"),
            (made.paper(1), {"paper": 999}, "papers.unknown_paper"),
        ):
            answer = await uploaded(session, data, **query)
            assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert (await uploaded(session, made.paper(1))).json()["ok"] is True


async def test_an_upload_that_is_sent_again_is_one_paper(tmp_path: Path) -> None:
    async with serving(tmp_path, ("pages",)) as home:
        session = await running(home)
        data = made.paper(1)
        first = (await uploaded(session, data, id="tablet-1")).json()
        again = (await uploaded(session, data, id="tablet-1")).json()
        assert first["version"] == again["version"]
        assert len(session.state.papers.papers) == 1


async def test_a_new_version_of_a_paper(tmp_path: Path) -> None:
    async with serving(tmp_path, ("pages",)) as home:
        session = await running(home)
        first = (await uploaded(session, made.paper(1))).json()
        second = (await uploaded(session, made.paper(2), paper=first["paper"])).json()
        assert second["paper"] == first["paper"]
        assert [version.number for version in session.state.papers.papers[first["paper"]].versions] == [1, 2]


async def test_the_house_goes_on_beside_a_hostile_page(tmp_path: Path) -> None:
    async with serving(tmp_path, ("pages",)) as home:
        quick(home)
        session = await running(home)
        version = (await uploaded(session, made.laughs())).json()["version"]
        hostile = asyncio.create_task(session["member0"].http.get(address(session, version, 1), timeout=60))
        assert (await read(session, "member1", version, "2/1200")).status_code == 200
        answer = await hostile
        assert (answer.status_code, answer.json()["code"]) == (422, "papers.page_unshowable")
        assert (await read(session, "member0", version, "1/words")).json()["words"] == []
        assert (await read(session, "member0", version, "3/1200")).status_code == 404
        assert (await read(session, "member0", version, "1/1000")).status_code == 404


async def test_a_worker_killed_under_a_reader_is_not_noticed(tmp_path: Path) -> None:
    async with serving(tmp_path, ("pages",)) as home:
        session = await running(home)
        version = (await uploaded(session, made.heavy())).json()["version"]
        asked = asyncio.create_task(session["member0"].http.get(address(session, version, 1, 1800), timeout=60))
        drawing = home.house.rooms["pages"].pool.workers[0]
        async with asyncio.timeout(20):
            while not (drawing.busy and drawing.pid):
                await asyncio.sleep(0.01)
        os.kill(drawing.pid, signal.SIGKILL)
        assert (await asked).status_code == 200


def quick(home: Home) -> None:
    """Shorter patience than in life, so that a test does not wait for it."""
    from ecabinet.pages.pool import Deadlines

    home.house.rooms["pages"].pool.deadlines = Deadlines(page=2.5, intake=20)


def address(session: Session, version: str, page: int, width: int = 1200) -> str:
    return f"/m/{session.meeting}/p/{version}/{page}/{width}"
