"""Marked words go into everything people type, and everything that can go wrong goes wrong: none of them is in the log.

A canary word stands in titles, names, ballots, notes, prose, a PIN, a password; cookies and links are secrets anyway.
Known-bad: a log that prints what an exception says must be caught by the same search.
"""

import ast
import asyncio
import gc
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import websockets
from sqlalchemy import insert

from ecabinet import logs, outline
from ecabinet.clerk import clerk, store, turn
from ecabinet.db.tables import setting
from tests.kit.device import fine
from tests.kit.home import Home, serving
from tests.kit.session import Session, running
from tests.pages.files import paper

CANARY = "zqxcanary"
HOUSE = Path(__file__).parents[2] / "ecabinet"
# Each says a count, an id, a code or a place in the code. A new one is looked at by a person before it stands here.
VALUES = {
    "where",
    "id",
    "exc_info",
    "why",
    "was",
    "state",
    "free_mb",
    "seconds",
    "file",
    "page",
    "kills",
    "who",
    "words",
    "meeting",
    "poll",
    "code",
    "kind",
    "many",
}


@pytest.fixture
def taken_over() -> Iterator[None]:
    """What a serving process does to logging, undone afterwards."""
    root, hooks = logging.getLogger(), (threading.excepthook, sys.unraisablehook)
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(False)
    logs.configure()


async def a_marked_session(home: Home) -> tuple[Session, set[str]]:
    """Everything people type has the canary in it. Returns the secrets too."""
    session = await running(home)
    await session.join_all()
    for device in session.devices.values():
        device.http.timeout = 60  # workers start, on a machine that may be busy
    secretary, chair, member = session.secretary, session["chair"], session["member0"]
    await home.person(f"{CANARY} Nguyễn", login=f"{CANARY}-login")
    fine(await secretary.do("agenda.add_item", title=f"{CANARY} item", minutes=5))
    upload = f"/m/{session.meeting}/papers?item={session.items[0]}&title={CANARY}&name={CANARY}.pdf&id=u"
    version = fine((await secretary.http.post(upload, content=paper(1, (CANARY,)))).json())["version"]
    fine(await member.do("agenda.request_floor", topic=f"{CANARY} topic"))
    poll = await session.open_poll()
    fine(await member.do("voting.cast", poll=poll, choice="other", text=f"{CANARY} ballot"))
    fine(await chair.do("voting.close", poll=poll))
    ops = [{"op": CANARY, "page": 1, "text": f"{CANARY} note"}]
    fine(await member.call("keep", {"meeting": session.meeting, "version": version, "ops": ops}))
    link = (await secretary.http.post(f"/m/{session.meeting}/screen-link")).json()
    prose = {"key": "summary/1", "text": CANARY, "rev": 0}
    await secretary.http.put(f"/m/{session.meeting}/prose", json=prose)
    await secretary.http.get(f"/m/{session.meeting}/record/preview")
    await secretary.http.post(f"/m/{session.meeting}/sign", json={"pin": f"{CANARY}-pin"})
    await secretary.http.post("/sign-in", data={"login": f"{CANARY}-login", "password": f"{CANARY}-password"})
    cookies = {device.cookie for device in session.devices.values()}
    return session, cookies | {str(link.get("url", CANARY)).rpartition("/")[2]}


