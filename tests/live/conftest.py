"""Conversations are held twice: over our own websocket class, and over the libraries' as they are."""

import pytest

from tests.kit import home


@pytest.fixture(params=["direct", "stock"])
def sockets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    chosen: str = request.param
    monkeypatch.setattr(home, "SOCKETS", chosen)
    return chosen
