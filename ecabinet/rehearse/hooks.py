"""What happens in the story that is no command: reading pages, private notes, a lost connection, a repeated ballot.

Each hook gets the player and its arguments, and notes a fault where something is not as it should be.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from ecabinet.demo import cast

if TYPE_CHECKING:
    from ecabinet.rehearse.play import Player

WIDTH = 1200
MOST_READERS = 40
WEBP = b"RIFF"


async def pages(player: "Player", paper: str, page: int) -> None:
    """Every seat that may see the presented page gets its picture; the others get nothing."""
    version = player.room.ids.versions[paper]
    path = f"/m/{player.meeting}/p/{version}/{page}/{WIDTH}"
    readers = player.seats[:MOST_READERS]
    begun = time.monotonic()
    answers = await asyncio.gather(*(seat.get(path) for seat in readers))
    player.report.took("page picture for all", time.monotonic() - begun)
    for seat, (status, body) in zip(readers, answers, strict=True):
        may = player.may_read(seat.who, paper)
        if may and (status != 200 or not body.startswith(WEBP)):
            player.fault(f"{seat.name} did not get page {page} of {paper}: {status}")
        if not may and status != 404:
            player.fault(f"{seat.name} must not get page {page} of {paper}: {status}")


async def find(player: "Player", paper: str, query: str, page: int) -> None:
    """Without accents, and the page is among the hits."""
    version = player.room.ids.versions[paper]
    seat = player.actor("thao.dtp")
    for _ in range(100):  # words of a new paper are read in the background
        found = await seat.json(f"/m/{player.meeting}/p/{version}/find", q=query)
        if any(hit["page"] == page for hit in found["hits"]):
            return
        await asyncio.sleep(0.2)
    player.fault(f"“{query}” was not found on page {page} of {paper}: {found['hits'][:3]}")


async def guest_reads_nothing(player: "Player", who: str, paper: str) -> None:
    """No picture, no words, no search, no download, by no route."""
    version = player.room.ids.versions[paper]
    base = f"/m/{player.meeting}/p/{version}"
    for path in (f"{base}/1/{WIDTH}", f"{base}/1/words", f"{base}/find", f"{base}/original", f"{base}/progress"):
        status, _ = await player.actor(who).get(path, q="tinh")
        if status != 404:
            player.fault(f"{who} must not reach {path}: {status}")


async def stroke(player: "Player", who: str, paper: str, page: int) -> None:
    """A stroke under way is seen by who may see the page, and by nobody else."""
    seat = player.actor(who)
    if not seat.live:
        return
    for other in player.live:
        other.signals.clear()
    points = [610, 690, 60, -14]
    await seat.signal("stroke", version=player.room.ids.versions[paper], page=page, points=points)
    await asyncio.sleep(0.5)
    for other in player.live:
        heard = any(signal["kind"] == "stroke" for signal in other.signals)
        if other is not seat and heard != player.may_read(other.who, paper):
            player.fault(f"{other.name} {'heard' if heard else 'did not hear'} the stroke on {paper}")


async def following(player: "Player") -> None:
    """Everybody with a socket follows; chair and secretary see who is here live and how many follow, others do not."""
    people = [seat for seat in player.live if seat.who != "screen"]
    for seat in player.live:
        seat.signals.clear()
    await asyncio.gather(*(seat.signal("follow", on=True) for seat in people))
    staff = [seat for seat in people if player.room.audience(seat.who) == "staff"]
    wanted = sorted({player.room.ids.people[seat.who] for seat in people})
    for seat in staff:
        for _ in range(150):
            told = [signal for signal in seat.signals if signal["kind"] == "presence"]
            if told and told[-1]["on"] == wanted and told[-1]["following"] == len(wanted):
                break
            await asyncio.sleep(0.02)
        else:
            player.fault(f"{seat.name} was told {told[-1:]} instead of {len(wanted)} following")
    if any(signal["kind"] == "presence" for seat in player.live if seat not in staff for signal in seat.signals):
        player.fault("somebody who does not run the meeting was told who is connected")


async def notes(player: "Player", who: str, paper: str, page: int) -> None:
    """Ink and a typed note, on all of one's seats and on nobody else's; the same again changes nothing."""
    version = player.room.ids.versions[paper]
    first, second = await player.one_more(who), await player.one_more(who)
    note = {"op": f"note-{time.time_ns()}", "kind": "note", "page": page, "x": 900, "y": 420, "text": NOTE}
    line = {"op": f"ink-{time.time_ns()}", "kind": "ink", "page": page, "tool": "highlighter", "points": [400, 300, 90]}
    begun = time.monotonic()
    kept = await first.keep(version, [note, line])
    again = await first.keep(version, [note, line])
    if not kept.get("ok") or again.get("n") != kept.get("n"):
        player.fault(f"private notes: {kept}, then {again}")
    for _ in range(250):
        if second.notes:
            break
        await asyncio.sleep(0.02)
    player.report.took("private note on the other device", time.monotonic() - begun)
    if len(second.notes) != 1 or len(second.notes[0]["ops"]) != 2:
        player.fault(f"the other device of {who} got {second.notes}")
    stored = await first.json(f"/m/{player.meeting}/notes", since="0")
    if [op["op"] for op in stored["ops"]] != [note["op"], line["op"]]:
        player.fault(f"stored notes of {who}: {stored}")
    if any(seat.notes for seat in player.live if seat.who != who):
        player.fault("somebody else's seat heard of private notes")
    await first.close()
    await second.close()


NOTE = "Phiên họp đột xuất: 01 ngày có kịp cho cấp xã không? Hỏi Sở KH&CN."


async def drop(player: "Player", who: str) -> None:
    """The tablet loses its connection; attendance stays."""
    await player.actor(who).drop()


async def comeback(player: "Player", who: str) -> None:
    """It connects again and holds everything that happened since."""
    seat = player.actor(who)
    if who in player.wanted_live:
        await seat.connect()


async def again(player: "Player", who: str) -> None:
    """The same ballot under the same id, as after a lost answer: the same answer, no second ballot."""
    seat, (args, ident) = player.actor(who), player.last[who]
    answer = await seat.do("voting.cast", args, ident)
    if not answer.get("ok"):
        player.fault(f"a repeated ballot of {who} was refused: {answer}")


async def result(player: "Player", motion: str, **wanted: Any) -> None:
    """The figures as the script has them, against what this side counted."""
    poll = player.room.polls[-1]
    counted = {choice: player.room.count(poll, choice) for choice in ("yes", "no", "abstain", "other")}
    counted |= player.room.verdict(poll)
    unlike = {name: counted[name] for name, value in wanted.items() if counted[name] != value}
    if unlike or poll.motion != motion:
        player.fault(f"result of {motion}: {unlike}")


async def prose(player: "Player", item: str) -> None:
    """The secretary writes what was said and concluded while the meeting goes on."""
    from ecabinet.rehearse.record import TEXTS, save

    for kind in ("discussion", "conclusion"):
        if words := TEXTS.get(f"{kind}/{item}"):
            await save(player, f"{kind}/{player.room.ids.items[item]}", words)


async def still_there(player: "Player") -> None:
    """Whoever has no socket sees the same over HTTP."""
    for who in (cast.CHAIR.key, cast.GUESTS[0].key, "sinh.vx"):
        seat = player.actor(who)
        answer = await seat.json(f"/m/{player.meeting}/view")
        player.compare(seat.name, answer["set"], player.room.view(who))


Hooked = Callable[..., Awaitable[None]]
HOOKS: dict[str, Hooked] = {
    one.__name__: one
    for one in (
        pages,
        find,
        following,
        guest_reads_nothing,
        stroke,
        notes,
        drop,
        comeback,
        again,
        result,
        prose,
        still_there,
    )
}
