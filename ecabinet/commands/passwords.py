"""Asking for a new password on the command line. Not a verb."""

import getpass
import sys

from ecabinet.identity.passwords import MINIMUM


def ask_password(from_stdin: bool) -> str | None:
    """A password that is long enough, or None after saying why not. Never an argument: others see those."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass(f"New password (at least {MINIMUM} characters): ")
        if getpass.getpass("Again: ") != password:
            print("ecabinet: the two passwords differ", file=sys.stderr)
            return None
    if len(password) < MINIMUM:
        print(f"ecabinet: a password has at least {MINIMUM} characters", file=sys.stderr)
        return None
    return password
