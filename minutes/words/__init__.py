"""Wordings of the minutes, by number. A published wording is never edited: a better one gets the next number."""

from types import ModuleType

from minutes.words import v1, v2

CURRENT = 2
WORDINGS: dict[int, ModuleType] = {1: v1, 2: v2}
