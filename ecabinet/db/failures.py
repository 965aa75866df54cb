"""What a failure of the database says about the disk.

What it is not: a list of all that can go wrong. A broken rule, a bug in a job or a conflict between two writers is no
matter of the disk, and is None here.

Rules: SQLite's own codes decide where there are any (https://www.sqlite.org/rescode.html), the operating system's
number otherwise. A failed sync on a full disk comes as an I/O error: whoever asks looks at the free space besides.
"""

import errno
import sqlite3
from typing import Literal

Trouble = Literal["full", "failing"]

FULL = frozenset({sqlite3.SQLITE_FULL})
FAILING = frozenset(
    {
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
    }
)
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def trouble(failure: BaseException) -> Trouble | None:
    """Whether the disk is full, or fails otherwise; None when it has nothing to do with the disk."""
    cause: BaseException = getattr(failure, "orig", None) or failure
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        primary = code & 0xFF
        return "full" if primary in FULL else "failing" if primary in FAILING else None
    if isinstance(cause, OSError):
        return "full" if cause.errno in NO_ROOM else "failing"
    return None
