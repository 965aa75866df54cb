"""What people are told when storing fails, what still works meanwhile, and the reserve that lets a vote finish."""

import asyncio
import contextlib
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from ecabinet import house, logs, storage
from ecabinet.db.failures import trouble
from ecabinet.storage import Storage
from tests.faults.disk import Fault, failure, spoil
from tests.faults.scene import with_paper
from tests.kit.bench import desk
from tests.kit.device import Device, fine
from tests.kit.home import serving
from tests.kit.session import Session, running

MB = 1 << 20


def heard(device: Device) -> list[str]:
    return [signal["state"] for signal in device.signals if signal["kind"] == "storage"]


async def no_more_room(session: Session) -> Fault:
    """From now on every write fails, until it is healed."""
    home = session.home.house
    home.db.writer.engine.dispose()
    fault = Fault(step=1, kind="full", lasting=True)
    spoil(home, fault, home.settings.database)
    return fault


async def test_staff_is_told_and_reading_goes_on_until_there_is_room_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "WATCH", 0.3)
    async with serving(tmp_path) as home:
        session = await running(home)
        await session.join_all()
        poll = await session.open_poll()
        chair, secretary, member = session["chair"], session["secretary"], session["member0"]
        late = await home.device(session.people["secretary"])
        fault = await no_more_room(session)

        answer = await member.do("voting.cast", ident="the-ballot", poll=poll, choice="yes")

        assert answer["code"] == "clerk.not_stored"
        await chair.until(lambda: "full" in heard(chair), seconds=2)
        await secretary.until(lambda: "full" in heard(secretary), seconds=2)
        assert not heard(member), "it is for those who run the meeting"
        fine(await session["member1"].join(session.meeting))
        assert (await member.http.get(f"/m/{session.meeting}/view")).status_code in (200, 404)
        assert (await member.http.get("/api/v1/meetings")).status_code == 200
        fine(await late.join(session.meeting))
        await late.until(lambda: "full" in heard(late), seconds=2)

        fault.healed = True

        await chair.until(lambda: heard(chair)[-1] in ("ok", "low"), seconds=5)
        fine(await member.do("voting.cast", ident="the-ballot", poll=poll, choice="yes"))
        assert list(session.state.voting.polls[poll].voted) == [session.participants["member0"]]


async def test_who_signs_out_meanwhile_is_out_for_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "WATCH", 0.2)
    async with serving(tmp_path) as home:
        session = await running(home)
        fault = await no_more_room(session)
        device = session["member0"]
        assert (await device.http.post("/sign-out")).status_code < 400
        assert (await device.http.get("/api/v1/me")).status_code == 401
        fault.healed = True
        await device.until(lambda: not home.house.sessions.owed)
    async with serving(tmp_path) as home:
        assert home.house.sessions.find(device.cookie) is None
        assert home.house.sessions.find(session["member1"].cookie) is not None


async def test_a_note_that_does_not_fit_stays_in_the_outbox(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        await with_paper(home, session)
        device = session["member1"]
        fine(await device.join(session.meeting))
        fault = await no_more_room(session)
        body = {"meeting": session.meeting, "version": "v1", "ops": [{"op": "a", "page": 1}]}
        assert (await device.call("keep", body))["code"] == "clerk.not_stored"
        fault.healed = True
        assert await device.call("keep", body) == {"ok": True, "n": 1}


async def test_a_full_disk_fails_all_who_wrote_together_and_nobody_is_told_otherwise(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.db.write(lambda connection: connection.execute(text("CREATE TABLE scrap(a)")).rowcount)

        def add(connection: Connection) -> None:
            connection.execute(text("INSERT INTO scrap VALUES (1)"))

        def no_room(connection: Connection) -> None:
            connection.exec_driver_sql("ROLLBACK")  # what SQLite does by itself when the disk is full
            raise failure("full")

        outcomes = await asyncio.gather(*(it.db.write(one) for one in (add, add, no_room, add)), return_exceptions=True)

        refused = [one for one in outcomes if isinstance(one, Exception)]
        assert {trouble(one) for one in refused} == {"full"}
        assert await it.count("scrap") == len(outcomes) - len(refused)
        await it.db.write(add)


class Disk:
    """So much room, of which the reserve takes its part."""

    def __init__(self, made: Storage, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.room = room
        self.path = made.path
        monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(0, 0, self.free()))
        self.said: list[str] = []
        made.tell = self.said.append

    def free(self) -> int:
        return self.room - (self.path.stat().st_size if self.path.exists() else 0)


async def test_the_reserve_is_given_up_when_the_disk_is_full_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Storage(tmp_path, low=4 * MB, reserve=MB)
    disk = Disk(made, 10 * MB, monkeypatch)

    async def works() -> None:
        made.heard(None)

    await made.watch(works)
    assert made.path.stat().st_blocks * 512 >= MB, "really taken, not promised"
    disk.room = 3 * MB
    await made.watch(works)
    assert disk.said == ["low"]

    disk.room = MB
    made.heard(failure("full"))

    assert disk.free() == MB, "given up at once: the second attempt has room"
    assert disk.said == ["low", "full"]
    made.heard(None)
    await made.watch(works)
    assert made.state == "full", "it works, but on the reserve"
    disk.room = 10 * MB
    await made.watch(works)
    assert made.state == "ok"
    assert made.path.exists()
    assert disk.said == ["low", "full", "full", "ok"], "said at every look, so that who joins hears it"


async def test_a_failing_disk_is_tried_until_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Storage(tmp_path, low=4 * MB, reserve=MB)
    disk = Disk(made, 10 * MB, monkeypatch)
    works = False

    async def probe() -> None:
        made.heard(None if works else failure("failing"))
        if not works:
            raise failure("failing")

    made.heard(ValueError("a bug in a job is not the disk's"))
    assert not disk.said
    made.heard(failure("failing"))
    await made.watch(probe)
    assert disk.said == ["failing", "failing"]
    works = True
    await made.watch(probe)
    assert disk.said == ["failing", "failing", "ok"]


async def test_whatever_goes_wrong_in_telling_the_writer_goes_on(tmp_path: Path) -> None:
    made = Storage(tmp_path)

    def broken(_state: Any) -> None:
        raise ZeroDivisionError

    made.tell = broken
    made.heard(failure("failing"))
    assert made.state == "failing"


async def test_the_probe_writes_something(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        log = tmp_path / "ecabinet.db-wal"
        await it.db.write(storage.nothing_new)
        before = log.stat().st_mtime_ns
        await it.db.write(storage.nothing_new)
        assert log.stat().st_mtime_ns > before


def test_a_log_on_a_full_disk_hurts_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", buffering=1) as full:
        monkeypatch.setattr(sys, "stderr", full)
        logs.configure()
        try:
            assert len(logs.bug("test", ValueError("words"))) == 8
        finally:
            monkeypatch.undo()
            logs.configure()
            with contextlib.suppress(OSError):
                full.close()
