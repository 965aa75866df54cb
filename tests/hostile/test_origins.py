"""Requests that some other page, name or machine made: more than forty ways to forge where one comes from, each tried
as a websocket, as a command over HTTP, and as Engine.IO's polling, with a cookie that is good."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.raw import TARGET, Headers, Raw, greeted, request, text, upgrade_headers
from tests.hostile.siege import Siege, besieged, told_nothing
from tests.kit.home import Home, serving

OWN_PORT = "{port}"
ORIGINS = (
    "", "null", "https://evil.example", "http://evil.example:{port}", "https://127.0.0.1:{port}", "http://127.0.0.1",
    "http://127.0.0.1:{port}/", "http://127.0.0.1:{port}.evil.example", "http://127.0.0.1:1", "http://127.0.0.1:0{port}",
    "http://evil@127.0.0.1:{port}", "http://127.0.0.1:{port}@evil.example", "http://127.0.0.1:{port}#", "file://",
    "http://127.0.0.1:{port}?", "http://127.0.0.1:{port}\\.evil.example", "HTTP://127.0.0.1:{port}", "ws://127.0.0.1:{port}",
    "http://localhost:{port}", "http://LOCALHOST:{port}", "http://[::1]:{port}", "http://[::ffff:127.0.0.1]:{port}",
    "http://127.1:{port}", "http://2130706433:{port}", "http://0x7f.0.0.1:{port}", "http://0177.0.0.1:{port}",
    "http://0.0.0.0:{port}", "http://127.0.0.1.:{port}", "http://127.0.0.1.evil.example:{port}", "127.0.0.1:{port}",
    "http://evil.example.127.0.0.1:{port}", "http://127.0.0.1:{port} https://evil.example", "//127.0.0.1:{port}",
    "https://evil.example,http://127.0.0.1:{port}", "chrome-extension://abcdef", "capacitor://localhost", "*",
    "http://127.0.0.1%2eevil.example:{port}", "http://127。0。0。1:{port}", "http://127.0.0.1:{port}:{port}", "http://",
    "http:/127.0.0.1:{port}", "http:// 127.0.0.1:{port}", "about:blank",
)  # fmt: skip
HOSTS = (
    "evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "127.0.0.1.:{port}", "localhost.:{port}",
    "127.0.0.1:{port}@evil.example", "evil.example@127.0.0.1:{port}", "127.0.0.1:{port}/evil.example",
    "127.0.0.1:{port}#", "[::ffff:127.0.0.1]:{port}", "[::1", "::1", "10.0.0.5", "127.1:{port}",
    "127.0.0.1:{port}:{port}", "127.0.0.1:evil", "127.0.0.1:999999", "local\thost", "127.0.0.1:{port}, evil.example",
    "", "*", "-", "[::1%25lo]:{port}",
)  # fmt: skip
OWN = "http://127.0.0.1:{port}"
EVIL = "https://evil.example"


def variants(port: int) -> Iterator[tuple[str, Headers]]:
    """Name, and the headers that say where from and whereto; the rest is honest."""
    host, own = ("Host", f"127.0.0.1:{port}"), ("Origin", OWN.replace("{port}", str(port)))
    evil = ("Origin", EVIL)
    yield "no origin", [host]
    for origin in ORIGINS:
        yield f"origin {origin}", [host, ("Origin", origin.replace("{port}", str(port)))]
    for name in HOSTS:
        filled = name.replace("{port}", str(port))
        yield f"host {name} and its own page", [("Host", filled), ("Origin", f"http://{filled}")]
        yield f"host {name} and our page", [("Host", filled), own]
    yield "two hosts", [host, ("Host", "evil.example"), own]
    yield "two hosts, the other first", [("Host", "evil.example"), host, own]
    yield "the same host twice", [host, host, own]
    yield "two origins", [host, own, evil]
    yield "two origins, the other first", [host, evil, own]
    yield "no host", [own]
    for name, value in (
        ("X-Forwarded-Host", "evil.example"), ("X-Original-Host", "evil.example"), ("Forwarded", "host=evil.example"),
        ("X-Forwarded-Server", "evil.example"), ("X-Host", "evil.example"), ("X-Forwarded-For", "127.0.0.1"),
        ("X-Original-URL", "/sign-in"), ("X-HTTP-Method-Override", "GET"), ("Referer", f"http://127.0.0.1:{port}/"),
        ("Sec-Fetch-Site", "none"),
    ):  # fmt: skip
        yield f"{name} {value}", [host, evil, (name, value)]
    secure = ("Origin", f"https://127.0.0.1:{port}")
    yield "a forwarded scheme", [host, secure, ("X-Forwarded-Proto", "https")]
    yield "a forwarded port", [host, ("Origin", "http://127.0.0.1:1"), ("X-Forwarded-Port", "1")]


async def status(port: int, data: bytes) -> int:
    """The status of the answer; 0 for none."""
    raw = await Raw.open(port)
    await raw.send(data)
    found, _ = await raw.head()
    await raw.close()
    told_nothing(raw.heard)
    return found


def encoded(method: str, target: str, headers: Headers, body: bytes = b"") -> bytes:
    """Headers in UTF-8, as a careless client might send them."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode() + body


