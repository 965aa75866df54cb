"""The restore drill: a backup is taken while people vote, the server is killed, and another goes on from the backup.

Known-bad: a backup that copies the database's file without its log must be caught by the same drill.
"""

import asyncio
import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from ecabinet import data
from ecabinet.backup import journals, take
from ecabinet.backup.bring_back import restore
from ecabinet.backup.check import check
from ecabinet.backup.manifest import Damaged, Manifest, Part, Refused, read, write
from ecabinet.cli import main
from tests.kit.device import fine
from tests.ops.crowd import BUSY, ROOT, Crowd, Tablet, given_a_session, served, stored

SEED = 11


def quiet(_words: str) -> None:
    """Nobody watches."""


async def backup_under_load(folder: Path, to: Path, verb: bool) -> tuple[Crowd, dict[str, int], Manifest]:
    """Given a session with people voting, when a backup is taken and the server is killed. Returns the book of answers,
    what stood in it before the backup began, and what the backup says of itself."""
    scene = await given_a_session(folder)
    async with served(folder) as process:
        crowd = Crowd(scene, process.url)
        await crowd.begin()
        try:
            await crowd.until(120)
            before = dict(crowd.acked)
            if verb:
                command = [sys.executable, "-m", "ecabinet.cli", "backup", "--data", str(folder), "--to", str(to)]
                done = await asyncio.to_thread(
                    subprocess.run, command, cwd=ROOT, capture_output=True, text=True, timeout=BUSY
                )
                assert done.returncode == 0, done.stderr
                assert "whole" in done.stdout
                manifest = check(to, quiet)
            else:
                manifest, _ = await asyncio.to_thread(take.backup, folder, to, quiet)
            await crowd.until(len(crowd.acked) + 30)
        finally:
            process.kill()
            await crowd.end()
    return crowd, before, manifest


def lost(folder: Path, meeting: str, promised: dict[str, int]) -> list[str]:
    """Commands that were acknowledged and are not there, or elsewhere than they were said to be."""
    there = stored(folder, meeting)
    return sorted(ident for ident, seq in promised.items() if there.get(ident) != seq)


async def test_what_was_acknowledged_before_the_backup_is_there_after_a_restore(tmp_path: Path) -> None:
    crowd, before, manifest = await backup_under_load(tmp_path / "data", tmp_path / "backup", verb=True)
    meeting = crowd.scene.meeting
    assert main(["restore", str(tmp_path / "backup"), "--data", str(tmp_path / "new"), "--keep-sign-ins"]) == 0
    told = manifest.meetings[meeting]
    assert crowd.ballots > 20
    assert lost(tmp_path / "new", meeting, before) == []
    assert lost(tmp_path / "new", meeting, {one: seq for one, seq in crowd.acked.items() if seq <= told.seq}) == []
    assert told.seq >= max(before.values())
    with contextlib.closing(journals.open_read_only(tmp_path / "new/ecabinet.db")) as connection:
        assert journals.examine(connection, quiet).meetings[meeting] == told, "the same state"
    async with served(tmp_path / "new") as process:
        secretary = Tablet(process.url, crowd.scene.cookies["secretary"])
        joined = fine(await secretary.join(meeting))
        assert (joined["seq"], joined["head"]) == (told.seq, told.head)
        fine(await secretary.do("voting.add_motion", item=crowd.scene.item, text="goes on", rule="ubnd-session"))
        await secretary.close()


async def test_a_copy_without_the_log_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The known-bad backup: whole by its own account, and without what was acknowledged last."""

    def plain_copy(source: Path, target: Path, _say: object) -> dict[str, tuple[int, str]]:
        shutil.copyfile(source, target)
        with contextlib.closing(sqlite3.connect(target)) as copied:
            copied.execute("PRAGMA journal_mode=DELETE")
            return journals.ends(copied)

    monkeypatch.setattr(take, "copy_database", plain_copy)
    crowd, before, _ = await backup_under_load(tmp_path / "data", tmp_path / "backup", verb=False)
    restore(tmp_path / "backup", tmp_path / "new", quiet)
    assert len(lost(tmp_path / "new", crowd.scene.meeting, before)) > 20, "the drill must see what such a copy lacks"


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a small installation."""
    folder = tmp_path_factory.mktemp("backups")
    asyncio.run(given_a_session(folder / "data"))
    take.backup(folder / "data", folder / "backup", quiet)
    return folder / "backup"


def spoilt(backup: Path, to: Path) -> Path:
    shutil.copytree(backup, to)
    return to


def parts_of(backup: Path) -> list[Path]:
    return sorted(path for path in backup.rglob("*") if path.is_file())


