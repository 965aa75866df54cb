"""A real disk that is full, fails or dies with the server, at the k-th write and sync. The long form only.

FAULTS=full; needs root (strace, mount): where that is refused, this fails and says so.
"""

import asyncio
import contextlib
import os
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.account import account
from tests.faults.disk_real import Resting, SmallDisk, Spoiled, spoil
from tests.faults.driver import Kept
from tests.faults.scene import another, given_a_session
from tests.kit.device import Device, fine

FULL = os.environ.get("FAULTS") == "full"
SEED = int(os.environ.get("SEED", "7"))
SYNCS = range(1, 31)
WRITES = 30  # chosen among the first
AMONG = 300
pytestmark = pytest.mark.timeout(3600)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return asyncio.run(given_a_session(tmp_path_factory.mktemp("kept") / "data"))


def sweep(error: str) -> list[Spoiled]:
    """All syncs, and writes chosen by seed; one in five fails from there on, not once."""
    dice = random.Random(f"{SEED} {error}")
    found = [("fdatasync", k) for k in SYNCS] + [("pwrite64", k) for k in sorted(dice.sample(range(1, AMONG), WRITES))]
    more = "" if error == "SIGKILL" else "+"
    return [Spoiled(call, error, f"{k}{more if dice.random() < 0.2 else ''}") for call, k in found]


async def swept(kept: Kept, folder: Path, error: str) -> None:
    denied = acked = 0
    for number, what in enumerate(sweep(error)):
        found = await spoil(kept, folder / str(number), what, SEED + number)
        assert found.account.fine, (what, found.account)
        assert not found.wrong, (what, found.wrong)
        denied += found.denied
        acked += found.account.entries
    print(f"seed {SEED}: {number + 1} runs with {error}, {denied} wishes without an answer then, {acked} entries")
    assert denied, "the fault was felt"


@contextlib.asynccontextmanager
async def seated(driver: Resting, *names: str) -> AsyncIterator[list[Device]]:
    """People with a seat in the meeting."""
    found = [Device(f"http://127.0.0.1:{driver.port}", driver_cookie(driver, name)) for name in names]
    try:
        for device in found:
            fine(await device.join(driver.place.meeting))
        yield found
    finally:
        for device in found:
            await device.close()


def driver_cookie(driver: Resting, name: str) -> str:
    return next(sender.cookie for sender in driver.senders if sender.hand.name == name)


def said(device: Device) -> list[str]:
    return [signal["state"] for signal in device.signals if signal["kind"] == "storage"]


async def renames(device: Device, item: int, number: int) -> dict[str, Any]:
    return await device.do("agenda.edit_item", ident=f"late{number}", item=item, title=f"Nội dung {number}")


async def denied(device: Device, item: int) -> int:
    """Ask until the answer is no; which one it was."""
    for number in range(5000):
        answer = await renames(device, item, number)
        if not answer["ok"]:
            assert answer["code"] == "clerk.not_stored", answer
            return number
    raise AssertionError("the disk was never full")


async def a_full_disk(kept: Kept, folder: Path) -> None:
    with SmallDisk(folder / "small", 40) as disk:
        driver = Resting(another(kept, disk.path / "data"), "small", SEED)
        try:
            await driver.start()
            await asyncio.sleep(3)
            assert (driver.folder / "reserve").exists()
            async with seated(driver, "chair", "secretary") as (chair, secretary):
                await on_the_reserve(driver, disk, chair)
                late = await without_any_room(driver, disk, secretary)
                disk.free()
                await chair.until(lambda: said(chair)[-1] in ("ok", "low"), seconds=5)
                fine(await renames(secretary, driver.place.item, late))
            before = driver.acked
            await driver.load(200, 10)
            assert driver.acked >= before + 200, "on with it, without a restart"
        finally:
            driver.close()
        found = account(driver.folder, driver.place.meeting, driver.promises)
        assert found.fine, found


async def on_the_reserve(driver: Resting, disk: SmallDisk, chair: Device) -> None:
    """The disk is full: the chair hears of it, and more than a thousand ballots, strokes and notes still fit."""
    await driver.load(100, 10)
    disk.fill()
    before = driver.acked
    await driver.load(2000, 60)
    assert driver.acked >= before + 2000, f"the reserve should have let {driver.acked - before} be more"
    await chair.until(lambda: "full" in said(chair), seconds=2)


async def without_any_room(driver: Resting, disk: SmallDisk, secretary: Device) -> int:
    """The reserve is used up as well: a no, and reading goes on."""
    disk.fill()
    late = await denied(secretary, driver.place.item)
    async with seated(driver, "member7") as (member,):
        assert member.view, "joins go on"
        assert (await member.http.get("/api/v1/meetings")).status_code == 200
        assert (await member.http.get("/meetings", headers={"accept": "text/html"})).status_code == 200
    return late


if FULL:

    @pytest.mark.parametrize("error", ["ENOSPC", "EIO", "SIGKILL"])
    async def test_a_disk_that_fails_at_the_k_th_call_makes_no_false_promise(
        kept: Kept, tmp_path: Path, error: str
    ) -> None:
        await swept(kept, tmp_path, error)

    async def test_a_full_disk_lets_the_vote_finish_and_the_meeting_go_on(kept: Kept, tmp_path: Path) -> None:
        await a_full_disk(kept, tmp_path)
