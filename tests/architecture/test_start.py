"""A start waits for no library that only workers use."""

import json
import subprocess
import sys

import pytest

from ecabinet.app import ROOMS

HEAVY = ("pymupdf", "pyhanko", "alembic", "socketio", "aiohttp", "segno")
SCRIPT = """
import importlib, json, sys
import ecabinet.app, ecabinet.commands.serve
for room in {rooms}:
    importlib.import_module("ecabinet.http." + room)
print(json.dumps(sorted(sys.modules)))
"""


@pytest.fixture(scope="module")
def imported() -> set[str]:
    done = subprocess.run([sys.executable, "-c", SCRIPT.format(rooms=ROOMS)], capture_output=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("library", HEAVY)
def test_the_server_starts_without(library: str, imported: set[str]) -> None:
    assert library not in imported
