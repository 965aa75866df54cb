"""The rule packs that units wrote themselves, held in memory: a motion copies one when it is put ready.

Rules: saving never changes a version, it adds the next one, dated; the rows in SQL are the truth and hold all of them.
Who may save is the route's to ask (see `ecabinet.http.prepare`).
"""

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, insert, select

from ecabinet.db.database import Database
from ecabinet.db.tables import rule_pack
from ecabinet.ids import now
from voting.rule import Rule
from voting.rules_packs import next_version

NONE: Mapping[str, Rule] = {}


class Packs:
    """`of(unit)`: the newest version of each of its packs, by code."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.units: dict[str, dict[str, Rule]] = {}

    async def load(self) -> None:
        """Everything, once, at start-up."""
        for row in await self.db.rows(select(rule_pack).order_by(rule_pack.c.version)):
            self.keep(row["unit_id"], msgspec.json.decode(row["body"], type=Rule))

    def keep(self, unit: str, rule: Rule) -> None:
        self.units.setdefault(unit, {})[rule.code] = rule

    def of(self, unit: str) -> Mapping[str, Rule]:
        return self.units.get(unit, NONE)

    async def save(self, unit: str, person: str, rule: Rule, day: str) -> Rule:
        """The pack as its next version, from `day` (ISO) on. Refusals: `voting.bad_rule`, `voting.shipped_rule`, ..."""
        made = next_version(self.of(unit), rule, day)
        row = {
            "unit_id": unit,
            "code": made.code,
            "version": made.version,
            "body": msgspec.json.encode(made).decode(),
            "by": person,
            "at": now(),
        }

        def write(connection: Connection) -> None:
            connection.execute(insert(rule_pack).values(row))

        await self.db.write(write)
        self.keep(unit, made)
        return made
