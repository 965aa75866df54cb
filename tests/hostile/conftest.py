"""Whatever these tests send, the server's log must stay free of exceptions. The long form (`FAULTS=full`) also attacks
the stock sockets, which a setting may choose; what their library logs is its own."""

from collections.abc import Iterator

import pytest

from tests.hostile.siege import FULL, no_trace
from tests.kit import home


@pytest.fixture(autouse=True)
def quiet_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    yield
    if "stock" not in request.node.name:
        no_trace(caplog, capfd)


@pytest.fixture(params=["direct", "stock"] if FULL else ["direct"])
def sockets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """For tests of what is said over a websocket."""
    chosen: str = request.param
    monkeypatch.setattr(home, "SOCKETS", chosen)
    return chosen
