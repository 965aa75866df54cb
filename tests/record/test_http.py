"""From the closed session to the filed document, over HTTP, with the real rules: draft, number, PINs, store."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from ecabinet.signing.store import DEMO_PIN, trusted_roots
from ecabinet.verify.check import verify
from tests.kit.device import Device, fine
from tests.kit.home import Home, serving
from tests.kit.session import Session, running
from tests.record import quick


@pytest.fixture
async def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Home]:
    quick.use(monkeypatch)
    async with serving(tmp_path, quick.ROOMS, demo=True) as made:
        yield made


async def closed(home: Home) -> Session:
    """A session with one vote, ended."""
    session = await running(home)
    poll = await session.open_poll()
    for name in ("chair", "member0", "member1"):
        fine(await session[name].do("voting.cast", poll=poll, choice="yes"))
    fine(await session["member2"].do("voting.cast", poll=poll, choice="other", text="Lùi sang quý II"))
    fine(await session["chair"].do("voting.close", poll=poll))
    fine(await session["chair"].do("meeting.close"))
    return session


class Desk:
    """One person's requests about the record of this meeting."""

    def __init__(self, session: Session, name: str) -> None:
        self.device: Device = session[name]
        self.base = f"/m/{session.meeting}"

    async def get(self, path: str) -> Any:
        return await self.device.http.get(self.base + path)

    async def json(self, path: str) -> Any:
        answer = await self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def write(self, key: str, text: str, rev: int) -> Any:
        return (await self.device.http.put(self.base + "/prose", json={"key": key, "text": text, "rev": rev})).json()

    async def finalise(self, ident: str = "final") -> Any:
        return (await self.device.http.post(self.base + "/finalise", json={"id": ident})).json()

    async def sign(self, pin: str = DEMO_PIN) -> Any:
        answer = await self.device.http.post(self.base + "/sign", json={"pin": pin}, timeout=30)
        return answer.json()


async def filed(session: Session) -> str:
    """All the way; the document's id."""
    fine(await Desk(session, "secretary").finalise())
    fine(await Desk(session, "secretary").sign())
    fine(await Desk(session, "chair").sign())
    document: str | None = session.state.record.document
    assert document is not None
    return document


async def test_from_the_draft_to_a_record_that_verifies(home: Home) -> None:
    session = await closed(home)
    secretary, chair = Desk(session, "secretary"), Desk(session, "chair")
    item = session.items[0]

    facts = await secretary.json("/minutes")
    assert [s["key"] for s in facts["sections"]] == ["time", "people", *(f"item/{i}" for i in session.items), "end"]
    vote = next(f for f in facts["sections"][2]["facts"] if f["code"] == "vote")
    assert "tán thành 03" in vote["text"]
    assert "Cần 03/04 thành viên tán thành; có 03. Được thông qua." in vote["text"]
    assert "“Lùi sang quý II”" in vote["text"]

    assert fine(await secretary.write(f"conclusion/{item}", "Giao Sở Tài chính hoàn thiện.", 0))["rev"] == 1
    assert fine(await secretary.write("opening", "Chủ tọa khai mạc.", 1))["rev"] == 2
    before = await secretary.json("/record/preview")
    page = await secretary.get("/record/preview/1")
    assert page.headers["content-type"] == "image/webp"

    fine(await secretary.finalise())
    assert session.state.record.final.reserved.notation == "01/BB-UBND"
    assert (await secretary.json("/record/preview"))["hash"] != before["hash"]
    assert (await secretary.write("opening", "Khác", 2))["code"] == "record.not_writable"

    assert (await chair.sign())["code"] == "record.not_your_turn"
    wrong = await secretary.sign("000000")
    assert (wrong["code"], wrong["args"]) == ("record.wrong_pin", {"left": 4})
    fine(await secretary.sign())
    fine(await chair.sign())
    assert session.state.record.stage == "filed"

    pdf = (await chair.get("/record.pdf")).content
    report = await asyncio.to_thread(verify, pdf, trusted_roots(home.house.settings.data))
    assert report.exit_code == 0, report.checks
    assert [s.name for s in report.signatures] == ["Đỗ Thị Ngọc Ánh", "chair"]


