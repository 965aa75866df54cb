"""The server's date is set by a day, both ways, while a meeting runs: order, votes and sign-ins do not notice.

Known bad, and caught: a clerk that believes the date, and sessions that do.
"""

import os
from pathlib import Path

import pytest

from ecabinet import house
from ecabinet.clerk import clerk as clerk_module
from ecabinet.identity.sessions import Session as SignedIn
from ecabinet.identity.sessions import Sessions
from ecabinet.ids import now, steady
from ecabinet.live import seat
from tests.faults.clock import DAY, Clock, order, played
from tests.kit.device import fine
from tests.kit.home import Home, serving
from tests.kit.session import Session, running

FULL = os.environ.get("FAULTS") == "full"
SEED = int(os.environ.get("SEED", "7"))
ROUNDS = 200 if FULL else 5


async def signed_out(session: Session) -> list[str]:
    """Who is not let in any more, as a tablet would find out."""
    session.home.house.live.sweep()
    found = []
    for name, device in session.devices.items():
        if (await device.http.get("/api/v1/me")).status_code != 200:
            found.append(name)
    return found


async def seated(home: Home) -> Session:
    session = await running(home)
    await session.join_all()
    return session


async def test_order_votes_and_sign_ins_do_not_notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seat, "EVENTS", (100_000.0, 100_000.0))  # a session of hours in seconds
    clock = Clock(monkeypatch, SEED)
    async with serving(tmp_path) as home:
        session = await seated(home)
        assert await played(session, clock, ROUNDS) == []
        assert await order(home, session.meeting) == []
        for shift in (DAY, -DAY, 0):
            clock.shift = shift
            assert await signed_out(session) == []
            for device in session.devices.values():
                fine(await device.join(session.meeting, resume=True))
        seq = session.state.seq
    print(f"seed {SEED}: the date was set {clock.steps} times in {seq} entries")
    async with serving(tmp_path) as home:
        clerk = await home.house.clerks.get(session.meeting)
        assert clerk.state.seq == seq, "and it is read again in the same order"
        assert all(home.house.sessions.find(device.cookie) for device in session.devices.values())


async def test_what_is_written_carries_the_date_that_was_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not hidden: the server believes its date. It says in its log that it was set."""
    said: list[object] = []
    clock = Clock(monkeypatch, SEED)
    async with serving(tmp_path) as home:
        session = await seated(home)
        monkeypatch.setattr(house.log, "warning", lambda event, **values: said.append((event, values)))
        clock.shift = DAY
        home.house.watch_clock()
        fine(await session["member0"].do("agenda.request_floor"))
        tomorrow = session.state.at
        assert tomorrow >= now() - 60_000
        assert said == [("clock_stepped", {"seconds": 86400})]
        clock.shift = 0
        fine(await session["member1"].do("agenda.request_floor"))
        assert session.state.at == tomorrow, "never before what was written already"


async def test_a_session_from_a_wrong_date_is_no_longer_than_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch, SEED)
    async with serving(tmp_path) as home:
        clock.shift = 300 * DAY
        device = await home.device(await home.person("Lê Quang Vinh"))
    clock.shift = 0
    async with serving(tmp_path) as home:
        name = next(iter(home.house.sessions.live))
        assert home.house.sessions.find(device.cookie) is not None
        assert home.house.sessions.until[name] - steady() <= home.house.sessions.length["person"]


async def test_a_clerk_that_believes_the_date_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch, SEED)
    async with serving(tmp_path) as home:
        session = await seated(home)
        monkeypatch.setattr(clerk_module, "max", lambda date, _last: date, raising=False)
        await played(session, clock, 2)
        assert any("time" in words for words in await order(home, session.meeting))


async def test_sessions_that_believe_the_date_are_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def get(self: Sessions, name: str) -> SignedIn | None:
        found = self.live.get(name)
        return found if found is not None and found.expires_at > now() else None

    clock = Clock(monkeypatch, SEED)
    async with serving(tmp_path) as home:
        session = await seated(home)
        monkeypatch.setattr(Sessions, "get", get)
        clock.shift = DAY
        assert set(await signed_out(session)) == set(session.devices)
