"""The document store over HTTP: search with and without accents, links both ways, signature status, the file itself."""

from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest

from ecabinet.documents import store
from tests.kit.home import Home, serving
from tests.kit.session import Session
from tests.record import quick
from tests.record.test_http import closed, filed


@pytest.fixture
async def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Home]:
    quick.use(monkeypatch)
    async with serving(tmp_path, quick.ROOMS, demo=True) as made:
        yield made


async def search(session: Session, name: str, query: str) -> list[str]:
    answer = await session[name].http.get("/api/v1/documents", params={"q": query})
    return [found["notation"] for found in answer.json()["documents"]]


async def test_found_by_number_and_abstract_with_or_without_accents(home: Home) -> None:
    session = await closed(home)
    await filed(session)
    for query in ("", "01/BB", "bien ban", "Phiên họp", "phien hop thu 11", "PHIEN"):
        assert await search(session, "chair", query) == ["01/BB-UBND"], query
    for query in ("02/BB", "nghị quyết", "100%", "_"):
        assert await search(session, "chair", query) == [], query


async def test_records_officers_find_what_they_did_not_attend(home: Home) -> None:
    session = await closed(home)
    document = await filed(session)
    officer = await home.device(await home.person("Văn thư", "records"))
    stranger = await home.device(await home.person("Người lạ"))
    assert len((await officer.http.get("/api/v1/documents")).json()["documents"]) == 1
    assert (await officer.http.get(f"/d/{document}/file")).status_code == 200
    assert (await stranger.http.get("/api/v1/documents")).json() == {"documents": []}
    for path in (f"/api/v1/documents/{document}", f"/api/v1/documents/{document}/status", f"/d/{document}/file"):
        assert (await stranger.http.get(path)).status_code == 404


async def test_the_page_of_a_document(home: Home) -> None:
    session = await closed(home)
    document = await filed(session)
    found = (await session["member0"].http.get(f"/api/v1/documents/{document}")).json()
    assert (found["notation"], found["type"], found["abstract"]) == ("01/BB-UBND", "Biên bản", "Phiên họp thứ 11")
    assert [s["role"] for s in found["signers"]] == ["secretary", "chair"]
    relations = [link["relation"] for link in found["links"]]
    assert relations == ["covers", "decides", "covers"]
    decision = next(link for link in found["links"] if link["relation"] == "decides")
    assert decision["totals"]["yes"] == 3
    assert decision["reasoning"]["carried"] is True

    status = (await session["member0"].http.get(f"/api/v1/documents/{document}/status")).json()
    assert status["verdict"] == "valid"
    assert {check["status"] for check in status["checks"]} == {"ok"}
    assert status["checks"][0]["words"]["vi"].startswith("Hai chữ ký")

    file = await session["member0"].http.get(f"/d/{document}/file")
    assert sha256(file.content).hexdigest() == found["sha256"]
    assert file.headers["content-disposition"].startswith("attachment")
    page = await session["member0"].http.get(f"/d/{document}/p/1/1200")
    assert (page.status_code, page.headers["content-type"]) == (200, "image/webp")
    assert (await session["member0"].http.get(f"/d/{document}/p/99/1200")).status_code == 404


async def test_the_way_back_from_meeting_item_and_decision(home: Home) -> None:
    session = await closed(home)
    document = await filed(session)
    poll = max(session.state.voting.polls)
    db = home.house.db
    assert await store.links_to(db, "meeting", session.meeting) == [{"document": document, "relation": "record_of"}]
    assert await store.links_to(db, "item", f"{session.meeting}/{session.items[0]}") == [
        {"document": document, "relation": "covers"}
    ]
    assert await store.links_to(db, "poll", f"{session.meeting}/{poll}") == [
        {"document": document, "relation": "decides"}
    ]
