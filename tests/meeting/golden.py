"""Writes golden journals: `python -m tests.meeting.golden 0.1.0` before a release. Existing ones are never overwritten.

The stories touch every kind of event. One line per entry, `["header", "payload"]` as stored; beside it a JSON file
with what the replay must come to.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from journal.entry import Entry
from meeting.state import MeetingState
from tests.meeting import written
from tests.meeting.golden_votes import votes
from tests.meeting.world import PAGES, SECRETARY, Room, add_item, given_draft, open_poll, version_of

FOLDER = Path(__file__).parent.parent / "golden" / "journals"


def read(path: Path) -> list[Entry]:
    """The entries of a golden journal."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Entry(header.encode(), payload.encode()) for header, payload in map(json.loads, lines)]


def outcome(state: MeetingState) -> dict[str, Any]:
    """What a replay comes to, in figures that later releases will still have."""
    polls = state.voting.polls.values()
    return {
        "meeting": state.meeting,
        "seq": state.seq,
        "head": state.head,
        "phase": state.phase,
        "record": state.record.stage,
        "notation": state.record.final.reserved.notation if state.record.final else None,
        "chair": state.participants[state.chair].name if state.chair else None,
        "people": sorted(p.name for p in state.participants.values()),
        "items": {str(i.id): [i.title, i.state, i.opened_at, i.finished_at] for i in state.agenda.items.values()},
        "attendance": {
            str(who): [[one.mode, one.site, one.since, one.until] for one in attendance.intervals]
            for who, attendance in state.agenda.attendance.items()
        },
        "papers": {str(p.id): [p.title, len(p.versions), p.recalled] for p in state.papers.papers.values()},
        "polls": {
            str(poll.id): [
                poll.state,
                {str(who): [ballot.choice, ballot.text] for who, ballot in sorted(poll.ballots.items())},
                [poll.reasoning.needed, poll.reasoning.has, poll.reasoning.carried] if poll.reasoning else None,
            ]
            for poll in polls
        },
        "pauses": state.session.pauses,
        "marks": len(state.papers.version_of_mark),
    }


def session() -> Room:
    """A meeting in which everything happens once."""
    room = given_draft(members=4)
    prepare(room)
    attend(room)
    debate(room)
    vote(room)
    finish(room)
    return room


def cancelled() -> Room:
    """A meeting that is called off."""
    room = given_draft(members=2)
    room.do(SECRETARY, "meeting.convene")
    room.do(SECRETARY, "meeting.cancel", reason="Không đủ nội dung")
    return room


STORIES = {"session": session, "cancelled": cancelled, "votes": votes, "written": written.story}


def prepare(room: Room) -> None:
    """Editing, moving, removing; convened."""
    room.do(SECRETARY, "meeting.edit", place="Phòng họp số 2")
    room.do(SECRETARY, "meeting.postpone", reason="Bão số 5")
    room.do(SECRETARY, "meeting.edit_participant", participant=room.id("p-4"), duties=["deputy"])
    room.do(SECRETARY, "meeting.add_participant", person="p-x", capacity="guest")
    room.do(SECRETARY, "meeting.remove_participant", participant=room.id("p-x"))
    room.do(SECRETARY, "agenda.add_item", title="Thừa")
    room.do(SECRETARY, "agenda.remove_item", item=room.state.next_id - 1)
    add_item(room, "4")
    room.do(SECRETARY, "agenda.edit_item", item=room.names["1"], presenter=room.id("p-3"), minutes=20)
    room.do(SECRETARY, "agenda.move_item", item=room.names["3.2"], parent=room.names["3"], position=0)
    paper = room.names["paper 2"]
    digest = sha256(b"second").hexdigest()
    again = {"item": 0, "title": "Tờ trình 2", "version": "w2", "sha256": digest, "size": 2000, "pages": PAGES}
    room.house("papers.add_version", paper=paper, **again)
    room.do(SECRETARY, "papers.rename", paper=paper, title="Tờ trình về đất đai")
    room.do(SECRETARY, "papers.move", paper=paper, item=room.names["1"], position=1)
    room.do(SECRETARY, "papers.recall", paper=room.names["paper 4"], reason="Chưa thẩm định")
    room.do(SECRETARY, "voting.edit_motion", motion=room.names["motion 3"], text="Thông qua dự thảo nghị quyết?")
    room.do(SECRETARY, "voting.remove_motion", motion=room.names["motion 4"])
    room.do(SECRETARY, "meeting.convene")


