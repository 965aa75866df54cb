"""Who may no longer see something has lost it within a second: on the socket, and for pictures over HTTP."""

import time
from pathlib import Path

from ecabinet.app import ROOMS
from tests.kit.home import serving
from tests.secrecy import world as words
from tests.secrecy.world import World, begin, draft


async def picture(world: World, role: str, name: str) -> int:
    answer = await world[role].http.get(f"/m/{world.meeting}/p/{world.ids[f'{name}_version']}/1/800")
    return answer.status_code


async def until_gone(world: World, role: str) -> None:
    """The socket is cut, or told to join again, within a second."""
    device, begun = world[role], time.monotonic()
    await device.until(lambda: device.rejoins or device.socket is None or not device.socket.connected, seconds=1)
    assert time.monotonic() - begun < 1


async def test_what_was_taken_away_is_gone_within_a_second(tmp_path: Path) -> None:
    async with serving(tmp_path, ROOMS, demo=True) as home:
        world = await draft(home)
        await removed_before_it_begins(world)
        await begin(world)
        await invited_elsewhere(world)
        await signed_out(world)
        await disabled(world)


async def removed_before_it_begins(world: World) -> None:
    """A guest is struck off the list of a meeting that was announced."""
    await world.post("secretary", "meeting.convene")
    await world.joins("elsewhere")
    assert await picture(world, "elsewhere", "idle") == 200
    who = world.state.by_person[world.people["elsewhere"]]
    await world.post("secretary", "meeting.remove_participant", participant=who)
    await until_gone(world, "elsewhere")
    assert await picture(world, "elsewhere", "idle") == 404
    world["elsewhere"].heard.clear()
    assert (await world["elsewhere"].join(world.meeting))["code"] == "meeting.not_found"
    await world.post("secretary", "meeting.postpone", reason=words.IDLE, starts_at=1_800_000_600_000)
    assert (await world["elsewhere"].http.get("/api/v1/meetings")).json() == []
    assert not world["elsewhere"].said(words.IDLE.encode())


async def invited_elsewhere(world: World) -> None:
    """During the session a guest is moved from one item to another: the first is gone, the second is there."""
    guest = world["guest"]
    assert [await picture(world, "guest", name) for name in ("own", "idle", "foreign")] == [200, 404, 404]
    who = world.state.by_person[world.people["guest"]]
    await world.post("secretary", "meeting.edit_participant", participant=who, items=[world.ids["idle"]])
    await until_gone(world, "guest")
    assert [await picture(world, "guest", name) for name in ("own", "idle", "foreign")] == [404, 200, 404]
    guest.heard.clear()
    guest.rejoins.clear()
    answer = await guest.join(world.meeting, resume=True)
    assert (answer["full"], guest.audience) == (True, f"guests:{world.ids['idle']}")
    assert not guest.said(words.OWN.encode())
    assert not guest.said(words.FOREIGN.encode()) or all(words.OWN not in key for key in guest.view)


async def signed_out(world: World) -> None:
    assert await picture(world, "guest", "idle") == 200
    assert (await world["guest"].http.post("/sign-out")).status_code == 303
    await until_gone(world, "guest")
    assert await picture(world, "guest", "idle") == 401


async def disabled(world: World) -> None:
    """An account is closed while its owner reads."""
    assert await picture(world, "member", "foreign") == 200
    await world.home.house.people.set_disabled(world.people["member"], True)
    await world.home.house.sessions.end_person(world.people["member"])
    await until_gone(world, "member")
    assert await picture(world, "member", "foreign") == 401
