"""Page pictures on disk: made once, served for ever.

Not the originals (`ecabinet/files.py`): all of it can be made again. A picture is at
`{root}/{clean sha256}/{page}-{width}-{engine}.webp`; beside it a mark for a page that cannot be shown.
Rules: a picture appears whole or not at all; a torn one is made again.
"""

import contextlib
import secrets
from importlib.metadata import version
from pathlib import Path

RECIPE = 1  # raise when pictures are made differently
ENGINE = f"mupdf{version('pymupdf')}-{RECIPE}"
WIDTHS = (800, 1200, 1800)
KILLS = 2  # after so many a page is given up


class PictureCache:
    """Blocking file work, short; call in a thread where it matters."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def has(self, clean: str, page: int, width: int) -> bool:
        return self._picture(clean, page, width).exists()

    def read(self, clean: str, page: int, width: int) -> bytes | None:
        """The picture; None when it must be made."""
        try:
            data = self._picture(clean, page, width).read_bytes()
        except FileNotFoundError:
            return None
        return data if is_webp(data) else None

    def write(self, clean: str, page: int, width: int, data: bytes) -> None:
        path = self._picture(clean, page, width)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            draft.write_bytes(data)
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)
            raise

    def kills(self, clean: str, page: int) -> int:
        """How many workers this page has cost."""
        try:
            return int(self._mark(clean, page).read_text())
        except (FileNotFoundError, ValueError):
            return 0

    def note_kill(self, clean: str, page: int) -> int:
        mark = self._mark(clean, page)
        mark.parent.mkdir(parents=True, exist_ok=True)
        kills = self.kills(clean, page) + 1
        mark.write_text(str(kills))
        return kills

    def give_up(self, clean: str, page: int) -> None:
        mark = self._mark(clean, page)
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(str(KILLS))

    def drawn(self, clean: str, width: int) -> set[int]:
        """Pages that have their picture."""
        return {_page_of(path) for path in self._folder(clean).glob(f"*-{width}-{ENGINE}.webp")}

    def given_up(self, clean: str) -> set[int]:
        """Pages that cannot be shown."""
        marked = {_page_of(path) for path in self._folder(clean).glob(f"*-{ENGINE}.kills")}
        return {page for page in marked if self.kills(clean, page) >= KILLS}

    def _folder(self, clean: str) -> Path:
        return self._root / clean

    def _picture(self, clean: str, page: int, width: int) -> Path:
        return self._folder(clean) / f"{page}-{width}-{ENGINE}.webp"

    def _mark(self, clean: str, page: int) -> Path:
        return self._folder(clean) / f"{page}-{ENGINE}.kills"


def _page_of(path: Path) -> int:
    number = path.name.partition("-")[0]
    with contextlib.suppress(ValueError):
        return int(number)
    return 0


def is_webp(data: bytes) -> bool:
    """Whole: the container says its own length."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP" and int.from_bytes(data[4:8], "little") + 8 == len(data)
