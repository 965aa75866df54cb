"""A whole meeting, from the draft to the filed record."""

from journal.chain import verify
from meeting.card import card, participations
from meeting.state import fold
from meeting.view import Projector, audience_of, view
from tests.meeting.world import SECRETARY, given_running_meeting, open_poll, version_of


def test_a_meeting_from_start_to_file() -> None:
    room = given_running_meeting(members=3)
    staff = Projector("staff")
    staff.project(room.state)
    poll = open_poll(room, "2")
    room.do("p-2", "voting.cast", poll=poll, choice="yes")
    room.do("p-1", "voting.cast", poll=poll, choice="yes")
    room.do("p-1", "voting.close", poll=poll)
    reasoning = room.state.voting.polls[poll].reasoning
    assert reasoning is not None
    assert (reasoning.base, reasoning.needed, reasoning.has, reasoning.carried) == (3, 2, 2, True)
    room.do("p-1", "papers.present", paper=room.names["paper 2"], page=3)
    stroke = {"tool": "pen", "colour": "#b3261e", "size": 3, "points": [10, 10, 5, 5]}
    room.do("p-1", "papers.mark", version=version_of(room, "2"), page=3, **stroke)
    room.do("p-1", "meeting.close")
    room.do(SECRETARY, "meeting.finalise", prose=[{"key": "opening", "text": "Đồng chí chủ tọa khai mạc."}])
    for who, role in ((SECRETARY, "secretary"), ("p-1", "chair")):
        room.house(
            "meeting.sign",
            participant=room.id(who),
            role=role,
            certificate="a" * 64,
            sha256="b" * 64,
            signed_at=room.now,
        )
    room.house("meeting.file", document="d1", sha256="b" * 64)
    staff.project(room.state)
    assert staff.objects == view(room.state, "staff")
    assert room.state.record.stage == "filed"
    assert fold(room.entries) == room.state
    payloads = {seq: entry.payload for seq, entry in enumerate(room.entries, start=1)}
    head = verify((entry.header for entry in room.entries), payloads)
    assert (head.seq, head.hash) == (room.state.seq, room.state.head)
    short = card(room.state)
    assert short is not None
    assert (short.phase, short.record, short.document) == ("closed", "filed", "d1")
    assert len(participations(room.state)) == 6
    assert audience_of(room.state, "p-guest") == f"guests:{room.names['2']}"
