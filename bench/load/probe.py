"""`Ours` with the instruments of `serve_probe`."""

import sys
from pathlib import Path
from typing import Any

from bench.load.ours import Ours
from bench.load.server import Server
from ecabinet.rehearse.server import free_port

SLOW = 5.0  # milliseconds that a slow sync takes longer


class Probe(Ours):
    """`slow`: milliseconds that every commit takes longer."""

    def __init__(self, folder: Path, slow: float = 0, env: dict[str, str] | None = None) -> None:
        port = free_port()
        words = [sys.executable, "-m", "bench.load.serve_probe", folder, str(port), str(slow)]
        Server.__init__(self, "ours", words, port, env)

    def vote(self, meeting: str, chair: str) -> int:
        """A new poll; the one before is void."""
        return int(self.ask(f"vote {meeting} {chair}")["poll"])

    def outcome(self, meeting: str, poll: int) -> dict[str, int]:
        return self.ask(f"outcome {meeting} {poll}")

    def note(self, meeting: str) -> None:
        """Begin to note when this meeting commits."""
        self.ask(f"note {meeting}")

    def noted(self) -> list[tuple[int, int]]:
        """Each commit since: its last seq, and when it was on the disk."""
        return [(seq, at) for seq, at in self.ask("noted")["commits"]]

    def profile(self, on: bool) -> None:
        self.ask("profile" if on else "pause")

    def profiled(self) -> list[dict[str, Any]]:
        """Per function `room`, `name`, `calls`, `own` and `all` seconds while it was on."""
        found: list[dict[str, Any]] = self.ask("profiled")["functions"]
        return found
