"""`ecabinet demo`: a whole meeting on this machine. Seeds the data folder once, prints the seats, then serves."""

import argparse
import asyncio
import socket
import sys
import time
from pathlib import Path

from ecabinet import data, logs
from ecabinet.app import application, create_app
from ecabinet.commands.serve import serve
from ecabinet.db.database import open_database
from ecabinet.demo import table, world
from ecabinet.house import build
from ecabinet.identity.sessions import Link, Sessions
from ecabinet.settings import Settings, from_environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("var/demo"), help="data folder (default: var/demo)")
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (default: 8000)")
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away and begin anew")
    parser.add_argument("--no-serve", dest="no_serve", action="store_true", help="only prepare the data folder")
    parser.add_argument("--english", action="store_true", help="print the table of seats in English")


def run(args: argparse.Namespace) -> int:
    settings = from_environment(data=args.data, host=args.host, port=args.port, demo=True)
    try:
        return prepared(settings, args)
    except (data.DataFolderInUse, world.NotADemo, world.MissingFonts) as failure:
        print(f"ecabinet: {failure}", file=sys.stderr)
        return 2


def prepared(settings: Settings, args: argparse.Namespace) -> int:
    logs.configure(settings.log_json, settings.log_level)
    seeded = world.load(settings.data)
    if args.reset or seeded is None:
        reset(settings.data)
        seeded = asyncio.run(seed(settings))
    if args.no_serve:
        return 0
    if not free(settings):
        print(f"ecabinet: port {settings.port} is taken; give another one with --port (PORT=)", file=sys.stderr)
        return 2
    app = create_app(settings)
    table.show(asyncio.run(links(settings)), seeded, base(settings), english=args.english)
    serve(app, settings)
    return 0


def reset(folder: Path) -> None:
    """Empty, and marked as a demo from the first moment on."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with data.lock(folder):
        world.clear(folder)
    data.prepare(folder, demo=True)


async def seed(settings: Settings) -> world.World:
    """A house without a server, for as long as it takes."""
    from ecabinet.demo.seed import Seeding  # typesetter and authority are slow to import and needed only once

    began = time.monotonic()
    house = build(settings)
    application(house)
    await house.start()
    try:
        made = await Seeding(house, lambda words: say(words, began)).run()
    finally:
        await house.stop()
    say("the demo is ready", began)
    print(file=sys.stderr)
    return made


def say(words: str, began: float) -> None:
    """Progress: in place on a terminal, a line each elsewhere."""
    line = f"[{time.monotonic() - began:5.1f} s] {words}"
    if sys.stderr.isatty():
        print(f"\r\033[K{line[:110]}", end="", file=sys.stderr, flush=True)
    else:
        print(line, file=sys.stderr, flush=True)


async def links(settings: Settings) -> list[Link]:
    """The seats, read while the server is not up yet."""
    db = open_database(settings.database)
    try:
        return await Sessions(db, settings.session_hours, demo=True).links()
    finally:
        await db.close()


def free(settings: Settings) -> bool:
    """Whether the port can be listened on."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return False
    return True


def base(settings: Settings) -> str:
    """Where tablets find the server: this machine's address in the network when it listens there."""
    if settings.public_url or settings.loopback or settings.host not in ("0.0.0.0", "::"):  # noqa: S104
        return settings.url
    return f"http://{own_address()}:{settings.port}"


def own_address() -> str:
    """The address other machines see; asks the routing table, sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
