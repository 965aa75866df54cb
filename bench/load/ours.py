"""Our server as a child process, on a data folder made by `bench.load.world`."""

import sys
from pathlib import Path
from typing import Any

from bench.load.server import Server
from ecabinet.rehearse.server import free_port


class Ours(Server):
    """`ecabinet serve`, with the console of `serve_ours`."""

    def __init__(self, folder: Path, env: dict[str, str] | None = None) -> None:
        port = free_port()
        super().__init__("ours", [sys.executable, "-m", "bench.load.serve_ours", folder, str(port)], port, env)

    def commit(self, meeting: str, person: str, page: int) -> None:
        """Turn a page without telling anybody."""
        answer = self.ask(f"commit {meeting} {person} {page}")
        if not answer["ok"]:
            raise RuntimeError(f"the page was not turned: {answer['code']}")

    def push(self, meeting: str) -> dict[str, Any]:
        """Tell everybody what was committed."""
        return self.ask(f"push {meeting}")

    def watch(self) -> None:
        """Begin to watch the event loop."""
        self.ask("watch")

    def watched(self) -> float:
        """Milliseconds of its longest stall since then."""
        return float(self.ask("watched")["stall_ms"])
