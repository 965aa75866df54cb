"""From JSON to a command, and the list of every no."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from journal.shapes import Refusal
from meeting.refusals import REFUSALS
from meeting.wire import COMMANDS, EVENTS, REGISTRY, decode_command
from voting.commands import Cast

ROOT = Path(__file__).parent.parent.parent
PURE = ("journal", "agenda", "voting", "papers", "meeting")


def test_a_command_comes_from_its_name_and_arguments() -> None:
    assert decode_command("voting.cast", {"poll": 3, "choice": "yes"}) == Cast(3, "yes", "")


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("voting.cast", {"choice": "yes"}, Refusal("meeting.bad_command", cmd="voting.cast", where="$")),
        (
            "voting.cast",
            {"poll": "3", "choice": "yes"},
            Refusal("meeting.bad_command", cmd="voting.cast", where="$.poll"),
        ),
        (
            "voting.cast",
            {"poll": 3, "choice": "maybe"},
            Refusal("meeting.bad_command", cmd="voting.cast", where="$.choice"),
        ),
        (
            "voting.cast",
            {"poll": 3, "choice": "yes", "weight": 2},
            Refusal("meeting.bad_command", cmd="voting.cast", where="$"),
        ),
        (
            "voting.cast",
            {"poll": 3, "choice": "other", "text": "\ud800"},
            Refusal("meeting.bad_command", cmd="voting.cast", where="$"),
        ),
        (
            "voting.cast",
            {"poll": 3.5, "choice": "yes"},
            Refusal("meeting.bad_command", cmd="voting.cast", where="$.poll"),
        ),
        (
            "voting.cast",
            {"poll": 3, "choice": "other", "text": "x" * 70_000},
            Refusal("meeting.command_too_large", cmd="voting.cast", limit=65_536),
        ),
        ("voting.cast", [], Refusal("meeting.bad_command", cmd="voting.cast", where="$")),
        ("voting.cast", None, Refusal("meeting.bad_command", cmd="voting.cast", where="$")),
        ("voting.recount", {}, Refusal("meeting.unknown_command", cmd="voting.recount")),
        ("voting.ballot_cast", {}, Refusal("meeting.unknown_command", cmd="voting.ballot_cast")),
        ("é" * 99, {}, Refusal("meeting.unknown_command", cmd="?" * 60)),
    ],
)
def test_what_is_no_command_is_refused(name: str, args: Any, expected: Refusal) -> None:
    with pytest.raises(Refusal) as no:
        decode_command(name, args)
    assert no.value == expected


def test_a_tag_smuggled_into_the_arguments_does_not_change_the_command() -> None:
    with pytest.raises(Refusal):
        decode_command("voting.cast", {"cmd": "meeting.close", "poll": 3, "choice": "yes"})


def test_names_are_the_fields_own() -> None:
    shape = re.compile(r"(meeting|agenda|papers|voting)\.[a-z_]+\Z")
    assert all(shape.match(name) for name in [*COMMANDS, *REGISTRY.events])
    assert len(REGISTRY.events) == len(EVENTS)


def refusals_in_source() -> Iterator[tuple[str, set[str], str]]:
    """(code, argument names, place) of every `Refusal(...)` in the pure rooms."""
    for room in PURE:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
                    assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}: a code is a literal"
                    yield str(node.args[0].value), {str(k.arg) for k in node.keywords}, f"{path}:{node.lineno}"


def test_every_refusal_is_listed_with_its_arguments() -> None:
    found = list(refusals_in_source())
    assert {code for code, _, _ in found} == REFUSALS.keys()
    for code, args, place in found:
        assert args == set(re.findall(r"{(\w+)}", REFUSALS[code])), f"{place}: {code}"
