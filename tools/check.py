#!/usr/bin/env python3
"""Everything `make test` checks, cheapest first; stops at the first that fails. `--lint` leaves out the tests."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv/bin"
WEB = ROOT / "web"

LINT: list[tuple[str, list[str], Path]] = [
    ("ruff: faults", [f"{BIN}/ruff", "check", "-q", "."], ROOT),
    ("ruff: format", [f"{BIN}/ruff", "format", "-q", "--check", "."], ROOT),
    ("architecture contracts", [f"{BIN}/lint-imports"], ROOT),
    ("types: Python", [f"{BIN}/mypy"], ROOT),
    ("types: TypeScript", ["npx", "--no-install", "tsc"], WEB),
]
# Browsers apart: while Playwright's synchronous driver runs in a process, no asynchronous test can.
# And one at a time: a page, its server and its workers fill two cores.
PYTEST = [f"{BIN}/pytest", "-q", "--durations=5"]
TESTS: list[tuple[str, list[str], Path]] = [
    ("web unit tests", ["npm", "test", "--silent"], WEB),
    ("tests", [*PYTEST, "-n", "2", "--dist", "loadfile", "-m", "not browser"], ROOT),
    ("browser tests", [*PYTEST, "-m", "browser"], ROOT),
]


def passes(title: str, command: list[str], cwd: Path) -> bool:
    began = time.monotonic()
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    shown = title.endswith("tests") and title != "web unit tests"
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=not shown, text=True, check=False)
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {title} ({time.monotonic() - began:.0f} s)", flush=True)
    if done.returncode and not shown:
        print(done.stdout[-8000:], done.stderr[-4000:], sep="\n")
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    began = time.monotonic()
    steps = LINT if "--lint" in arguments else LINT + TESTS
    good = all(passes(*step) for step in steps)
    print(f"{'all good' if good else 'stopped'} after {time.monotonic() - began:.0f} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
