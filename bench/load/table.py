"""Tables, and the options that every benchmark has."""

import argparse
import os
import statistics
from collections.abc import Callable, Sequence
from typing import TypeVar

from bench.load.seats import Miscount

T = TypeVar("T")
median = statistics.median


def options(doc: str | None, runs: int, seats: str, quick: str) -> argparse.Namespace:
    """--runs, --seats, --quick. `seats` is the default ("200,1000,3000"), `quick` that of one quick run."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, help=f"repetitions, interleaved (default: {runs})")
    parser.add_argument("--seats", type=numbers, help=f"how many (default: {seats})")
    parser.add_argument("--quick", action="store_true", help="a smoke run: one small round")
    chosen = parser.parse_args()
    chosen.runs = chosen.runs or (1 if chosen.quick else runs)
    chosen.seats = chosen.seats or numbers(quick if chosen.quick else seats)
    return chosen


def numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",")]


def rotated(many: Sequence[T], by: int) -> list[T]:
    """Another order for every run, so that nobody is always first."""
    by %= len(many)
    return [*many[by:], *many[:by]]


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The first column to the left, all others to the right."""
    widths = [max(len(str(row[n])) for row in (head, *rows)) for n in range(len(head))]
    print(f"\n{title}")
    for row in (head, ["-" * width for width in widths], *rows):
        cells = [
            f"{cell:<{width}}" if n == 0 else f"{cell:>{width}}"
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


def verdict(figure: float, most: float, unit: str = "") -> str:
    """A figure beside its target: "1.31 (at most 1.40: yes)"."""
    return f"{figure:.2f}{unit} (at most {most:g}{unit}: {'yes' if figure <= most else 'NO'})"


def spread(values: Sequence[float]) -> str:
    """The median, and the smallest and greatest beside it."""
    beside = f" [{min(values):.1f}-{max(values):.1f}]" if len(values) > 1 else ""
    return f"{median(values):.1f}{beside}"


def load_of_the_machine() -> str:
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


def run(main: Callable[[argparse.Namespace], None], chosen: argparse.Namespace) -> int:
    """1 when a count was wrong: then no figure means anything."""
    print(f"{load_of_the_machine()}; {chosen.runs} runs, medians")
    try:
        main(chosen)
    except Miscount as wrong:
        print(f"\nwrong count: {wrong}")
        return 1
    return 0
