"""The command line: `ecabinet VERB`. Each verb lives in `ecabinet/commands/`."""

import sys


def main() -> int:
    print("not built yet", file=sys.stderr)
    return 2
