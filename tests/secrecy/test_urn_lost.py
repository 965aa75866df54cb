"""What becomes of an urn when the power goes, the key is lost, the disk fails, or somebody voids the vote."""

import asyncio
import json
import resource
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from ecabinet.backup.bring_back import restore
from ecabinet.backup.take import backup
from ecabinet.urn import keys
from ecabinet.urn.seal import Plain
from tests.faults.nursery import Nursery
from tests.kit.device import Device, fine
from tests.kit.home import serving
from tests.secrecy.booth import QUESTION, Booth, given_a_booth

VOTERS = 6
CHOSEN = (Plain("yes"), Plain("yes"), Plain("yes"), Plain("no"), Plain("no"), Plain("abstain"))
KILLS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)  # seconds after "closed" was answered


def quiet(_words: str) -> None:
    """Nobody watches."""


def asked(path: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(f"file:{path / 'ecabinet.db'}?mode=ro", uri=True)
    try:
        return list(connection.execute(query, values))
    finally:
        connection.close()


def kinds(path: Path) -> list[str]:
    return [json.loads(header)["kind"] for (header,) in asked(path, "SELECT header FROM entry ORDER BY seq")]


def last(path: Path) -> dict[str, Any]:
    """The payload of the last entry of the journal."""
    found: dict[str, Any] = json.loads(asked(path, "SELECT payload FROM entry ORDER BY seq DESC LIMIT 1")[0][0])["body"]
    return found


def left(path: Path) -> tuple[int, int]:
    """Ballots and keys that are left."""
    return asked(path, "SELECT COUNT(*) FROM deposit")[0][0], len(keys.there(path))


async def until_over(path: Path) -> str:
    """The last thing that happened, once nothing is left."""
    async with asyncio.timeout(20):
        while kinds(path)[-1] not in ("voting.poll_closed", "voting.poll_voided") or left(path) != (0, 0):
            await asyncio.sleep(0.02)
    return kinds(path)[-1]


async def voted(folder: Path) -> tuple[Booth, str]:
    """Everybody has voted; the server is stopped. The chair's cookie."""
    async with given_a_booth(folder, VOTERS) as booth:
        await booth.open(QUESTION)
        await booth.vote(dict(zip(booth.voters.values(), CHOSEN, strict=True)))
        return booth, booth.session["chair"].cookie


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Booth, str]:
    folder = tmp_path_factory.mktemp("ready") / "data"
    booth, cookie = asyncio.run(voted(folder))
    assert left(folder) == (VOTERS, 1)
    return folder, booth, cookie


@pytest.fixture
def data(ready: tuple[Path, Booth, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(ready[0], tmp_path / "data"))


async def closed(server: Nursery, booth: Booth, cookie: str) -> None:
    chair = Device(f"http://{server.host}", cookie)
    chair.meeting = booth.meeting
    fine(await chair.post("voting.close", poll=booth.poll))
    await chair.close()


@pytest.mark.parametrize("pause", KILLS)
async def test_a_server_killed_while_it_counts_counts_when_it_is_back(
    ready: tuple[Path, Booth, str], data: Path, pause: float
) -> None:
    async with Nursery(data) as server:
        await closed(server, *ready[1:])
        await asyncio.sleep(pause)
        await server.kill()
        assert "voting.poll_ended" in kinds(data)
        if pause == 0:
            assert kinds(data)[-1] == "voting.poll_ended", "it was killed before the count"
            assert left(data) == (VOTERS, 1)
        await server.start()
        assert await until_over(data) == "voting.poll_closed"
        assert kinds(data).count("voting.poll_closed") == 1
        assert {key: last(data)["totals"].get(key) for key in ("yes", "no", "abstain")} == {
            "yes": 3, "no": 2, "abstain": 1,
        }  # fmt: skip
        assert len(last(data)["opening"]["receipts"]) == VOTERS
        assert server.complaints() == []


async def test_a_lost_key_makes_the_poll_void_and_says_so(ready: tuple[Path, Booth, str], data: Path) -> None:
    [(_, path)] = keys.there(data)
    async with Nursery(data) as server:
        path.unlink()
        await closed(server, *ready[1:])
        assert await until_over(data) == "voting.poll_voided"
        assert "key of the secret ballots is lost" in last(data)["reason"]


async def test_a_key_that_is_lost_while_people_vote_is_missed_at_the_next_start(data: Path) -> None:
    [(_, path)] = keys.there(data)
    path.write_bytes(b"")
    path.unlink()
    async with Nursery(data):
        assert await until_over(data) == "voting.poll_voided"


async def test_ballots_that_somebody_changed_make_it_void(ready: tuple[Path, Booth, str], data: Path) -> None:
    with sqlite3.connect(data / "ecabinet.db") as connection:
        connection.execute("DELETE FROM deposit WHERE id = 2")
    async with Nursery(data) as server:
        await closed(server, *ready[1:])
        assert await until_over(data) == "voting.poll_voided"
        assert "missing" in last(data)["reason"]


async def test_a_restored_backup_knows_that_its_open_vote_is_void(data: Path, tmp_path: Path) -> None:
    async with Nursery(data):
        await asyncio.to_thread(backup, data, tmp_path / "copy", quiet)
    restored = tmp_path / "restored"
    restore(tmp_path / "copy", restored, quiet)
    assert left(restored) == (0, 0)
    async with serving(restored) as home:
        [(meeting,)] = asked(restored, "SELECT meeting FROM meeting_card")
        await home.house.clerks.get(meeting)
        assert await until_over(restored) == "voting.poll_voided"


async def test_keys_that_no_poll_needs_are_destroyed_at_the_start(data: Path) -> None:
    """Of a poll that never opened, of a meeting nobody knows, and what is no key at all; not that of the open poll."""
    [(meeting, path)] = keys.there(data)
    for name in (f"{meeting}-{'0' * 16}.key", f"m0unknown-{'1' * 16}.key", "something"):
        path.with_name(name).write_bytes(b"x" * 90)
    async with Nursery(data) as server:
        assert keys.there(data) == [(meeting, path)]
        assert resource.prlimit(server.process, resource.RLIMIT_CORE) == (0, 0), "no memory is left in a core file"
