"""What a seeded demo folder knows about itself: the meeting, the PIN of its keys, the common password.

Kept as `demo.json` in the data folder, written last: a folder without it was never finished and is made anew.
Secrets of a demo are no secrets; `serve` refuses such a folder (see `ecabinet.data`).
"""

import shutil
from pathlib import Path

import msgspec

from ecabinet import data

PASSWORD = "lam-giang-2026"  # noqa: S105  printed with the table of seats
PIN = "123456"  # of every demo key


class World(msgspec.Struct, frozen=True):
    """`items`, `papers` and `motions` map keys of the demo's data to ids inside the meeting."""

    meeting: str
    people: dict[str, str]  # key of the cast -> id in the register of people
    participants: dict[str, int]
    items: dict[str, int]
    papers: dict[str, int]  # key of the last version -> paper
    motions: dict[str, int]  # key of the item -> motion
    password: str = PASSWORD
    pin: str = PIN


def load(folder: Path) -> World | None:
    """None if the folder was never seeded to the end."""
    path = folder / "demo.json"
    return msgspec.json.decode(path.read_bytes(), type=World) if path.exists() else None


def save(folder: Path, world: World) -> None:
    """The last step of seeding."""
    part = folder / "demo.part"
    part.write_bytes(msgspec.json.format(msgspec.json.encode(world)))
    part.replace(folder / "demo.json")


KEPT = frozenset({"lock", "typeset"})


class MissingFonts(RuntimeError):
    """The fonts of the papers are not there; the web build brings them."""


class NotADemo(RuntimeError):
    """The folder has something in it that the demo did not make."""


def clear(folder: Path) -> None:
    """Empties a demo folder; the cache of typeset papers stays. Refuses any other folder: NotADemo."""
    inside = [child for child in folder.iterdir() if child.name not in KEPT]
    if inside and not data.is_demo(folder):
        raise NotADemo(f"{folder} is not a demo folder; nothing was removed")
    for child in inside:
        if child.is_dir():
            shutil.rmtree(child)
        else:
            child.unlink()
