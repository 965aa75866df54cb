"""Everybody asks for everything; what they get is held against the table, and what they heard against the canaries."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx

from tests.secrecy import world as words
from tests.secrecy.table import OPEN, ROWS, Row
from tests.secrecy.world import ROLES, World


async def sweep(world: World, stage: str, *roles: str) -> list[str]:
    """Every row by every role (or by these). What is wrong, in words."""
    found = await asyncio.gather(*(of_role(world, stage, role) for role in roles or ROLES))
    return [fault for faults in found for fault in faults]


async def of_role(world: World, stage: str, role: str) -> list[str]:
    return [f"{stage}: {role}: {fault}" for row in ROWS for fault in await of_row(world, stage, role, row)]


async def of_row(world: World, stage: str, role: str, row: Row) -> list[str]:
    """One request, and the same one about something that does not exist."""
    address = row.address.format(**{"document": "aaaaaaaaaaaa", "meeting": world.meeting, **world.ids})
    answer = await ask(world, role, row, address)
    allowed = role in row.who(stage)
    nowhere = await ask(world, role, row, row.nowhere) if row.nowhere and (row.page or not allowed) else None
    name = f"{row.method} {row.address}"
    if row.page and nowhere is not None and answer.content != nowhere.content:
        return [f"{name} tells whether it exists"]
    if allowed:
        return [] if answer.status_code in row.yes else [f"{name} is {answer.status_code}, expected {row.yes}"]
    return list(refused(name, role, row, answer, nowhere))


def refused(name: str, role: str, row: Row, answer: httpx.Response, nowhere: httpx.Response | None) -> Iterator[str]:
    wanted = 401 if role == "nobody" and row.route not in OPEN else 404
    if answer.status_code != wanted:
        yield f"{name} is {answer.status_code}, expected {wanted}"
    if nowhere is not None and (answer.status_code, answer.content) != (nowhere.status_code, nowhere.content):
        yield f"{name} differs from what does not exist: {answer.content[:80]!r}, {nowhere.content[:80]!r}"


async def ask(world: World, role: str, row: Row, address: str) -> httpx.Response:
    more: dict[str, Any] = {"headers": {"accept": "text/html"}} if row.page else {}
    if row.body is not None:
        more["content" if isinstance(row.body, bytes) else "json"] = row.body
    return await world[role].http.request(row.method, address, **more)


def canaries(world: World, role: str, stage: str) -> list[bytes]:
    """Words that must be in nothing this role is ever sent, up to this stage."""
    never = {words.NOTE} if role != "member" else set()
    ids = world.ids
    foreign = {words.FOREIGN, words.IDLE, words.BALLOT, *keys(ids, "foreign"), *keys(ids, "idle")}
    own = {words.OWN, *keys(ids, "own"), f'"item/{ids["sub"]}"'}
    record = {ids["document"]} if "document" in ids else set()
    others = {f"{words.NAMES}{one}" for one in world.people if one != role}
    match role:
        case "guest":
            never |= foreign | others | record
        case "bystander":
            never |= foreign | own | others | record
        case "stranger" | "nobody":
            never |= foreign | own | others | record | {words.TITLE}
        case "other":  # may look for people to invite
            never |= foreign | own | record | {words.TITLE}
        case "officer" if stage != "filed":
            never |= foreign | own | others | {words.TITLE}
        case "screen":
            never |= {words.IDLE, words.BALLOT, ids["idle_version"]}
    return [word.encode() for word in sorted(never)]


def keys(ids: dict[str, Any], name: str) -> set[str]:
    """How objects of an item are called on the wire."""
    found = {f'"item/{ids[name]}"', f'"paper/{ids[f"{name}_paper"]}"', ids[f"{name}_version"]}
    found.add(f'"motion/{ids[f"{name}_motion"]}"')
    poll = ids.get(f"{name}_poll")
    return found | ({f'"poll/{poll}"', f'"me/ballot/{poll}"'} if poll else set())


def overheard(world: World, stage: str) -> list[str]:
    """Who was sent what they must not have, and in which bytes."""
    return [
        f"{stage}: {role} heard {word.decode()}: {world[role].said(word)[0][:300]!r}"
        for role in ROLES
        for word in canaries(world, role, stage)
        if world[role].said(word)
    ]
