"""What a rehearsal found and how long things took; written as report.json."""

import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

MOST_FAULTS = 200


class Report:
    """Collects while the meeting is played."""

    def __init__(self) -> None:
        self.begun = time.time()
        self.faults: list[str] = []
        self.times: defaultdict[str, list[float]] = defaultdict(list)
        self.facts: dict[str, Any] = {}
        self.acts = 0
        self.refusals = 0
        self.checks = 0

    def fault(self, words: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(words)

    def took(self, what: str, seconds: float) -> None:
        self.times[what].append(seconds)

    @property
    def ok(self) -> bool:
        return not self.faults

    def write(self, path: Path) -> None:
        body = {
            "ok": self.ok,
            "began_at": int(self.begun * 1000),
            "seconds": round(time.time() - self.begun, 1),
            **self.facts,
            "acts": self.acts,
            "refusals_as_expected": self.refusals,
            "views_compared": self.checks,
            "milliseconds": {what: spread(values) for what, values in sorted(self.times.items())},
            "faults": self.faults,
        }
        path.write_bytes(msgspec.json.format(msgspec.json.encode(body)))


def spread(values: list[float]) -> dict[str, float]:
    """Count, median, 95th percentile and worst, in milliseconds."""
    row = sorted(value * 1000 for value in values)
    at = [row[min(len(row) - 1, int(len(row) * share))] for share in (0.5, 0.95)]
    return {"n": len(row), "p50": round(at[0], 1), "p95": round(at[1], 1), "max": round(row[-1], 1)}
