"""`ecabinet user add|list|password|disable`: accounts, while the server is stopped."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

from ecabinet import data
from ecabinet.commands.passwords import ask_password
from ecabinet.db.database import open_database
from ecabinet.identity.identity import Identity
from ecabinet.identity.sessions import Sessions
from ecabinet.people import People

ROLES = ("administrator", "secretary", "records")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    add = verbs.add_parser("add", help="a new account")
    add.add_argument("login")
    add.add_argument("--name", required=True, help="full name")
    add.add_argument("--position", default="", help="position, as printed in records")
    add.add_argument("--unit", default="", help="short name of the unit (default: the first)")
    add.add_argument("--role", action="append", default=[], choices=ROLES, help="may be given several times")
    verbs.add_parser("list", help="all accounts")
    password = verbs.add_parser("password", help="a new password; ends all sessions")
    password.add_argument("login")
    disable = verbs.add_parser("disable", help="close an account; ends all sessions")
    disable.add_argument("login")
    for parser_ in (add, password, disable, verbs.choices["list"]):
        parser_.add_argument("--data", type=Path, default=Path("data"), help="data folder (default: data)")
    for parser_ in (add, password):
        parser_.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(args: argparse.Namespace) -> int:
    if not data.is_prepared(args.data):
        print(f"ecabinet: {args.data} is not prepared: run `ecabinet init` first", file=sys.stderr)
        return 2
    try:
        with data.lock(args.data):
            return asyncio.run(WHAT[args.what](args))
    except data.DataFolderInUse as failure:
        print(f"ecabinet: {failure}", file=sys.stderr)
        return 2


class Accounts:
    """The parts these verbs need, opened and closed."""

    def __init__(self, folder: Path) -> None:
        self.db = open_database(folder / "ecabinet.db")
        self.people = People(self.db)
        self.sessions = Sessions(self.db, hours=12, demo=data.is_demo(folder))
        self.identity = Identity(self.db, self.people, self.sessions)

    async def __aenter__(self) -> "Accounts":
        await self.people.load()
        await self.sessions.load()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.db.close()


async def add(args: argparse.Namespace) -> int:
    async with Accounts(args.data) as accounts:
        units = [unit for unit in accounts.people.units.values() if args.unit in ("", unit.short)]
        if accounts.people.by_login(args.login) is not None or not units:
            print("ecabinet: there is such an account already, or no such unit", file=sys.stderr)
            return 2
        password = ask_password(args.password_stdin)
        if password is None:
            return 2
        person = await accounts.people.add_person(
            unit=units[0].id, name=args.name, position=args.position, login=args.login, roles=args.role
        )
        await accounts.identity.set_password(person.id, password)
    print(f"{args.login} added")
    return 0


async def list_all(args: argparse.Namespace) -> int:
    async with Accounts(args.data) as accounts:
        for person in sorted(accounts.people.persons.values(), key=lambda one: one.login or ""):
            state = "closed" if person.disabled else ",".join(person.roles)
            print(f"{person.login or '-':24} {person.name} · {person.position} · {person.unit.short} · {state}")
    return 0


async def password(args: argparse.Namespace) -> int:
    async with Accounts(args.data) as accounts:
        person = accounts.people.by_login(args.login)
        new = None if person is None else ask_password(args.password_stdin)
        if person is None or new is None:
            print("ecabinet: no change", file=sys.stderr)
            return 2
        await accounts.identity.set_password(person.id, new)
        await accounts.sessions.end_person(person.id)
    print(f"new password for {args.login}")
    return 0


async def disable(args: argparse.Namespace) -> int:
    async with Accounts(args.data) as accounts:
        person = accounts.people.by_login(args.login)
        if person is None:
            print("ecabinet: no such account", file=sys.stderr)
            return 2
        await accounts.people.set_disabled(person.id, True)
        await accounts.sessions.end_person(person.id)
    print(f"{args.login} closed")
    return 0


WHAT: dict[str, Callable[[argparse.Namespace], Coroutine[None, None, int]]] = {
    "add": add,
    "list": list_all,
    "password": password,
    "disable": disable,
}
