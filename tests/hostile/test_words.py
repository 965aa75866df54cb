"""Frames, packets and events that break the rules: the connection ends, or a code answers; nothing else happens."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.hostile.raw import PING, Gone, Raw, frame, text
from tests.hostile.siege import besieged
from tests.hostile.words import EARLY, FRAMES, MAY_GO_ON, PACKETS, bodies
from tests.kit.device import fine

pytestmark = pytest.mark.usefixtures("sockets")
AT_ONCE = 6  # a session may have eight seats


# The library passes these over, or waits ten seconds for a goodbye.
STOCK_TAKES = frozenset({"a large event", "binary", "binary text", *PACKETS["engine packets"]})


async def all_end(open_one: Callable[[], Awaitable[Raw]], said: list[tuple[str, bytes]], wait: float = 3) -> list[str]:
    """What did not end its connection."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(name: str, data: bytes) -> str:
        async with turns:
            raw = await open_one()
            await raw.send(data)
            ended = await raw.rest(wait)
            await raw.close()
            return "" if ended else name

    return [name for name in await asyncio.gather(*(one(name, data) for name, data in said)) if name]


async def test_frames_that_are_none_end_the_connection(tmp_path: Path, sockets: str) -> None:
    taken = STOCK_TAKES if sockets == "stock" else frozenset()
    async with besieged(tmp_path) as siege:
        assert await all_end(siege.greeted, [(name, data) for name, data in FRAMES.items() if name not in taken]) == []


async def test_packets_that_are_not_ours_end_the_connection(tmp_path: Path, sockets: str) -> None:
    taken = MAY_GO_ON | STOCK_TAKES if sockets == "stock" else MAY_GO_ON
    async with besieged(tmp_path) as siege:
        for kind, packets in PACKETS.items():
            said = [(packet[:80], text(packet)) for packet in packets if packet not in taken]
            assert await all_end(siege.greeted, said) == [], kind


async def test_nothing_is_done_before_connect(tmp_path: Path, sockets: str) -> None:
    early = [packet for packet in EARLY if sockets == "direct" or packet[0] in "45"]
    async with besieged(tmp_path) as siege:
        assert await all_end(siege.shaken, [(packet[:80], text(packet)) for packet in early]) == []


async def test_connecting_twice_makes_no_second_seat_and_nothing_comes_after_disconnect(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        devices, person = siege.home.house.live.devices, siege.session.people["member0"]
        raw = await siege.greeted()
        for _ in range(20):
            await raw.send(text("40"))
        await raw.rest(0.3)
        assert devices[person] <= 1
        raw = await siege.greeted()
        join = json.dumps(["join", {"meeting": siege.session.meeting}])
        await raw.send(text("41") + text(f"425{join}"))
        await raw.rest(1)
        assert b'"set"' not in raw.heard


async def test_a_message_in_parts_is_one_message(tmp_path: Path) -> None:
    """What the rules of websockets allow must work, with a ping in between."""
    async with besieged(tmp_path) as siege:
        raw = await siege.greeted()
        whole = f'427["join",{{"meeting":"{siege.session.meeting}"}}]'.encode()
        parts = (
            frame(whole[:5], fin=False) + frame(b"", PING) + frame(whole[5:9], 0, fin=False) + frame(b"", 0, fin=False)
        )
        await raw.send(parts + frame(whole[9:], 0))
        assert '"ok":true' in await raw.message("437")
        for piece in text("42" + whole.decode()[2:]):
            await raw.send(bytes([piece]))
        assert '"ok":true' in await raw.message("437")


async def test_floods_of_pings_and_of_empty_parts_do_no_harm(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        raw = await siege.greeted()
        for _ in range(20):
            await raw.send(frame(b"x" * 100, PING) * 200)
            await raw.rest(0.01)
        raw = await siege.greeted("chair")  # the other one may be resting
        await raw.send(frame(b"4", fin=False) + frame(b"", 0, fin=False) * 20_000)
        await raw.rest(0.5)
        assert fine(await siege.session["chair"].join(siege.session.meeting))


async def test_what_never_reads_its_pongs_is_cut(tmp_path: Path, sockets: str) -> None:
    """A peer that only sends pings, and never reads, costs at most a bounded buffer."""
    if sockets == "stock":
        return  # uvicorn's class has no bound here; docs/security.md says so
    async with besieged(tmp_path) as siege:
        raw = await siege.greeted()
        raw.writer.transport.pause_reading()  # type: ignore[attr-defined]
        sent = 0
        try:
            async with asyncio.timeout(20):
                while sent < 40_000_000 and not raw.writer.transport.is_closing():
                    await raw.send(frame(b"x" * 125, PING) * 500)
                    sent += 500 * 131
        except TimeoutError:
            pass  # the server has stopped reading: nothing grows
        assert siege.waiting() < 4 << 20


@pytest.mark.parametrize("who", ["member0", "chair"])
async def test_every_field_wrong_in_every_way_is_refused_in_a_code(tmp_path: Path, who: str) -> None:
    """As a member, and as the chair while presenting, whose signals are passed on."""
    async with besieged(tmp_path, members=1) as siege:
        raw = await siege.greeted(who)
        for count, (event, field, body) in enumerate(bodies(siege.session.meeting, siege.version)):
            if count % 100 == 99:
                raw = await siege.greeted(who)  # a bucket of its own
            answer = await said(raw, event, body)
            if answer is None:
                raw = await siege.greeted(who)
            elif event in ("join", "signal") and field != "meeting":
                assert answer.get("ok") is True or answer["code"].count(".") == 1, (event, field, answer)
            else:
                assert answer.get("ok") is not True or (event, body.get("ops")) == ("keep", []), (event, field, answer)
                assert answer["ok"] or answer["code"].count(".") == 1
                assert answer["ok"] or answer["code"] != "house.error", (event, field, body, answer)


async def said(raw: Raw, event: str, body: object) -> dict[str, object] | None:
    """The answer; None when the connection was ended instead."""
    try:
        found: dict[str, object] = await raw.ask(event, body)
    except Gone:
        return None
    return found
