"""The parts of an expected view: one function for each kind of key. Only what a seat of that audience may hold."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ecabinet.demo import agenda, cast
from ecabinet.rehearse import expected

if TYPE_CHECKING:
    from ecabinet.rehearse.expected import Fields, Poll, Room, View

STAFF_DUTIES = frozenset({"secretary"})


def view(room: "Room", who: str) -> "View":
    """Every key this seat should hold, with the fields that are checked."""
    kind, items = room.audience(who), room.items_of(who)
    inside = kind in ("staff", "members")
    out: View = {"meeting": meeting(room), "quorum": quorum(room), "stage": stage(room, kind, items)}
    if room.speech is not None and (kind != "guest" or room.speech[2] in items):
        out["floor"] = floor(room)
    if inside and room.phase == "closed":
        out["record"] = room.record
    for part in (agenda_items(room, items), persons(room, kind), papers(room, kind, items), motions(room, kind, items)):
        out.update(part)
    for more in (requests(room, kind), polls(room, kind, items), ink(room, kind, items)):
        out.update(more)
    return out


def meeting(room: "Room") -> "Fields":
    return {
        "title": agenda.TITLE,
        "place": agenda.PLACE,
        "unit": cast.HOST.name,
        "phase": room.phase,
        "chair": cast.person(room.chair).name,
        "chair_position": cast.person(room.chair).position,
        "secretary": cast.SECRETARY.name,
    }


def quorum(room: "Room") -> "Fields":
    members = [room.here[one.key] for one in cast.MEMBERS if one.key in room.here]
    others = [one for one in (*cast.SUBSTITUTES, *cast.GUESTS) if one.key in room.here]
    return {
        "present": len(members),
        "online": sum(1 for mode, _ in members if mode == "online"),
        "needed": expected.QUORUM,
        "members": expected.MEMBERS,
        "reached": len(members) >= expected.QUORUM,
        "guests": len(others),
    }


def stage(room: "Room", kind: str, items: set[str]) -> "Fields":
    paper = room.stage[0] if room.stage is not None else None
    sees_item = room.open is not None and room.open in items
    sees_paper = paper is not None and (kind != "guest" or item_of(paper) in items)
    shown = room.stage if sees_paper else None
    return {
        "item": room.ids.items[room.open] if room.open is not None and sees_item else None,
        "paper": room.ids.papers[shown[0]] if shown else None,
        "version": room.ids.versions[shown[0]] if shown else None,
        "page": shown[1] if shown else None,
        "presenter": room.ids.people[shown[2]] if shown else None,
        "hidden": (room.open is not None and not sees_item) or (paper is not None and not sees_paper),
    }


def item_of(paper: str) -> str:
    """Key of the item on which a paper (by its last version) lies."""
    for item, _ in agenda.walk():
        if any(one.versions[-1] == paper for one in item.papers):
            return item.key
    raise KeyError(paper)


def floor(room: "Room") -> "Fields":
    assert room.speech is not None
    who, seconds, item = room.speech
    return {
        "participant": room.ids.people[who],
        "name": cast.person(who).name,
        "seconds": seconds,
        "item": room.ids.items[item] if item is not None else None,
    }


def agenda_items(room: "Room", items: set[str]) -> "Iterator[tuple[str, Fields]]":
    minutes = 0
    for item, parent in agenda.walk():
        if item.key in items:
            presenter = cast.person(item.presenter) if item.presenter else None
            yield (
                f"item/{room.ids.items[item.key]}",
                {
                    "number": item.key,
                    "title": item.title,
                    "parent": room.ids.items[parent] if parent in items else None,
                    "presenter": presenter.name if presenter else "",
                    "minutes": item.minutes,
                    "state": room.state[item.key],
                },
            )
        minutes += 0 if item.items else item.minutes


def persons(room: "Room", kind: str) -> "Iterator[tuple[str, Fields]]":
    for one in cast.PARTICIPANTS:
        if kind == "screen" or (kind == "guest" and one.capacity != "staff" and one.key != room.chair):
            continue
        mode, site = room.here.get(one.key, (None, ""))
        yield (
            f"person/{room.ids.people[one.key]}",
            {
                "name": one.name,
                "position": one.position,
                "unit_short": cast.unit(one.unit).short,
                "capacity": one.capacity,
                "duties": duties(room, one),
                "presence": mode,
                "site": site,
                "absent": room.absent.get(one.key),
                "items": sorted(room.ids.items[key] for key in one.items) if kind == "staff" else [],
            },
        )


def duties(room: "Room", one: cast.Person) -> list[str]:
    others: list[str] = [duty for duty in one.duties if duty != "chair"]
    return ["chair", *others] if one.key == room.chair else others


def papers(room: "Room", kind: str, items: set[str]) -> "Iterator[tuple[str, Fields]]":
    for item, _ in agenda.walk():
        for order, paper in enumerate(item.papers):
            key = paper.versions[-1]
            presented = room.stage is not None and room.stage[0] == key
            if item.key in items and (kind != "screen" or presented):
                yield (
                    f"paper/{room.ids.papers[key]}",
                    {
                        "item": room.ids.items[item.key],
                        "order": order,
                        "title": paper.title,
                        "version": room.ids.versions[key],
                        "number": len(paper.versions),
                        "recalled": None,
                    },
                )


def motions(room: "Room", kind: str, items: set[str]) -> "Iterator[tuple[str, Fields]]":
    for item, _ in agenda.walk():
        if item.motion and item.key in items and kind != "screen":
            last = [poll.id for poll in room.polls if poll.motion == item.key]
            yield (
                f"motion/{room.ids.motions[item.key]}",
                {
                    "item": room.ids.items[item.key],
                    "text": item.motion,
                    "poll": last[-1] if last else None,
                    "needed": expected.NEEDED,
                },
            )


def requests(room: "Room", kind: str) -> "Iterator[tuple[str, Fields]]":
    if room.phase not in ("running", "paused"):
        return
    for place, (who, topic) in enumerate(room.queue, 1):
        if kind in ("staff", "members") or (kind == "screen" and place == 1):
            yield f"request/{room.ids.people[who]}", {"topic": topic, "place": place, "name": cast.person(who).name}


def polls(room: "Room", kind: str, items: set[str]) -> "Iterator[tuple[str, Fields]]":
    for poll in room.polls:
        if poll.motion in items:
            yield f"poll/{poll.id}", poll_fields(room, poll)
            yield from ballots(room, poll, kind)


def poll_fields(room: "Room", poll: "Poll") -> "Fields":
    closed = poll.state == "closed"
    return {
        "motion": room.ids.motions[poll.motion],
        "state": poll.state,
        "entitled": len(poll.electorate),
        "members": expected.MEMBERS,
        "voted": len(poll.ballots),
        "needed": expected.NEEDED,
        "void_reason": poll.reason,
        "totals": totals(room, poll) if closed else None,
        "reasoning": room.verdict(poll) if closed else None,
    }


def totals(room: "Room", poll: "Poll") -> "Fields":
    counts = {choice: room.count(poll, choice) for choice in ("yes", "no", "abstain", "other")}
    missing = len(poll.electorate) - len(poll.ballots)
    return {**counts, "missing": missing, "absent": expected.MEMBERS - len(poll.electorate)}


def ballots(room: "Room", poll: "Poll", kind: str) -> "Iterator[tuple[str, Fields]]":
    """Staff sees who has voted while it is open; afterwards staff and members see who voted what."""
    if poll.state == "open" and kind == "staff":
        for who in poll.electorate:
            yield f"voted/{poll.id}/{room.ids.people[who]}", {"voted": who in poll.ballots}
    if poll.state == "closed" and kind in ("staff", "members"):
        for who, (choice, text) in poll.ballots.items():
            yield f"ballot/{poll.id}/{room.ids.people[who]}", {"choice": choice, "text": text}


def ink(room: "Room", kind: str, items: set[str]) -> "Iterator[tuple[str, Fields]]":
    """Of the open item's papers; the screen only of what is presented."""
    for mark, (paper, page, who) in room.ink.items():
        item = item_of(paper)
        presented = room.stage is not None and room.stage[0] == paper
        if item in items and (presented or (item == room.open and kind != "screen")):
            yield f"ink/{room.ids.versions[paper]}/{page}/{mark}", {"by": room.ids.people[who], "page": page}


def own(room: "Room", who: str) -> "View":
    """`me` and everything under it."""
    if who == "screen":
        return {}
    one = cast.person(who)
    out: View = {
        "me": {
            "participant": room.ids.people[who],
            "capacity": one.capacity,
            "chair": who == room.chair,
            "secretary": who == expected.SECRETARY,
            "votes": one.capacity == "member",
            "replaces": cast.person(one.replaces).name if one.replaces else None,
        }
    }
    if room.phase in ("running", "paused"):
        waiting = {key: place for place, (key, _) in enumerate(room.queue, 1)}
        if who in waiting:
            out["me/request"] = {"place": waiting[who]}
    if one.capacity in ("member", "substitute"):
        out.update((f"me/ballot/{poll.id}", own_ballot(poll, who)) for poll in room.polls)
    return out


def own_ballot(poll: "Poll", who: str) -> "Fields":
    choice, text = poll.ballots.get(who, (None, ""))
    return {"entitled": who in poll.electorate, "choice": choice, "text": text}
