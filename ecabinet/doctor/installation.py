"""The installation: the data folder, its database, and the certificate browsers will see."""

import os
import sqlite3
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from ecabinet import data
from ecabinet.backup.journals import known_migrations, migration_of, open_read_only
from ecabinet.doctor.findings import Finding, fail, ok, warn
from ecabinet.settings import Settings

SOON = timedelta(days=30)
MOST_CHECKED = 2 << 30  # bytes of a database that is read through here


def folder(path: Path) -> Iterator[Finding]:
    """Who may read and write it."""
    mode, owner = path.stat().st_mode, path.stat().st_uid
    if mode & 0o027:
        yield warn("folder", f"others of this machine may get into {path}: chmod 700")
    else:
        yield ok("folder", f"{path} is closed to others")
    if owner != os.geteuid():
        yield warn("folder", "belongs to another user than the one who asks; run this as the server's user")
    secret = path / "secret"
    if secret.exists() and secret.stat().st_mode & 0o077:
        yield fail("secret", "may be read by others: chmod 600")
    yield from urns(path / "urns")
    roots = len(list((path / "trust").glob("*.pem")))
    if roots:
        yield ok("trust", f"{roots} files of root certificates")
    else:
        yield warn("trust", "no root certificates in trust/: `ecabinet verify` can say 'intact', not by whom")
    if data.is_demo(path):
        yield warn("demo", "the folder belongs to the demo: never for real meetings")


def urns(path: Path) -> Iterator[Finding]:
    """The keys of secret polls that are open."""
    found = [one for one in path.glob("*") if one.is_file()]
    if any(one.stat().st_mode & 0o077 for one in (path, *found) if one.exists()):
        yield fail("urns", "keys of secret polls may be read by others: chmod 700 the folder, 600 the files")
    elif found:
        yield ok("urns", f"{len(found)} secret polls are open or being counted; in a backup made now they are void")


def database(path: Path) -> Iterator[Finding]:
    """Whole, and of this release. Read only, also while a server runs."""
    file = path / "ecabinet.db"
    try:
        connection = open_read_only(file)
        try:
            seen = migration_of(connection)
            mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
            small = file.stat().st_size < MOST_CHECKED
            broken = connection.execute("PRAGMA quick_check(1)").fetchone()[0] if small else "ok"
        finally:
            connection.close()
    except sqlite3.DatabaseError as failure:
        yield fail("database", f"cannot be read: {failure}")
        return
    if broken != "ok":
        yield fail("database", f"is damaged: {broken}; restore the last backup")
    elif seen not in known_migrations():
        yield fail("database", f"was opened by a newer release (migration {seen})")
    else:
        whole = "whole" if small else "not read through, it is large (use `ecabinet backup`)"
        yield ok("database", f"{whole}, migration {seen}, {file.stat().st_size / 1e6:.1f} MB, log mode {mode}")


def tls(settings: Settings) -> Iterator[Finding]:
    """The certificate given for TLS, if any."""
    if not settings.tls_cert:
        words = "a proxy speaks TLS" if settings.https else "none given: plain http, for this machine only"
        yield ok("TLS", words)
        return
    try:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(settings.tls_cert, settings.tls_key or None, password="")  # never asks for one
        certificate = x509.load_pem_x509_certificate(Path(settings.tls_cert).read_bytes())
    except (OSError, ValueError) as failure:
        yield fail("TLS", f"certificate and key cannot be read, or do not belong together ({type(failure).__name__})")
        return
    yield lasting(certificate)
    yield named(certificate, settings)
    if Path(settings.tls_key or settings.tls_cert).stat().st_mode & 0o077:
        yield warn("TLS", "the key may be read by others: chmod 600")


def lasting(certificate: x509.Certificate) -> Finding:
    at, ends = datetime.now(UTC), certificate.not_valid_after_utc
    if at < certificate.not_valid_before_utc:
        return fail("TLS", f"the certificate is valid from {certificate.not_valid_before_utc:%Y-%m-%d} only")
    if at > ends:
        return fail("TLS", f"the certificate ran out on {ends:%Y-%m-%d}")
    if ends - at < SOON:
        return warn("TLS", f"the certificate runs out on {ends:%Y-%m-%d}")
    return ok("TLS", f"the certificate is valid until {ends:%Y-%m-%d}")


def named(certificate: x509.Certificate, settings: Settings) -> Finding:
    """Whether it is for the name that people will type."""
    names = names_of(certificate)
    wanted = urlsplit(settings.public_url).hostname or ("" if settings.host in ("0.0.0.0", "::") else settings.host)  # noqa: S104
    said = ", ".join(sorted(names)) or "no name at all"
    if not names:
        return fail("TLS", "the certificate names no host; browsers refuse it")
    if not wanted:
        return ok("TLS", f"the certificate is for {said}; say --public-url to have it compared")
    if wanted in names or any(one.startswith("*.") and wanted.partition(".")[2] == one[2:] for one in names):
        return ok("TLS", f"the certificate is for {wanted}")
    return fail("TLS", f"the certificate is for {said}, not for {wanted}")


def names_of(certificate: x509.Certificate) -> set[str]:
    """Host names and addresses. (Browsers no longer look at the subject.)"""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return set()
    return {*found.get_values_for_type(x509.DNSName), *map(str, found.get_values_for_type(x509.IPAddress))}
