"""Logs: one line per event, never the content of a message, a ballot, a note or a secret.

A bug is logged with an id; whoever met it is shown only that id.

Rules
- A line has an event and plain values: ids, counts, codes, places in the code. Nothing a person has typed.
- Of an exception its kind and place are logged, never its words (`ecabinet.outline`): they quote what it met.
- Libraries are heard from warnings on, and without what they would fill into their sentences; at their lower levels
  they print statements with values and frames with content, so no setting lets those through.
"""

import contextlib
import logging
import re
import secrets
import sys
import threading
from collections.abc import MutableMapping
from typing import Any

import structlog

from ecabinet.metrics import FIGURES
from ecabinet.outline import outline, plain, said

log: structlog.stdlib.BoundLogger = structlog.get_logger("ecabinet")

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
WHERE = re.compile(r"[^A-Za-z0-9_./{}: -]")
SPOKEN = frozenset({"asyncio"})  # composes its text itself; the first line is its own
NOISY = ("engineio", "engineio.server", "socketio", "socketio.server")


class Careful(structlog.PrintLogger):
    """A line that cannot be written, because the log's disk is full or its reader gone, hurts nobody."""

    def msg(self, message: str) -> None:
        with contextlib.suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = fatal = failure = err = error = critical = exception = msg


def configure(json: bool = False, level: int | str = logging.INFO) -> None:
    """Send everything to stderr, as readable lines or as JSON. `level`: a name of `LEVELS`, or a number."""
    number = LEVELS[level] if isinstance(level, str) else level
    renderer = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            outlined,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=lambda *_: Careful(sys.stderr),
        cache_logger_on_first_use=False,
    )
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.CRITICAL)  # Engine.IO's own log prints payloads


def outlined(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Instead of a traceback: kinds and places."""
    failure = event.pop("exc_info", None)
    if isinstance(failure, BaseException):
        event["exception"] = outline(failure)
    return event


def take_over() -> None:
    """In a process that serves: what libraries, threads and the interpreter itself would print goes our way too."""
    root = logging.getLogger()
    root.handlers = [Libraries()]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(True)
    threading.excepthook = lambda hurt: quiet("thread", hurt.exc_value)
    sys.unraisablehook = lambda hurt: quiet("ignored", hurt.exc_value)


def quiet(where: str, failure: BaseException | None) -> None:
    if failure is not None:
        bug(where, failure)


class Libraries(logging.Handler):
    """Lines of other people's code: who, where in it, and the sentence without what would be filled in."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.WARNING:
            return
        failure = record.exc_info[1] if record.exc_info else None
        place = f"{record.module}:{record.lineno}"
        say = log.error if record.levelno >= logging.ERROR else log.warning
        say("library", who=record.name, where=place, words=sentence(record), exc_info=failure)


def sentence(record: logging.LogRecord) -> str:
    """Only what is surely not content: a pattern whose values come apart from it, or words of the machine."""
    if isinstance(record.msg, BaseException):
        return said(record.msg)
    if isinstance(record.msg, str) and (record.args or record.name in SPOKEN):
        return plain(record.msg.partition("\n")[0][:120])
    return ""


def bug(where: str, failure: BaseException) -> str:
    """Log an unexpected exception; returns the id to show. `where` is ours: a room, a route, a command's name."""
    made = secrets.token_hex(4)
    FIGURES.bugs += 1
    log.error("bug", where=WHERE.sub("?", where)[:120], id=made, exc_info=failure)
    return made


configure()
