"""The searchers find something when there is something to find: servers that leak on purpose."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ecabinet.app import ROOMS
from ecabinet.notes import Notes
from meeting.view import audience_of
from meeting.views.parts import Eyes
from tests.kit.home import serving
from tests.record import quick
from tests.secrecy import world as words
from tests.secrecy.sweep import overheard, sweep
from tests.secrecy.world import World, begin, draft, stroke

Leak = Callable[[pytest.MonkeyPatch], None]


def pages_for_everybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("ecabinet.http.who.may_read", lambda *_: True)


def strangers_are_members(patch: pytest.MonkeyPatch) -> None:
    def lax(*args: Any) -> str:
        found = audience_of(*args)
        return "members" if found == "none" else found

    patch.setattr("ecabinet.http.who.audience_of", lax)


def guests_see_every_item(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Eyes, "sees", lambda *_: True)


def strokes_for_everybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("ecabinet.live.signals.hears", lambda *_: True)


def notes_of_anybody(patch: pytest.MonkeyPatch) -> None:
    async def anybody(notes: Notes, meeting: str, _person: str, n: int) -> dict[str, Any]:
        return {"n": n, "ops": [dict(row) for row in await notes.db.rows("SELECT body FROM note_op")]}

    patch.setattr(Notes, "since", anybody)


async def found(world: World) -> list[str]:
    """As the real test: everybody asks, the chair draws, a guest comes in; then what everybody heard."""
    for device in world.devices.values():
        device.heard.clear()
    await world.joins("guest")
    await world["chair"].call("signal", {"meeting": world.meeting, "kind": "stroke", **drawn(world)})
    faults = await sweep(world, "running", "guest", "stranger")
    return faults + overheard(world, "running")


def drawn(world: World) -> dict[str, Any]:
    return {**stroke(world.ids["foreign_version"]), "by": words.FOREIGN}


LEAKS: dict[str, tuple[Leak, str]] = {
    "pages": (pages_for_everybody, "guest: GET /m/{meeting}/p/{foreign_version}/1/800 is 200"),
    "strangers": (strangers_are_members, "stranger: GET /m/{meeting}/view is 200"),
    "views": (guests_see_every_item, f"guest heard {words.FOREIGN}"),
    "signals": (strokes_for_everybody, f"guest heard {words.FOREIGN}"),
    "notes": (notes_of_anybody, f"guest heard {words.NOTE}"),
}


async def test_every_kind_of_leak_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick.use(monkeypatch)
    async with serving(tmp_path, ROOMS, demo=True) as home:
        world = await draft(home)
        await begin(world)
        assert await found(world) == [], "without a leak there is nothing to find"
        for name, (leak, word) in LEAKS.items():
            with monkeypatch.context() as patch:
                leak(patch)
                faults = await found(world)
            assert any(word in fault for fault in faults), (name, faults)
