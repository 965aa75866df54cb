"""`ecabinet export MEETING --data D --to FILE`: one meeting as one archive, while the server runs."""

import argparse
from pathlib import Path

from ecabinet.commands.progress import Progress, carried_out


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("meeting", nargs="?", help="id of the meeting, as in its address; without it all are listed")
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder (default: data)")
    parser.add_argument("--to", type=Path, help="new file for the archive (default: the meeting's id, .zip)")


def run(args: argparse.Namespace) -> int:
    from ecabinet.backup.export import export, meetings

    def work(progress: Progress) -> None:
        if args.meeting is None:
            for meeting, title in meetings(args.data):
                print(f"{meeting}  {title}")
            return
        to = args.to or Path(f"{args.meeting}.zip")
        contents = export(args.data, args.meeting, to, progress)
        progress.end()
        size = sum(part.size for part in contents.parts.values())
        print(f"{to}: {contents.ending.seq} entries, {len(contents.parts) - 2} files, {size / 1e6:.1f} MB, whole")
        print(f"the journal ends with {contents.ending.head}")

    return carried_out(work)
