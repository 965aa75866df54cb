"""How long and how much: the HTTP protocol class, which does not wait for ever for a request.

uvicorn reads headers of any size for any time, and a body for as long as somebody holds the connection. Here a request
has deadlines and bounds before anything of ours has seen it. What it is not: rights, origins, or what a route accepts.

Rules
- Headers are complete within `HEADERS` seconds of the connection, or of the first byte of a later request; at most
  `MOST_LINES` lines and `MOST_HEAD` bytes, no line longer than `MOST_LINE` (what the websocket parser takes).
- When more than `MOST_OPENING` connections wait for their headers, the one that has waited longest is dropped, if that
  is `ONE_MOMENT`: a house that comes at once is accepted faster than it is read. An honest request comes whole, so this
  meets those who hold connections open. Nobody is counted by address: a whole building may share one.
- A body that is awaited brings `SLOWEST` bytes in `STRIDE` seconds at least, and of a long answer as much is read; what
  is sent of a body after its answer is thrown away, for `LINGER` seconds.
- Headers that decide (whose host, whose page, whose session, how long) come once; a request line names no other host,
  trailers are not read, and nothing but a websocket is upgraded to. Anything else gets 400 and no words.
"""

import asyncio
import logging
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

HEADERS = 10.0  # seconds
MOST_HEAD = 32 * 1024
MOST_LINE = 8000
MOST_LINES = 100
MOST_OPENING = 512
ONE_MOMENT = 2.0  # seconds
STRIDE = 20.0  # seconds
SLOWEST = 4096  # bytes
LINGER = 10.0  # seconds

ONCE = frozenset(
    {b"host", b"origin", b"cookie", b"sec-fetch-site", b"content-length", b"transfer-encoding", b"upgrade"}
)
REFUSED = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"

# uvicorn writes a line for each request that is none, which anybody may send by the thousand.
LOGGER = logging.getLogger("uvicorn.error.patience")
LOGGER.setLevel(logging.ERROR)


class Unwilling(Exception):
    """Said inside the parser: this request is refused."""


