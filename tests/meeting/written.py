"""Consultations in writing for tests: p-1 chairs, p-secretary tracks, the others are asked; two questions."""

from typing import Any

from journal.shapes import Event
from meeting.state import empty
from tests.meeting.world import EIGHT, PAGES, SECRETARY, Room
from voting.rules_written import digest

DAY = 24 * 3_600_000
DEADLINE = EIGHT + 3 * DAY


def given_consultation(members: int = 3, rule: str = "ubnd-written", **frame: Any) -> Room:
    """In preparation: one item with a paper, one question ("q1"); `frame` goes into `meeting.create`."""
    room = Room(empty("w0testmeetin"))
    args: dict[str, Any] = {"deadline": DEADLINE, "starts_at": DEADLINE, "place": "", "form": "written"}
    room.do(SECRETARY, "meeting.create", title="Về việc phân bổ vốn đợt 2", type="thematic", **{**args, **frame})
    for number in range(1, members + 1):
        duties = ["chair"] if number == 1 else []
        room.do(SECRETARY, "meeting.add_participant", person=f"p-{number}", capacity="member", duties=duties)
    room.do(SECRETARY, "agenda.add_item", title="Phân bổ vốn đợt 2", minutes=0)
    room.names["1"] = room.state.next_id - 1
    paper = {
        "item": room.names["1"],
        "title": "Tờ trình",
        "version": "v1",
        "sha256": "c" * 64,
        "size": 9,
        "pages": PAGES,
    }
    room.house("papers.add_version", **paper)
    ask(room, "q1", "Đồng ý với phương án phân bổ?", rule)
    return room


def ask(room: Room, name: str, text: str, rule: str = "ubnd-written") -> None:
    """One more question."""
    room.names[name] = room.state.next_id
    room.do(SECRETARY, "voting.add_motion", item=room.names["1"], text=text, rule=rule)


def given_sent(members: int = 3, rule: str = "ubnd-written", questions: int = 1, **frame: Any) -> Room:
    """Sent to its members."""
    room = given_consultation(members, rule, **frame)
    for number in range(2, questions + 1):
        ask(room, f"q{number}", f"Câu hỏi {number}?", rule)
    room.do(SECRETARY, "meeting.send")
    return room


def poll_of(room: Room, name: str = "q1") -> int:
    """The poll on a question."""
    poll = room.state.voting.motions[room.names[name]].poll
    assert poll is not None
    return poll


def answer(room: Room, person: str, choice: str, name: str = "q1", text: str = "") -> tuple[Event, ...]:
    """Somebody answers."""
    return room.do(person, "voting.cast", poll=poll_of(room, name), choice=choice, text=text)


def signature(room: Room, person: str, answers: str | None = None, sha256: str = "d" * 64) -> dict[str, Any]:
    """What the house says of a signature that it made."""
    who = room.id(person)
    made = digest(room.state.voting, who) if answers is None else answers
    return {"participant": who, "answers": made, "sha256": sha256, "certificate": "e" * 64, "signed_at": room.now}


def attach(room: Room, person: str, name: str, sha256: str = "9" * 64) -> tuple[Event, ...]:
    """The house has taken in a file of somebody's."""
    return room.house("voting.attach_file", participant=room.id(person), sha256=sha256, name=name, size=2048)


def story() -> Room:
    """A consultation in which everything happens once: for the golden journals."""
    room = given_consultation(members=4)
    room.do(SECRETARY, "meeting.edit", deadline=DEADLINE + DAY)
    room.do(SECRETARY, "meeting.send")
    answer(room, "p-1", "yes")
    answer(room, "p-2", "other", text="Bố trí thêm vốn đối ứng")
    attach(room, "p-1", "gop-y.pdf")
    attach(room, "p-1", "nham.pdf", "8" * 64)
    room.do("p-1", "voting.detach_file", sha256="8" * 64)
    room.house("voting.sign_opinion", **signature(room, "p-1"))
    room.do("p-1", "meeting.extend", deadline=DEADLINE + 2 * DAY, reason="Còn thành viên đi công tác")
    room.now = DEADLINE + 3 * DAY
    answer(room, "p-3", "yes")
    room.do(SECRETARY, "meeting.close_written")
    room.do(SECRETARY, "meeting.finalise")
    for who, role in ((SECRETARY, "secretary"), ("p-1", "chair")):
        sealed = {"certificate": "a" * 64, "sha256": "b" * 64, "signed_at": room.now}
        room.house("meeting.sign", participant=room.id(who), role=role, **sealed)
    room.house("meeting.file", document="d00000000002", sha256="b" * 64)
    return room
