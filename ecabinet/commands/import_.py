"""`ecabinet import FILE --data D`: a meeting from another installation, while the server is stopped."""

import argparse
from pathlib import Path

from ecabinet.commands.progress import Progress, carried_out

WHO = "Entered by name, without password or roles; give a password with `ecabinet user password NAME` to let one in:"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path, help="file made by `ecabinet export`")
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder (default: data)")


def run(args: argparse.Namespace) -> int:
    from ecabinet.backup.receive import receive

    def work(progress: Progress) -> None:
        received = receive(args.data, args.archive, progress)
        progress.end()
        contents = received.contents
        print(f"{contents.meeting}  {contents.title}: {contents.ending.seq} entries, {received.files} files")
        if received.known:
            print(f"{received.known} of the people it names are here already and were left as they are")
        if received.people:
            print(WHO)
        for person in received.people:
            print(f"  {person.login:24} {person.name} · {person.position}")

    return carried_out(work)
