"""An exception as it may stand in a log: which kind, where, and never what it says.

Messages of exceptions quote what they met: a parser quotes the text, a database the values, a validator the field. So
only the kinds and the places of the code are told; words only of those kinds whose words are known to hold no content.
What it is not: a traceback for a developer at a desk. Standard library only: workers use it too.
"""

import re
import sqlite3
import traceback
from collections.abc import Iterator
from pathlib import Path

MOST_FRAMES = 12
MOST_CHAIN = 4
MOST_WORDS = 2000
PLAIN = re.compile(r"[^A-Za-z0-9_.,:;/<>()\[\]= \n-]")
REMOTE_FRAME = re.compile(r'File "([^"\n]+)", line (\d+), in (\S+)')
ROOT = Path(__file__).resolve().parent.parent


def outline(failure: BaseException) -> str:
    """Several lines: what led to it first, as in a traceback."""
    return "\n".join(line for one in reversed(list(chain(failure))) for line in lines(one))


def chain(failure: BaseException | None) -> Iterator[BaseException]:
    """The failure and what it came from."""
    for _ in range(MOST_CHAIN):
        if failure is None:
            return
        yield failure
        failure = failure.__cause__ or (None if failure.__suppress_context__ else failure.__context__)


def lines(failure: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(failure.__traceback__)[-MOST_FRAMES:]:
        yield f"  {short(frame.filename)}:{frame.lineno} {frame.name}"
    yield from elsewhere(failure)
    words = said(failure)
    kind = f"{type(failure).__module__}.{type(failure).__qualname__}"
    yield f"{kind}: {words}" if words else kind


def elsewhere(failure: BaseException) -> Iterator[str]:
    """The frames of another process, whose traceback comes as text."""
    if type(failure).__name__ == "_RemoteTraceback":
        for file, line, name in REMOTE_FRAME.findall(str(failure))[-MOST_FRAMES:]:
            yield f"  {short(file)}:{line} {name}"


def said(failure: BaseException) -> str:
    """The words of failures that speak of the machine, never of content."""
    cause = getattr(failure, "orig", None) or failure  # what SQLAlchemy wraps, without its statement and values
    if isinstance(cause, sqlite3.Error):
        return plain(str(cause))
    if isinstance(cause, OSError):
        return plain(f"{cause.errno} {cause.strerror}") if cause.errno is not None else ""
    return plain(str(failure)) if getattr(failure, "may_be_logged", False) else ""


def plain(words: str) -> str:
    """One that cannot break a line or hide anything in it."""
    return PLAIN.sub("?", words)[:MOST_WORDS]


def short(file: str) -> str:
    """Within our own folder, or from the packages on."""
    if file.startswith(str(ROOT)) and "site-packages" not in file:
        return file[len(str(ROOT)) + 1 :]
    return file.rpartition("site-packages/")[2].rpartition("/lib/")[2]
