"""The register of units and people, held in memory: a few thousand rows that every command asks about.

Rules: the rows in SQL are the truth; memory follows each write of this process, and only the process that holds the
data folder writes. Rooms get copies as facts (`PersonFact`, `UnitFact`) and never look anybody up.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection, insert, select, update

from ecabinet.db.database import Database
from ecabinet.db.tables import person as person_table
from ecabinet.db.tables import unit as unit_table
from ecabinet.ids import new_id, now


class Unit(msgspec.Struct, frozen=True):
    id: str
    name: str
    short: str
    parent_name: str = ""
    locality: str = ""
    notation: str = ""
    offset: int = 420


class Person(msgspec.Struct, frozen=True):
    """`roles` in the installation: "administrator", "secretary" (may create meetings), "records"."""

    id: str
    unit: Unit
    name: str
    position: str
    login: str | None = None
    roles: tuple[str, ...] = ()
    disabled: bool = False


class People:
    """Look up, search, add."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.units: dict[str, Unit] = {}
        self.persons: dict[str, Person] = {}

    async def load(self) -> None:
        """Everything, once, at start-up."""
        for row in await self.db.rows(select(unit_table)):
            self.units[row["id"]] = Unit(**{name: row[name] for name in Unit.__struct_fields__})
        for row in await self.db.rows(select(person_table)):
            self.keep(
                row["id"], row["unit_id"], row["name"], row["position"], row["login"], row["roles"], row["disabled"]
            )

    def keep(
        self, ident: str, unit: str, name: str, position: str, login: str | None, roles: str, disabled: bool = False
    ) -> Person:
        kept = Person(ident, self.units[unit], name, position, login, tuple(json.loads(roles)), bool(disabled))
        self.persons[ident] = kept
        return kept

    def get(self, ident: str | None) -> Person | None:
        return None if ident is None else self.persons.get(ident)

    def by_login(self, login: str) -> Person | None:
        wanted = login.strip().casefold()
        return next((one for one in self.persons.values() if one.login == wanted), None)

    def search(self, words: str, limit: int = 30) -> list[Person]:
        """By any part of name, position or unit, with or without accents; names first."""
        wanted = fold(words).split()
        found = [one for one in self.persons.values() if not one.disabled and matches(one, wanted)]
        found.sort(key=lambda one: (fold(one.name.rpartition(" ")[2]), fold(one.name)))
        return found[:limit]

    async def add_unit(self, name: str, short: str, **fields: str | int) -> Unit:
        made = Unit(id=new_id(), name=name, short=short, **fields)  # type: ignore[arg-type]
        row = msgspec.structs.asdict(made) | {"created_at": now()}
        await self.db.write(lambda connection: add_row(connection, unit_table, row))
        self.units[made.id] = made
        return made

    async def add_person(
        self,
        *,
        unit: str,
        name: str,
        position: str = "",
        login: str | None = None,
        password: str | None = None,
        roles: Iterable[str] = (),
    ) -> Person:
        """`password` is an argon2id hash made by `identity.passwords`, or None: cannot sign in with a password."""
        row = {
            "id": new_id(),
            "unit_id": unit,
            "login": login.strip().casefold() if login else None,
            "password": password,
            "name": name,
            "position": position,
            "fold": fold(f"{name} {position} {self.units[unit].name}"),
            "roles": json.dumps(sorted(roles)),
            "created_at": now(),
        }
        await self.db.write(lambda connection: add_row(connection, person_table, row))
        return self.keep(row["id"], unit, name, position, row["login"], row["roles"])  # type: ignore[arg-type]

    async def set_disabled(self, ident: str, disabled: bool) -> None:
        """A disabled account can do nothing; whoever calls this also ends its sessions."""
        change = update(person_table).where(person_table.c.id == ident).values(disabled=disabled)
        await self.db.write(lambda connection: connection.execute(change).rowcount)
        self.persons[ident] = msgspec.structs.replace(self.persons[ident], disabled=disabled)


def add_row(connection: Connection, table: object, row: Mapping[str, object]) -> None:
    connection.execute(insert(table).values(row))  # type: ignore[arg-type]


def matches(person: Person, wanted: list[str]) -> bool:
    text = fold(f"{person.name} {person.position} {person.unit.name} {person.unit.short}")
    return all(word in text for word in wanted)


def fold(text: str) -> str:
    """Without accents and case: "Đỗ Thị Ánh" and "do thi anh" are the same words."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return bare.replace("đ", "d").replace("Đ", "D").casefold()
