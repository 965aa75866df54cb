"""Files that belong to an opinion in writing: who attaches what, when, and what it does to a signature."""

from meeting.view import may_read_opinion, mine, view
from tests.meeting.world import SECRETARY, Room
from tests.meeting.written import DAY, DEADLINE, answer, attach, given_sent, signature
from voting.events import FileAttached, FileDetached
from voting.rules_written import digest


def refused(room: Room, person: str, sha256: str = "7" * 64, name: str = "x.pdf") -> str:
    args = {"participant": room.id(person), "sha256": sha256, "name": name, "size": 1}
    return room.refused(None, "voting.attach_file", house=True, **args)


def test_who_is_asked_attaches_three_files_each_once() -> None:
    room = given_sent()
    assert attach(room, "p-2", "gop-y.pdf") == (FileAttached(room.id("p-2"), "9" * 64, "gop-y.pdf", 2048),)
    assert refused(room, "p-2", "9" * 64) == "voting.file_there"
    assert refused(room, "p-2", "x") == "meeting.bad_hash"
    assert refused(room, "p-2", name=" ") == "input.missing"
    assert refused(room, SECRETARY) == "voting.not_asked"
    for place in (1, 2):
        attach(room, "p-2", "them.pdf", str(place) * 64)
    assert refused(room, "p-2") == "voting.too_many_files"
    attach(room, "p-3", "gop-y.pdf")
    args = {"participant": room.id("p-2"), "sha256": "9" * 64, "name": "x", "size": 1}
    assert room.refused("p-2", "voting.attach_file", **args) == "meeting.house_only"


def test_only_their_own_files_are_taken_away() -> None:
    room = given_sent()
    attach(room, "p-2", "gop-y.pdf")
    assert room.refused("p-3", "voting.detach_file", sha256="9" * 64) == "voting.unknown_file"
    assert room.refused(SECRETARY, "voting.detach_file", sha256="9" * 64) == "meeting.not_allowed"
    assert room.do("p-2", "voting.detach_file", sha256="9" * 64) == (FileDetached(room.id("p-2"), "9" * 64),)
    assert mine(room.state, "p-2")["me/opinion"].files == ()


def test_a_file_more_or_less_leaves_the_signature_behind() -> None:
    room = given_sent()
    answer(room, "p-2", "yes")
    bare = digest(room.state.voting, room.id("p-2"))
    room.house("voting.sign_opinion", **signature(room, "p-2"))
    attach(room, "p-2", "gop-y.pdf")
    assert not mine(room.state, "p-2")["me/opinion"].current
    stale = signature(room, "p-2", answers=bare)
    assert room.refused(None, "voting.sign_opinion", house=True, **stale) == "voting.answer_changed"
    room.house("voting.sign_opinion", **signature(room, "p-2"))
    assert mine(room.state, "p-2")["me/opinion"].current
    room.do("p-2", "voting.detach_file", sha256="9" * 64)
    assert not mine(room.state, "p-2")["me/opinion"].current
    assert digest(room.state.voting, room.id("p-2")) == bare


def test_files_come_while_answers_are_taken() -> None:
    room = given_sent(closes=["deadline"])
    attach(room, "p-2", "gop-y.pdf")
    room.now = DEADLINE + DAY
    assert refused(room, "p-2") == "meeting.deadline_passed"
    assert room.refused("p-2", "voting.detach_file", sha256="9" * 64) == "meeting.deadline_passed"
    room.house("meeting.close_written")
    assert refused(room, "p-2") == "meeting.wrong_phase"


def test_nobody_but_their_owner_sees_them_before_ballots_are_published() -> None:
    room = given_sent()
    attach(room, "p-2", "gop-y.pdf")
    who = room.id("p-2")
    seen = (view(room.state, audience) for audience in ("staff", "members", "screen"))
    assert "gop-y" not in repr((*seen, mine(room.state, "p-3"), mine(room.state, "p-1")))
    readers = [one for one in ("p-1", "p-2", "p-3", SECRETARY, "p-x") if may_read_opinion(room.state, one, who)]
    assert readers == ["p-2"]
    room.do(SECRETARY, "meeting.close_written")
    assert may_read_opinion(room.state, "p-3", who)
    assert not may_read_opinion(room.state, "p-x", who)
    assert [one.name for one in view(room.state, "members")[f"opinion/{who}"].files] == ["gop-y.pdf"]
