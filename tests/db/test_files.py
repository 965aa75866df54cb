"""Files by content: whole or not there, kept once, found by hash."""

import hashlib
from pathlib import Path

import pytest

from ecabinet.files import Files


def test_kept_once_under_their_hash(tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    name = files.put(b"tai lieu")
    assert name == hashlib.sha256(b"tai lieu").hexdigest()
    assert files.put(b"tai lieu") == name
    scratch = files.scratch()
    scratch.write_bytes(b"tai lieu")
    assert files.put(scratch) == name
    outside = tmp_path / "other"
    outside.write_bytes(b"khac")
    other = files.put(outside)
    assert outside.exists()
    assert files.read(other) == b"khac"
    assert [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()].count(name) == 1
    assert not list(files.incoming.iterdir())


def test_interrupted_uploads_are_tidied_and_names_are_checked(tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    files.scratch().write_bytes(b"half")
    files.tidy()
    assert not list(files.incoming.iterdir())
    for bad in ("", "../../etc/passwd", "g" * 64, "a" * 63):
        with pytest.raises(ValueError, match="SHA-256"):
            files.path(bad)
