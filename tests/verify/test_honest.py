"""An honest record is found to be whole; what could not be checked is said and not hidden."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from ecabinet.record import fonts
from ecabinet.verify.check import verify
from ecabinet.verify.report import Report
from ecabinet.verify.words import LANGUAGES, lines
from tests.record import shelf


@cache
def honest() -> Report:
    """What the verifier says of the honest record."""
    return verify(shelf.record().pdf, shelf.record().roots)


def test_everything_holds_and_both_signers_chain_to_the_given_root() -> None:
    report = honest()
    assert report.exit_code == 0
    assert [check.name for check in report.checks] == [
        "file", "signature_secretary", "signature_chair", "journal", "votes", "signers", "typeset", "updates", "trust",
    ]  # fmt: skip
    assert [(s.name, s.signed_at) for s in report.signatures] == [
        ("Đỗ Thị Ngọc Ánh", 1_795_759_200_000),
        ("Lê Quang Vinh", 1_795_760_400_000),
    ]


def test_without_roots_it_is_intact_but_the_signers_are_not_known() -> None:
    report = verify(shelf.record().pdf)
    assert report.exit_code == 3
    assert [(check.name, check.reason) for check in report.checks if check.status != "ok"] == [("trust", "no_roots")]


def test_roots_of_somebody_else_break_it(tmp_path: Path) -> None:
    from ecabinet.signing import authority

    authority.create(tmp_path, 1_780_000_000_000)
    report = verify(shelf.record().pdf, authority.roots(tmp_path))
    assert report.exit_code == 1
    assert report.checks[-1].reason == "not_trusted"


def test_another_typesetter_can_only_compare_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "typesetter", lambda: "typst 0.99.0")
    report = verify(shelf.record().pdf, shelf.record().roots)
    assert report.exit_code == 3
    assert [check.reason for check in report.checks if check.status != "ok"] == ["other_typesetter"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_said_in_words(language: str) -> None:
    said = "\n".join(lines(honest(), language))
    assert "118/BB-UBND" in said
    assert said.count("✓") == 9
    assert "{" not in said


def test_the_command_line_needs_nothing_but_the_file(tmp_path: Path) -> None:
    (tmp_path / "record.pdf").write_bytes(shelf.record().pdf)
    (tmp_path / "roots.pem").write_bytes(shelf.record().roots)
    program = (
        "import argparse, sys; from ecabinet.commands import verify; p = argparse.ArgumentParser(); "
        "verify.add_arguments(p); sys.exit(verify.run(p.parse_args()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "record.pdf", "--roots", "roots.pem", "--lang", "en"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The record is intact")


def test_other_programs_agree(tmp_path: Path) -> None:
    """pdfsig finds both signatures valid, qpdf finds no fault in the file."""
    path = tmp_path / "record.pdf"
    path.write_bytes(shelf.record().pdf)
    found = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=True).stdout
    assert found.count("Signature Validation: Signature is Valid.") == 2
    assert found.count("Total document signed") == 1
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
