"""The client's types are those of the structs, and everyone who is told no is told why."""

import json
from pathlib import Path

from ecabinet import protocol

WEB = Path(protocol.ROOT) / "web" / "src"


def test_the_clients_types_are_generated_from_the_structs() -> None:
    """Given the structs as they are, the generated file in the client says the same."""
    assert protocol.main(["--check"]) == 0


def test_every_refusal_has_words_in_both_languages() -> None:
    """Given every code that may be answered, both catalogues have a sentence for it."""
    for language in ("vi", "en"):
        words = json.loads((WEB / "i18n" / language / "refusal.json").read_text(encoding="utf-8"))
        missing = [code for code in protocol.refusal_codes() if f"refusal.{code}" not in words]
        assert missing == []
