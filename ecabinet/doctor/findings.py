"""What a check says: a verdict and one sentence."""

from typing import Literal

import msgspec

Verdict = Literal["ok", "warn", "fail"]


class Finding(msgspec.Struct, frozen=True):
    """`fail`: do not run a meeting like this. `warn`: know about it."""

    verdict: Verdict
    what: str
    words: str


def ok(what: str, words: str) -> Finding:
    return Finding("ok", what, words)


def warn(what: str, words: str) -> Finding:
    return Finding("warn", what, words)


def fail(what: str, words: str) -> Finding:
    return Finding("fail", what, words)
