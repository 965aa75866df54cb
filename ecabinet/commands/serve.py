"""`ecabinet serve`: run the server on a prepared data folder."""

import argparse
import gc
import os
import resource
import socket
import sys
import threading
import time
from pathlib import Path

import uvicorn

from ecabinet import data, logs
from ecabinet.app import Sockets, create_app
from ecabinet.house import House
from ecabinet.http.patience import Patient
from ecabinet.settings import LEVELS, Settings, from_environment, why_not_serve

MOST_FRAME = 256 * 1024
STOP = 9.5  # seconds from a signal to the end of the process, at most


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="data folder (default: data)")
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (default: 8000)")
    parser.add_argument("--public-url", dest="public_url", help="how browsers see it, behind a proxy: https://...")
    parser.add_argument("--proxy", help="address of that proxy, whose X-Forwarded-For is believed")
    parser.add_argument("--tls-cert", dest="tls_cert", help="certificate file, to speak TLS directly")
    parser.add_argument("--tls-key", dest="tls_key", help="key file of the certificate")
    parser.add_argument("--demo", action="store_true", default=None, help="serve a demo data folder")
    parser.add_argument("--log-json", dest="log_json", action="store_true", default=None, help="log as JSON lines")
    parser.add_argument("--log-level", dest="log_level", choices=LEVELS, help="of our own lines (default: info)")


def run(args: argparse.Namespace) -> int:
    given = {name: getattr(args, name) for name in Settings.__struct_fields__ if hasattr(args, name)}
    settings = from_environment(**given)
    why = why_not_serve(settings) or why_not_this_folder(settings)
    if why is not None:
        print(f"ecabinet: {why}", file=sys.stderr)
        return 2
    logs.configure(settings.log_json, settings.log_level)
    try:
        app = create_app(settings)
    except data.DataFolderInUse as failure:
        print(f"ecabinet: {failure}", file=sys.stderr)
        return 2
    print(f"ecabinet serves {settings.url}", file=sys.stderr)
    serve(app, settings)
    return 0


def why_not_this_folder(settings: Settings) -> str | None:
    if not data.is_prepared(settings.data):
        return f"{settings.data} is not prepared: run `ecabinet init --data {settings.data}` first"
    if data.is_demo(settings.data) and not settings.demo:
        return f"{settings.data} belongs to the demo (sign-in links, generated keys): give --demo, or another folder"
    return None


def serve(app: Sockets, settings: Settings) -> None:
    """Until a signal. The collector rarely runs, and never through what start-up made."""
    logs.take_over()
    tune()
    Server(configuration(app, settings), app.house).run()


class Server(uvicorn.Server):
    """Told to stop, it takes no more commands, commits and answers those it took, and only then closes the sockets with
    "service restart" (1012), so that clients come back. What is acknowledged is on the disk; nothing may keep it longer
    than `STOP` seconds."""

    def __init__(self, config: uvicorn.Config, house: House) -> None:
        super().__init__(config)
        self.house = house

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        patience = threading.Timer(STOP, gone)
        patience.daemon = True
        patience.start()
        begun = time.monotonic()
        logs.log.info("stopping")
        for server in self.servers:
            server.close()
        await self.house.drain()
        await super().shutdown(sockets)
        patience.cancel()
        logs.log.info("stopped", seconds=round(time.monotonic() - begun, 2))


def gone() -> None:
    """Something does not end. Everything that counts is stored, so the process may go."""
    logs.log.error("stopped_late", seconds=STOP)
    os._exit(1)


def tune() -> None:
    """Commits wake soon even when the loop computes; the cyclic collector leaves alone what was there at the start, and
    comes often for little: every closed connection leaves cycles, and two thousand of them at once are a tenth of a
    second in which nobody is served. Whatever happens, nothing of the memory is left in a core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setswitchinterval(0.0005)
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 100)


def configuration(app: Sockets, settings: Settings) -> uvicorn.Config:
    """uvicorn as the sockets need it: our protocol class, no second heartbeat, no compression, bounded frames."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=Patient,
        ws=app.house.door.protocol,  # type: ignore[arg-type] # anything that makes a protocol will do
        ws_max_size=MOST_FRAME,
        ws_ping_interval=None,
        ws_per_message_deflate=False,
        backlog=4096,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings.proxy),
        forwarded_allow_ips=settings.proxy or None,
        lifespan="on",
        timeout_graceful_shutdown=4,
        ssl_certfile=settings.tls_cert or None,
        ssl_keyfile=settings.tls_key or None,
    )
