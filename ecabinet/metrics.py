"""What the server counts about itself: plain integers, raised where things happen, read when somebody asks.

What it is not: a library of metrics (`ecabinet/http/figures.py` writes these out for Prometheus when it is asked to),
and not a log. There is one `FIGURES` for the process: a counter on a meeting would go when the meeting is let go.

Rules:
- Counting a command costs less than a microsecond or two: a look-up among a dozen bounds and two additions.
- Never a name, a title, a choice, or the id of a person or a meeting. The only words are refusal codes.
- Counters only rise while the process lives.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from time import perf_counter

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
CODE = re.compile(r"[a-z_]{1,40}\.[a-z_]{1,60}")
MOST_CODES = 300  # ours are fewer; what is beyond counts as "other"


class Histogram:
    """How many values lay at or below each bound. `counts` has one place more, for what lay above all."""

    __slots__ = ("bounds", "counts", "sum")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        self.sum = 0.0

    def add(self, value: float) -> None:
        self.counts[bisect_left(self.bounds, value)] += 1
        self.sum += value

    @property
    def count(self) -> int:
        return sum(self.counts)


class Figures:
    """Everything that is counted. Fields are raised directly (`FIGURES.frames += 1`) or by the methods below."""

    def __init__(self) -> None:
        self.done = 0  # commands that were carried out
        self.refusals: dict[str, int] = {}  # by code
        self.answers = Histogram(SECONDS)  # from a command's arrival at the clerk to its answer
        self.turns = Histogram(SIZES)  # commands committed together by one clerk
        self.commits = Histogram(SECONDS)  # one transaction, sync included
        self.jobs = Histogram(SIZES)  # jobs in one transaction
        self.commit_failures = 0
        self.pushes = 0  # frames built, one for each audience
        self.frames = 0  # frames handed to seats
        self.slow_cuts = 0  # readers cut off because they fell behind
        self.workers_lost = 0  # page workers killed over a job
        self.bugs = 0  # unexpected exceptions, each with its id in the log

    def answered(self, ok: bool, code: str | None, since: float) -> None:
        """A command was answered; `since` is `perf_counter()` of its arrival."""
        self.answers.add(perf_counter() - since)
        if ok:
            self.done += 1
        else:
            self.refused(code or "")

    def refused(self, code: str) -> None:
        """Somebody was told no."""
        if code not in self.refusals and (len(self.refusals) >= MOST_CODES or not CODE.fullmatch(code)):
            code = "other"
        self.refusals[code] = self.refusals.get(code, 0) + 1

    def committed(self, jobs: int, since: float, stored: bool) -> None:
        """A transaction ended; `since` is `perf_counter()` of its beginning."""
        self.commits.add(perf_counter() - since)
        self.jobs.add(jobs)
        if not stored:
            self.commit_failures += 1


FIGURES = Figures()
