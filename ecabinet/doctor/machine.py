"""The machine: disk, space, clock, descriptors.

What it is not: a benchmark. Two hundred small synced writes tell a disk that syncs from one that pretends to, and a
good one from one on which every vote waits.
"""

import ctypes
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import ecabinet
from ecabinet.doctor.findings import Finding, fail, ok, warn

SYNCS = 200
BLOCK = 4096
SLOW_HALF, SLOW_MOST = 0.020, 0.100  # seconds: half of the syncs, and 99 of 100
PRETENDS = 0.000_005  # no disk is that fast
NETWORKED = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "ceph", "glusterfs", "afs"})
IN_MEMORY = frozenset({"tmpfs", "ramfs"})
SPACE_FAIL, SPACE_WARN = 512 << 20, 5 << 30
AHEAD = 120  # seconds a file may be newer than the clock
BESIDE = 256  # descriptors for everything but seats
UNSYNCHRONISED = 5  # TIME_ERROR of adjtimex(2)


def disk(folder: Path) -> Iterator[Finding]:
    """The volume of the data folder."""
    kind = filesystem(folder)
    if kind in NETWORKED:
        yield fail("volume", f"{kind} is a network volume: SQLite's log needs memory shared with a local disk")
    elif kind in IN_MEMORY:
        yield fail("volume", f"{kind} is memory: everything is gone when the machine goes off")
    else:
        yield ok("volume", f"{kind or 'local'}")
    yield syncing(folder)
    yield space(folder)


def filesystem(folder: Path) -> str:
    """The kind of the volume a folder lies on; empty where the system does not say."""
    best, kind = -1, ""
    try:
        mounts = Path("/proc/self/mounts").read_text().splitlines()
    except OSError:
        return ""
    where = folder.resolve()
    for line in mounts:
        _, point, found, *_ = line.split(" ")
        path = Path(point.replace("\\040", " "))
        if where.is_relative_to(path) and len(path.parts) > best:
            best, kind = len(path.parts), found
    return kind


def syncing(folder: Path) -> Finding:
    """How long 4 KiB take until the disk says that it has them."""
    took = sorted(synced_writes(folder))
    half, most = took[len(took) // 2], quantiles(took, n=100)[98]
    words = f"4 KiB synced in {half * 1000:.2f} ms (half), {most * 1000:.2f} ms (99 of 100)"
    if half < PRETENDS:
        return warn("disk sync", f"{words}: no disk is so fast, so acknowledged may not mean stored")
    if half > SLOW_HALF or most > SLOW_MOST:
        return warn("disk sync", f"{words}: every vote waits that long for its answer")
    return ok("disk sync", words)


def synced_writes(folder: Path) -> Iterator[float]:
    with tempfile.TemporaryFile(dir=folder) as stream:
        block = os.urandom(BLOCK)
        for _ in range(SYNCS):
            begun = time.perf_counter()
            stream.write(block)
            stream.flush()
            os.fdatasync(stream.fileno())
            yield time.perf_counter() - begun


def space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    words = f"{free / (1 << 30):.1f} GB free"
    if free < SPACE_FAIL:
        return fail("space", f"{words}: commands will soon be answered with 'not stored'")
    return (
        warn("space", f"{words}: papers take about half a megabyte a page") if free < SPACE_WARN else ok("space", words)
    )


def clock(folder: Path) -> Iterator[Finding]:
    """Entries and signatures carry this clock."""
    now = time.time()
    said = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    newest = newest_change(folder)
    if now < Path(ecabinet.__file__).stat().st_mtime - 86_400:
        yield fail("clock", f"{said}: that is before this software was installed")
    elif newest > now + AHEAD:
        yield fail(
            "clock", f"{said}: the data folder was written to {newest - now:.0f} s later; entries would stand still"
        )
    else:
        yield ok("clock", f"{said}, local time is {time.strftime('%H:%M %z')}; minutes use the unit's own offset")
    if kept_in_time() is False:
        yield warn("clock", "the system says that nothing keeps the clock right: run an NTP client")


def newest_change(folder: Path) -> float:
    """When the database was last written to."""
    found = [path.stat().st_mtime for name in ("ecabinet.db", "ecabinet.db-wal") if (path := folder / name).exists()]
    return max(found, default=0.0)


def kept_in_time() -> bool | None:
    """Whether the kernel's clock is disciplined; None where it does not say."""
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512))
    except (AttributeError, OSError):
        return None
    return None if state < 0 else state != UNSYNCHRONISED


def descriptors(seats: int) -> Finding:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = seats + BESIDE
    words = f"{soft} open files allowed, {needed} needed for {seats} seats"
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return ok("descriptors", words)
    return fail("descriptors", f"{words}: raise it (LimitNOFILE of the service, ulimit -n; the system allows {hard})")
