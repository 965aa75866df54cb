"""Every command, asked by every role in every phase over the socket, against the table in docs/protocol.md.

The pure table is held in `tests/meeting/test_roles.py`; here the server is held to the page that people read, and the
sender is a live seat. What is allowed is decided by the real rules and then thrown away, so that a phase stays.
"""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from journal.shapes import Refusal
from meeting.roles import PHASES, roles_of
from meeting.rules import decide
from meeting.wire import COMMANDS
from tests.hostile.raw import Gone, Raw, greeted, text
from tests.kit.device import fine
from tests.kit.home import Home, serving
from tests.kit.session import Session, prepared
from tests.secrecy.test_forged import NAMING, arguments

PAGE = Path(__file__).parents[2] / "docs/protocol.md"
ROW = re.compile(r"^\| `([a-z]+\.[a-z_]+)` \| [^|]* \| ([^|]*) \|", re.MULTILINE)
CELL = re.compile(r"([a-z, ]+) \(([a-z, ]+)\)")
WHO = ("secretary", "chair", "presenter", "member0", "substitute", "guest", "staff", "screen", "stranger", "signed out")
ACCEPTED = "rehearsal.accepted"
NO_RIGHT = {"meeting.not_allowed", "meeting.wrong_phase", "meeting.house_only", "meeting.not_a_participant"}
NO_RIGHT |= {"meeting.not_found", "cut", "yes"}

Table = dict[str, list[tuple[set[str], set[str]]]]


def table() -> Table:
    """Who may ask what in which phase, as the page says it."""
    section = PAGE.read_text(encoding="utf-8").split("<!-- commands -->")[1].split("<!-- /commands -->")[0]
    return {
        name: [(set(who.strip().split(", ")), set(when.split(", "))) for who, when in CELL.findall(cell)]
        for name, cell in ROW.findall(section)
    }


def test_the_page_has_a_row_for_every_command() -> None:
    rows = table()
    assert rows.keys() == COMMANDS.keys()
    for name, rights in rows.items():
        assert rights, f"{name} is for nobody"
        assert all(when <= PHASES for _, when in rights), name


def wanted(rows: Table, name: str, roles: frozenset[str], phase: str) -> str:
    """The code of the no that the table asks for; ACCEPTED for a yes of rights."""
    phases = [when for who, when in rows[name] if who & roles]
    if any(phase in when for when in phases):
        return ACCEPTED
    if phases:
        return "meeting.wrong_phase"
    return "meeting.house_only" if all(who == {"house"} for who, _ in rows[name]) else "meeting.not_allowed"


async def faults(home: Home, session: Session, rows: Table) -> list[str]:
    """Everybody asks everything, now. What was answered otherwise than the table says."""
    found = []
    for who in WHO:
        raw = await greeted(home.house.settings.port, await cookie_of(home, session, who))
        if who == "signed out":
            await home.house.sessions.end_person(session.people["leaver"])
        codes = await asked(raw, session.meeting, who)
        await raw.close()
        for name, code in codes.items():
            expected = expectation(session, rows, who, name)
            ruled = expected == ACCEPTED and code not in NO_RIGHT  # the rules of the act said no
            if code != expected and not ruled:
                found.append(f"{session.state.phase}: {who}: {name} is {code}, not {expected}")
    return found


async def asked(raw: Raw, meeting: str, who: str) -> dict[str, str]:
    """The code that each command was answered, all of them sent in one breath."""
    names, codes = list(COMMANDS), dict.fromkeys(COMMANDS, "cut")
    for number, name in enumerate(names):
        args = arguments(name, {**dict.fromkeys(NAMING, 9000), "version": "aaaaaaaaaaaa"})
        body = {"id": f"{name}-{who}", "meeting": meeting, "cmd": name, "args": args}
        await raw.send(text(f"42{number}{json.dumps(['do', body])}"))
    with contextlib.suppress(Gone):
        async with asyncio.timeout(20):
            for _ in names:
                number, _, answer = (await raw.message("43"))[2:].partition("[")
                codes[names[int(number)]] = json.loads(answer[:-1]).get("code", "yes")
    return codes


