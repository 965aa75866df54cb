"""`ecabinet backup --data D --to DIR`: everything, while the server runs, read back and checked."""

import argparse
import os
from pathlib import Path

from ecabinet.commands.progress import Progress, carried_out

NICE = 10  # a backup never competes with a meeting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder (default: data)")
    parser.add_argument("--to", type=Path, required=True, help="new folder for this backup")


def run(args: argparse.Namespace) -> int:
    from ecabinet.backup.take import backup

    def work(progress: Progress) -> None:
        os.nice(NICE)
        manifest, digest = backup(args.data, args.to, progress)
        progress.end()
        print(f"{args.to}: {len(manifest.meetings)} meetings, {manifest.counts['entries']} entries,", end=" ")
        print(f"{len(manifest.files)} files, {manifest.size / 1e6:.1f} MB, read back and whole")
        print(f"SHA-256 of its manifest, to be kept elsewhere: {digest}")

    return carried_out(work)
