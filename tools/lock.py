#!/usr/bin/env python3
"""Renew the hashed lock files with uv (a maintainer's tool, kept outside `.venv`). No registry address enters them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements.lock": ["pyproject.toml", "--extra", "build"],
    "requirements-dev.lock": ["pyproject.toml", "--extra", "build", "--extra", "dev"],
    "requirements-node.lock": ["tools/node.in"],
}
FLAGS = ["-q", "--universal", "--python-version=3.11", "--generate-hashes", "--no-header"]
FLAGS += ["--no-emit-index-url", "--no-emit-find-links"]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        subprocess.run([f"{folder}/bin/pip", "install", "-q", "uv"], check=True)
        for lock, source in LOCKS.items():
            subprocess.run([f"{folder}/bin/uv", "pip", "compile", *FLAGS, *source, "-o", lock], cwd=ROOT, check=True)
            print(lock)
    return 0


if __name__ == "__main__":
    sys.exit(main())
