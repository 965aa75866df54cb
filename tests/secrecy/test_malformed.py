"""Arguments that make no sense, for every command there is: always a code, never a crash, and nothing is written."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
import pytest

from ecabinet.logs import bug
from meeting.wire import COMMANDS
from tests.hostile.raw import greeted, text
from tests.kit.home import serving
from tests.kit.session import Session, running
from tests.secrecy.test_forged import NAMING, arguments

DEEP = json.loads("[" * 200 + "]" * 200)
WRONG: dict[type, tuple[Any, ...]] = {
    int: ("1", 1.5, True, [], {}, 2**70, -(2**63)),
    str: (5, [], {}, True, "a\x00b", "\u202ea", "x" * 70_000, DEEP),
    NoneType: (),
    tuple: ("x", 5, {}, [None], [[]] * 3, DEEP, [2**70]),
}
ANY = (object, {"a": 1}, DEEP)


def parts(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def wrong_for(field: msgspec.structs.FieldInfo) -> list[Any]:
    """Values of no type that the field takes, or of no sense in it."""
    kinds = {get_origin(part) or part for part in parts(field.type)}
    found: list[Any] = []
    for kind in kinds:
        found += WRONG.get(kind, ({"a": 1}, 7.5, [[]], "\x00"))
    return [value for value in found if not (isinstance(value, str) and int in kinds and str in kinds)]


def malformed(cmd: str) -> Iterator[dict[str, Any]]:
    """The right arguments with one of them wrong, missing, or one too many."""
    right = arguments(cmd, {**dict.fromkeys(NAMING, 9000), "version": "aaaaaaaaaaaa"})
    yield {**right, "extra": 1}
    yield {**right, "cmd": "meeting.none"}
    for field in msgspec.structs.fields(COMMANDS[cmd]):
        if field.required:
            yield {name: value for name, value in right.items() if name != field.name}
        for value in wrong_for(field):
            yield {**right, field.name: value}


async def refused(session: Session, who: str, cmd: str, args: dict[str, Any]) -> str:
    """Over HTTP, as any program might send it; the code of the refusal."""
    body = msgspec.json.encode({"id": "x", "cmd": cmd, "args": args})
    answer = await session[who].http.post(f"/api/v1/meetings/{session.meeting}/commands", content=body)
    assert answer.status_code in (400, 409), (who, cmd, args, answer.text[:200])
    told = answer.json()
    assert not told["ok"]
    assert "Traceback" not in answer.text
    return str(told["code"])


@pytest.fixture
def bugs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every fault the server logs: there must be none."""
    logged: list[str] = []

    def noted(where: str, failure: BaseException) -> str:
        logged.append(f"{where}: {failure!r}")
        return bug(where, failure)

    for module in ("ecabinet.clerk.clerk", "ecabinet.http.errors", "ecabinet.live.live"):
        monkeypatch.setattr(f"{module}.bug", noted)
    return logged


async def test_malformed_arguments_of_every_command_are_refused_in_a_code(tmp_path: Path, bugs: list[str]) -> None:
    async with serving(tmp_path) as home:
        session = await running(home, members=1)
        seq, asked = session.state.seq, 0
        for cmd in COMMANDS:
            for args in malformed(cmd):
                who = "secretary" if asked % 2 else "chair"
                code = await refused(session, who, cmd, args)
                assert code.count(".") == 1, (cmd, args, code)
                asked += 1
        assert session.state.seq == seq, "nothing was written"
        assert bugs == []
        assert asked > 600


NONSENSE = (
    {"args": {"title": "\ud800"}},
    {"args": {"\ud800": 1}},
    {"cmd": "\ud800"},
    {"id": "\ud800"},
    {"meeting": "\ud800"},
    {"args": {"title": float("nan")}},
    {"args": {"title": float("inf")}},
    {"args": {"title": "x", "minutes": 10**40}},
    {"args": {"title": "x", "parent": -(10**30)}},
    {"id": "\x00"},
    {"id": 10**30},
)


async def test_what_only_a_socket_can_say_is_refused_or_cut_too(tmp_path: Path, bugs: list[str]) -> None:
    """Half characters, NaN and endless numbers: JSON as a browser would never write it."""
    async with serving(tmp_path) as home:
        session = await running(home, members=1)
        seq = session.state.seq
        for event in ("do", "join", "keep", "signal"):
            for nonsense in NONSENSE:
                body = {"meeting": session.meeting, "id": "x", "cmd": "agenda.add_item", "args": {}, **nonsense}
                body |= {"version": body["id"], "ops": [{"op": "x", "page": 1, "text": "\ud800"}], "have": body["id"]}
                raw = await greeted(home.house.settings.port, session["secretary"].cookie)
                await raw.send(text("420" + json.dumps([event, body])))
                await raw.rest(0.02)
                await raw.close()
        assert session.state.seq == seq
        assert bugs == []


async def test_addresses_without_end_are_answered(tmp_path: Path, bugs: list[str]) -> None:
    async with serving(tmp_path, ("pages", "record", "documents")) as home:
        session = await running(home, members=1)
        http, base = session["member0"].http, f"/m/{session.meeting}"
        for address in (
            f"{base}/p/x/{'9' * 5000}/800",
            f"{base}/p/x/1/{'9' * 5000}",
            f"{base}/p/{'x' * 20_000}/1/800",
            f"{base}/p/%00/1/800",
            f"{base}/p/%ff%fe/1/800",
            f"{base}/p/..%2f..%2fsecret/original",
            f"{base}/record/preview/{'9' * 5000}",
            f"{base}/notes?since=999999999999",
            f"{base}/notes?since=%D9%A3",
            "/m/%ed%a0%80/view",
            "/api/v1/documents/%00",
            "/api/v1/documents?q=" + "%25_" * 2000,
            "/api/v1/documents?q=%ed%a0%80%00",
            "/api/v1/register?year=%D9%A3%D9%A3%D9%A3%D9%A3",
            "/static/..%2f..%2fhouse.py",
            "/static/%00",
            "/static/" + "x" * 5000,
            "/d/%2e%2e/file",
        ):
            answer = await http.get(address)
            assert answer.status_code in (200, 400, 404, 414), (address[:60], answer.status_code)
            assert b"Traceback" not in answer.content
        for wrong in ({"text": "\ud800"}, {"text": 1}, {"rev": "x"}, {"key": "\x00"}, {"key": {}}):
            body = json.dumps({"key": "opening", "text": "x", "rev": 0, **wrong})
            answer = await session.secretary.http.put(f"{base}/prose", content=body.encode())
            assert answer.status_code in (400, 409), answer.text
        assert bugs == []
