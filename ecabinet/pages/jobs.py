"""What passes between the house and a worker: jobs one way, answers the other, in frames on a pipe.

Not the pool and not the work. A frame is two big-endian lengths (4 and 8 bytes), a JSON head and a blob.
Answers come from a process that read a hostile file: they are decoded by type and bounded in size, never trusted.
"""

import struct
from typing import BinaryIO

import msgspec

LENGTHS = struct.Struct(">IQ")
HEAD_LIMIT = 16 << 20
BLOB_LIMIT = 512 << 20


class Job(msgspec.Struct, frozen=True, tag_field="job", forbid_unknown_fields=True):
    """One thing to do with one file. `path` is absolute; pages count from 1."""

    path: str


class TakeIn(Job, tag="take_in", frozen=True):
    """Check an upload and make the cleaned copy (the answer's blob)."""


class Draw(Job, tag="draw", frozen=True):
    """A page as a WebP picture (the blob). `quick`: somebody waits, so spend less time on making it small."""

    page: int
    width: int
    quick: bool = False


class Read(Job, tag="read", frozen=True):
    """The words of a page."""

    page: int


class Answer(msgspec.Struct, frozen=True, tag_field="answer", forbid_unknown_fields=True, kw_only=True):
    """`rss` is the worker's memory afterwards, in bytes."""

    rss: int = 0


class Ready(Answer, tag="ready", frozen=True):
    """The worker has started and is confined."""


class TakenIn(Answer, tag="taken_in", frozen=True):
    """`pages`: (width, height) of each page as shown, in points; `removed`: what the cleaned copy no longer has."""

    pages: tuple[tuple[int, int], ...]
    removed: tuple[str, ...]
    title: str


class Drawn(Answer, tag="drawn", frozen=True):
    width: int
    height: int


Word = tuple[int, int, int, int, str, int, int]  # x, y, width, height in 1/1000 of the page's width; text; line; block


class WasRead(Answer, tag="read", frozen=True):
    """`words` in reading order; `width` and `height` of the page in points. Lines count through the page."""

    width: int
    height: int
    words: tuple[Word, ...]


class No(Answer, tag="no", frozen=True):
    """A refusal: the file's fault, not ours."""

    code: str
    args: dict[str, int | str]


class Bug(Answer, tag="bug", frozen=True):
    """Our fault: for the log."""

    detail: str


AnyJob = TakeIn | Draw | Read
AnyAnswer = Ready | TakenIn | Drawn | WasRead | No | Bug

_encode = msgspec.json.Encoder().encode
_jobs: msgspec.json.Decoder[AnyJob] = msgspec.json.Decoder(AnyJob)
_answers: msgspec.json.Decoder[AnyAnswer] = msgspec.json.Decoder(AnyAnswer)


def frame_lengths(message: Job | Answer, blob_size: int) -> tuple[bytes, bytes]:
    """The lengths and the head of a frame; the blob follows."""
    head = _encode(message)
    return LENGTHS.pack(len(head), blob_size), head


def write_frame(pipe: BinaryIO, message: Job | Answer, blob: bytes | memoryview = b"") -> None:
    lengths, head = frame_lengths(message, len(blob))
    pipe.write(lengths + head)
    pipe.write(blob)
    pipe.flush()


def read_job(pipe: BinaryIO) -> AnyJob | None:
    """The next job; None when the house has closed the pipe."""
    lengths = pipe.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, _ = LENGTHS.unpack(lengths)
    return _jobs.decode(pipe.read(head))


def decode_answer(head: bytes) -> AnyAnswer:
    """Raises msgspec.MsgspecError on anything that is not an answer."""
    return _answers.decode(head)
