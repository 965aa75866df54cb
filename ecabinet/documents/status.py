"""The signature status of a document: what the verifier says of its bytes, computed once per file and set of roots.

A file never changes, so neither does the answer; only the roots may. Words come in both languages: they are those of
`ecabinet verify`.
"""

import asyncio
from collections import OrderedDict
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from ecabinet.files import Files
from ecabinet.record import tasks
from ecabinet.record.worker import Worker
from ecabinet.signing.store import trusted_roots
from ecabinet.verify.report import Report
from ecabinet.verify.words import HEADS, LANGUAGES, say

MOST = 500


class Statuses:
    """`await of(sha256)` -> the report as plain values."""

    def __init__(self, files: Files, data: Path, worker: Worker) -> None:
        self.files = files
        self.data = data
        self.worker = worker
        self.known: OrderedDict[tuple[str, str], dict[str, Any]] = OrderedDict()
        self.lock = asyncio.Lock()

    async def of(self, document: str) -> dict[str, Any]:
        """The status of the file with this SHA-256."""
        roots = await asyncio.to_thread(trusted_roots, self.data)
        key = (document, sha256(roots or b"").hexdigest())
        async with self.lock:
            if key not in self.known:
                pdf = await asyncio.to_thread(self.files.read, document)
                self.known[key] = told(await self.worker.run(tasks.examine, pdf, roots))
                while len(self.known) > MOST:
                    self.known.popitem(last=False)
        return self.known[key]


def told(report: Report) -> dict[str, Any]:
    """A report for a screen: codes and arguments, and the verifier's own words."""
    return {
        "exit_code": report.exit_code,
        "verdict": {0: "valid", 1: "broken", 3: "unknown"}[report.exit_code],
        "head": {language: HEADS[language][report.exit_code] for language in LANGUAGES},
        "checks": [
            {**msgspec.to_builtins(check), "words": {language: say(check, language) for language in LANGUAGES}}
            for check in report.checks
        ],
        "signatures": msgspec.to_builtins(report.signatures),
        "sha256": report.sha256,
        "offset": report.offset,
    }
