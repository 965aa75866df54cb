"""One meeting as one archive: out of one installation, into another, whole or not at all."""

import asyncio
import random
import sqlite3
import zipfile
from pathlib import Path

import pytest

from ecabinet import data
from ecabinet.backup import journals
from ecabinet.backup.archive import open_archive
from ecabinet.backup.export import check, export
from ecabinet.backup.manifest import Damaged, Refused
from ecabinet.backup.receive import receive
from ecabinet.cli import main
from tests.kit.device import fine
from tests.kit.home import serving
from tests.kit.session import running
from tests.pages.files import paper

SEED = 23
TITLE = "Tờ trình phân bổ vốn"


def quiet(_words: str) -> None:
    """Nobody watches."""


async def given_a_meeting(folder: Path) -> str:
    """With a paper, a vote that was counted, prose, and private notes."""
    async with serving(folder, rooms=("pages", "record")) as home:
        session = await running(home)
        await session.join_all()
        upload = f"/m/{session.meeting}/papers?item={session.items[0]}&title={TITLE}&name=a.pdf&id=u"
        version = fine((await session.secretary.http.post(upload, content=paper(2))).json())["version"]
        poll = await session.open_poll()
        fine(await session["member0"].do("voting.cast", poll=poll, choice="yes"))
        fine(await session["chair"].do("voting.close", poll=poll))
        ops = [{"op": "n1", "page": 1, "add": {"text": "riêng"}}]
        notes = {"meeting": session.meeting, "version": version, "ops": ops}
        fine(await session["member0"].call("keep", notes))
        await session.secretary.http.put(
            f"/m/{session.meeting}/prose", json={"key": "summary/1", "text": "Tóm tắt", "rev": 0}
        )
        return session.meeting


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Path]:
    """The first installation, the meeting, and its archive."""
    folder = tmp_path_factory.mktemp("archives")
    meeting = asyncio.run(given_a_meeting(folder / "first"))
    export(folder / "first", meeting, folder / "meeting.zip", quiet)
    return folder / "first", meeting, folder / "meeting.zip"


async def empty_installation(folder: Path, login: str = "admin") -> None:
    async with serving(folder) as home:
        await home.person("Quản trị", "administrator", login=login)


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / "ecabinet.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def state_of(folder: Path, meeting: str) -> object:
    connection = journals.open_read_only(folder / "ecabinet.db")
    try:
        return journals.examine(connection, quiet).meetings.get(meeting)
    finally:
        connection.close()


async def test_a_meeting_is_the_same_in_another_installation(source: tuple[Path, str, Path], tmp_path: Path) -> None:
    first, meeting, archive = source
    await empty_installation(tmp_path / "second")
    received = receive(tmp_path / "second", archive, quiet)
    assert state_of(tmp_path / "second", meeting) == state_of(first, meeting)
    assert received.files == 2, "as sent and as cleaned"
    assert [row[0] for row in rows(tmp_path / "second", "SELECT title FROM version")] == [TITLE]
    assert rows(first, "SELECT COUNT(*) FROM note_op") == [(1,)]
    for private in ("note_op", "deposit", "command", "account_session"):
        assert rows(tmp_path / "second", f"SELECT * FROM {private} WHERE meeting = '{meeting}'") == []
    async with serving(tmp_path / "second", rooms=("pages",)) as home:
        chair = next(one for one in received.people if one.name == "chair")
        device = await home.device(chair.id)
        joined = fine(await device.join(meeting))
        assert joined["head"] == received.contents.ending.head
        version = rows(first, "SELECT id FROM version")[0][0]
        assert (await device.http.get(f"/m/{meeting}/p/{version}/1/800")).status_code == 200
        fine(await device.do("meeting.pause"))


async def test_people_come_by_name_and_can_do_nothing_until_somebody_lets_them(
    source: tuple[Path, str, Path], tmp_path: Path
) -> None:
    _, _, archive = source
    await empty_installation(tmp_path / "second")
    people = receive(tmp_path / "second", archive, quiet).people
    assert {one.name for one in people} >= {"chair", "member0", "guest", "Đỗ Thị Ngọc Ánh"}
    found = rows(tmp_path / "second", "SELECT password, roles, login FROM person WHERE name = 'chair'")
    assert found[0][:2] == (None, "[]")
    async with serving(tmp_path / "second") as home:
        with pytest.raises(Exception, match=r"identity\.wrong"):
            await home.house.identity.sign_in(str(found[0][2]), "", "test")