def expectation(session: Session, rows: Table, who: str, name: str) -> str:
    state = session.state
    roles = roles_of(state, session.people.get(who))
    if who == "signed out":
        return "cut"
    if who == "stranger" or (state.session.convened_at is None and not roles & {"chair", "secretary"}):
        return "meeting.not_found"
    if who == "screen":
        return "meeting.not_a_participant"
    return "meeting.already_created" if name == "meeting.create" else wanted(rows, name, roles, state.phase)


async def cookie_of(home: Home, session: Session, who: str) -> str:
    """A new session each time: a seat may say only so much at once."""
    if who == "screen":
        return (await home.screen(session.meeting)).cookie
    person = session.people["leaver" if who == "signed out" else who]
    return (await home.device(person)).cookie


async def given_everybody(home: Home) -> Session:
    session = await prepared(home, members=3)
    await session.add("staff", "staff")
    await session.add("substitute", "substitute", replaces=session.participants["member2"])
    await session.add("presenter", "guest", items=[session.items[0]])
    for name in ("substitute", "presenter", "staff"):
        session.participants[name] = session.state.by_person[session.people[name]]
    presenter = session.participants["presenter"]
    fine(await session.secretary.do("agenda.edit_item", item=session.items[0], presenter=presenter))
    session.people["stranger"] = await home.person("Người lạ")
    session.people["leaver"] = await home.person("Người về")
    return session


async def phases(session: Session, cancelled: bool) -> AsyncIterator[str]:
    """Through the life of a meeting."""
    yield "draft"
    fine(await session.secretary.post("meeting.convene"))
    if cancelled:
        fine(await session.secretary.post("meeting.cancel", reason="Hoãn"))
        yield "cancelled"
        return
    yield "convened"
    for name in ("chair", "member0", "member1"):
        fine(await session[name].post("agenda.check_in"))
    fine(await session["chair"].post("meeting.start"))
    yield "running"
    fine(await session["chair"].post("meeting.pause"))
    yield "paused"
    fine(await session["chair"].post("meeting.close"))
    yield "closed"


class Rehearsal:
    """The real rules; while `on`, a yes is thrown away after it was said."""

    on = False

    def decide(self, state: Any, command: Any, facts: Any) -> Any:
        decision = decide(state, command, facts)
        if self.on:
            raise Refusal(ACCEPTED)
        return decision


@pytest.mark.parametrize("cancelled", [False, True])
async def test_everybody_asks_everything_in_every_phase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cancelled: bool
) -> None:
    rehearsal, rows, seen = Rehearsal(), table(), []
    monkeypatch.setattr("ecabinet.clerk.turn.decide", rehearsal.decide)
    async with serving(tmp_path) as home:
        session = await given_everybody(home)
        async for phase in phases(session, cancelled):
            assert session.state.phase == phase
            if phase in seen or (cancelled and phase != "cancelled"):
                continue
            seen.append(phase)
            seq, rehearsal.on = session.state.seq, True
            assert await faults(home, session, rows) == []
            assert session.state.seq == seq, "nothing was written"
            rehearsal.on = False


async def test_a_wrong_table_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights that differ from the page in one cell, either way."""
    rehearsal, rows = Rehearsal(), table()
    monkeypatch.setattr("ecabinet.clerk.turn.decide", rehearsal.decide)
    async with serving(tmp_path) as home:
        session = await given_everybody(home)
        rehearsal.on = True
        rows["agenda.add_item"] = [({"chair"}, {"draft"})]
        rows["meeting.sign"] = [({"secretary"}, {"draft"})]
        found = await faults(home, session, rows)
        assert {fault.split()[2] for fault in found} == {"agenda.add_item", "meeting.sign"}, found
