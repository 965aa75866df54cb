"""Signing in and out over HTTP, as a browser does it."""

import asyncio
from pathlib import Path

import httpx
import pytest

from ecabinet.identity import throttle
from ecabinet.identity.sessions import HOUR
from ecabinet.ids import steady
from tests.kit.home import Home, serving

PASSWORD = "mat-khau-rat-dai"


async def with_account(home: Home) -> httpx.AsyncClient:
    person = await home.person("Đỗ Thị Ngọc Ánh", "secretary", login="anh")
    await home.house.identity.set_password(person, PASSWORD)
    return httpx.AsyncClient(base_url=home.url, headers={"origin": home.url, "accept": "text/html"})


async def test_in_out_and_the_cookie_is_kept_from_scripts(tmp_path: Path) -> None:
    async with serving(tmp_path) as home, await with_account(home) as browser:
        assert (await browser.get("/meetings")).headers["location"] == "/sign-in"
        page = await browser.get("/sign-in")
        assert 'name="password"' in page.text
        done = await browser.post("/sign-in", data={"login": " ANH ", "password": PASSWORD})
        assert (done.status_code, done.headers["location"]) == (303, "/meetings")
        cookie = done.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        me = (await browser.get("/api/v1/me")).json()
        assert me["person"]["name"] == "Đỗ Thị Ngọc Ánh"

        stolen = dict(browser.cookies)
        await browser.post("/sign-out")
        async with httpx.AsyncClient(base_url=home.url, cookies=stolen) as thief:
            assert (await thief.get("/api/v1/me")).status_code == 401
        stored = await home.house.db.rows("SELECT hash FROM account_session")
        assert stolen["ecabinet"] not in {row["hash"] for row in stored}


async def test_wrong_name_and_wrong_password_look_the_same(tmp_path: Path) -> None:
    async with serving(tmp_path) as home, await with_account(home) as browser:
        answers = [
            await browser.post("/sign-in", data={"login": login, "password": "sai-mat-khau"})
            for login in ("anh", "khong-co")
        ]
        assert [answer.status_code for answer in answers] == [403, 403]
        pages = [answer.text.replace('value="anh"', "").replace('value="khong-co"', "") for answer in answers]
        assert pages[0] == pages[1]


async def test_guessing_is_slowed_but_a_stranger_does_not_lock_the_owner_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "PER_ACCOUNT", 3)
    async with serving(tmp_path) as home, await with_account(home) as browser:
        statuses = [
            (await browser.post("/sign-in", data={"login": "anh", "password": "sai"})).status_code for _ in range(5)
        ]
        assert statuses == [403, 403, 403, 429, 429]
        right = await browser.post("/sign-in", data={"login": "anh", "password": PASSWORD})
        assert right.status_code == 429, "from there not even the right one"
        cookie, _ = await home.house.identity.sign_in("anh", PASSWORD, "10.0.0.9")
        assert cookie, "from elsewhere the owner gets in"


async def test_guesses_sent_in_one_breath_are_slowed_like_others(tmp_path: Path) -> None:
    """Sixty at once, before the first of them is known to be wrong; then the right one from elsewhere does not wait."""
    async with serving(tmp_path) as home, await with_account(home) as browser:
        answers = await asyncio.gather(
            *(browser.post("/sign-in", data={"login": "anh", "password": f"sai-{n}"}) for n in range(60))
        )
        statuses = [answer.status_code for answer in answers]
        assert set(statuses) == {403, 429}
        assert statuses.count(403) <= throttle.PER_ACCOUNT + home.house.identity.passwords.turns._value
        assert (await home.house.identity.sign_in("anh", PASSWORD, "10.0.0.9"))[0]


async def test_a_new_password_ends_all_other_sessions(tmp_path: Path) -> None:
    async with serving(tmp_path) as home, await with_account(home) as browser:
        await browser.post("/sign-in", data={"login": "anh", "password": PASSWORD})
        other, _ = await home.house.identity.sign_in("anh", PASSWORD, "elsewhere")
        short = await browser.post("/password", data={"old": PASSWORD, "new": "ngan"})
        assert short.status_code == 403
        wrong = await browser.post("/password", data={"old": "sai", "new": "mot-mat-khau-moi"})
        assert wrong.status_code == 403
        assert (await browser.post("/password", data={"old": PASSWORD, "new": "mot-mat-khau-moi"})).status_code == 200
        assert (await browser.get("/api/v1/me")).status_code == 200
        assert home.house.sessions.find(other) is None
        with pytest.raises(Exception, match=r"identity\.wrong"):
            await home.house.identity.sign_in("anh", PASSWORD, "x")


async def test_sessions_outlive_a_restart_and_run_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(tmp_path) as home, await with_account(home):
        cookie, _ = await home.house.identity.sign_in("anh", PASSWORD, "x")
    async with serving(tmp_path) as home:
        session = home.house.sessions.find(cookie)
        assert session is not None
        monkeypatch.setattr("ecabinet.identity.sessions.steady", lambda: steady() + 12 * HOUR)
        assert home.house.sessions.find(cookie) is None


async def test_links_exist_in_the_demo_only(tmp_path: Path) -> None:
    async with serving(tmp_path / "real") as home:
        person = await home.person("Lê Quang Vinh")
        with pytest.raises(PermissionError):
            await home.house.sessions.make_link("seat", person=person, meeting=None, label="")
    async with serving(tmp_path / "demo", demo=True) as home:
        person = await home.person("Lê Quang Vinh")
        token = await home.house.sessions.make_link("seat", person=person, meeting="m1", label="Chủ tọa")
        assert len(token) >= 21, "128 bits"
        async with httpx.AsyncClient(base_url=home.url, headers={"accept": "text/html"}) as browser:
            seats = await browser.get("/")
            assert f"/l/{token}" in seats.text
            assert "Lê Quang Vinh" in seats.text
            done = await browser.get(f"/l/{token}")
            assert (done.status_code, done.headers["location"]) == (303, "/m/m1")
            assert (await browser.get("/api/v1/me")).json()["person"]["id"] == person
            assert (await browser.get("/l/guess")).status_code == 404
        elsewhere = {"accept": "text/html", "host": "evil.example"}
        async with httpx.AsyncClient(base_url=home.url, headers=elsewhere) as rebound:
            answer = await rebound.get("/")
            assert answer.status_code == 400
            assert token not in answer.text


async def test_a_kiosk_link_becomes_a_cookie_at_a_clean_address(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        token = await home.house.sessions.make_link("screen", person=None, meeting="m1", label="Màn hình")
        async with httpx.AsyncClient(base_url=home.url, headers={"accept": "text/html"}) as kiosk:
            done = await kiosk.get(f"/s/{token}")
            assert done.headers["location"] == "/screen/m1"
            page = await kiosk.get("/screen/m1")
            assert 'id="screen"' in page.text
            assert (await kiosk.get("/meetings")).headers["location"] == "/screen/m1"
            assert (await kiosk.get("/api/v1/meetings")).status_code == 404
        await home.house.sessions.revoke_screens("m1")
        async with httpx.AsyncClient(base_url=home.url) as late:
            assert (await late.get(f"/s/{token}")).status_code == 404
        rows = await home.house.db.rows("SELECT token FROM signin_link")
        assert [row["token"] for row in rows] == [None], "outside the demo only the hash is kept"
