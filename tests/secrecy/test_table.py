"""Nobody gets more than the table says: over every route, before, during and after a meeting."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from starlette.routing import BaseRoute, Mount, Route

from ecabinet.app import ROOMS, all_routes
from ecabinet.settings import Settings
from ecabinet.signing.store import DEMO_PIN
from tests.kit.home import make_house, serving
from tests.record import quick
from tests.secrecy import world as words
from tests.secrecy.sweep import overheard, sweep
from tests.secrecy.table import ELSEWHERE, ROWS
from tests.secrecy.world import begin, draft, file, go_on

WRITTEN = {(row.method, row.route) for row in ROWS} | ELSEWHERE


def declared(routes: Iterable[BaseRoute]) -> set[tuple[str, str]]:
    """Method and path of every route, as the application knows them."""
    found = set()
    for route in routes:
        assert isinstance(route, Mount | Route), "a kind of route this test does not know"
        methods = (route.methods or ()) if isinstance(route, Route) else ("GET",)
        found |= {(method, route.path) for method in methods if method != "HEAD"}
    return found


async def test_every_route_has_a_row(tmp_path: Path) -> None:
    house = make_house(Settings(data=tmp_path, demo=True))
    found = declared(all_routes(house, ROOMS))
    assert found - WRITTEN == set(), "a route without a row in tests/secrecy/table.py"
    assert WRITTEN - found == set(), "a row without a route"
    assert declared([Route("/api/v1/everything", lambda _: None)]) - WRITTEN, "a new route is noticed"
    await house.db.close()
    house.lock.close()


async def test_nobody_gets_more_than_the_table_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick.use(monkeypatch)
    async with serving(tmp_path, ROOMS, demo=True) as home:
        world = await draft(home)
        assert await sweep(world, "draft") == []
        assert overheard(world, "draft") == []
        await begin(world)
        assert await sweep(world, "running") == []
        assert overheard(world, "running") == []
        await go_on(world)
        await file(world, DEMO_PIN)
        assert await sweep(world, "filed") == []
        assert overheard(world, "filed") == []
        for word, role in ((words.OWN, "guest"), (words.FOREIGN, "member"), (words.NOTE, "member")):
            assert world[role].said(word.encode()), "the ears work"
