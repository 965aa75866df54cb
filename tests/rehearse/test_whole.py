"""The acceptance run itself: the whole demo meeting, played over HTTP and sockets, to a record that verifies."""

import json
from pathlib import Path

import pytest

from ecabinet.cli import main
from ecabinet.verify.check import verify


def test_a_rehearsal_plays_only_against_this_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", "--out", str(tmp_path), "--url", "https://hop.lamgiang.example"]) == 2
    assert "127.0.0.1" in capsys.readouterr().err


@pytest.mark.timeout(600)
def test_the_whole_meeting_holds_from_check_in_to_the_filed_record(tmp_path: Path) -> None:
    code = main(["rehearse", "--seats", "40", "--out", str(tmp_path)])
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["faults"] == []
    assert code == 0
    assert report["notation"] == "01/BB-UBND"
    assert report["acts"] > 250
    assert report["pushes"] > 3000
    assert report["resumed_joins"] >= 1
    checked = verify((tmp_path / "record.pdf").read_bytes(), (tmp_path / "roots.pem").read_bytes())
    assert checked.exit_code == 0
