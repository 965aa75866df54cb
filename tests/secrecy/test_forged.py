"""What a guest tries: asking for what they were not told of, under every command and every signal."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from ecabinet.app import ROOMS
from meeting.wire import COMMANDS
from tests.kit.home import START, serving
from tests.secrecy import world as words
from tests.secrecy.sweep import overheard
from tests.secrecy.world import World, begin, draft, stroke

# What a command may name; everything else in it is filled in so that it fits.
NAMING = ("item", "parent", "after", "paper", "poll", "motion", "mark", "participant", "presenter", "to", "replaces",
          "giver", "holder", "voter")  # fmt: skip
FITTING: dict[str, Any] = {
    "title": "Tên", "text": "Nội dung", "reason": "Lý do", "rule": "ubnd-session", "choice": "yes", "position": 0,
    "page": 1, "capacity": "guest", "person": "aaaaaaaaaaaa", "type": "regular", "starts_at": START, "place": "P",
    "form": "room", "mode": "room", "role": "chair", "certificate": "", "sha256": "0" * 64, "signed_at": START,
    "document": "d", "motions": [1, 2], "papers": [], "receipts": [], "p": 1, "q": 2, "shown": True,
    "name": "Tệp", "deadline": START, "answers": "0" * 64, "size": 3, "pages": [[595, 842]], **stroke("aaaaaaaaaaaa"),
}  # fmt: skip


def naming(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    """Ids of the foreign item and everything of it, and ids of nothing."""
    ids, state = world.ids, world.state
    member = state.by_person[world.people["member"]]
    mark = next(iter(state.papers.marks[ids["foreign_version"]]))
    foreign = {
        "item": ids["foreign"], "parent": ids["foreign"], "after": ids["idle"], "paper": ids["foreign_paper"],
        "poll": ids["foreign_poll"], "motion": ids["foreign_motion"], "mark": mark, "participant": member,
        "presenter": member, "to": member, "replaces": member, "giver": member,
        "holder": member, "voter": member, "version": ids["foreign_version"],
    }  # fmt: skip
    return foreign, {**dict.fromkeys(NAMING, 9000), "version": "aaaaaaaaaaaa"}


def arguments(cmd: str, named: dict[str, Any]) -> dict[str, Any]:
    """Arguments that fit the command and name these objects wherever it can name any."""
    fields = msgspec.structs.fields(COMMANDS[cmd])
    filled = {field.name: FITTING[field.name] for field in fields if field.required and field.name in FITTING}
    return filled | {field.name: named[field.name] for field in fields if field.name in named}


async def told(world: World, role: str, cmd: str, named: dict[str, Any]) -> Any:
    """The refusal, with what was named taken out of it."""
    answer = await world[role].post(cmd, **arguments(cmd, named))
    assert not answer["ok"], (role, cmd, answer)
    args = {key: "as named" if value == named.get(key) else value for key, value in answer["args"].items()}
    return answer["code"], args


async def cannot_tell(world: World, role: str) -> None:
    """Under every command that names something: what is foreign is refused in the words for what is not there."""
    foreign, nothing = naming(world)
    seq = world.state.seq
    for cmd in COMMANDS:
        if arguments(cmd, foreign) != arguments(cmd, nothing):
            assert await told(world, role, cmd, foreign) == await told(world, role, cmd, nothing), (role, cmd)
    assert world.state.seq == seq, "nothing was written"


async def uploads_alike(world: World, role: str) -> None:
    address = f"/m/{world.meeting}/papers"
    answers = [
        await world[role].http.post(address, params={"title": "x", **where}, content=b"%PDF-1.7")
        for where in ({"item": world.ids["foreign"]}, {"item": 9000}, {"paper": world.ids["foreign_paper"]})
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(409, answers[0].content)}


async def notes_alike(world: World, role: str) -> None:
    ops = [{"op": "x", "page": 1, "kind": "note"}]
    answers = [
        await world[role].call("keep", {"meeting": world.meeting, "version": version, "ops": ops})
        for version in (world.ids["foreign_version"], "aaaaaaaaaaaa")
    ]
    assert answers[0] == answers[1]
    assert answers[0]["code"] == "notes.not_readable"


async def test_a_guest_cannot_tell_what_is_foreign_from_what_is_not_there(tmp_path: Path) -> None:
    async with serving(tmp_path, ROOMS, demo=True) as home:
        world = await draft(home)
        guest = world.state.by_person[world.people["guest"]]
        await world.post("secretary", "agenda.edit_item", item=world.ids["own"], presenter=guest)
        await begin(world)
        for role in ("guest", "bystander"):
            await cannot_tell(world, role)
            await uploads_alike(world, role)
            await notes_alike(world, role)
            assert (await world[role].post("agenda.end_floor"))["code"] == "agenda.nobody_speaks"
            assert (await world[role].post("papers.turn_page", page=2))["code"] != "papers.no_such_page"
            forged = {"meeting": world.meeting, "audience": "staff", "have": 0, "epoch": "x/staff"}
            assert (await world[role].call("join", forged))["audience"] == (
                "guests:3" if role == "guest" else "guests:"
            )
        await signals(world)
        await world.post("chair", "voting.void", poll=world.ids["foreign_poll"], reason="Mở nhầm")
        await world.post("chair", "agenda.open_item", item=world.ids["own"])
        await cannot_tell(world, "guest")
        assert overheard(world, "running") == []


async def signals(world: World) -> None:
    """Forged strokes and presence reach nobody; the chair's reach who may see the page."""
    version = world.ids["foreign_version"]
    for role in ("guest", "bystander", "member", "substitute", "screen"):
        for kind in ("stroke", "pointer", "presence", "push", "mine", "follow"):
            body = {"meeting": world.meeting, "kind": kind, "version": version, "page": 1, "on": [1], "by": "forged"}
            await world[role].call("signal", body)
    body = {"meeting": world.meeting, "kind": "stroke", "version": version, "page": 1, "points": [1, 2], "by": "chair"}
    await world["chair"].call("signal", body)
    await world["member"].until(lambda: world["member"].signals)
    await world["screen"].until(lambda: world["screen"].signals)
    for role, device in world.devices.items():
        assert not device.said(b"forged"), role
    for role in ("guest", "bystander"):
        assert world[role].signals == []
    assert {signal["kind"] for role in ("member", "substitute", "screen") for signal in world[role].signals} == {
        "stroke"
    }


@pytest.mark.parametrize("cmd", sorted(COMMANDS))
def test_every_command_can_be_filled_in(cmd: str) -> None:
    """So that the test above asks every command in earnest."""
    msgspec.convert(arguments(cmd, {**dict.fromkeys(NAMING, 1), "version": "v"}), COMMANDS[cmd])
    assert words.FOREIGN not in str(FITTING)
