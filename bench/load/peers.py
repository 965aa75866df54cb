"""The servers ours is measured against: (a) a lower bound in C, (b) python-socketio on uvicorn, (c) npm's socket.io."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from bench.load import ROOT
from bench.load.compiled import folder, program
from bench.load.server import Server
from ecabinet.rehearse.server import free_port

PEERS = ROOT / "bench/peers"
NPM = PEERS / "socketio"
HEAD = '42["push",'


class Peer(Server):
    """Pushes one message, of the size ours sends, to all who are connected. `raw`: no Engine.IO, no Socket.IO."""

    raw = False

    def load(self, size: int) -> None:
        """Every push from now on is a message of `size` bytes."""
        path = folder() / f"payload-{self.process.pid}"
        path.write_bytes(self.content(body(size)))
        self.ask(f"payload {path}")

    def content(self, text: bytes) -> bytes:
        return text

    def push(self) -> dict[str, Any]:
        """When it began and ended, as the server saw it."""
        return self.ask("push")


class Floor(Peer):
    """(a): sends the finished message as it is."""

    raw = True

    def content(self, text: bytes) -> bytes:
        return HEAD.encode() + text + b"]"


def floor() -> Peer:
    port = free_port()
    return Floor("C floor", [program(PEERS / "floor.c"), str(port)], port)


def stock(tuned: bool = False) -> Peer:
    port = free_port()
    words = [sys.executable, PEERS / "stock.py", str(port), *(["tuned"] if tuned else [])]
    return Peer("python-socketio, gc tuned" if tuned else "python-socketio", words, port)


def npm() -> Peer:
    """Installs the locked packages first, where they are missing."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    node, tool = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node is None or tool is None:
        raise SystemExit("the npm peer needs Node 20 or newer: `make setup` brings one where there is none")
    if not installed():
        subprocess.run([tool, "ci", "--silent"], cwd=NPM, env={**os.environ, "PATH": path}, check=True)
    port = free_port()
    return Peer("npm socket.io", [node, NPM / "server.js", str(port)], port)


def installed() -> bool:
    """Whether what is installed is as new as the lock file."""
    stamp = NPM / "node_modules/.package-lock.json"
    return stamp.exists() and stamp.stat().st_mtime >= (NPM / "package-lock.json").stat().st_mtime


def body(size: int) -> bytes:
    """The body of a page turn, padded so that the whole message has `size` bytes."""
    made = {
        "meeting": "abcdefghijkl",
        "from": 1400,
        "seq": 1401,
        "head": "0" * 64,
        "now": 1_800_000_000_000,
        "set": {"stage": {"item": 1, "paper": 62, "page": 7, "pad": ""}},
        "del": [],
    }
    short = size - len(HEAD) - 1 - len(msgspec.json.encode(made))
    if short < 0:
        raise ValueError(f"{size} bytes are too few for a push")
    made["set"]["stage"]["pad"] = "x" * short  # type: ignore[index]
    return msgspec.json.encode(made)
