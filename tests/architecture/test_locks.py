"""The server runs on its own lock file: nothing it imports may come in by way of the tests' packages."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = {"ecabinet", "pip", "setuptools"}
IF_THERE = {"rich", "pygments"}  # structlog tries them for tracebacks on a terminal, and does without
EVERYTHING = "import sys, ecabinet.app\n" + "".join(
    f"import ecabinet.commands.{path.stem}\n"
    for path in sorted((ROOT / "ecabinet/commands").glob("*.py"))
    if path.stem != "__init__"
)


def locked(name: str) -> set[str]:
    return {plain(found) for found in re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / name).read_text(), re.MULTILINE)}


def plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_whatever_the_server_imports_is_in_its_own_lock() -> None:
    code = EVERYTHING + "print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    owners = packages_distributions()
    used = {plain(owner) for module in done.stdout.split() for owner in owners.get(module, [])}
    assert used - locked("requirements.lock") - OURS - IF_THERE == set()


def test_the_tests_run_on_what_the_server_runs_on() -> None:
    assert locked("requirements.lock") <= locked("requirements-dev.lock")
