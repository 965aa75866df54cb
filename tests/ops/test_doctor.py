"""The doctor: what it says of a machine that is fit, and of each thing that is not."""

import ipaddress
import os
import resource
import sqlite3
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ecabinet import data
from ecabinet.cli import main
from ecabinet.doctor import installation, machine, software
from ecabinet.doctor.findings import Finding
from ecabinet.settings import Settings
from tests.kit.home import empty_database

HOST = "hop.tinh.vn"


def verdicts(found: Iterable[Finding]) -> dict[str, str]:
    """The worst of each kind."""
    worst: dict[str, str] = {}
    for one in found:
        if ("ok", "warn", "fail").index(one.verdict) >= ("ok", "warn", "fail").index(worst.get(one.what, "ok")):
            worst[one.what] = one.verdict
    return worst


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A prepared data folder."""
    made = tmp_path / "data"
    data.prepare(made)
    (made / "ecabinet.db").write_bytes(empty_database())
    return made


class Key:
    """A certificate and its key as files."""

    def __init__(self, folder: Path, name: str, days: tuple[int, int], *names: str) -> None:
        self.cert, self.key = folder / f"{name}.pem", folder / f"{name}.key"
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(datetime.now(UTC) + timedelta(days=days[0]))
            .not_valid_after(datetime.now(UTC) + timedelta(days=days[1]))
        )
        if names:
            hosts = [x509.IPAddress(ipaddress.ip_address(n)) if n[0].isdigit() else x509.DNSName(n) for n in names]
            made = made.add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        self.cert.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        self.key.write_bytes(key.private_bytes(*form))
        self.key.chmod(0o600)

    def settings(self, key: Path | None = None) -> Settings:
        return Settings(tls_cert=str(self.cert), tls_key=str(key or self.key), public_url=f"https://{HOST}")


def test_a_fit_installation_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--data", str(folder), "--seats", "100"]) == 0
    said = capsys.readouterr().out
    for what in ("SQLite", "libraries", "fonts", "volume", "disk sync", "space", "clock", "TLS", "folder", "database"):
        assert what in said
    assert "fit to run" in said
    assert [path.name for path in folder.iterdir() if path.name.startswith(".doctor")] == []


def test_what_must_be_mended_is_said_and_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "secret").chmod(0o644)
    assert main(["doctor", "--data", str(folder), "--seats", "100000000"]) == 1
    said = capsys.readouterr().out
    assert "FAIL  secret" in said
    assert "FAIL  descriptors" in said
    assert "2 to be mended" in said


def test_a_damaged_or_newer_database_is_found(folder: Path) -> None:
    connection = sqlite3.connect(folder / "ecabinet.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert verdicts(installation.database(folder)) == {"database": "fail"}
    content = bytearray((folder / "ecabinet.db").read_bytes())
    content[:100] = b"x" * 100
    (folder / "ecabinet.db").write_bytes(content)
    assert verdicts(installation.database(folder)) == {"database": "fail"}


def test_a_folder_that_others_may_enter_is_told(folder: Path) -> None:
    assert verdicts(installation.folder(folder)) == {"folder": "ok", "trust": "warn"}
    folder.chmod(0o755)
    (folder / "trust/root.pem").touch()
    (folder / "demo").touch()
    assert verdicts(installation.folder(folder)) == {"folder": "warn", "trust": "ok", "demo": "warn"}


@pytest.mark.parametrize(
    ("days", "names", "verdict"),
    [
        ((-1, 90), (HOST,), "ok"),
        ((-1, 90), ("*.tinh.vn",), "ok"),
        ((-1, 10), (HOST,), "warn"),
        ((-9, -1), (HOST,), "fail"),
        ((5, 90), (HOST,), "fail"),
        ((-1, 90), ("other.vn", "10.0.0.1"), "fail"),
        ((-1, 90), (), "fail"),
    ],
)
def test_certificates(tmp_path: Path, days: tuple[int, int], names: tuple[str, ...], verdict: str) -> None:
    key = Key(tmp_path, "server", days, *names)
    assert verdicts(installation.tls(key.settings())) == {"TLS": verdict}


def test_a_key_of_another_certificate_or_open_to_others(tmp_path: Path) -> None:
    one, other = Key(tmp_path, "one", (-1, 90), HOST), Key(tmp_path, "other", (-1, 90), HOST)
    assert verdicts(installation.tls(one.settings(other.key))) == {"TLS": "fail"}
    one.key.chmod(0o644)
    assert verdicts(installation.tls(one.settings())) == {"TLS": "warn"}
    one.cert.write_text("nonsense")
    assert verdicts(installation.tls(one.settings())) == {"TLS": "fail"}


def test_a_clock_that_stands_before_the_data(folder: Path) -> None:
    ahead = time.time() + 86_400
    os.utime(folder / "ecabinet.db", (ahead, ahead))
    assert verdicts(machine.clock(folder))["clock"] == "fail"


def test_volumes_that_cannot_hold_a_database(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, verdict in (("ext4", "ok"), ("nfs4", "fail"), ("tmpfs", "fail")):
        monkeypatch.setattr(machine, "filesystem", lambda _folder, kind=kind: kind)
        assert verdicts(machine.disk(folder))["volume"] == verdict


@pytest.mark.parametrize(
    ("half", "most", "verdict"),
    [(0.001, 0.002, "ok"), (0.03, 0.03, "warn"), (0.000001, 0.000001, "warn"), (0.001, 0.5, "warn")],
)
def test_disks_that_are_slow_or_pretend(
    folder: Path, monkeypatch: pytest.MonkeyPatch, half: float, most: float, verdict: str
) -> None:
    took = [half] * 190 + [most] * 10
    monkeypatch.setattr(machine, "synced_writes", lambda _folder: took)
    assert machine.syncing(folder).verdict == verdict


def test_descriptors_are_counted_against_seats() -> None:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert machine.descriptors(1).verdict == "ok"
    assert machine.descriptors(soft).verdict == "fail"


def test_old_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert verdicts(software.libraries()) == {"libraries": "ok"}
    monkeypatch.setattr(software, "FLOORS", {"starlette": "99.1", "not-there-at-all": "1"})
    (found,) = software.libraries()
    assert "starlette" in found.words
    assert "not-there-at-all is missing" in found.words
    assert software.numbers("1.28.3rc1") == (1, 28, 3)
    assert software.numbers("1.10.0") > software.numbers("1.5.1")


def test_missing_fonts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from ecabinet.record import fonts

    def lost() -> None:
        raise FileNotFoundError(2, "gone", "Tinos_400Regular.ttf")

    monkeypatch.setattr(fonts, "hashes", lost)
    assert verdicts(software.built())["fonts"] == "fail"


def test_the_floors_are_those_of_the_lock() -> None:
    """Whoever raises a floor for safety raises it in both places."""
    lock = (Path(__file__).parents[2] / "requirements.lock").read_text()
    for name, floor in software.FLOORS.items():
        locked = next(line.partition("==")[2].split()[0] for line in lock.splitlines() if line.startswith(f"{name}=="))
        assert software.numbers(locked) >= software.numbers(floor), name
