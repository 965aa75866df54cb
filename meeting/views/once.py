"""Answers worked out once, whoever asks: audiences look at the same states, one after the other.

What it is: a small memory of pure functions, by the identity of what they were asked. What it is not: part of a view's
meaning; a fresh `Once` each time gives the same answers.
"""

from collections.abc import Callable, Mapping
from operator import is_
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

MOST = 64  # answers kept: those of a push or two


class Once:
    """`once(function, a, b)` is `function(a, b)`. The arguments must never change."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[tuple[object, ...], Any]] = {}

    def __call__(self, function: Callable[[*Ts], T], *args: *Ts) -> T:
        key = (function, *map(id, args))
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= MOST:
                self._known.clear()
            known = self._known[key] = (args, function(*args))  # holding the arguments keeps their ids their own
        found: T = known[1]
        return found


def same(now: tuple[object, ...], before: tuple[object, ...]) -> bool:
    """The very same objects."""
    return all(map(is_, now, before))


def changed(before: Mapping[Any, Any], now: Mapping[Any, Any]) -> tuple[Any, ...]:
    """Keys whose value is another one, new ones and gone ones. Persistent maps share what did not change, so nearly all
    is told apart by identity."""
    old = before.get
    moved = [key for key, value in now.items() if (was := old(key, changed)) is not value and was != value]
    if len(now) == len(before) + sum(1 for key in moved if key not in before):
        return tuple(moved)
    return (*moved, *(key for key in before if key not in now))
