"""The process that opens one urn: `python -m ecabinet.urn.worker PARENT`. A job on stdin, its result on stdout; then it
ends.

Rules: it says nothing but the result, on no channel; it writes no file and leaves no core; what it had in memory goes
with it. The key is read here and nowhere else once the poll is open.
"""

import os
import sys

import msgspec

from ecabinet.pages.confine import confine
from ecabinet.urn.opening import Job, Result, open_urn


def main() -> int:
    confine(parent=int(sys.argv[1]), niceness=0)
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    result: Result = open_urn(job)
    sys.stdout.buffer.write(msgspec.json.encode(result))
    sys.stdout.buffer.flush()
    return 0


def quietly() -> int:
    """An exception would print what it met."""
    try:
        return main()
    except Exception:
        return 1


if __name__ == "__main__":
    code = quietly()
    sys.stdout.flush()
    os._exit(code)
