"""Sealing as tablets do it: in Python for the many, by the client's own code for the proof."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from ecabinet.urn.seal import Plain
from voting.events import Urn

ROOT = Path(__file__).parents[2]


def by_the_client(urn: Urn, meeting: str, poll: int, ballots: Sequence[tuple[int, Plain]]) -> list[str]:
    """What web/src/net/seal.ts makes of these ballots, run by Node, as over plain http."""
    node = shutil.which("node") or str(Path(sys.executable).parent / "node")
    shared: dict[str, Any] = {"urn": msgspec.to_builtins(urn), "meeting": meeting, "poll": poll}
    wanted = [shared | {"voter": voter, "plain": msgspec.to_builtins(plain)} for voter, plain in ballots]
    done = subprocess.run(
        [node, str(ROOT / "tests/secrecy/seal.mjs"), str(ROOT / "web")],
        input=json.dumps(wanted), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    sealed: list[str] = json.loads(done.stdout)
    return sealed
