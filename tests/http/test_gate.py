"""What every request passes: hosts, origins, headers, sizes, errors."""

import asyncio
from pathlib import Path

import httpx
import pytest

from ecabinet.settings import Settings, from_environment, why_not_serve
from tests.kit.device import fine
from tests.kit.home import serving
from tests.kit.session import prepared, running


async def test_only_our_own_pages_change_anything(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        device = await home.device(await home.person("Đỗ Thị Ngọc Ánh", "secretary"))
        own = home.url
        cases: list[tuple[dict[str, str], int]] = [
            ({}, 403),
            ({"origin": "null"}, 403),
            ({"origin": "https://evil.example"}, 403),
            ({"origin": own.replace("http", "https")}, 403),
            ({"origin": f"{own}.evil.example"}, 403),
            ({"origin": own, "sec-fetch-site": "cross-site"}, 403),
            ({"origin": own, "sec-fetch-site": "same-site"}, 403),
            ({"sec-fetch-site": "none"}, 403),
            ({"origin": own, "host": "evil.example"}, 400),
            ({"origin": own}, 303),
        ]
        for headers, status in cases:
            async with httpx.AsyncClient(base_url=own, cookies={"ecabinet": device.cookie}, headers=headers) as browser:
                assert (await browser.post("/sign-out")).status_code == status, headers


async def test_headers_that_bind_the_browser(tmp_path: Path) -> None:
    async with serving(tmp_path) as home, httpx.AsyncClient(base_url=home.url) as browser:
        for path in ("/sign-in", "/healthz", "/no/such/page", "/static/none.js"):
            headers = (await browser.get(path, headers={"accept": "text/html"})).headers
            policy = headers["content-security-policy"]
            assert "default-src 'self'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert "server" not in headers


async def test_no_page_has_inline_script_or_style(tmp_path: Path) -> None:
    async with serving(tmp_path, demo=True) as home:
        device = await home.device(await home.person("Lê Quang Vinh"))
        for path in ("/", "/sign-in", "/password", "/meetings", "/m/x/minutes", "/documents", "/nothing"):
            text = (await device.http.get(path, headers={"accept": "text/html"}, follow_redirects=True)).text
            assert "style=" not in text
            assert "<style" not in text
            assert "<script>" not in text
            assert "onclick" not in text


async def test_a_stranger_finds_nothing_and_cannot_tell_why(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        stranger = await home.device(await home.person("Người lạ"))
        for path in ("view", "notes"):
            there = await stranger.http.get(f"/m/{session.meeting}/{path}")
            nowhere = await stranger.http.get(f"/m/aaaaaaaaaaaa/{path}")
            assert there.status_code == nowhere.status_code == 404
            assert there.content == nowhere.content
        body = {"id": "x", "cmd": "agenda.check_in", "args": {}}
        there = await stranger.http.post(f"/api/v1/meetings/{session.meeting}/commands", json=body)
        nowhere = await stranger.http.post("/api/v1/meetings/aaaaaaaaaaaa/commands", json=body)
        assert there.status_code == nowhere.status_code == 404
        assert there.content == nowhere.content
        assert (await stranger.http.get("/api/v1/meetings")).json() == []
        assert (await stranger.http.get("/api/v1/people?q=a")).status_code == 404


async def test_nobody_signed_in_gets_401_everywhere(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        async with httpx.AsyncClient(base_url=home.url, headers={"origin": home.url}) as nobody:
            for path in ("/api/v1/me", "/api/v1/meetings", "/api/v1/people", f"/m/{session.meeting}/view"):
                assert (await nobody.get(path)).status_code == 401
            answer = await nobody.post("/api/v1/meetings", json={})
            assert answer.status_code == 401
            assert answer.json()["code"] == "identity.signed_out"
            page = await nobody.get(f"/m/{session.meeting}", headers={"accept": "text/html"})
            assert page.headers["location"] == "/sign-in"


async def test_the_same_command_over_http_and_socket_counts_once(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await prepared(home)
        over_http = fine(await session.secretary.post("agenda.add_item", ident="same", title="Nội dung"))
        over_socket = fine(await session.secretary.do("agenda.add_item", ident="same", title="Nội dung"))
        assert over_http["seq"] == over_socket["seq"]
        refused = await session.secretary.http.post(
            f"/api/v1/meetings/{session.meeting}/commands", json={"id": "r", "cmd": "meeting.close", "args": {}}
        )
        assert (refused.status_code, refused.json()["ok"]) == (409, False)


async def test_the_view_is_compressed_once_and_answered_by_its_tag(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await running(home)
        member, guest = session["member0"], session["guest"]
        first = await member.http.get(f"/m/{session.meeting}/view")
        assert first.headers["content-encoding"] == "gzip"
        joined = await member.join(session.meeting)
        assert first.json()["set"] == joined["set"]
        assert first.json()["epoch"] == joined["epoch"]
        tag = {"if-none-match": first.headers["etag"]}
        assert (await member.http.get(f"/m/{session.meeting}/view", headers=tag)).status_code == 304
        other = await guest.http.get(f"/m/{session.meeting}/view", headers=tag)
        assert other.status_code == 200, "another audience, another tag"
        assert f"item/{session.items[0]}" not in other.json()["set"]
        fine(await session["chair"].do("agenda.open_item", item=session.items[1]))
        await member.until(lambda: member.pushes)
        assert (await member.http.get(f"/m/{session.meeting}/view", headers=tag)).status_code == 200


async def test_who_acts_over_http_alone_reads_what_they_wrote(tmp_path: Path) -> None:
    """Counts and queues are pushed at most every tenth of a second; an answer that was given is in the next view."""
    async with serving(tmp_path) as home:
        session = await running(home)
        await session.join_all()
        for name in ("member0", "member1", "member2"):
            member = session[name]
            fine(await member.post("agenda.request_floor", topic=f"from {name}"))
            assert f"from {name}" in (await member.http.get(f"/m/{session.meeting}/view")).text


async def test_a_right_that_ends_while_a_view_is_waited_for_has_ended(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await prepared(home)
        fine(await session.secretary.do("meeting.convene"))
        await session.join_all()
        fine(await session["member0"].do("agenda.check_in"))
        fine(await session["member1"].do("agenda.check_in"))  # told a tenth of a second after the first

        asked = asyncio.create_task(session["member2"].http.get(f"/m/{session.meeting}/view"))
        await asyncio.sleep(0.03)
        fine(await session.secretary.do("meeting.remove_participant", participant=session.participants["member2"]))

        assert (await asked).status_code == 404


async def test_sizes_and_shapes_of_bodies_are_bounded(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        session = await prepared(home)
        http, path = session.secretary.http, f"/api/v1/meetings/{session.meeting}/commands"
        for content, status in ((b"", 400), (b"[]", 400), (b"{", 400), (b"\xff", 400), (b"[" * 100_000, 400)):
            assert (await http.post(path, content=content)).status_code == status
        assert (await http.post(path, content=b"x" * (5 << 20))).status_code == 413
        assert (await http.post("/sign-in", content=b"login=" + b"x" * 100_000)).status_code == 413
        assert (await http.get(f"/m/{session.meeting}/notes?since=abc")).status_code == 400


async def test_a_bug_shows_its_id_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(tmp_path) as home:
        device = await home.device(await home.person("Lê Quang Vinh"))

        async def broken(*_: object) -> None:
            raise RuntimeError("secret words")

        monkeypatch.setattr(home.house.db, "rows", broken)
        answer = await device.http.get("/api/v1/meetings")
        assert answer.status_code == 500
        assert answer.json()["code"] == "house.error"
        assert len(answer.json()["args"]["id"]) == 8
        page = await device.http.get("/healthz", headers={"accept": "text/html"})
        assert page.status_code == 500
        assert "secret" not in page.text + answer.text


def test_plain_http_is_for_this_machine_or_the_demo() -> None:
    assert why_not_serve(Settings()) is None
    assert why_not_serve(Settings(host="::1")) is None
    assert why_not_serve(Settings(host="0.0.0.0")) is not None
    assert why_not_serve(Settings(host="0.0.0.0", demo=True)) is None
    assert why_not_serve(Settings(host="10.0.0.5", public_url="https://hop.tinh.vn")) is None
    assert why_not_serve(Settings(tls_cert="x")) is not None


def test_the_environment_sets_and_the_command_line_wins() -> None:
    found = from_environment({"ECABINET_PORT": "9000", "ECABINET_DATA": "/srv/x", "ECABINET_DEMO": "true"}, port=9001)
    assert (found.port, found.data, found.demo) == (9001, Path("/srv/x"), True)


async def test_the_pages_before_signing_in_speak_both_languages(tmp_path: Path) -> None:
    """Vietnamese first; the switch on the page is remembered; a language there is not changes nothing."""
    async with serving(tmp_path) as home, httpx.AsyncClient(base_url=home.url) as browser:
        assert "Đăng nhập" in (await browser.get("/sign-in")).text
        assert "Sign in" in (await browser.get("/sign-in?lang=en")).text
        assert "Sign in" in (await browser.get("/sign-in")).text
        assert "Đăng nhập" in (await browser.get("/sign-in?lang=vi")).text
        assert "Đăng nhập" in (await browser.get("/sign-in?lang=%00")).text
