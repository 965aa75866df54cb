"""The command line: `ecabinet VERB`. Each verb lives in `ecabinet/commands/`, imported when asked for."""

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

VERBS = {
    "init": "prepare a data folder and its first administrator",
    "serve": "run the server",
    "user": "accounts: add, list, password, disable",
    "demo": "a whole meeting on this machine, with sign-in links",
    "rehearse": "play the demo meeting against a server and check what every seat sees",
    "backup": "everything into a new folder, while the server runs, read back and checked",
    "restore": "a backup into an empty folder, checked before and after",
    "export": "one meeting as one archive, while the server runs",
    "import": "a meeting's archive from another installation",
    "doctor": "is this machine, and this data folder, fit to run a meeting on?",
    "verify": "check a signed record, offline, on the file alone",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code of the verb; 2 for a command line that makes no sense."""
    given = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="ecabinet", description="Paperless meetings with a signed record.")
    parser.add_argument("--version", action="version", version=version("ecabinet"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, words in VERBS.items():
        added = verbs.add_parser(verb, help=words, description=words[0].upper() + words[1:] + ".")
        if verb in given[:1]:
            module_of(verb).add_arguments(added)
    args = parser.parse_args(given)
    try:
        code: int = module_of(args.verb).run(args)
    except KeyboardInterrupt:
        return 130
    return code


def module_of(verb: str) -> Any:
    """`import` is a word of Python's own."""
    return importlib.import_module(f"ecabinet.commands.{'import_' if verb == 'import' else verb}")


if __name__ == "__main__":
    sys.exit(main())
