#!/usr/bin/env python3
"""Set-up on a machine that has Python 3.11 or newer and nothing of ours. Standard library only.

`tools/setup.py app` makes `.venv` from the hashed lock file and builds the web client; `tools/setup.py test` adds what
the tests need. Each step leaves a stamp with the hash of its inputs in `.venv/stamps/` and is skipped while they are
unchanged. What is missing is installed where that is allowed (root on Debian); otherwise the exact command is printed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / "stamps"
WEB = ROOT / "web"
QUIET = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "npm_config_fund": "false",
    "npm_config_audit": "false",
}
TOOLS = {"chromium": "chromium", "pdfsig": "poppler-utils", "qpdf": "qpdf"}  # command -> Debian package


class Stop(Exception):
    """Something is missing that we may not install: say what to run."""


def run(command: list[str | Path], cwd: Path = ROOT) -> None:
    """Run quietly; on failure show what it printed."""
    words = [str(word) for word in command]
    env = {**os.environ, **QUIET, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"this failed: {' '.join(words)}\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}")


def digest(paths: Iterable[Path]) -> str:
    sha = hashlib.sha256(sys.version.encode())
    for path in sorted(paths):
        sha.update(str(path.relative_to(ROOT)).encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()


def done_before(name: str, inputs: Iterable[Path], made: Iterable[Path]) -> bool:
    stamp = STAMPS / name
    return stamp.exists() and all(path.exists() for path in made) and stamp.read_text() == digest(inputs)


def step(name: str, title: str, inputs: Iterable[Path], made: Iterable[Path], work: Callable[[], None]) -> None:
    """Do `work` unless its inputs are those of last time and what it makes is there."""
    inputs = list(inputs)
    if done_before(name, inputs, made):
        return
    print(f"  {title} ...", flush=True)
    began = time.monotonic()
    work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(digest(inputs))
    print(f"  {title}: done in {time.monotonic() - began:.0f} s", flush=True)


def files_under(folder: Path, *endings: str) -> list[Path]:
    skip = {"node_modules", ".t", "dist"}
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and not skip & set(path.relative_to(folder).parts) and (not endings or path.suffix in endings)
    ]


def may_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_system(packages: list[str]) -> None:
    """Debian packages, when root; otherwise stop with the command."""
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    if not may_install():
        raise Stop(f"missing on this machine: {', '.join(packages)}. Run as root (Debian, Ubuntu):\n\n    {line}\n")
    print(f"  installing {', '.join(packages)} ...", flush=True)
    run(["apt-get", "update"])
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run(["apt-get", "install", "-y", "--no-install-recommends", *packages])


def check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (this file must say so on an older one)
        raise Stop(
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. "
            "Name another one: make PYTHON=python3.12 setup"
        )


def make_venv() -> None:
    if (BIN / "python").exists() and (BIN / "pip").exists():
        return
    try:
        import ensurepip  # noqa: F401  (Debian splits it off)
        import venv
    except ImportError:
        install_system([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"])
        import venv
    print("  making .venv ...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True)


def pip_lock(name: str) -> None:
    run([BIN / "python", "-m", "pip", "install", "-q", "--require-hashes", "-r", ROOT / name])


def python_packages(lock: str) -> None:
    path = ROOT / lock
    step(lock, f"Python packages ({lock})", [path], [BIN / "python"], lambda: pip_lock(lock))


def own_package() -> None:
    def work() -> None:
        run([BIN / "python", "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "-e", ROOT])

    step("package", "ecabinet itself", [ROOT / "pyproject.toml"], [BIN / "ecabinet"], work)


def node_is_new_enough() -> bool:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return False
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return version.startswith("v") and int(version[1:].split(".")[0]) >= 20


def web_client() -> None:
    """Node 20 or newer from the PATH, else from a Python package that carries it."""
    inputs = [*files_under(WEB), *files_under(ROOT / "ecabinet/templates")]
    made = [ROOT / "ecabinet/static/manifest.json", ROOT / "ecabinet/fonts/Tinos_400Regular.ttf"]

    def packages() -> None:
        run(["npm", "ci", "--no-progress", "--loglevel=error"], cwd=WEB)

    def build() -> None:
        run(["node", "build.mjs"], cwd=WEB)

    if done_before("web-build", inputs, made):
        return
    if not node_is_new_enough() and not (BIN / "npm").exists():
        python_packages("requirements-node.lock")
    step(
        "web-packages",
        "web packages",
        [WEB / "package.json", WEB / "package-lock.json"],
        [WEB / "node_modules"],
        packages,
    )
    step("web-build", "web client", inputs, made, build)


def test_tools() -> None:
    missing = sorted({package for command, package in TOOLS.items() if not shutil.which(command)})
    if missing:
        install_system(missing)


def main(arguments: list[str]) -> int:
    what = arguments[0] if arguments else "app"
    try:
        check_python()
        make_venv()
        python_packages("requirements-dev.lock" if what == "test" else "requirements.lock")
        own_package()
        web_client()
        if what == "test":
            test_tools()
    except Stop as stop:
        print(f"\nset-up stopped: {stop}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
