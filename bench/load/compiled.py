"""Our small C programs, compiled when they are needed and thrown away with the process. Never kept as binaries."""

import atexit
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

FLAGS = ("-O2", "-Wall", "-Wextra", "-std=gnu11")


@functools.cache
def folder() -> Path:
    """One for this process."""
    made = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, made, True)
    return made


@functools.cache
def program(*sources: Path) -> Path:
    """The program made of these sources; named after the first."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise SystemExit("the benchmarks need a C compiler: apt-get install gcc libc6-dev")
    made = folder() / sources[0].stem
    subprocess.run([compiler, *FLAGS, "-o", made, *sources], check=True)
    return made
