"""What the server counted, in the words of Prometheus: put together when somebody asks, at no cost until then.

What it is not: where things are counted (`ecabinet/metrics.py`), or who may ask (`ecabinet/http/health.py`).

Rules: no name, title, choice, or id of a person or meeting stands in any line; the only label is a refusal code.
"""

import functools
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from ecabinet.metrics import FIGURES, Histogram

if TYPE_CHECKING:
    from ecabinet.house import House


class Figures(Collector):
    """Reads the counters and the lengths of the queues at the moment of asking."""

    def __init__(self, house: "House") -> None:
        self.house = house

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("ecabinet", "the running release", {"version": version("ecabinet")})
        yield from self.live()
        yield from self.commands()
        yield from self.stored()
        yield from self.pages()

    def live(self) -> Iterator[Metric]:
        clerks = self.house.clerks.known.values()
        yield gauge("seats", "live connections", sum(map(len, self.house.live.seats.values())))
        yield gauge("meetings_loaded", "meetings held in memory", len(clerks))
        yield counter("pushes", "frames built, one for each audience", FIGURES.pushes)
        yield counter("push_frames", "frames handed to seats", FIGURES.frames)
        yield counter("slow_readers_cut", "seats cut off because they did not read", FIGURES.slow_cuts)

    def commands(self) -> Iterator[Metric]:
        yield counter("commands", "commands carried out", FIGURES.done)
        refusals = CounterMetricFamily("ecabinet_refusals", "what was answered no, by code", labels=["code"])
        for code, times in sorted(FIGURES.refusals.items()):
            refusals.add_metric([code], times)
        yield refusals
        yield histogram("answer_seconds", "from a command's arrival to its answer", FIGURES.answers)
        yield histogram("turn_commands", "commands committed together by one meeting", FIGURES.turns)
        waiting = sum(len(clerk.waiting) for clerk in self.house.clerks.known.values())
        yield gauge("commands_waiting", "commands that wait for their meeting's next commit", waiting)
        yield counter("bugs", "unexpected exceptions, each in the log with its id", FIGURES.bugs)

    def stored(self) -> Iterator[Metric]:
        yield histogram("commit_seconds", "one transaction, synced", FIGURES.commits)
        yield histogram("commit_jobs", "jobs in one transaction", FIGURES.jobs)
        yield counter("commit_failures", "transactions that could not be stored", FIGURES.commit_failures)
        yield gauge("writes_waiting", "jobs that wait for the next transaction", len(self.house.db.writer.waiting))
        yield gauge("storing", "1 while the disk takes what is written", self.house.storage.broken is None)
        yield gauge("wal_bytes", "size of the database's log", self.wal())
        yield gauge("disk_free_bytes", "free space where the data folder lies", self.house.storage.free())

    def wal(self) -> int:
        path = self.house.settings.database
        log = path.with_name(f"{path.name}-wal")
        return log.stat().st_size if log.exists() else 0

    def pages(self) -> Iterator[Metric]:
        """Nothing where the room of pages is not there."""
        if "pages" not in self.house.rooms:
            return
        pool = self.house.rooms["pages"].pool
        yield gauge("render_waiting", "pages and uploads that wait for a worker", pool.waiting())
        yield gauge("render_busy", "workers at work", sum(worker.busy for worker in pool.workers))
        yield counter("render_workers_lost", "workers killed over a page or an upload", FIGURES.workers_lost)


def gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"ecabinet_{name}", words, value=value)


def counter(name: str, words: str, value: float) -> Metric:
    return CounterMetricFamily(f"ecabinet_{name}", words, value=value)


def histogram(name: str, words: str, held: Histogram) -> Metric:
    """Cumulative, as Prometheus wants it."""
    made = HistogramMetricFamily(f"ecabinet_{name}", words)
    counts, total = list(held.counts), 0
    buckets: list[tuple[str, float]] = []
    for bound, count in zip((*held.bounds, float("inf")), counts, strict=True):
        total += count
        buckets.append(("+Inf" if bound == float("inf") else str(float(bound)), total))
    made.add_metric([], buckets=buckets, sum_value=held.sum)
    return made


def scraper(house: "House") -> Callable[[], bytes]:
    """All of it as text, each time it is called: the figures, and the process (memory, descriptors, processor time)."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures(house))
    ProcessCollector(registry=registry)
    return functools.partial(generate_latest, registry)
