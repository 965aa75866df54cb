"""A worker process: `python -m ecabinet.pages.worker PARENT NICENESS`. Jobs on stdin, answers on stdout, one at a time.

The only place that imports PyMuPDF, and it never runs inside the server: PyMuPDF holds the interpreter lock while it
draws, and a hostile file can make it hang or eat memory. Rules: an answer for every job, whatever the file does;
nothing but frames on the pipe; when the pipe closes, the worker ends.
"""

import os
import sys
from typing import BinaryIO, assert_never

from msgspec import structs

from ecabinet.outline import outline
from ecabinet.pages import jobs
from ecabinet.pages.confine import confine, memory_in_use
from ecabinet.pages.intake_work import take_in
from ecabinet.pages.opened import Opened, shrink_store
from ecabinet.pages.page_work import draw, read
from journal.shapes import Refusal


def main() -> int:
    pipe_in = os.fdopen(os.dup(0), "rb")
    pipe_out = os.fdopen(os.dup(1), "wb")
    _silence()
    confine(parent=int(sys.argv[1]), niceness=int(sys.argv[2]))
    jobs.write_frame(pipe_out, jobs.Ready(rss=memory_in_use()))
    serve(pipe_in, pipe_out)
    return 0


def serve(pipe_in: BinaryIO, pipe_out: BinaryIO) -> None:
    opened = Opened()
    while (job := jobs.read_job(pipe_in)) is not None:
        answer, blob = _answer(opened, job)
        jobs.write_frame(pipe_out, answer, blob)
        del answer, blob
        shrink_store()


def _answer(opened: Opened, job: jobs.AnyJob) -> tuple[jobs.Answer, bytes]:
    try:
        answer, blob = _work(opened, job)
    except Refusal as refusal:
        answer, blob = jobs.No(code=refusal.code, args=refusal.args_), b""
    except MemoryError:
        os._exit(1)  # as good as dead: the parent counts it as a kill
    except Exception as failure:
        answer, blob = jobs.Bug(detail=outline(failure)), b""
    return structs.replace(answer, rss=memory_in_use()), blob


def _work(opened: Opened, job: jobs.AnyJob) -> tuple[jobs.Answer, bytes]:
    match job:
        case jobs.TakeIn(path=path):
            return take_in(path)
        case jobs.Draw(path=path, page=page, width=width, quick=quick):
            return draw(opened.page(path, page), width, quick)
        case jobs.Read(path=path, page=page):
            return read(opened.page(path, page)), b""
        case _:
            assert_never(job)


def _silence() -> None:
    """Libraries that print must not break the frames."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)


if __name__ == "__main__":
    sys.exit(main())
