"""The documents name everything that the code offers: what is not written down does not exist for a newcomer."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text()


def test_the_wire_page_is_what_the_code_says() -> None:
    """Every command, event, object and refusal stands in docs/protocol.md, with its fields and rights."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools/protocol_tables.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_setting_is_in_the_operations_page() -> None:
    from ecabinet.settings import Settings

    missing = [name for name in Settings.__struct_fields__ if f"`{name}`" not in page("operations.md")]
    assert not missing


def test_every_verb_is_in_the_operations_page() -> None:
    from ecabinet.cli import VERBS

    missing = [verb for verb in VERBS if f"`ecabinet {verb}" not in page("operations.md")]
    assert not missing


@pytest.mark.parametrize("decision", sorted(path.name for path in (DOCS / "decisions").glob("0*.md")))
def test_every_decision_is_in_the_index(decision: str) -> None:
    assert f"({decision})" in page("decisions/README.md")


def test_links_between_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text()):
            assert (path.parent / target).exists(), f"{path.name} -> {target}"
