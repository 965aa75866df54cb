"""Logs: one line per event, never the content of a message, a ballot, a note or a secret.

A bug is logged with an id; whoever met it is shown only that id.
"""

import logging
import secrets
import sys

import structlog

log: structlog.stdlib.BoundLogger = structlog.get_logger("ecabinet")


def configure(json: bool = False, level: int = logging.INFO) -> None:
    """Send everything to stderr, as readable lines or as JSON.

    Engine.IO's own log prints payloads: off. Tracebacks are plain: pretty ones print local variables, ballots and
    passwords among them."""
    renderer = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    for noisy in ("engineio", "engineio.server", "socketio", "socketio.server"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)


def bug(where: str, failure: BaseException) -> str:
    """Log an unexpected exception; returns the id to show."""
    made = secrets.token_hex(4)
    log.error("bug", where=where, id=made, exc_info=failure)
    return made


configure()
