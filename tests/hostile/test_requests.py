"""Requests without end, without sense and without haste: the HTTP half of the wire.

Deadlines are shortened where only their being there is tested; that they are shorter than for ever the constants say.
"""

import asyncio
import time
from pathlib import Path

import httpx
import pytest

from ecabinet.http import crowd, patience
from ecabinet.settings import Settings
from tests.hostile.raw import TARGET, Headers, Raw, frame, request, text, upgrade_headers
from tests.hostile.siege import Siege, besieged
from tests.kit.device import fine


def heads(siege: Siege) -> dict[str, bytes]:
    """What no browser sends."""
    host: Headers = [("Host", f"127.0.0.1:{siege.port}"), ("Cookie", f"ecabinet={siege.cookie('chair')}")]
    ours: Headers = [*host, ("Origin", f"http://127.0.0.1:{siege.port}")]
    upgrade = upgrade_headers(siege.port, siege.cookie("chair"))
    socket = list(upgrade.items())
    many = [(f"x-{number}", "1") for number in range(200)]
    chunked, sized = ("Transfer-Encoding", "chunked"), ("Content-Length", "5")

    def changed(**more: str) -> bytes:
        return request("GET", TARGET, list((upgrade | {name.replace("_", "-"): v for name, v in more.items()}).items()))

    return {
        "two hundred headers": request("GET", "/api/v1/me", host + many),
        "a header of a megabyte": request("GET", "/api/v1/me", [*host, ("x", "1" * 1_000_000)]),
        "an address of a megabyte": request("GET", "/" + "x" * 1_000_000, host),
        "a header without end": request("GET", "/api/v1/me", [*host, ("x", "1" * 200_000)])[:-4],
        "bytes in the address": b"GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "a zero byte": request("GET", "/api/v1/me", [*host, ("x", "a\x00b")]),
        "a folded header": request("GET", "/api/v1/me", [*host, ("x", "a\r\n b")]),
        "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
        "HTTP/0.9": b"GET /api/v1/me\r\n\r\n",
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "HTTP/9.9": b"GET /api/v1/me HTTP/9.9\r\n\r\n",
        "a tunnel": request("CONNECT", "evil.example:443", host),
        "a method of our own": request("SPY", "/api/v1/me", host),
        "h2c": request("GET", "/api/v1/me", [*host, ("Upgrade", "h2c"), ("Connection", "Upgrade")]),
        "chunks and a length": request("POST", "/sign-in", [*ours, chunked, sized], b"0\r\n\r\n"),
        "two lengths": request("POST", "/sign-in", [*ours, sized, ("Content-Length", "6")], b"hello!"),
        "two equal lengths": request("POST", "/sign-in", [*ours, sized, sized], b"hello"),
        "a negative length": request("POST", "/sign-in", [*ours, ("Content-Length", "-1")]),
        "an endless length": request("POST", "/sign-in", [*ours, ("Content-Length", "9" * 40)]),
        "chunked twice": request("POST", "/sign-in", [*ours, chunked, chunked], b"0\r\n\r\n"),
        "chunks that are none": request("POST", "/sign-in", [*ours, chunked], b"zz\r\nhello\r\n0\r\n\r\n"),
        "an endless chunk": request("POST", "/sign-in", [*ours, chunked], b"f" * 40 + b"\r\nhello"),
        "another coding": request("POST", "/sign-in", [*ours, ("Transfer-Encoding", "gzip")], b"hello"),
        "trailers": request("POST", "/sign-in", [*ours, chunked], b"1\r\na\r\n0\r\nhost: evil\r\n\r\n"),
        "two cookies": request("GET", "/api/v1/me", [*host, host[1]]),
        "two fetch sites": request("POST", "/sign-out", [*ours, *[("Sec-Fetch-Site", "same-origin")] * 2]),
        "a socket with two hundred headers": request("GET", TARGET, socket + many),
        "a socket with a long header": request("GET", TARGET, [*socket, ("x", "1" * 20_000)]),
        "a socket with a body": request("GET", TARGET, [*socket, sized], b"hello"),
        "a posted socket": request("POST", TARGET, socket),
        "a socket without a key": request("GET", TARGET, [one for one in socket if one[0] != "Sec-WebSocket-Key"]),
        "a socket with half a key": changed(Sec_WebSocket_Key="x"),
        "a socket of 1999": changed(Sec_WebSocket_Version="8"),
        "a socket elsewhere": request("GET", "/api/v1/me", socket),
        "an old engine": request("GET", "/socket.io/?EIO=3&transport=websocket", socket),
        "two upgrades": request("GET", TARGET, [*socket, ("Upgrade", "websocket")]),
        "bytes in a socket's address": request("GET", TARGET + "&x=\xff", socket),
    }  # fmt: skip


