"""Whatever these tests send, the server's log must stay free of exceptions."""

from collections.abc import Iterator

import pytest

from tests.hostile.siege import no_trace


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    no_trace(caplog, capfd)
