#!/usr/bin/env python3
"""Fill the tables of docs/protocol.md from the code: commands with rights, events, objects, refusals.

`--check` changes nothing and fails when the page is not what it would write.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from journal.shapes import Command, Event
from meeting.objects import OBJECTS
from meeting.refusals import REFUSALS
from meeting.roles import RIGHTS
from meeting.wire import COMMANDS, REGISTRY

PAGE = Path(__file__).resolve().parent.parent / "docs/protocol.md"


def sentence(shape: type) -> str:
    """The docstring on one line, without the one that msgspec or Python would supply."""
    text = inspect.cleandoc(shape.__doc__ or "") if shape.__doc__ not in (Command.__doc__, Event.__doc__) else ""
    text = "" if text.startswith(f"{shape.__name__}(") else text
    return " ".join(text.split()).replace("|", "\\|")


def field(info: msgspec.structs.FieldInfo) -> str:
    return f"`{info.encode_name}`" if info.required else f"`{info.encode_name}?`"


def fields(shape: type[msgspec.Struct]) -> str:
    return ", ".join(field(info) for info in msgspec.structs.fields(shape))


def table(head: str, rows: Iterable[tuple[str, ...]]) -> str:
    columns = head.count("|") + 1
    lines = [f"| {head} |", "|---" * columns + "|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)


def who(name: str) -> str:
    rows = (f"{', '.join(sorted(roles))} ({', '.join(sorted(phases))})" for roles, phases in RIGHTS[name])
    return "; ".join(rows)


def commands() -> str:
    rows = ((f"`{name}`", fields(shape), who(name), sentence(shape)) for name, shape in sorted(COMMANDS.items()))
    return table("Command | Arguments | Who, in which phase | Meaning", rows)


def events() -> str:
    rows = ((f"`{name}`", fields(shape), sentence(shape)) for name, shape in sorted(REGISTRY.events.items()))
    return table("Event | Fields | Meaning", rows)


def objects() -> str:
    rows = ((f"`{key}`", fields(shape), sentence(shape)) for key, shape in OBJECTS.items())
    return table("Key | Fields | Meaning, and who may see it", rows)


def refusals() -> str:
    return table("Code | Meaning", ((f"`{code}`", meaning) for code, meaning in sorted(REFUSALS.items())))


def filled(page: str) -> str:
    for name, make in {"commands": commands, "events": events, "objects": objects, "refusals": refusals}.items():
        pattern = re.compile(rf"<!-- {name} -->.*?<!-- /{name} -->", re.DOTALL)
        page = pattern.sub(lambda _, name=name, make=make: f"<!-- {name} -->\n{make()}\n<!-- /{name} -->", page)
    return page


def main(arguments: list[str]) -> int:
    now = PAGE.read_text()
    then = filled(now)
    if "--check" in arguments:
        if now != then:
            print("docs/protocol.md is behind the code: run tools/protocol_tables.py", file=sys.stderr)
        return int(now != then)
    PAGE.write_text(then)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
