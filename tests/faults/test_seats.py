"""The seats that keep the account must keep the rules themselves."""

from typing import Any

import pytest

from tests.faults.seats import Answer, Seat


async def test_told_to_join_again_while_an_answer_is_under_way_it_joins_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The answer may be of a moment before: what came after it would never be shown."""
    seat = Seat(1, "cookie", "meeting", "guest0")
    seat.reacts = 0.0
    joins = 0

    async def join(**_patience: Any) -> Answer:
        nonlocal joins
        joins += 1
        if joins == 1:
            seat.event(b'["rejoin",{"meeting":"meeting"}]')
        return Answer(ok=True)

    monkeypatch.setattr(seat, "join", join)
    seat.event(b'["rejoin",{"meeting":"meeting"}]')
    assert seat.joining is not None
    await seat.joining
    assert joins == 2