async def test_the_same_journal_gives_the_same_bytes(home: Home) -> None:
    session = await closed(home)
    secretary = Desk(session, "secretary")
    fine(await secretary.finalise())
    assert (await secretary.get("/record.pdf")).content == (await secretary.get("/record.pdf")).content


async def test_two_writers_do_not_overwrite_each_other(home: Home) -> None:
    session = await closed(home)
    secretary = Desk(session, "secretary")
    fine(await secretary.write("opening", "Bản thứ nhất", 0))
    fine(await secretary.write("closing", "Kết thúc", 0))
    late = await secretary.write("opening", "Bản khác", 0)
    assert late["code"] == "record.conflict"
    assert late["args"] == {"key": "opening", "rev": 1, "text": "Bản thứ nhất"}
    assert fine(await secretary.write("opening", "Bản thứ nhất", 0))["rev"] == 1, "a retry is not a conflict"
    assert (await secretary.write("nowhere", "x", 5))["code"] == "meeting.prose_nowhere"
    assert (await secretary.json("/prose"))["blocks"] == {"opening": "Bản thứ nhất", "closing": "Kết thúc"}


async def test_who_may_do_what_with_the_record(home: Home) -> None:
    session = await closed(home)
    paths = ("/minutes", "/prose", "/record/preview", "/record/preview/1", "/record.pdf")
    for name in ("member0", "guest"):
        assert [(await Desk(session, name).get(path)).status_code for path in paths] == [404] * 5
        assert (await Desk(session, name).write("opening", "x", 0))["code"] == "http.not_found"
        assert (await Desk(session, name).finalise())["code"] == "http.not_found"
    document = await filed(session)
    assert (await Desk(session, "member0").get("/record.pdf")).status_code == 200
    assert (await Desk(session, "guest").get("/record.pdf")).status_code == 404
    assert (await Desk(session, "guest").get("/record/preview/1")).status_code == 404
    assert (await session["guest"].http.get(f"/api/v1/documents/{document}")).status_code == 404
    assert (await session["guest"].http.get(f"/d/{document}/file")).status_code == 404
    assert (await session["guest"].http.get(f"/d/{document}/p/1/1200")).status_code == 404
    assert (await session["guest"].http.get("/api/v1/documents")).json() == {"documents": []}


async def test_five_wrong_pins_lock_for_a_while(home: Home) -> None:
    session = await closed(home)
    secretary = Desk(session, "secretary")
    fine(await secretary.finalise())
    left = [(await secretary.sign("999999"))["args"]["left"] for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    assert (await secretary.sign())["code"] == "record.pin_locked"
    assert session.state.record.signatures == ()


async def test_a_withdrawn_number_stays_and_the_next_is_taken(home: Home) -> None:
    session = await closed(home)
    secretary = Desk(session, "secretary")
    fine(await secretary.finalise())
    fine(await session.secretary.do("meeting.withdraw_final", reason="Sai tên người trình bày"))
    fine(await secretary.write("opening", "Đã sửa.", 0))
    fine(await secretary.finalise("again"))
    assert session.state.record.final.reserved.notation == "02/BB-UBND"
    fine(await secretary.sign())
    fine(await Desk(session, "chair").sign())
    officer = await home.device(await home.person("Văn thư", "records"))
    year = session.state.record.final.reserved.date[:4]
    register = (await officer.http.get(f"/api/v1/register?year={year}")).json()["numbers"]
    assert [(row["number"], row["status"], row["reason"]) for row in register] == [
        (1, "cancelled", "Sai tên người trình bày"),
        (2, "filed", ""),
    ]


async def test_what_a_crash_left_unfiled_is_filed_at_the_next_start(home: Home, monkeypatch: Any) -> None:
    session = await closed(home)
    record = home.house.rooms["record"]
    file_if_signed = record.file_if_signed
    monkeypatch.setattr(record, "file_if_signed", _nothing)
    fine(await Desk(session, "secretary").finalise())
    fine(await Desk(session, "secretary").sign())
    fine(await Desk(session, "chair").sign())
    assert session.state.record.stage == "signed"
    monkeypatch.setattr(record, "file_if_signed", file_if_signed)
    await record.file_what_was_left()
    assert session.state.record.stage == "filed"


async def _nothing(_clerk: Any) -> None:
    return None
