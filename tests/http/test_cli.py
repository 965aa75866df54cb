"""The command line: preparing a folder, accounts, and what `serve` refuses."""

import io
from pathlib import Path

import pytest

from ecabinet import data
from ecabinet.cli import main

PASSWORD = "mat-khau-rat-dai\n"


def given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD))
    assert main(["init", "--data", str(folder), "--password-stdin"]) == 0
    return str(folder)


def test_init_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    folder = given(tmp_path / "d", monkeypatch)
    assert main(["init", "--data", folder, "--password-stdin"]) == 2
    assert "already prepared" in capsys.readouterr().err
    assert (tmp_path / "d" / "secret").stat().st_mode & 0o077 == 0


def test_accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    folder = given(tmp_path / "d", monkeypatch)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD * 2))
    assert main(["user", "add", "anh", "--name", "Đỗ Thị Ngọc Ánh", "--data", folder, "--password-stdin"]) == 0
    assert main(["user", "add", "anh", "--name", "Khác", "--data", folder, "--password-stdin"]) == 2
    assert main(["user", "password", "anh", "--data", folder, "--password-stdin"]) == 0
    assert main(["user", "disable", "anh", "--data", folder]) == 0
    assert main(["user", "list", "--data", folder]) == 0
    listed = capsys.readouterr().out
    assert "Đỗ Thị Ngọc Ánh" in listed
    assert "closed" in listed


def test_a_short_password_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ngan\n"))
    assert main(["init", "--data", str(tmp_path / "d"), "--password-stdin"]) == 2
    assert not (tmp_path / "d" / "ecabinet.db").exists()


def test_serve_refuses_what_is_not_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--data", str(tmp_path / "none")]) == 2
    folder = given(tmp_path / "d", monkeypatch)
    assert main(["serve", "--data", folder, "--host", "0.0.0.0"]) == 2
    with data.lock(tmp_path / "d"):
        assert main(["serve", "--data", folder]) == 2
        assert main(["user", "list", "--data", folder]) == 2
    (tmp_path / "d" / "demo").touch()
    assert main(["serve", "--data", folder]) == 2
    said = capsys.readouterr().err
    for words in ("not prepared", "plain http", "in use", "belongs to the demo"):
        assert words in said


@pytest.mark.parametrize("verb", ["init", "serve", "user"])
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert "usage: ecabinet" in capsys.readouterr().out
