"""Wordings of the minutes, by number. A published wording is never edited: a better one gets the next number."""

from types import ModuleType

from minutes.words import v1

CURRENT = 1
WORDINGS: dict[int, ModuleType] = {1: v1}
