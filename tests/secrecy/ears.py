"""A device that keeps every byte it was sent: bodies and headers over HTTP, frames over the socket."""

from typing import Any

import httpx
import socketio

from tests.kit.device import Device


class Ears(Device):
    """As any other device; `heard` is everything that arrived."""

    def __init__(self, url: str, cookie: str) -> None:
        super().__init__(url, cookie)
        self.heard: list[bytes] = []
        self.http.timeout = httpx.Timeout(60)
        self.client = type("Listening", (Listening,), {"heard": self.heard})
        self.http.event_hooks["response"].append(self.listen)
        if not cookie:
            self.http.cookies.clear()

    async def listen(self, response: httpx.Response) -> None:
        self.heard.append(repr(response.headers.raw).encode())
        self.heard.append(await response.aread())

    def said(self, words: bytes) -> list[bytes]:
        """Whatever arrived with these words in it."""
        return [piece for piece in self.heard if words in piece]


class Listening(socketio.AsyncClient):  # type: ignore[misc]
    """A Socket.IO client that keeps frames before it reads them."""

    heard: list[bytes]

    async def _handle_eio_message(self, data: Any) -> None:
        self.heard.append(data if isinstance(data, bytes) else str(data).encode())
        await super()._handle_eio_message(data)
