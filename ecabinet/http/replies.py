"""Answers in JSON, and reading small JSON bodies without trusting their size."""

from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ecabinet.clerk.ask import Answer, refused
from journal.shapes import Refusal

MOST_BYTES = 4 << 20  # a finalisation carries the whole text
ENCODER = msgspec.json.Encoder()


def reply(body: Any, status: int = 200) -> Response:
    """Any plain values or structs as JSON."""
    return Response(ENCODER.encode(body), status_code=status, media_type="application/json")


def answered(answer: Answer, **more: Any) -> Response:
    """What the clerk said: 200, or 409 with code and arguments; 503 when the next server must be asked."""
    body = {name: value for name, value in msgspec.structs.asdict(answer).items() if value is not None}
    return reply(body | more, 200 if answer.ok else 503 if answer.code == "house.stopping" else 409)


def refusal(no: Refusal, status: int = 409) -> Response:
    return reply(refused(no), status)


async def bytes_of(request: Request, limit: int) -> bytes:
    """The body, at most `limit` bytes, counted while it comes."""
    taken = bytearray()
    async for chunk in request.stream():
        taken += chunk
        if len(taken) > limit:
            raise HTTPException(413)
    return bytes(taken)


async def body_of(request: Request, limit: int = MOST_BYTES) -> dict[str, Any]:
    """One JSON object."""
    try:
        body = msgspec.json.decode(await bytes_of(request, limit))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise HTTPException(400) from None
    if not isinstance(body, dict):
        raise HTTPException(400)
    return body


async def form_of(request: Request, limit: int = 16 * 1024) -> dict[str, str]:
    """A small form without files (`application/x-www-form-urlencoded`)."""
    try:
        return dict(parse_qsl((await bytes_of(request, limit)).decode(), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        raise HTTPException(400) from None