async def test_a_user_name_that_is_taken_stays_with_who_has_it(source: tuple[Path, str, Path], tmp_path: Path) -> None:
    first, _, archive = source
    ident = str(rows(first, "SELECT id FROM person WHERE name = 'chair'")[0][0])
    await empty_installation(tmp_path / "second", login=f"p-{ident}")
    people = receive(tmp_path / "second", archive, quiet).people
    assert next(one.login for one in people if one.id == ident) == f"p-{ident}-{ident[:4]}"


async def test_nothing_is_merged_and_nothing_written_while_a_server_runs(
    source: tuple[Path, str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, meeting, archive = source
    with pytest.raises(Refused, match="is here already"):
        receive(first, archive, quiet)
    await empty_installation(tmp_path / "second")
    with data.lock(tmp_path / "second"):
        assert main(["import", str(archive), "--data", str(tmp_path / "second")]) == 2
    assert "in use" in capsys.readouterr().err
    with pytest.raises(Refused, match="there is no meeting"):
        export(first, "aaaaaaaaaaaa", tmp_path / "none.zip", quiet)
    with pytest.raises(Refused, match="is there already"):
        export(first, meeting, archive, quiet)
    assert main(["export", "--data", str(first)]) == 0
    assert meeting in capsys.readouterr().out


async def test_a_flipped_bit_is_found_or_changes_nothing(source: tuple[Path, str, Path], tmp_path: Path) -> None:
    """A bit in the time stamp of a part means nothing; any that means something is found."""
    _, meeting, archive = source
    await empty_installation(tmp_path / "second")
    whole = archive.read_bytes()
    chance, found = random.Random(SEED), 0
    for _ in range(60):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        spoilt = tmp_path / "spoilt.zip"
        spoilt.write_bytes(content)
        try:
            check(spoilt)
        except (Damaged, Refused):
            found += 1
        else:
            assert open_archive(spoilt).contents == open_archive(archive).contents
    assert found > 30
    assert state_of(tmp_path / "second", meeting) is None


def test_a_flipped_bit_in_the_list_of_parts_is_found_too(source: tuple[Path, str, Path], tmp_path: Path) -> None:
    """The end of the archive: the packed manifest, and where the parts lie and how they are packed."""
    _, _, archive = source
    whole = archive.read_bytes()
    chance, spoilt = random.Random(SEED), tmp_path / "spoilt.zip"
    for _ in range(600):
        content = bytearray(whole)
        content[-chance.randrange(1, 2000)] ^= 1 << chance.randrange(8)
        spoilt.write_bytes(content)
        try:
            opened = open_archive(spoilt)
            opened.journal()
        except (Damaged, Refused):
            continue
        assert opened.contents == open_archive(archive).contents


async def test_an_archive_with_another_vote_in_it_is_refused(source: tuple[Path, str, Path], tmp_path: Path) -> None:
    """Hashes of parts can be made to fit; the chain cannot."""
    _, meeting, archive = source
    await empty_installation(tmp_path / "second")
    forged = tmp_path / "forged.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(forged, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, content.replace(b'"choice\\":\\"yes', b'"choice\\":\\"no') if name == "journal.jsonl" else content
            )
    with pytest.raises(Damaged, match="journal"):
        receive(tmp_path / "second", forged, quiet)
    with zipfile.ZipFile(forged, "a") as more, pytest.warns(UserWarning, match="Duplicate"):
        more.writestr("rows.json", b"{}")
    with pytest.raises(Damaged, match="twice"):
        receive(tmp_path / "second", forged, quiet)
    (tmp_path / "text").write_text("no archive")
    with pytest.raises(Damaged, match="not an archive"):
        receive(tmp_path / "second", tmp_path / "text", quiet)
    assert state_of(tmp_path / "second", meeting) is None
