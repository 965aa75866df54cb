"""The architecture holds: floors, pure rooms, one list of packages, small functions and short files.

The hard limits fail; the soft ones are reported (`pytest tests/architecture -rA -k report`), for a reviewer to judge.
"""

import ast
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
CONFIG: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
PACKAGES = ["journal", "agenda", "voting", "papers", "meeting", "minutes", "ecabinet"]
PURE = PACKAGES[:-1]

HARD_FILE, SOFT_FILE = 400, 250
HARD_FUNCTION, MEDIAN_FUNCTION = 60, 10

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(packages: list[str]) -> Iterator[Path]:
    """All Python files of these packages; migrations apart, which are lists of tables and never edited."""
    for package in packages:
        yield from sorted(path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def lines(path: Path) -> int:
    """Length of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[Function]:
    """All functions and methods in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def span(node: ast.stmt) -> int:
    """Lines from first to last."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def length(function: Function) -> int:
    """Lines of a function, without its docstring and the functions inside it, which count for themselves."""
    told = span(function.body[0]) if ast.get_docstring(function, clean=False) is not None else 0
    inner = sum(span(node) for node in function.body if isinstance(node, Function))
    return span(function) - told - inner


def test_rooms_import_only_what_stands_below_them() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_one_list_of_packages() -> None:
    assert CONFIG["hatch"]["build"]["targets"]["wheel"]["packages"] == PACKAGES
    assert CONFIG["mypy"]["packages"] == PACKAGES
    assert CONFIG["importlinter"]["root_packages"] == PACKAGES
    assert set(CONFIG["importlinter"]["contracts"][1]["source_modules"]) == set(PURE)
    for package in PACKAGES:
        assert (ROOT / package / "__init__.py").exists()


def test_pure_rooms_do_not_wait_and_have_no_floats() -> None:
    for path in sources(["journal", "agenda", "voting", "papers", "meeting"]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.AsyncFunctionDef | ast.Await), path
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"{path}:{node.lineno}"
            assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), f"{path}:{node.lineno}"


def test_every_module_says_what_it_is() -> None:
    for path in sources(PACKAGES):
        if path.name != "__init__.py" or path.read_text(encoding="utf-8").strip():
            assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path} has no docstring"


def test_hard_limits() -> None:
    long_files = [f"{path}: {lines(path)}" for path in sources(PACKAGES) if lines(path) > HARD_FILE]
    long_functions = [
        f"{path}:{function.lineno} {function.name}: {length(function)}"
        for path in sources(PACKAGES)
        for function in functions(path)
        if length(function) > HARD_FUNCTION
    ]
    assert not long_files
    assert not long_functions


@pytest.mark.parametrize("package", PACKAGES)
def test_report_soft_limits(package: str) -> None:
    """Prints what is long; the median of a room's functions must stay small."""
    sizes = [length(function) for path in sources([package]) for function in functions(path)]
    for path in sources([package]):
        if lines(path) > SOFT_FILE:
            print(f"{path.relative_to(ROOT)}: {lines(path)} lines")
    if sizes:
        print(f"{package}: {len(sizes)} functions, median {statistics.median(sizes)}, longest {max(sizes)}")
        assert statistics.median(sizes) <= MEDIAN_FUNCTION
