"""`ecabinet restore BACKUP --data NEWDIR`: into an empty folder, checked before and after."""

import argparse
from pathlib import Path

from ecabinet.commands.progress import Progress, carried_out


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, help="folder made by `ecabinet backup`")
    parser.add_argument("--data", type=Path, help="empty or new data folder to restore into")
    parser.add_argument("--check", action="store_true", help="only check the backup, restore nothing")
    parser.add_argument(
        "--keep-sign-ins",
        dest="keep",
        action="store_true",
        help="nobody has to sign in again (see the operations page)",
    )


def run(args: argparse.Namespace) -> int:
    from ecabinet.backup.bring_back import restore
    from ecabinet.backup.check import check
    from ecabinet.backup.manifest import Refused

    def work(progress: Progress) -> None:
        if args.check:
            manifest = check(args.backup, progress)
            progress.end()
            print(f"{args.backup} is whole: {len(manifest.meetings)} meetings, {manifest.counts['entries']} entries")
            return
        if args.data is None:
            raise Refused("say with --data where to restore to, or --check to restore nothing")
        manifest = restore(args.backup, args.data, progress, args.keep)
        progress.end()
        print(f"{args.data} is ready: {len(manifest.meetings)} meetings, {manifest.counts['entries']} entries")

    return carried_out(work)