class Patient(HttpToolsProtocol):
    """`opening`: headers are awaited. `between`: no request is under way. `taken`: bytes of the head, or of a stride.
    `unread`: what of our answer was still to be sent when the stride began."""

    opening = False
    between = True
    taken = 0
    unread = 0
    deadline: asyncio.TimerHandle | None = None
    stride: asyncio.TimerHandle | None = None
    answering: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.logger = LOGGER
        self.open_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self.close_head()
        self.end_stride()
        self.answer_nobody()
        super().connection_lost(exc)

    def drop(self) -> None:
        """Enough waited. What the other side has not read goes with it."""
        self.answer_nobody()
        self.transport.abort()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self.answering = cycle
        super()._start_asgi_task(cycle, app)

    def answer_nobody(self) -> None:
        """uvicorn tells only the newest request that its client is gone; with several sent at once, that is another one
        than the one being answered, which would write to a closed transport."""
        self.pipeline.clear()
        if self.answering is not None:
            self.answering.disconnected = True
            self.answering.message_event.set()

    def refuse(self) -> None:
        """400, unless an answer is being written."""
        self.close_head()
        if self.cycle is not None and not self.cycle.response_complete:
            self.drop()
            return
        self.transport.write(REFUSED)
        self.transport.close()
        self.end_soon()

    def end_soon(self) -> None:
        """A closed transport waits until its bytes are read: not longer than this."""
        if self.transport.get_write_buffer_size():
            self.loop.call_later(LINGER, self.transport.abort)

    # -- the head -----------------------------------------------------------------------------------------------------

    def open_head(self) -> None:
        """From now on the headers of a request are awaited."""
        self.close_head()
        self.opening, self.taken = True, 0
        self.deadline = self.loop.call_later(HEADERS, self.late)
        waiting = opening_at(self.server_state)
        waiting[self] = now = self.loop.time()
        oldest, since = next(iter(waiting.items()))
        if len(waiting) > MOST_OPENING and now - since > ONE_MOMENT:
            oldest.close_head()
            oldest.drop()

    def late(self) -> None:
        """The head is not there yet, unless it is us who do not read."""
        if self.flow.read_paused:
            self.deadline = self.loop.call_later(HEADERS, self.late)
        else:
            self.drop()

    def close_head(self) -> None:
        self.opening = False
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None
        opening_at(self.server_state).pop(self, None)

    def data_received(self, data: bytes) -> None:
        if self.between and not self.opening:
            self.open_head()
        self.taken += len(data)
        super().data_received(data)
        if self.opening and self.taken > MOST_HEAD and not self.transport.is_closing():
            self.refuse()

    def send_400_response(self, msg: str) -> None:
        """In none of the parser's words."""
        self.refuse()

    def on_message_begin(self) -> None:
        self.between = False
        if not self.opening:
            self.open_head()  # a request sent before the last one was answered
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > MOST_LINE:
            raise Unwilling

    def on_header(self, name: bytes, value: bytes) -> None:
        """The lines of the head; trailers end here."""
        if not self.opening or len(self.headers) == MOST_LINES or len(name) + len(value) > MOST_LINE:
            raise Unwilling
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self.close_head()
        if not acceptable(self.url, self.headers):
            raise Unwilling
        super().on_headers_complete()
        self.begin_stride()

    # -- the body, and the answer -------------------------------------------------------------------------------------

    def begin_stride(self) -> None:
        self.end_stride()
        self.taken, self.unread = 0, self.transport.get_write_buffer_size()
        self.stride = self.loop.call_later(STRIDE, self.look)

    def end_stride(self) -> None:
        if self.stride is not None:
            self.stride.cancel()
            self.stride = None

    def look(self) -> None:
        """Has enough been read, or come? While it is us who do not read, nothing is due."""
        stuck = self.flow.write_paused and self.unread - self.transport.get_write_buffer_size() < SLOWEST
        slow = not self.between and not self.flow.read_paused and self.taken < SLOWEST
        if stuck or (slow and not self.flow.write_paused):
            self.drop()
        elif self.flow.write_paused or not self.between:
            self.begin_stride()

    def on_message_complete(self) -> None:
        self.between = True
        self.end_stride()
        super().on_message_complete()
        if self.cycle is not None and self.cycle.response_complete:
            self.open_head()  # answered before it was read; now the next one is due

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self.end_soon()
        elif not self.between and not self.opening and self.cycle.response_complete:
            self.deadline = self.loop.call_later(LINGER, self.drop)  # the rest of its body

    def pause_writing(self) -> None:
        super().pause_writing()
        self.begin_stride()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.between:
            self.end_stride()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self.end_soon()

    def handle_websocket_upgrade(self) -> None:
        """From here on the connection is not ours to end, although a request before this one was answered on it."""
        self.close_head()
        self.end_stride()
        super().handle_websocket_upgrade()


OPENING: "WeakKeyDictionary[ServerState, dict[Patient, float]]" = WeakKeyDictionary()


def opening_at(state: ServerState) -> dict[Patient, float]:
    """The connections of one server that wait for headers, oldest first, and since when."""
    return OPENING.setdefault(state, {})


def acceptable(url: bytes, headers: Sequence[tuple[bytes, bytes]]) -> bool:
    """No header that decides stands there twice, no other host is meant, nothing comes before a websocket."""
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in ONCE:
            if name in found:
                return False
            found[name] = value
    if b"upgrade" in found and (found[b"upgrade"].lower() != b"websocket" or carries_a_body(found)):
        return False
    return means_this_host(url, found.get(b"host", b""))


def carries_a_body(found: dict[bytes, bytes]) -> bool:
    return b"transfer-encoding" in found or found.get(b"content-length", b"0") != b"0"


def means_this_host(url: bytes, host: bytes) -> bool:
    """A path; or an address in full, as for a proxy, that names the same host as the header."""
    if url[:1] == b"/":
        return url[:2] != b"//"
    scheme, _, rest = url.partition(b"://")
    return url == b"*" or (scheme in (b"http", b"https") and rest.partition(b"/")[0] == host)
