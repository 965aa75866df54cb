"""The library that tablets use (socket.io-client, run by Node) speaks with every kind of socket we offer."""

import asyncio
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kit.home import serving
from tests.kit.session import running

ROOT = Path(__file__).parents[2]


async def conversation(url: str, cookie: str, meeting: str, transports: str) -> dict[str, Any]:
    """One client from its connection to the push of its own command."""
    node = shutil.which("node") or str(Path(sys.executable).parent / "node")
    client = await asyncio.create_subprocess_exec(
        node, str(ROOT / "tests/live/client.mjs"), url, cookie, meeting, transports, str(ROOT / "web"),
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await client.communicate()
    found: dict[str, Any] = json.loads(said)
    return found


@pytest.mark.parametrize(
    ("sockets", "polling", "transports"),
    [
        ("direct", False, "websocket"),
        ("stock", False, "websocket"),
        ("stock", True, "polling"),
        ("stock", True, "polling,websocket"),
        ("direct", True, "websocket"),
        ("direct", True, "polling"),
        ("direct", True, "polling,websocket"),
    ],
)
async def test_a_tablet_joins_acts_and_sees_it(tmp_path: Path, sockets: str, polling: bool, transports: str) -> None:
    async with serving(tmp_path, sockets=sockets, polling=polling) as home:
        session = await running(home)
        saw = await conversation(home.url, session["secretary"].cookie, session.meeting, transports)
        assert saw["problem"] is None, saw
        assert saw["ok"]
        assert saw["joined"]["full"]
        assert saw["joined"]["keys"] > 10
        assert saw["at_last"] == transports.split(",")[-1]
        assert ("permessage-deflate" in saw["extensions"]) == (sockets == "direct" and transports == "websocket")


@pytest.mark.parametrize("sockets", ["direct", "stock"])
async def test_polling_is_not_there_unless_it_is_wished(tmp_path: Path, sockets: str) -> None:
    async with serving(tmp_path, sockets=sockets) as home:
        session = await running(home)
        saw = await conversation(home.url, session["secretary"].cookie, session.meeting, "polling")
        assert saw["problem"]
        assert "joined" not in saw
