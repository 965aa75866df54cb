"""What binds every request, whatever it asks for: headers, origins, hosts, cookies, and what only a demo has."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ecabinet import data
from ecabinet.app import ROOMS
from ecabinet.commands.serve import why_not_this_folder
from ecabinet.http.gate import HEADERS, POLICY
from ecabinet.settings import Settings
from tests.kit.home import Home, serving
from tests.secrecy.table import ELSEWHERE, ROWS

IDS = dict.fromkeys(
    ("meeting", "document", "elsewhere", "own_version", "foreign_version", "idle_version"), "aaaaaaaaaaaa"
)
DIRECTIVES = {
    "default-src": "'self'", "script-src": "'self'", "style-src": "'self'", "connect-src": "'self'",
    "object-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'", "form-action": "'self'",
}  # fmt: skip

KEPT = ("no-store", "no-cache", "public, max-age=86400", "private, no-cache")


def browser(home: Home, cookie: str = "", **headers: str) -> httpx.AsyncClient:
    cookies = {"ecabinet": cookie} if cookie else {}
    here = f"http://127.0.0.1:{home.house.settings.port}"
    return httpx.AsyncClient(base_url=here, cookies=cookies, headers=headers, timeout=60)


async def signed_in(home: Home, *roles: str) -> str:
    person = await home.person("Đỗ Thị Ngọc Ánh", *roles)
    return await home.house.sessions.begin("person", person=person, meeting=None, address="test")


def test_the_policy_lets_in_only_what_is_ours() -> None:
    found = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert DIRECTIVES.items() <= found.items()
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


async def test_every_answer_of_every_route_carries_the_headers(tmp_path: Path) -> None:
    """Signed in and not, for people and for programs, whatever the status."""
    async with serving(tmp_path, ROOMS, demo=True) as home:
        for cookie in ("", await signed_in(home, "secretary")):
            async with browser(home, cookie, origin=home.url) as client:
                async for name, headers in answers(client):
                    for header, value in HEADERS.items():
                        wanted = (value, "sandbox; default-src 'none'")
                        assert headers[header] in wanted if "policy" in header else headers[header] == value, name
                    assert headers["cache-control"] in KEPT, name
                    assert "server" not in headers, name
                    assert "access-control-allow-origin" not in headers, name


async def answers(client: httpx.AsyncClient) -> AsyncIterator[tuple[str, httpx.Headers]]:
    for row in ROWS:
        for accept in ("text/html", "application/json"):
            address = row.address.format(**IDS)
            answer = await client.request(row.method, address, headers={"accept": accept})
            yield f"{row.method} {address} {accept} {answer.status_code}", answer.headers


def forged_origins(home: Home) -> list[dict[str, str]]:
    own, port = home.url, home.house.settings.port
    return [
        {},
        {"origin": ""},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": own.replace("http:", "https:")},
        {"origin": f"{own}.evil.example"},
        {"origin": f"http://evil.example:{port}"},
        {"origin": f"http://127.0.0.1.evil.example:{port}"},
        {"origin": f"http://evil@127.0.0.1:{port}"},
        {"origin": f"http://localhost:{port}"},
        {"origin": f"{own}/"},
        {"origin": own.upper()},
        {"origin": "http://127.0.0.1"},
        {"origin": own, "sec-fetch-site": "cross-site"},
        {"origin": own, "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"referer": f"{own}/"},
        {"origin": "https://evil.example", "x-forwarded-host": "evil.example"},
    ]


UNSAFE = sorted({(row.method, row.address) for row in ROWS if row.method != "GET"} | ELSEWHERE)


async def test_nothing_that_changes_is_taken_from_another_page(tmp_path: Path) -> None:
    async with serving(tmp_path, ROOMS, demo=True) as home:
        cookie = await signed_in(home, "secretary")
        for headers in forged_origins(home):
            async with browser(home, cookie, **headers) as client:
                for method, address in UNSAFE:
                    answer = await client.request(method, address.format(**IDS), content=b"{}")
                    assert answer.status_code == 403, (headers, method, address)
        async with browser(home, cookie) as client:
            assert (await client.get("/api/v1/me")).status_code == 200, "still signed in"
        assert not home.house.clerks.known


HOSTS = (
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil.example@127.0.0.1:1",
    "127.0.0.1@evil.example",
    "evil.example#127.0.0.1",
    "[::ffff:evil]",
    "0x7f000001.evil.example",
    "10.0.0.5",
)


async def test_a_host_that_is_not_ours_gets_nothing(tmp_path: Path) -> None:
    """Names that point at this server from elsewhere (rebinding), and addresses that only look like ours."""
    async with serving(tmp_path, ROOMS, demo=True) as home:
        cookie = await signed_in(home)
        async with browser(home, cookie) as client:
            for host in HOSTS:
                for address in ("/", "/api/v1/me", "/demo/seats.json", "/healthz"):
                    answer = await client.get(address, headers={"host": host})
                    assert answer.status_code == 400, (host, address)
            forwarded = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
            answer = await client.get("/sign-in", headers=forwarded)
            assert "evil" not in answer.text + str(answer.headers)


async def set_cookie(home: Home, **more: Any) -> str:
    await home.house.identity.set_password(await home.person("Lê Quang Vinh", login="vinh"), "mat khau dai 12")
    form = {"login": "vinh", "password": "mat khau dai 12"}
    async with browser(home, origin=home.house.settings.url, **more) as client:
        answer = await client.post("/sign-in", data=form)
    assert answer.status_code == 303
    return str(answer.headers["set-cookie"])


async def test_the_cookie_is_for_our_own_pages_and_no_script(tmp_path: Path) -> None:
    async with serving(tmp_path / "http", ()) as home:
        said = await set_cookie(home)
        assert "HttpOnly" in said
        assert "samesite=lax" in said.lower()
        assert "Path=/" in said
        assert "domain" not in said.lower()
        value = said.split(";")[0].split("=")[1]
        assert len(value) >= 43, "256 bits"
        async with browser(home, value) as client:
            assert (await client.get("/api/v1/me")).status_code == 200
        rows = await home.house.db.rows("SELECT * FROM account_session")
        assert value not in str([dict(row) for row in rows]), "only its hash is stored"
    async with serving(tmp_path / "https", (), public_url="https://hop.tinh.vn") as home:
        assert "Secure" in await set_cookie(home, host="hop.tinh.vn")


async def test_a_new_sign_in_ends_the_old_session(tmp_path: Path) -> None:
    """Nobody can be given a session that somebody else knows."""
    async with serving(tmp_path) as home:
        await home.house.identity.set_password(await home.person("Lê Quang Vinh", login="vinh"), "mat khau dai 12")
        old = await signed_in(home)
        async with browser(home, old, origin=home.url) as client:
            answer = await client.post("/sign-in", data={"login": "vinh", "password": "mat khau dai 12"})
        assert old not in answer.headers["set-cookie"]
        async with browser(home, old) as client:
            assert (await client.get("/api/v1/me")).status_code == 401


async def test_one_click_links_are_for_the_demo_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even when a link lies in the database (a demo's, or written by somebody), a real server does not follow it."""
    async with serving(tmp_path, ROOMS) as home:
        person = await home.person("Lê Quang Vinh")
        sessions = home.house.sessions
        with pytest.raises(PermissionError):
            await sessions.make_link("seat", person=person, meeting=None, label="x")
        monkeypatch.setattr(sessions, "demo", True)
        link = await sessions.make_link("seat", person=person, meeting=None, label="x")
        for as_if in (True, False):
            monkeypatch.setattr(sessions, "demo", as_if)
            async with browser(home) as client:
                answer = await client.get(f"/l/{link}")
                assert (answer.status_code, "set-cookie" in answer.headers) == (404, False)
                assert (await client.get("/demo/seats.json")).status_code == 404
                assert (await client.get("/")).headers["location"] == "/sign-in"


def test_a_real_server_refuses_the_folder_of_a_demo(tmp_path: Path) -> None:
    data.prepare(tmp_path, demo=True)
    (tmp_path / "ecabinet.db").touch()
    assert "belongs to the demo" in str(why_not_this_folder(Settings(data=tmp_path)))
    assert why_not_this_folder(Settings(data=tmp_path, demo=True)) is None


async def test_only_websockets_and_only_one_address(tmp_path: Path) -> None:
    """No polling (twice the surface), no other websocket."""
    async with serving(tmp_path) as home, browser(home, await signed_in(home), origin=home.url) as client:
        for address in ("/socket.io/?EIO=4&transport=polling", "/socket.io/"):
            assert (await client.get(address)).status_code == 404
            assert (await client.post(address, content=b"40")).status_code in (404, 405)
