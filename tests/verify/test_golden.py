"""Records of every release verify for ever: nothing in them may ever be found broken."""

from pathlib import Path

import pytest

from ecabinet.record import fonts
from ecabinet.verify.check import verify
from tests.record.golden import FOLDER


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.pdf")), ids=lambda path: path.stem)
def test_a_record_of_an_earlier_release_is_still_whole(path: Path) -> None:
    report = verify(path.read_bytes(), path.with_suffix(".roots.pem").read_bytes())
    assert not [check for check in report.checks if check.status == "broken"]
    if fonts.typesetter() == "typst 0.15.0":
        assert report.exit_code == 0
