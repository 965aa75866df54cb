"""`ecabinet doctor`: is this machine, and this data folder, fit to run a meeting on? Exit 1 when something is not."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ecabinet import data
from ecabinet.settings import Settings, from_environment, why_not_serve

if TYPE_CHECKING:
    from ecabinet.doctor.findings import Finding

MARKS = {"ok": "ok  ", "warn": "WARN", "fail": "FAIL"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="data folder (default: data)")
    parser.add_argument("--seats", type=int, default=500, help="live connections to be ready for (default: 500)")
    parser.add_argument("--host", help="address the server will listen on")
    parser.add_argument("--public-url", dest="public_url", help="how browsers will see it: https://...")
    parser.add_argument("--tls-cert", dest="tls_cert", help="certificate file")
    parser.add_argument("--tls-key", dest="tls_key", help="key file of the certificate")


def run(args: argparse.Namespace) -> int:
    given = {name: getattr(args, name) for name in Settings.__struct_fields__ if hasattr(args, name)}
    found = list(findings(from_environment(**given), args.seats))
    for finding in found:
        print(f"{MARKS[finding.verdict]}  {finding.what:12} {finding.words}")
    failed = sum(finding.verdict == "fail" for finding in found)
    print(f"{failed} to be mended" if failed else "fit to run")
    return 1 if failed else 0


def findings(settings: Settings, seats: int) -> Iterator["Finding"]:
    """Everything, in the order it is shown."""
    from ecabinet.doctor import installation, machine, software
    from ecabinet.doctor.findings import fail, warn

    there = settings.data.is_dir()
    place = settings.data if there else Path()
    yield from software.sqlite(place)
    yield from software.libraries()
    yield from software.built()
    yield from machine.disk(place)
    yield from machine.clock(place)
    yield machine.descriptors(seats)
    yield from installation.tls(settings)
    why = why_not_serve(settings)
    if why:
        yield fail("settings", why)
    if not data.is_prepared(settings.data):
        yield warn("folder", f"{settings.data} is not prepared: the volume of {place.resolve()} was looked at instead")
        return
    yield from installation.folder(settings.data)
    yield from installation.database(settings.data)
