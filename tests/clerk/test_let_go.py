"""A meeting that nobody needs any more leaves the memory, and comes back from the disk when it is asked for."""

import gc
import weakref
from pathlib import Path
from typing import Any

from ecabinet.clerk import clerks
from tests.kit.device import fine
from tests.kit.home import serving
from tests.kit.session import running


async def test_a_meeting_that_was_let_go_is_gone_at_once_and_loads_again(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(clerks, "IDLE", -1)
    async with serving(tmp_path) as home:
        session = await running(home)
        await session.join_all()
        await session.open_poll()
        head = session.state.head

        def clerk() -> Any:
            return home.house.clerks.loaded(session.meeting)

        home.house.clerks.let_go()
        assert home.house.clerks.loaded(session.meeting) is not None, "somebody is still here"
        for device in session.devices.values():
            await device.lose_connection()
        known = weakref.ref(clerk())
        live = home.house.live
        await session.secretary.until(lambda: not clerk().busy and not live.signals.planned)
        gc.collect()
        gc.disable()  # the server's collector hardly ever runs: what is let go must need none
        try:
            home.house.clerks.let_go()
            assert known() is None
        finally:
            gc.enable()
        fine(await session.secretary.join(session.meeting))
        assert session.state.head == head
