"""Is it alive, is it ready and if not why, and its figures: for those who run it, and for nobody else."""

from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request

from ecabinet.http.health import may_scrape
from ecabinet.metrics import FIGURES, Histogram
from ecabinet.settings import Settings, why_not_serve
from tests.kit.device import fine
from tests.kit.home import Home, serving
from tests.kit.session import running

TOKEN = "mot-ma-bi-mat-du-dai"


async def ready(home: Home) -> tuple[int, list[str], list[str]]:
    async with httpx.AsyncClient(base_url=home.url) as browser:
        answer = await browser.get("/health/ready")
        return answer.status_code, answer.json()["why"], answer.json()["warn"]


async def figures(home: Home) -> dict[str, float]:
    """Every sample by its name and labels."""
    async with httpx.AsyncClient(base_url=home.url) as browser:
        text = (await browser.get("/metrics")).text
    return {
        "/".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_a_healthy_server_says_so_at_all_three_addresses(tmp_path: Path) -> None:
    async with serving(tmp_path) as home, httpx.AsyncClient(base_url=home.url) as browser:
        assert (await browser.get("/health/live")).status_code == 200
        assert (await browser.get("/healthz")).json() == {"ok": True}
        assert await ready(home) == (200, [], [])


async def test_whoever_asks_is_told_why_it_is_not_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(tmp_path) as home:
        home.house.storage.state = "low"
        assert await ready(home) == (200, [], ["disk_low"])
        home.house.storage.state = "full"
        assert await ready(home) == (503, ["disk_full"], [])

        async def broken(*_: object) -> None:
            raise OSError("gone")

        with monkeypatch.context() as patch:
            patch.setattr(home.house.db, "rows", broken)
            assert await ready(home) == (503, ["database", "disk_full"], [])
            async with httpx.AsyncClient(base_url=home.url) as browser:
                assert (await browser.get("/health/live")).status_code == 200, "a restart would not help"
        home.house.storage.state = "ok"
        assert await ready(home) == (200, [], [])


async def test_what_a_session_does_shows_in_the_figures(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        before = await figures(home)
        session = await running(home)
        await session.join_all()
        poll = await session.open_poll()
        fine(await session["member0"].do("voting.cast", poll=poll, choice="yes"))
        assert not (await session["member0"].do("voting.cast", poll=poll, choice="yes"))["ok"]
        await session["member1"].until(lambda: session["member1"].pushes)
        found = await figures(home)
        grown = {name: value - before.get(name, 0) for name, value in found.items()}
        assert found["ecabinet_seats"] == len(session.devices)
        assert found["ecabinet_meetings_loaded"] == 1
        assert grown["ecabinet_commands_total"] == grown["ecabinet_turn_commands_sum"] > 10
        assert grown["ecabinet_refusals_total/voting.already_cast"] == 1
        assert grown["ecabinet_answer_seconds_count"] >= grown["ecabinet_commands_total"] + 1
        assert grown["ecabinet_push_frames_total"] >= grown["ecabinet_pushes_total"] > 0
        assert grown["ecabinet_commit_seconds_count"] > 0
        assert found["ecabinet_wal_bytes"] > 0
        assert found["ecabinet_disk_free_bytes"] > 0
        assert found["process_resident_memory_bytes"] > 1 << 20
        for nobody_waits in ("ecabinet_commands_waiting", "ecabinet_writes_waiting"):
            assert found[nobody_waits] == 0


def test_a_histogram_puts_each_value_under_its_bound() -> None:
    held = Histogram((1, 10, 100))
    for value in (0, 1, 2, 10, 11, 1000):
        held.add(value)
    assert (held.counts, held.count, held.sum) == ([2, 2, 1, 1], 6, 1024)


def test_only_codes_become_labels() -> None:
    before = dict(FIGURES.refusals)
    for code in ("voting.not_open", "Nguyễn Văn A", "a.b\n", ""):
        FIGURES.refused(code)
    assert set(FIGURES.refusals) - set(before) <= {"voting.not_open", "other"}
    assert FIGURES.refusals["other"] - before.get("other", 0) == 3


@pytest.mark.parametrize(
    ("address", "host", "headers", "settings", "yes"),
    [
        ("127.0.0.1", "127.0.0.1:8000", {}, {}, True),
        ("::1", "localhost", {}, {}, True),
        ("10.1.2.3", "10.1.2.9", {}, {"host": "0.0.0.0"}, False),
        ("10.1.2.3", "127.0.0.1", {}, {"host": "0.0.0.0"}, False),
        ("127.0.0.1", "hop.tinh.vn", {}, {"public_url": "https://hop.tinh.vn"}, False),
        ("127.0.0.1", "127.0.0.1", {}, {"public_url": "https://hop.tinh.vn"}, False),
        ("127.0.0.1", "127.0.0.1", {}, {"proxy": "127.0.0.1"}, False),
        ("127.0.0.1", "127.0.0.1", {"x-forwarded-for": "10.1.2.3"}, {}, False),
        ("10.1.2.3", "10.1.2.9", {"authorization": f"Bearer {TOKEN}"}, {"metrics_token": TOKEN}, True),
        ("10.1.2.3", "10.1.2.9", {"authorization": "Bearer khac"}, {"metrics_token": TOKEN}, False),
        ("10.1.2.3", "10.1.2.9", {"authorization": "Bearer "}, {}, False),
    ],
)
def test_the_figures_are_for_this_machine_or_the_token(
    address: str, host: str, headers: dict[str, str], settings: dict[str, str], yes: bool
) -> None:
    sent = [(b"host", host.encode()), *((name.encode(), value.encode()) for name, value in headers.items())]
    scope = {"type": "http", "method": "GET", "path": "/metrics", "query_string": b"", "scheme": "http"}
    request = Request({**scope, "headers": sent, "client": (address, 5), "server": ("127.0.0.1", 8000)})
    assert may_scrape(Settings(**settings), request) is yes


def test_a_token_is_long_enough() -> None:
    assert why_not_serve(Settings(metrics_token="ngan")) is not None
    assert why_not_serve(Settings(metrics_token=TOKEN)) is None
    assert why_not_serve(Settings(log_level="chatty")) is not None


async def test_a_server_that_stops_takes_no_more_and_says_try_again(tmp_path: Path) -> None:
    """Given a session, the server is told to stop: people are sent to the next one, the house finishes."""
    async with serving(tmp_path) as home:
        session = await running(home)
        await session.join_all()
        await home.house.drain()
        answer = await session["member0"].do("agenda.request_floor", topic="Ngân sách")
        assert answer == {"ok": False, "code": "house.stopping", "args": {}}
        over_http = await session["member0"].http.post(
            f"/api/v1/meetings/{session.meeting}/commands",
            json={"id": "x", "cmd": "agenda.request_floor", "args": {"topic": "x"}},
        )
        assert (over_http.status_code, over_http.json()["code"]) == (503, "house.stopping")
        assert (await ready(home))[:2] == (503, ["stopping"])
        assert (await home.house_does(session.meeting, "agenda.request_floor"))["code"] != "house.stopping"
