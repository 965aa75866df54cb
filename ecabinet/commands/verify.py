"""`ecabinet verify record.pdf`: is this record whole, and who signed it? Offline, from the file alone.

Exit codes: 0 all holds and every signer chains to a given root; 1 broken, and what; 3 intact, but something could not
be checked; 2 the file or the roots cannot be read.
"""

import argparse
import sys
from pathlib import Path

import msgspec

from ecabinet.verify.words import LANGUAGES, lines

HELP = "check a signed record: signatures, journal, votes, page for page"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verb's own options."""
    parser.add_argument("record", type=Path, help="the signed record (PDF)")
    parser.add_argument(
        "--roots", type=Path, help="trusted root certificates (PEM); default: trust/ of the data folder"
    )
    parser.add_argument("--data", type=Path, default=None, help="data folder whose trust/ is used without --roots")
    parser.add_argument("--lang", choices=LANGUAGES, default="vi", help="language of the report")
    parser.add_argument("--json", action="store_true", help="the report as JSON")


def run(given: argparse.Namespace) -> int:
    """Verify and print; the exit code."""
    from ecabinet.verify.check import verify  # heavy: only when the verb is really used

    try:
        data = given.record.read_bytes()
        roots = given.roots.read_bytes() if given.roots else installed(given.data)
        report = verify(data, roots)
    except (OSError, ValueError) as error:
        print(f"ecabinet verify: {error}", file=sys.stderr)
        return 2
    if given.json:
        print(msgspec.json.encode(report).decode())
    else:
        print("\n".join(lines(report, given.lang)))
    return report.exit_code


def installed(data: Path | None) -> bytes | None:
    """The roots of an installation's trust folder."""
    from ecabinet.signing.store import trusted_roots

    return trusted_roots(data) if data else None
