"""`ecabinet rehearse`: play the demo meeting against a server, check what every seat sees, leave the signed record."""

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from ecabinet.settings import is_loopback


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seats", type=int, default=35, help="live sockets; beyond the cast, further seats watch")
    parser.add_argument("--out", type=Path, required=True, help="folder for record.pdf, roots.pem and report.json")
    parser.add_argument("--url", help="a running demo on this machine, freshly seeded (default: an own server)")


def run(args: argparse.Namespace) -> int:
    if args.url and not is_loopback(urlsplit(args.url).hostname or ""):
        print("ecabinet: a rehearsal plays only against this machine (127.0.0.1)", file=sys.stderr)
        return 2
    if args.seats < 1:
        print("ecabinet: at least one seat", file=sys.stderr)
        return 2
    args.out.mkdir(parents=True, exist_ok=True)
    return asyncio.run(rehearse(args.url, args.seats, args.out))


async def rehearse(url: str | None, seats: int, out: Path) -> int:
    """0 only if everything held."""
    from ecabinet.rehearse.server import own_server
    from ecabinet.rehearse.whole import NotFresh, whole

    begun = time.monotonic()

    def say(words: str) -> None:
        print(f"[{time.monotonic() - begun:6.1f} s] {words}", file=sys.stderr, flush=True)

    with contextlib.ExitStack() as kept:
        try:
            if url is not None:
                report = await whole(url.rstrip("/"), seats, out, say)
            else:
                folder = kept.enter_context(tempfile.TemporaryDirectory(prefix="rehearsal-"))
                async with own_server(Path(folder), out / "server.log", say) as own:
                    report = await whole(own, seats, out, say)
        except (NotFresh, RuntimeError) as failure:
            print(f"ecabinet: {failure}", file=sys.stderr)
            return 2
    say(f"{report.acts} acts, {report.checks} views compared, {report.refusals} refusals as expected")
    say(f"everything held: {out}/record.pdf" if report.ok else f"{len(report.faults)} faults: {out}/report.json")
    return 0 if report.ok else 1