async def what_goes_wrong(home: Home, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule, a commit, a route, a task, a thread, a library and a packet, each with the canary in its words."""
    chair = session["chair"]

    def broken(*args: Any, **_: Any) -> Any:
        raise RuntimeError(f"{CANARY} {args}")

    def doubled(connection: Any, batch: Any) -> None:
        store.write_batch(connection, batch)
        for _ in range(2):
            connection.execute(insert(setting).values(name=CANARY, value=CANARY))

    async def unread(*args: Any) -> Any:
        broken(*args)

    with monkeypatch.context() as patch:
        patch.setattr(turn, "decide", broken)
        assert (await chair.do("meeting.pause"))["code"] == "house.error"
    with monkeypatch.context() as patch:
        patch.setattr(clerk, "write_batch", doubled)
        assert (await chair.do("meeting.pause"))["code"] == "clerk.not_stored"
    with monkeypatch.context() as patch:
        patch.setattr(home.house.db, "rows", unread)
        for path in (f"/l/{CANARY}", f"/s/{CANARY}", f"/api/v1/people?q={CANARY}"):
            await chair.http.get(path)
    forgotten = asyncio.create_task(unread(CANARY))
    await asyncio.sleep(0.05)
    del forgotten
    gc.collect()
    thread = threading.Thread(target=broken, args=(CANARY,))
    thread.start()
    thread.join()
    for name in ("aiosqlite", "sqlalchemy.engine", "websockets.server", "uvicorn.error", "engineio.server"):
        library = logging.getLogger(name)
        for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
            library.log(level, "got %s", CANARY)
            library.log(level, f"got {CANARY}")
    address = f"{home.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    headers = {"Cookie": f"ecabinet={chair.cookie}"}
    for packet in (f'42["{CANARY}",{{}}]', f"4x{CANARY}", f'421["do",{{"cmd":"{CANARY}","args":{{"{CANARY}":1}}}}]'):
        async with websockets.connect(address, origin=home.url, additional_headers=headers) as socket:  # type: ignore[arg-type]
            await socket.send("40")
            await socket.send(packet)
            await asyncio.sleep(0.05)


async def printed(
    folder: Path, level: str, json: bool, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[str, set[str]]:
    """Everything the process and its workers wrote, and the secrets that were about."""
    logs.configure(json, level)
    logs.take_over()
    async with serving(folder, rooms=("pages", "record"), demo=True) as home:
        session, secrets = await a_marked_session(home)
        await what_goes_wrong(home, session, monkeypatch)
    said = capfd.readouterr()
    return said.out + said.err, secrets


@pytest.mark.usefixtures("taken_over")
@pytest.mark.parametrize(("level", "json"), [("debug", False), ("info", True)])
async def test_no_word_of_anybody_is_in_the_log(
    tmp_path: Path, level: str, json: bool, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said, secrets = await printed(tmp_path, level, json, capfd, monkeypatch)
    assert said.count("bug") >= 6, "the faults themselves are told"
    assert "turn.py" in said, "and where they were"
    assert CANARY not in said.casefold()
    assert [secret for secret in secrets if secret in said] == []


@pytest.mark.usefixtures("taken_over")
async def test_a_log_that_prints_what_exceptions_say_is_caught(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The known-bad log."""
    monkeypatch.setattr(outline, "said", str)
    said, _ = await printed(tmp_path, "info", False, capfd, monkeypatch)
    assert CANARY in said


def test_every_line_of_ours_has_a_fixed_event_and_known_values() -> None:
    strangers = []
    for path in sorted(HOUSE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and is_log(call.func):
                fixed = len(call.args) == 1 and isinstance(call.args[0], ast.Constant)
                known = all(keyword.arg in VALUES for keyword in call.keywords)
                if not (fixed and known):
                    strangers.append(f"{path.relative_to(HOUSE)}:{call.lineno}")
    assert strangers == []


def is_log(function: ast.expr) -> bool:
    match function:
        case ast.Attribute(value=ast.Name(id="log") | ast.Attribute(attr="log"), attr=level):
            return level in ("debug", "info", "warning", "error", "critical", "exception")
        case _:
            return False


def test_an_exception_is_told_by_kind_and_place() -> None:
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as cause:
            raise ValueError(CANARY) from cause
    except ValueError as failure:
        said = outline.outline(failure)
    assert "builtins.KeyError" in said
    assert "builtins.ValueError" in said
    assert "tests/ops/test_logs.py:" in said
    assert CANARY not in said


def test_words_of_the_machine_are_told() -> None:
    with pytest.raises(FileNotFoundError) as failed:
        Path("/no/such").read_bytes()
    assert outline.outline(failed.value).endswith("FileNotFoundError: 2 No such file or directory")