@pytest.mark.parametrize("number", range(20))
def test_one_flipped_bit_is_found_and_named(backed_up: Path, tmp_path: Path, number: int) -> None:
    """Every part in turn, at a random place."""
    chance = random.Random(SEED + number)
    backup = spoilt(backed_up, tmp_path / "backup")
    parts = parts_of(backup)
    part = parts[number % len(parts)]
    content = bytearray(part.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    part.chmod(0o600)
    part.write_bytes(content)
    with pytest.raises(Damaged) as found:
        restore(backup, tmp_path / "new", quiet)
    assert any(part.name in fault for fault in found.value.faults), found.value.faults
    assert not (tmp_path / "new").exists()


def test_missing_and_truncated_parts_are_all_named(backed_up: Path, tmp_path: Path) -> None:
    backup = spoilt(backed_up, tmp_path / "backup")
    paper = next((backup / "files").glob("*/*"))
    paper.unlink()
    database = backup / "ecabinet.db"
    database.write_bytes(database.read_bytes()[:-4096])
    with pytest.raises(Damaged) as found:
        restore(backup, tmp_path / "new", quiet)
    said = "; ".join(found.value.faults)
    assert f"{paper.name}: missing" in said
    assert "ecabinet.db: has" in said
    (backup / "manifest.json").unlink()
    with pytest.raises(Damaged, match=r"manifest\.json"):
        restore(backup, tmp_path / "new", quiet)


def test_a_backup_that_is_whole_but_wrong_is_found(backed_up: Path, tmp_path: Path) -> None:
    """Hashes that fit are not enough: the chain, the files named by the database, and the counts must hold too."""
    backup = spoilt(backed_up, tmp_path / "backup")
    manifest = read(backup)
    with contextlib.closing(sqlite3.connect(backup / "ecabinet.db")) as connection:
        connection.execute("UPDATE entry SET payload = CAST(replace(payload, '11', '12') AS BLOB) WHERE seq = 1")
        connection.commit()
    told = Part(*take.measured(backup / "ecabinet.db"))
    write(backup, replace(manifest, database=told))
    with pytest.raises(Damaged, match="entry 1: payload"):
        check(backup, quiet)
    backup = spoilt(backed_up, tmp_path / "second")
    write(backup, replace(manifest, files={}))
    with pytest.raises(Damaged, match="named by the database and not in the backup"):
        check(backup, quiet)


def test_a_damaged_installation_makes_no_backup(tmp_path: Path) -> None:
    """A file that rots is told while it can still be mended, and nothing is left that looks like a backup."""
    asyncio.run(given_a_session(tmp_path / "data"))
    paper = next((tmp_path / "data/files").glob("??/*"))
    paper.chmod(0o600)
    paper.write_bytes(b"rotten")
    with pytest.raises(Damaged, match=paper.name):
        take.backup(tmp_path / "data", tmp_path / "backups/tonight", quiet)
    assert list((tmp_path / "backups").iterdir()) == []


def test_where_a_backup_or_a_restore_may_not_go(
    backed_up: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = backed_up.parent / "data"
    (tmp_path / "full").mkdir()
    (tmp_path / "full/note").touch()
    for wrong in (tmp_path / "full", source / "inside"):
        with pytest.raises(Refused):
            take.backup(source, wrong, quiet)
    assert main(["restore", str(backed_up), "--data", str(tmp_path / "full")]) == 2
    assert main(["restore", str(backed_up)]) == 2
    assert main(["restore", str(backed_up), "--check"]) == 0
    said = capsys.readouterr()
    assert "not empty" in said.err
    assert "is whole" in said.out
    assert (tmp_path / "full/note").exists()


def test_only_the_owner_reads_a_backup_and_sign_ins_end(backed_up: Path, tmp_path: Path) -> None:
    assert backed_up.stat().st_mode & 0o077 == 0
    assert main(["restore", str(backed_up), "--data", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    assert data.secret(tmp_path / "new") == data.secret(backed_up.parent / "data")
    with contextlib.closing(sqlite3.connect(tmp_path / "new/ecabinet.db")) as connection:
        assert connection.execute("SELECT COUNT(*) FROM account_session").fetchone() == (0,)
        assert connection.execute("SELECT COUNT(*) FROM person").fetchone() > (5,)


async def test_the_restored_server_asks_to_sign_in_again(backed_up: Path, tmp_path: Path) -> None:
    restore(backed_up, tmp_path / "new", quiet)
    async with served(tmp_path / "new") as process, httpx.AsyncClient(base_url=process.url) as browser:
        answer = await browser.get("/api/v1/me", headers={"accept": "application/json"})
        assert answer.status_code == 401
