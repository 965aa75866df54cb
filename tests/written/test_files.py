"""Files of an opinion over HTTP: cleaned, signed with it, read by who may, found by nobody else."""

import subprocess
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.kit.device import fine
from tests.kit.home import Home, serving
from tests.pages.files import active, paper
from tests.record import quick
from tests.written.world import Consultation, sent, written


@pytest.fixture
async def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Home]:
    quick.use(monkeypatch)
    async with serving(tmp_path, (*quick.ROOMS, "written"), demo=True) as made:
        yield made


async def attach(it: Consultation, who: str, content: bytes, **query: str) -> dict[str, Any]:
    address, query = f"/m/{it.meeting}/opinion/files", {"name": "góp ý.pdf", **query}
    found: dict[str, Any] = (await it[who].http.post(address, params=query, content=content, timeout=60)).json()
    return found


async def test_an_attached_file_is_signed_and_read_by_who_may(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    it = await sent(home, monkeypatch)
    fine(await it.answer("m1", "yes"))
    fine(await it.sign("m1"))
    content = active()
    for _ in range(2):
        fine(await attach(it, "m1", content, id="same"))
    who = it.participant("m1")
    assert not it.state.voting.opinions[who].current
    (file,) = it.state.voting.files[who]
    fine(await it.sign("m1"))
    assert it.state.voting.opinions[who].current

    form = written(tmp_path / "form.pdf", (await it.opinion("m1", "m1")).content)
    said = subprocess.run(["pdfsig", str(form)], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 1
    words = subprocess.run(["pdftotext", str(form), "-"], capture_output=True, text=True, check=True).stdout
    assert "góp ý.pdf" in words
    assert file.sha256 in words

    address = f"/m/{it.meeting}/opinion/files/{file.sha256}"
    for name, status in (("m1", 200), ("officer", 404), ("m0", 404), ("m2", 404)):  # m0 chairs
        assert (await it[name].http.get(address)).status_code == status, name
    mine = await it["m1"].http.get(address)
    assert (sha256(mine.content).hexdigest(), len(mine.content)) == (file.sha256, file.size)
    assert b"JavaScript" not in mine.content
    assert mine.headers["content-disposition"].startswith("attachment")
    fine(await it["officer"].post("meeting.close_written"))
    assert (await it["m2"].http.get(address)).status_code == 200
    stranger = await home.device(await home.person("Người lạ"))
    assert (await stranger.http.get(address)).status_code == 404
    table = (await it["officer"].http.get(f"/m/{it.meeting}/opinions.csv")).text
    assert "góp ý.pdf" in table


async def test_what_is_no_pdf_or_one_too_many_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    it = await sent(home, monkeypatch)
    assert (await attach(it, "m1", b"<html>"))["code"] == "papers.not_pdf"
    assert (await attach(it, "m1", paper(1), name=" ./ "))["code"] == "input.missing"
    assert (await attach(it, "officer", paper(1)))["code"] == "voting.not_asked"
    for number in (1, 2, 3):
        fine(await attach(it, "m1", paper(1, (f"Tệp {number}",))))
    assert (await attach(it, "m1", paper(1, ("Tệp 4",))))["code"] == "voting.too_many_files"
    first = it.state.voting.files[it.participant("m1")][0].sha256
    fine(await it["m1"].post("voting.detach_file", sha256=first))
    assert (await it["m1"].http.get(f"/m/{it.meeting}/opinion/files/{first}")).status_code == 404
    versions = await home.house.db.rows("SELECT id FROM version WHERE item = 0")
    assert versions
    for row in versions:
        for name in ("m1", "m2", "officer"):
            assert (await it[name].http.get(f"/m/{it.meeting}/p/{row['id']}/original")).status_code == 404
