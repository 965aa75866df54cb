"""The first page stays small: a delegate's tablet on weak Wi-Fi waits for it."""

import gzip
import json

from ecabinet import protocol

STATIC = protocol.ROOT / "ecabinet" / "static"
BUDGET = 60_000  # bytes of script, packed, words included


def test_the_first_page_needs_no_more_than_sixty_kilobytes_of_script() -> None:
    entry = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))["src/main.tsx"]
    needed = [entry["file"], *entry["preload"], entry["words"]["vi"]]
    assert sum(len(gzip.compress((STATIC / name).read_bytes())) for name in needed) <= BUDGET