async def test_requests_that_no_browser_sends_are_refused_and_the_connection_ends(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        for name, data in heads(siege).items():
            raw = await siege.open()
            await raw.send(data)
            ended = await raw.rest(2)
            said = bytes(raw.heard)
            refused = not said or said.split(b" ")[1][:1] == b"4"
            assert refused, (name, said[:200])
            assert ended or said, name


async def test_frames_sent_along_with_the_upgrade_do_no_harm(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        head = request("GET", TARGET, list(upgrade_headers(siege.port, siege.cookie("chair")).items()))
        for extra in (frame(b"40") + frame(b'420["join",{}]'), b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 1000):
            raw = await siege.open()
            await raw.send(head + extra)
            await raw.rest(0.3)


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("HEADERS", 0.3), ("STRIDE", 0.3), ("LINGER", 0.3)):
        assert 1 <= getattr(patience, name) <= 30, "there is an end, and it is not tomorrow"
        monkeypatch.setattr(patience, name, seconds)


async def dribble(raw: Raw, data: bytes, every: float = 0.05) -> bool:
    """A byte at a time, while it is taken. Whether the server ended it."""
    for byte in data:
        await raw.send(bytes([byte]))
        if await raw.rest(every):
            return True
    return False


async def stubborn(siege: Siege, bytewise: bool = True) -> list[str]:
    """Which way of taking for ever is waited for."""
    host = ("Host", f"127.0.0.1:{siege.port}")
    head = request("POST", "/sign-in", [host, ("Origin", siege.home.url), ("Content-Length", "3000")])
    whole = request("GET", "/api/v1/me", [host])
    slow = {"nothing": b"", "half a head": head[:30], "a head": head, "half a body": head + b"x" * 1000}
    slow["a second head"] = whole + head[:30]
    slow["a socket's head"] = request("GET", TARGET, list(upgrade_headers(siege.port, "x").items()))[:-2]

    async def silent(name: str, data: bytes) -> str:
        raw = await siege.open()
        await raw.send(data)
        return "" if await raw.rest(2) else name

    async def slowly(name: str, first: bytes, then: bytes) -> str:
        raw = await siege.open()
        await raw.send(first)
        return "" if await dribble(raw, then) else f"{name}, byte by byte"

    tries = [silent(name, data) for name, data in slow.items()]
    if bytewise:
        tries += [
            slowly("a head", b"", head),
            slowly("a second head", whole, head),
            slowly("empty lines", b"", b"\r\n" * 15),
            slowly("empty lines after a request", whole, b"\r\n" * 100),
            slowly("a body", head, b"x" * 30),
        ]
    found = await asyncio.gather(*tries)
    return [name for name in found if name]


@pytest.mark.usefixtures("hurry")
async def test_whoever_takes_for_ever_is_dropped(tmp_path: Path) -> None:
    """Nothing, half a head, a head byte by byte, empty lines, a second head, half a body, a body byte by byte."""
    async with besieged(tmp_path) as siege:
        assert await stubborn(siege) == []


@pytest.mark.usefixtures("hurry", "sockets")
async def test_a_socket_on_a_connection_that_served_requests_lives_on(tmp_path: Path) -> None:
    """As behind a proxy, or with a client that keeps connections: no deadline of requests is left on it."""
    async with besieged(tmp_path) as siege:
        raw, cookie = await siege.open(), siege.cookie("chair")
        await raw.send(request("HEAD", "/sign-in", [("Host", f"127.0.0.1:{siege.port}")]))
        assert (await raw.head())[0] == 200
        await raw.send(request("GET", TARGET, list(upgrade_headers(siege.port, cookie).items())))
        assert (await raw.head())[0] == 101
        await raw.send(text("40"))
        await raw.message("40{")
        assert not await raw.rest(4 * patience.HEADERS)
        assert (await raw.ask("join", {"meeting": siege.session.meeting}))["ok"]


@pytest.mark.usefixtures("hurry")
async def test_a_body_that_comes_is_waited_for(tmp_path: Path) -> None:
    """Slower than the deadline of a head, but coming: a large paper over a poor line."""
    async with besieged(tmp_path) as siege:
        body = b"login=x&password=" + b"x" * 16_000
        raw = await siege.open()
        headers = [("Host", f"127.0.0.1:{siege.port}"), ("Origin", siege.home.url)]
        await raw.send(request("POST", "/sign-in", [*headers, ("Content-Length", str(len(body)))]))
        for start in range(0, len(body), 4000):
            await raw.send(body[start : start + 4000])
            await asyncio.sleep(0.1)
        assert (await raw.head())[0] == 403


@pytest.mark.usefixtures("hurry")
async def test_what_is_sent_after_the_answer_is_not_kept(tmp_path: Path) -> None:
    """An endless upload that was refused at its first byte."""
    async with besieged(tmp_path) as siege:
        raw = await siege.open()
        headers = [
            ("Host", f"127.0.0.1:{siege.port}"),
            ("Origin", "https://evil.example"),
            ("Transfer-Encoding", "chunked"),
        ]
        await raw.send(request("POST", f"/m/{siege.session.meeting}/papers", headers))
        assert (await raw.head())[0] == 403
        begun = time.monotonic()
        while not await raw.rest(0.001) and time.monotonic() - begun < 5:
            await raw.send(b"ffff\r\n" + b"x" * 65535 + b"\r\n")
        assert time.monotonic() - begun < 3


@pytest.mark.usefixtures("hurry")
async def test_a_reader_that_does_not_read_its_answer_is_dropped(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        raw = await siege.open()
        raw.writer.transport.pause_reading()  # type: ignore[attr-defined]
        cookie = f"ecabinet={siege.cookie('member0')}"
        here = [("Host", f"127.0.0.1:{siege.port}"), ("Accept", "text/html"), ("Cookie", cookie)]
        page = request("GET", "/password", here)
        for _ in range(6000):
            raw.writer.write(page)
        await siege.session["chair"].until(lambda: siege.waiting() > 0, 10)
        await siege.session["chair"].until(lambda: siege.waiting() == 0, 10)


async def test_a_thousand_half_open_connections_keep_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the limit the ones that have waited longest go; honest requests are answered all the while."""
    monkeypatch.setattr(patience, "ONE_MOMENT", 0.0)
    async with besieged(tmp_path) as siege:
        begun = time.monotonic()
        for number in range(patience.MOST_OPENING + 200):
            raw = await siege.open()
            await raw.send(b"GET / HTTP/1.1\r\nX-Slow: " if number % 2 else b"")
            if number % 100 == 0:
                assert (await siege.session["chair"].http.get("/api/v1/me")).status_code == 200
        fine(await siege.session["chair"].join(siege.session.meeting))
        assert time.monotonic() - begun < patience.HEADERS, "or their deadline did it"
        gone = [raw for raw in siege.raws if await raw.rest(0.001)]
        assert len(gone) >= 200
        assert siege.raws[-1] not in gone


async def test_strangers_who_ask_too_much_wait_and_members_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the same address: the sign-in page is refused, the client's files and signed-in people are served."""
    monkeypatch.setattr(crowd, "BURST", 30.0)
    monkeypatch.setattr(crowd, "RATE", 0.0)
    async with besieged(tmp_path) as siege, httpx.AsyncClient(base_url=siege.home.url) as stranger:
        statuses = [(await stranger.get("/sign-in")).status_code for _ in range(60)]
        assert (statuses[0], statuses[-1]) == (200, 429)
        assert statuses.count(200) <= 30
        for address in ("/api/v1/me", "/s/guess", "/nothing"):
            answer = await stranger.get(address)
            assert (answer.status_code, answer.json()["code"]) == (429, "http.too_many")
            assert answer.headers["connection"] == "close"
        assert (await stranger.get("/static/none.js")).status_code == 404
        assert (await siege.session["member0"].http.get("/api/v1/me")).status_code == 200
        monkeypatch.setattr(crowd, "RATE", 5.0)
        await asyncio.sleep(0.5)
        assert (await stranger.get("/sign-in")).status_code == 200


def test_what_is_known_of_addresses_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "MOST_ADDRESSES", 100)
    at = [0.0]
    strangers = crowd.Crowd(Settings(), lambda: at[0])
    for number in range(1000):
        at[0] += 0.001
        assert strangers.within(f"10.0.{number // 250}.{number % 250}", "/")
    assert len(strangers.left) <= 100
    unnamed = crowd.Crowd(Settings(public_url="https://hop.tinh.vn"), lambda: 0.0)
    assert all(unnamed.within("127.0.0.1", "/") for _ in range(5000)), "everybody has the proxy's address"


@pytest.mark.usefixtures("sockets")
async def test_sockets_that_never_say_connect_are_gone_after_five_seconds(tmp_path: Path) -> None:
    """Also those that answer pings, or send what is not yet allowed only in half."""
    async with besieged(tmp_path) as siege:
        raws = [await siege.shaken() for _ in range(6)]
        await raws[1].send(frame(b"3"))
        await raws[2].send(frame(b"", 9))
        await raws[3].send(frame(b"4", fin=False))
        await raws[4].send(frame(b"40")[:3])
        ended = await asyncio.gather(*(raw.rest(8) for raw in raws))
        assert ended == [True] * len(raws)
