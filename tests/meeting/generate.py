"""Random meetings: random people ask random things, as seats do and as they should not.

`simulate(seed, n)` plays n commands and returns the room; `play` yields after each. Arguments are made by the name of
the field, mostly sensible for the state at hand, sometimes not; senders mostly may ask, sometimes it is anybody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Any

import msgspec
from hypothesis import strategies as st

from journal.shapes import Command, Event, Refusal, wire_name
from meeting.roles import HOUSE_ONLY, RIGHTS, roles_of
from meeting.wire import COMMANDS, decode_command
from tests.meeting.world import PACKS, URN, Room, given_convened_meeting, given_draft, given_running_meeting
from tests.meeting.written import DAY, DEADLINE, given_consultation, given_sent
from voting.rules_written import digest
from voting.urn import sealed_length

WEIGHTS = {
    "voting.cast": 14,
    "voting.open": 6,
    "voting.close": 2,
    "voting.enter_count": 2,
    "voting.count": 3,
    "agenda.open_item": 4,
    "agenda.check_in": 5,
    "agenda.check_out": 2,
    "agenda.request_floor": 4,
    "agenda.give_floor": 4,
    "papers.present": 5,
    "papers.turn_page": 4,
    "papers.mark": 6,
    "papers.unmark": 2,
    "meeting.add_participant": 3,
    "meeting.edit_participant": 2,
}
WRITTEN_RULES = ("ubnd-written", "open-handed", "quiet")
RARE = {
    "meeting.close_written": 0.3,
    "meeting.close": 0.15,
    "meeting.cancel": 0.05,
    "meeting.pause": 0.3,
    "meeting.create": 0.2,
}
RECORD = ("meeting.finalise", "meeting.sign", "meeting.file", "meeting.withdraw_final")
NAMES = [name for name in COMMANDS if name not in RECORD]


@dataclass
class Step:
    """One command and what came of it: events, or a refusal."""

    person: str | None
    command: Command
    events: tuple[Event, ...] = ()
    refusal: Refusal | None = None


def simulate(seed: int, n: int) -> Room:
    """A meeting in which `n` random commands were asked."""
    rng = Random(seed)
    room = start(rng)
    for _ in play(room, rng, n):
        pass
    return room


@st.composite
def random_meeting(draw: st.DrawFn, n: int = 60) -> Room:
    """A hypothesis strategy of simulated meetings."""
    return simulate(draw(st.integers(0, 2**32)), n)


def start(rng: Random) -> Room:
    """A meeting at some stage."""
    given = rng.choice([given_draft, given_convened_meeting, *[given_running_meeting] * 4])
    room = given(members=rng.randint(1, 6), quorum=rng.choice(["ubnd-quorum", "half-quorum"]))
    if rng.random() < 0.15:
        room = rng.choice([given_consultation, given_sent])(members=rng.randint(1, 6), rule=rng.choice(WRITTEN_RULES))
    elif room.state.phase == "running" and rng.random() < 0.15:
        room.do("p-1", "meeting.close")
    return room


def play(room: Room, rng: Random, n: int) -> Iterator[Step]:
    """Asks `n` commands, one by one; any exception but a Refusal is a fault and comes through."""
    for _ in range(n):
        step = random_step(room, rng)
        try:
            step.events = room.put(step.person, step.command, house=step.person is None)
        except Refusal as refusal:
            step.refusal = refusal
        yield step


def random_step(room: Room, rng: Random) -> Step:
    """Somebody asks something."""
    names = [*NAMES, *RECORD * 4] if room.state.phase == "closed" else NAMES
    while True:
        name = rng.choices(names, [weight(room, name) for name in names])[0]
        try:
            return Step(sender(room, rng, name), decode_command(name, arguments(room, rng, COMMANDS[name])))
        except Refusal:
            continue  # arguments that are no command at all; see test_wire for these


def weight(room: Room, name: str) -> float:
    """How often a command is asked; seldom where nobody may in this phase."""
    usual = WEIGHTS.get(name, RARE.get(name, 1))
    return usual if any(room.state.phase in when for _, when in RIGHTS[name]) else 0.03


def sender(room: Room, rng: Random, name: str) -> str | None:
    """Mostly somebody who may; None is the house."""
    if name in HOUSE_ONLY and rng.random() < 0.9:
        return None
    people = [*room.state.by_person, "p-stranger"]
    wanted = frozenset().union(*(who for who, _ in RIGHTS[name]))
    entitled = [person for person in people if roles_of(room.state, person) & wanted]
    return rng.choice(entitled) if entitled and rng.random() < 0.85 else rng.choice(people)


def arguments(room: Room, rng: Random, shape: type[Command]) -> dict[str, Any]:
    """Arguments by the names of the fields; optional ones are left out half of the time."""
    args = {}
    for field in msgspec.structs.fields(shape):
        if field.required or rng.random() < 0.5:
            own = MAKERS.get(f"{wire_name(shape)} {field.name}")
            args[field.name] = (own or MAKERS[field.name])(room, rng)
    return args


Maker = Callable[[Room, Random], Any]


def _of(ids: Callable[[Room], Any]) -> Maker:
    """One of these ids, or now and then a wrong one."""

    def make(room: Room, rng: Random) -> int:
        known = sorted(ids(room))
        return int(rng.choice(known)) if known and rng.random() < 0.95 else rng.randint(-1, 99)

    return make


def _often(likely: Callable[[Room], Any], other: Maker) -> Maker:
    """What the state has at hand, if anything, three times in four."""

    def make(room: Room, rng: Random) -> Any:
        at_hand = likely(room)
        return at_hand if at_hand is not None and rng.random() < 0.75 else other(room, rng)

    return make


def _one(*choices: Any) -> Maker:
    return lambda room, rng: rng.choice(choices)


def _motion_at_hand(room: Room) -> int | None:
    open_item = room.state.agenda.open
    return next((m.id for m in room.state.voting.motions.values() if m.item == open_item), None)


def _paper_at_hand(room: Room) -> int | None:
    row = room.state.papers.order.get(room.state.agenda.open or 0, ())
    return row[0] if row else None


def _stage_version(room: Room) -> str | None:
    return room.state.papers.stage.version if room.state.papers.stage else None


def _signer(room: Room) -> int | None:
    chair_is_due = len(room.state.record.signatures) == 1
    secretaries = [p.id for p in room.state.participants.values() if "secretary" in p.duties]
    return room.state.chair if chair_is_due else min(secretaries, default=None)


def _participant(room: Room, rng: Random) -> int:
    signer = _signer(room) if room.state.record.final else None
    return signer if signer is not None else _of(lambda r: r.state.participants)(room, rng)


def _counting(room: Room) -> dict[int, str]:
    """The receipts of a poll whose urn is being opened."""
    polls = (room.state.voting.polls[poll] for poll in room.state.voting.open)
    return next((dict(poll.receipts) for poll in polls if poll.state == "counting"), {})


def _papers(room: Room, rng: Random) -> list[dict[str, Any]]:
    """As many as were put into an urn that is being opened, or a handful."""
    many = len(_counting(room)) or rng.randint(0, 3)
    return [{"choice": rng.choice(("yes", "yes", "no")), "count": 1} for _ in range(many)]


def _method(room: Room, rng: Random) -> dict[str, Any]:
    kind = rng.choice(("question", "question", "options", "approval", "each", "ranked", "score"))
    many = 0 if kind == "question" else rng.randint(1, 4)
    options = [{"id": 0, "text": f"Phương án {n}"} for n in range(many)]
    most = rng.randint(1, many) if many else 1
    return {"kind": kind, "options": options, "least": rng.randint(0, 1), "most": most, "top": 3 * (kind == "score")}


def _member(room: Room, rng: Random) -> int:
    members = [one.id for one in room.state.participants.values() if one.capacity == "member"]
    return rng.choice(members) if members else 0


_item = _of(lambda room: room.state.agenda.items)
_text = _one("Nội dung", "Ý kiến khác của tôi", "", "x" * 501)
_sha = _one("b" * 64)

MAKERS: dict[str, Maker] = {
    "title": _one("Nội dung mới", "Tờ trình", "Dự thảo nghị quyết", ""),
    "type": _one("regular", "urgent", "strange"),
    "starts_at": _one(1_795_222_800_000, 1_795_309_200_000, -1),
    "place": _text,
    "form": _one("room", "online", "mixed"),
    "number": _one("Phiên thứ 12"),
    "minutes": _one(0, 15, 60, 5000),
    "quorum": _one("ubnd-quorum", "none"),
    "deadline": _one(DEADLINE, DEADLINE, DEADLINE + DAY, 0),
    "closes": _one([], ["answered"], ["deadline", "answered"]),
    "answers": _often(lambda room: digest(room.state.voting, _participant(room, Random(0))), _one("b" * 64)),
    "person": lambda room, rng: f"p-{rng.randint(1, 12)}",
    "capacity": _one("member", "substitute", "guest", "guest", "staff"),
    "duties": _one([], [], ["presenter"], ["deputy"], ["secretary"], ["chair"]),
    "items": lambda room, rng: [_item(room, rng) for _ in range(rng.randint(0, 2))],
    "replaces": _of(lambda room: room.state.participants),
    "participant": _participant,
    "reason": _one("Có lý do", "Có lý do", ""),
    "override": _one("Họp khẩn", None),
    "to": _of(lambda room: room.state.participants),
    "prose": _one([], [{"key": "opening", "text": "Khai mạc."}], [{"key": "nowhere", "text": ""}]),
    "reserved": _one(None),
    "role": _often(lambda room: "chair" if room.state.record.signatures else "secretary", _one("chair", "secretary")),
    "certificate": _sha,
    "sha256": _sha,
    "signed_at": _one(1_795_222_800_000),
    "document": _one("d00000000001"),
    "parent": lambda room, rng: _item(room, rng) if rng.random() < 0.4 else None,
    "after": _item,
    "presenter": _of(lambda room: room.state.participants),
    "presenter_text": _one("Sở Tài chính", ""),
    "item": _item,
    "position": _one(0, 0, 1, 2, 9),
    "mode": _one("room", "online", "online"),
    "site": _one("", "Điểm cầu xã Hòa An"),
    "topic": _one("", "Về nguồn vốn"),
    "seconds": _one(0, 60, 300),
    "version": _often(_stage_version, lambda room, rng: f"n{sha256(str(rng.random()).encode()).hexdigest()[:8]}"),
    "size": _one(1, 3, 12),
    "pages": _one([[595, 842]] * 3, [[842, 595]], []),
    "paper": _often(_paper_at_hand, _of(lambda room: room.state.papers.papers)),
    "by": _one(None),
    "voting.open by": _one("seats", "seats", "seats", "hands", "paper"),
    "page": _one(1, 1, 2, 3, 12, 0, 99),
    "tool": _one("pen", "highlighter"),
    "colour": _one("#b3261e", "#b3261e", "red"),
    "points": _one([10, 20, 5, 5], [1, 2, 3, 4, 5, 6], [1], [9000, 0]),
    "mark": _of(lambda room: room.state.papers.version_of_mark),
    "text": _one("Thông qua?", "Ý kiến", "", ""),
    "rule": _one("ubnd-session", "simple-present", "two-thirds-members", *PACKS, "strange"),
    "method": _method,
    "motions": lambda room, rng: list(dict.fromkeys(MAKERS["motion"](room, rng) for _ in range(rng.randint(1, 3)))),
    "papers": _papers,
    "invalid": _one(0, 0, 1, 9),
    "receipts": lambda room, rng: sorted(_counting(room).values()),
    "marks": lambda room, rng: [rng.randint(0, 3) for _ in range(rng.randint(0, 3))],
    "sealed": lambda room, rng: rng.randbytes(sealed_length(URN.size) - (rng.random() < 0.1)).hex(),
    "shown": _one(True, False),
    "name": _one("gop-y.pdf", "gop-y.pdf", ""),
    "voter": _of(lambda room: room.state.participants),
    "giver": _member,
    "holder": _member,
    "p": _one(1, 2, 3, 0),
    "q": _one(1, 1, 2, 3, 99),
    "motion": _often(_motion_at_hand, _of(lambda room: room.state.voting.motions)),
    "poll": _often(lambda room: (room.state.voting.open or (None,))[0], _of(lambda room: room.state.voting.polls)),
    "choice": _one("yes", "yes", "no", "abstain", "other"),
}
