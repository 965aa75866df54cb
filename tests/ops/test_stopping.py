"""A server that is told to stop finishes what it took, says try again, sends its clients back, and is gone soon.

Known-bad: a server that is cut off at once leaves sockets without a word; the same test must see that.
"""

import asyncio
import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import websockets

from ecabinet.rehearse.server import free_port
from tests.ops.crowd import BUSY, ROOT, Crowd, Process, Scene, Tablet, given_a_session, served, stored, topics

RESTARTS = 1012  # RFC 6455 and its registry: "service restart"


async def watching(scene: Scene, url: str) -> int:
    """The close code that a socket is told, or 1006 when the connection just went."""
    address = f"{url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    headers = {"Cookie": f"ecabinet={scene.cookies['guest']}"}
    async with websockets.connect(address, origin=url, additional_headers=headers) as socket:  # type: ignore[arg-type]
        await socket.send("40")
        try:
            while True:
                if await socket.recv() == "2":
                    await socket.send("3")
        except websockets.ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd is not None else 1006


def children(process: Process) -> list[int]:
    """Its own worker processes."""
    tasks = Path(f"/proc/{process.child.pid}/task")
    return [int(one) for task in tasks.iterdir() for one in (task / "children").read_text().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def ended_by(sent: signal.Signals, folder: Path) -> tuple[Crowd, int, float, list[int]]:
    """Commands are in flight when the signal comes: book, close code, seconds until the end, workers."""
    scene = await given_a_session(folder, members=10)
    async with served(folder) as process:
        watcher = asyncio.create_task(watching(scene, process.url))
        crowd = Crowd(scene, process.url)
        await crowd.begin()
        await crowd.until(150)
        workers = children(process)
        begun = time.monotonic()
        process.child.send_signal(sent)
        await asyncio.to_thread(process.child.wait, 20)
        took = time.monotonic() - begun
        async with asyncio.timeout(10):
            code = await watcher
        await asyncio.sleep(0.2)
        await crowd.end()
    return crowd, code, took, workers


async def test_nothing_acknowledged_is_lost_and_every_other_command_may_be_sent_again(tmp_path: Path) -> None:
    crowd, code, took, workers = await ended_by(signal.SIGTERM, tmp_path / "data")
    assert code == RESTARTS
    assert took < 10
    assert [pid for pid in workers if alive(pid)] == [], "no process stays behind"
    there = stored(tmp_path / "data", crowd.scene.meeting)
    assert {one: there.get(one) for one in crowd.acked} == crowd.acked
    left = dict(crowd.open)
    assert left, "there were commands in flight"
    stopping = crowd.codes["house.stopping"]
    print(f"stopped in {took:.2f} s: {len(crowd.acked)} acknowledged, {len(left)} not, {stopping} told to try again")
    async with served(tmp_path / "data") as process:
        answers = await again(crowd, process.url, left)
    assert all(answer["ok"] or answer["code"].partition(".")[0] in ("agenda", "voting") for answer in answers), answers
    assert all(times == 1 for times in topics(tmp_path / "data", crowd.scene.meeting).values())


async def again(crowd: Crowd, url: str, left: dict[str, tuple[str, str, dict[str, object]]]) -> list[dict[str, object]]:
    """Every unanswered command, twice, under its old id."""
    answers = []
    for ident, (who, cmd, args) in left.items():
        device = Tablet(url, crowd.scene.cookies[who])
        device.meeting = crowd.scene.meeting
        answers += [await device.do(cmd, ident, **args) for _ in range(2)]
        await device.close()
    return answers


async def test_a_server_that_is_killed_says_no_word(tmp_path: Path) -> None:
    _, code, _, _ = await ended_by(signal.SIGKILL, tmp_path / "data")
    assert code != RESTARTS


@pytest.mark.parametrize("path", ["/sign-in"])
async def test_a_request_that_never_ends_does_not_keep_it(tmp_path: Path, path: str) -> None:
    """Somebody sends half a body and waits."""
    await given_a_session(tmp_path / "data")
    async with served(tmp_path / "data") as process:
        _, writer = await asyncio.open_connection("127.0.0.1", process.port)
        head = f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{process.port}\r\norigin: {process.url}\r\n"
        writer.write(f"{head}content-length: 100\r\n\r\nlogin=".encode())
        await writer.drain()
        await asyncio.sleep(0.3)
        begun = time.monotonic()
        process.child.send_signal(signal.SIGTERM)
        await asyncio.to_thread(process.child.wait, 20)
        assert time.monotonic() - begun < 10
        writer.close()


STUCK = """
import asyncio, sys
from pathlib import Path
from ecabinet.app import application
from ecabinet.commands import serve
from ecabinet.settings import Settings
from tests.kit.home import make_house

async def never(*_):
    await asyncio.sleep(3600)

serve.STOP = 1.0
settings = Settings(data=Path(sys.argv[1]), port=int(sys.argv[2]))
house = make_house(settings)
house.on_stop.append(never)
serve.serve(application(house, ()), settings)
"""


async def test_whatever_does_not_end_is_left_behind(tmp_path: Path) -> None:
    """A step that hangs at the end does not keep the process: what was acknowledged is stored anyway."""
    port = free_port()
    command = [sys.executable, "-c", STUCK, str(tmp_path / "data"), str(port)]
    child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    async with asyncio.timeout(BUSY):
        while True:
            with contextlib.suppress(OSError):
                (await asyncio.open_connection("127.0.0.1", port))[1].close()
                break
            await asyncio.sleep(0.1)
    child.send_signal(signal.SIGTERM)
    _, said = await asyncio.to_thread(child.communicate)
    assert child.returncode == 1
    assert "stopped_late" in said