def attend(room: Room) -> None:
    """Coming, leaving, being wrong about it; started."""
    for who in ("p-1", "p-3", "p-sub", "p-guest"):
        room.do(who, "agenda.check_in")
    room.do("p-4", "agenda.check_in", mode="online", site="Điểm cầu xã Hòa An")
    room.do("p-2", "agenda.mark_absent", participant=room.id("p-2"), reason="Đi công tác")
    room.do(SECRETARY, "agenda.correct_attendance", participant=room.id("p-3"), mode="online", reason="Nhầm")
    room.do("p-1", "meeting.start")


def debate(room: Room) -> None:
    """Speaking, presenting, marking; a pause."""
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    room.do("p-3", "papers.present", paper=room.names["paper 1"])
    room.do("p-3", "papers.turn_page", page=4)
    stroke = {"page": 4, "tool": "highlighter", "colour": "#ffe57a", "size": 20, "points": [100, 200, 50, 0, 50, 1]}
    for _ in range(2):
        room.do("p-3", "papers.mark", version=version_of(room, "1"), **stroke)
    room.do("p-3", "papers.unmark", mark=room.state.next_id - 1)
    room.do("p-4", "agenda.request_floor", topic="Nguồn vốn")
    room.do("p-sub", "agenda.request_floor")
    room.do("p-1", "agenda.withdraw_request", participant=room.id("p-sub"))
    room.do("p-1", "agenda.give_floor", participant=room.id("p-4"), seconds=120)
    room.do("p-1", "agenda.extend_floor", seconds=60)
    room.wait(90)
    room.do("p-4", "agenda.end_floor")
    room.do("p-3", "papers.stop_presenting")
    room.do("p-1", "meeting.pause")
    room.wait(600)
    room.do("p-1", "meeting.resume")


def vote(room: Room) -> None:
    """A void poll, a vote, a change of chair."""
    first = open_poll(room, "1")
    room.do("p-3", "voting.cast", poll=first, choice="no")
    room.do("p-1", "voting.void", poll=first, reason="Nhầm nội dung")
    second = open_poll(room, "1")
    room.do("p-1", "voting.cast", poll=second, choice="yes")
    room.do("p-3", "voting.cast", poll=second, choice="no")
    room.do("p-4", "voting.cast", poll=second, choice="other", text="Giảm mức thu 10%")
    room.do("p-1", "voting.close", poll=second)
    room.do("p-sub", "agenda.check_out")
    room.do("p-1", "meeting.hand_chair", to=room.id("p-4"))
    room.do("p-4", "agenda.open_item", item=room.names["2"])
    room.do("p-4", "agenda.finish_item", item=room.names["2"])
    room.do("p-4", "agenda.postpone_item", item=room.names["3"], reason="Chờ ý kiến Bộ")
    room.do("p-4", "agenda.withdraw_item", item=room.names["4"], reason="Cơ quan trình rút")


def finish(room: Room) -> None:
    """Closed, final, withdrawn, final again, signed, filed."""
    room.do("p-4", "meeting.close")
    room.do(SECRETARY, "meeting.finalise")
    room.do(SECRETARY, "meeting.withdraw_final", reason="Sai tên đại biểu")
    room.do(SECRETARY, "meeting.finalise", prose=[{"key": "opening", "text": "Chủ tọa khai mạc phiên họp."}])
    for who, role in ((SECRETARY, "secretary"), ("p-4", "chair")):
        sealed = {"certificate": "a" * 64, "sha256": "b" * 64, "signed_at": room.now}
        room.house("meeting.sign", participant=room.id(who), role=role, **sealed)
    room.house("meeting.file", document="d00000000001", sha256="b" * 64)


def main(release: str) -> None:
    """Writes the files of a release, two for each story."""
    for name, story in STORIES.items():
        path = FOLDER / f"{release}-{name}.jsonl"
        if path.exists():
            raise SystemExit(f"{path} exists; golden journals are never rewritten")
        write(story(), path)


def write(room: Room, path: Path) -> None:
    """One golden journal and what it comes to."""
    lines = [json.dumps([e.header.decode(), e.payload.decode()], ensure_ascii=False) for e in room.entries]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = json.dumps(outcome(room.state), ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
