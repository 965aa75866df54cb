"""`ecabinet init`: prepare a data folder, its first unit and its first administrator."""

import argparse
import asyncio
import sys
from pathlib import Path

from ecabinet import data
from ecabinet.commands.passwords import ask_password
from ecabinet.db.database import open_database
from ecabinet.identity.passwords import Passwords
from ecabinet.people import People


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder to create (default: data)")
    parser.add_argument("--unit", default="Ủy ban nhân dân tỉnh", help="name of the first unit")
    parser.add_argument("--unit-short", dest="short", default="UBND", help="its short name, also in document numbers")
    parser.add_argument("--locality", default="", help="place in the date line of documents")
    parser.add_argument("--login", default="admin", help="user name of the first administrator (default: admin)")
    parser.add_argument("--name", default="Quản trị hệ thống", help="full name of the first administrator")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(args: argparse.Namespace) -> int:
    if data.is_prepared(args.data):
        print(f"ecabinet: {args.data} is already prepared", file=sys.stderr)
        return 2
    password = ask_password(args.password_stdin)
    if password is None:
        return 2
    data.prepare(args.data)
    with data.lock(args.data):
        asyncio.run(fill(args, password))
    print(f"{args.data} is ready: `ecabinet serve --data {args.data}`, then sign in as {args.login}")
    return 0


async def fill(args: argparse.Namespace, password: str) -> None:
    db = open_database(args.data / "ecabinet.db")
    people = People(db)
    unit = await people.add_unit(args.unit, args.short, locality=args.locality, notation=args.short)
    await people.add_person(
        unit=unit.id,
        name=args.name,
        login=args.login,
        password=await Passwords().hash(password),
        roles=("administrator", "secretary"),
    )
    await db.close()
