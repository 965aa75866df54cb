"""The fonts of the record, by name and SHA-256: a record names the exact files it was set with."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
FILES = ("Tinos_400Regular.ttf", "Tinos_400Regular_Italic.ttf", "Tinos_700Bold.ttf", "Tinos_700Bold_Italic.ttf")


@cache
def hashes() -> tuple[tuple[str, str], ...]:
    """(file name, SHA-256) of each font. FileNotFoundError: the build has not put them in place."""
    return tuple((name, sha256((FOLDER / name).read_bytes()).hexdigest()) for name in FILES)


@cache
def typesetter() -> str:
    """Name and version of the typesetter: "typst 0.15.0"."""
    return f"typst {version('typst')}"