async def forged(port: int, cookie: str, meeting: str) -> list[str]:
    """Which forgery was taken for our own page, over which transport."""
    rest = [(name, value) for name, value in upgrade_headers(port, cookie).items() if name not in ("Host", "Origin")]
    body = json.dumps({"id": "forged", "cmd": "meeting.pause", "args": {}}).encode()
    posted = [("Cookie", f"ecabinet={cookie}"), ("Content-Length", str(len(body))), ("Content-Type", "text/plain")]
    polled = [("Cookie", f"ecabinet={cookie}"), ("Content-Length", "2")]
    polling = "/socket.io/?EIO=4&transport=polling"
    found = []
    for name, where in variants(port):
        tries = {
            "websocket": encoded("GET", TARGET, where + rest),
            "command": encoded("POST", f"/api/v1/meetings/{meeting}/commands", where + posted, body),
            "polling": encoded("POST", f"{polling}&sid=x", where + polled, b"40"),
            "polled": encoded("GET", polling, where + polled[:1]),
        }
        for transport, data in tries.items():
            answer = await status(port, data)
            if answer not in (400, 403, 404, 405):
                found.append(f"{transport}: {name}: {answer}")
    return found


@pytest.mark.usefixtures("sockets")
async def test_no_forged_origin_is_taken_for_our_own_page(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        assert len(list(variants(1))) > 90
        assert await forged(siege.port, siege.cookie("chair"), siege.session.meeting) == []


async def test_a_request_line_that_names_another_host_is_refused(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        for target, wanted in await targets(siege):
            headers = [("Host", f"127.0.0.1:{siege.port}"), ("Cookie", f"ecabinet={siege.cookie('chair')}")]
            assert await status(siege.port, request("GET", target, headers)) == wanted, target


async def targets(siege: Siege) -> list[tuple[str, int]]:
    """Ours in full is ours; everything else is nothing."""
    own = f"127.0.0.1:{siege.port}"
    return [
        (f"http://{own}/api/v1/me", 200),
        ("/api/v1/me", 200),
        ("http://evil.example/api/v1/me", 400),
        (f"http://{own}.evil.example/api/v1/me", 400),
        (f"http://evil@{own}/api/v1/me", 400),
        (f"ftp://{own}/api/v1/me", 400),
        ("//evil.example/api/v1/me", 400),
        ("///api/v1/me", 400),
        ("api/v1/me", 400),
        ("\\api\\v1\\me", 400),
        ("?", 400),
        ("http://", 400),
    ]


async def test_behind_a_proxy_only_the_public_name_over_tls_is_ours(tmp_path: Path) -> None:
    async with serving(tmp_path, public_url="https://hop.tinh.vn") as home:
        cookie = await home.house.sessions.begin(
            "person", person=await home.person("Lê Quang Vinh"), meeting=None, address="test"
        )
        for host, origin, name, wanted in (
            ("hop.tinh.vn", "https://hop.tinh.vn", "__Host-ecabinet", 101),
            ("hop.tinh.vn", "http://hop.tinh.vn", "__Host-ecabinet", 403),
            ("hop.tinh.vn", "https://hop.tinh.vn:444", "__Host-ecabinet", 403),
            ("hop.tinh.vn", "https://hop.tinh.vn.", "__Host-ecabinet", 403),
            ("hop.tinh.vn", "https://x.hop.tinh.vn", "__Host-ecabinet", 403),
            ("hop.tinh.vn", "https://tinh.vn", "__Host-ecabinet", 403),
            ("x.hop.tinh.vn", "https://x.hop.tinh.vn", "__Host-ecabinet", 403),
            ("hop.tinh.vn.evil.example", "https://hop.tinh.vn.evil.example", "__Host-ecabinet", 403),
        ):
            assert await upgraded(home, {"Host": host, "Origin": origin, "Cookie": f"{name}={cookie}"}) == wanted, (
                origin
            )


async def upgraded(home: Home, changed: dict[str, str]) -> int:
    port = home.house.settings.port
    return await status(port, request("GET", TARGET, list((upgrade_headers(port, "") | changed).items())))


async def test_over_tls_a_cookie_that_another_host_could_have_set_is_nobodys(tmp_path: Path) -> None:
    """A sibling host, or somebody on the line, can set `ecabinet` for us, but not `__Host-ecabinet`."""
    async with serving(tmp_path, public_url="https://hop.tinh.vn") as home:
        cookie = await home.house.sessions.begin(
            "person", person=await home.person("Lê Quang Vinh"), meeting=None, address="test"
        )
        port = home.house.settings.port
        for name, wanted in (("__Host-ecabinet", 200), ("ecabinet", 401), ("__host-ecabinet", 401)):
            headers = [("Host", "hop.tinh.vn"), ("Cookie", f"{name}={cookie}")]
            assert await status(port, request("GET", "/api/v1/me", headers)) == wanted, name


async def test_our_own_page_is_let_in_whatever_else_its_browser_holds(tmp_path: Path) -> None:
    """The honest client, with cookies of other programs that are none: it is signed in all the same."""
    async with besieged(tmp_path) as siege:
        good = f"ecabinet={siege.cookie('member0')}"
        for header in (good, f"a/b=1; {good}", f"{good}; a,b=2; =; ;;", f'x="; {good}', f"expires=1;{good}; path=/"):
            raw = siege.keep(await greeted(siege.port, "", Cookie=header))
            await raw.send(text(f'427["join",{{"meeting":"{siege.session.meeting}"}}]'))
            assert '"ok":true' in await raw.message("437"), header
            headers = [("Host", f"127.0.0.1:{siege.port}"), ("Cookie", header), ("Accept", "text/html")]
            assert await status(siege.port, request("GET", "/password", headers)) == 200, header
