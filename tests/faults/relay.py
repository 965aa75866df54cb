"""A doorkeeper inside the server's process that does two things wrong, on purpose: for known-bad servers only.

It stands at the port where the server should, and passes bytes on to the server behind it. `unbounded`: it takes all
the server says at once and keeps whatever the seat has not read, without limit. `leaking`: it keeps a task and the
inner connection of every seat that has gone.
"""

import asyncio
import contextlib

from ecabinet.house import House

LEAKED: list[object] = []


def unbounded(house: House) -> None:
    keep_door(house, leaks=False)


def leaking(house: House) -> None:
    keep_door(house, leaks=True)


def keep_door(house: House, leaks: bool) -> None:
    """The server listens one port further on (see `nursery`); the door opens when it starts."""

    async def start() -> None:
        port = house.settings.port
        LEAKED.append(await asyncio.start_server(lambda r, w: passes(r, w, port, leaks), "127.0.0.1", port - 1))

    house.on_start.append(start)


async def passes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, leaks: bool) -> None:
    """Both ways until one end goes. Nobody waits for `drain`: that is the fault."""
    inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", port)
    back = asyncio.create_task(copy(inner_reader, writer))
    await copy(reader, inner_writer)
    if leaks:
        LEAKED.extend((inner_reader, inner_writer, asyncio.create_task(asyncio.sleep(3600))))
    else:
        back.cancel()
        inner_writer.transport.abort()
    writer.transport.abort()


async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
