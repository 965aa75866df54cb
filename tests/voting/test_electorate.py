"""Who may vote, and with what weight: frozen at the opening."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.meeting.world import PACKS, SECRETARY, Room, given_convened_meeting
from voting.events import PollClosed
from voting.state import Poll

MANY = 6


def given(present: int = 4, **weights: tuple[int, int]) -> Room:
    """Six members, some of them here; p-sub stands in for p-2. Weights by name: p3=(3, 2)."""
    room = given_convened_meeting(members=MANY)
    for name, (p, q) in weights.items():
        room.do(SECRETARY, "voting.set_weight", participant=room.id(name.replace("p", "p-")), p=p, q=q)
    for number in range(1, present + 1):
        room.do(f"p-{number}", "agenda.check_in")
    room.do("p-1", "meeting.start", override="Họp khẩn")
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    return room


def put(room: Room, rule: str = "open-handed", item: str = "1", **more: Any) -> int:
    """A motion put ready."""
    room.do(SECRETARY, "voting.add_motion", item=room.names[item], text=f"Câu hỏi {room.now}?", rule=rule, **more)
    return room.state.next_id - 1


def opened(room: Room, rule: str = "open-handed") -> Poll:
    room.do("p-1", "voting.open", motion=put(room, rule), override="Việc gấp")
    return room.state.voting.polls[room.state.voting.open[0]]


def people(room: Room, poll: Poll) -> dict[int, str]:
    names = {one.id: one.person for one in room.state.participants.values()}
    return {voter.participant: names[voter.participant] for voter in poll.electorate}


def test_a_substitute_votes_where_the_rule_says_so_and_with_the_members_weight() -> None:
    room = given(present=1, p2=(5, 2))
    room.do("p-sub", "agenda.check_in")
    assert "p-sub" not in people(room, opened(room, "ubnd-session")).values()
    room.do("p-1", "voting.void", poll=room.state.voting.open[0], reason="Nhầm")
    poll = opened(room)
    voter = poll.entitled[room.id("p-sub")]
    assert (voter.replaces, voter.weight, poll.unit) == (room.id("p-2"), 5, 2)
    room.do("p-sub", "voting.cast", poll=poll.id, choice="yes")
    assert room.refused("p-2", "voting.cast", poll=poll.id, choice="yes") == "voting.not_checked_in"


def test_a_proxy_is_one_level_and_the_holder_casts_it() -> None:
    room = given()
    room.do("p-5", "voting.give_proxy", giver=room.id("p-5"), holder=room.id("p-3"))
    chain = {"giver": room.id("p-3"), "holder": room.id("p-2")}
    assert room.refused("p-3", "voting.give_proxy", **chain) == "voting.proxy_chain"
    onwards = {"giver": room.id("p-6"), "holder": room.id("p-5")}
    assert room.refused("p-6", "voting.give_proxy", **onwards) == "voting.proxy_chain"
    oneself = {"giver": room.id("p-6"), "holder": room.id("p-6")}
    assert room.refused("p-6", "voting.give_proxy", **oneself) == "voting.proxy_to_oneself"
    assert room.refused("p-2", "voting.give_proxy", giver=room.id("p-6"), holder=room.id("p-2")) == "voting.not_yours"
    poll = opened(room)
    assert poll.entitled[room.id("p-5")].holder == room.id("p-3")
    for who in ("p-1", "p-2"):
        mine = room.refused(who, "voting.cast", poll=poll.id, choice="yes", voter=room.id("p-5"))
        assert mine == "voting.no_proxy"
    assert room.refused("p-5", "voting.cast", poll=poll.id, choice="no") == "voting.proxy_votes"
    room.do("p-3", "voting.cast", poll=poll.id, choice="no", voter=room.id("p-5"))
    room.do("p-3", "voting.cast", poll=poll.id, choice="yes")
    ballots = room.state.voting.polls[poll.id].ballots
    assert (ballots[room.id("p-5")].choice, ballots[room.id("p-5")].by) == ("no", room.id("p-3"))
    assert (ballots[room.id("p-3")].choice, ballots[room.id("p-3")].by) == ("yes", None)


def test_who_comes_themself_needs_no_proxy_and_one_holder_has_a_limit() -> None:
    room = given(present=5)
    for giver in ("p-4", "p-5", "p-6"):
        room.do(SECRETARY, "voting.give_proxy", giver=room.id(giver), holder=room.id("p-3"))
    room.do("p-4", "agenda.check_out")
    room.do("p-5", "agenda.check_out")
    poll = opened(room)  # two proxies at most
    assert [who for who, voter in poll.entitled.items() if voter.holder] == [room.id("p-4"), room.id("p-5")]
    room.do("p-1", "voting.void", poll=poll.id, reason="Nhầm")
    room.do("p-4", "agenda.check_in")
    poll = opened(room)
    assert [who for who, voter in poll.entitled.items() if voter.holder] == [room.id("p-5"), room.id("p-6")]


def test_no_proxy_where_the_rule_knows_none() -> None:
    room = given()
    room.do("p-5", "voting.give_proxy", giver=room.id("p-5"), holder=room.id("p-3"))
    assert room.id("p-5") not in opened(room, "ubnd-session").entitled


def test_whoever_is_recused_takes_no_part_and_does_not_count_as_here() -> None:
    room = given()
    recusal = {"item": room.names["1"], "participant": room.id("p-2")}
    assert room.refused("p-3", "voting.recuse", **recusal, reason="Liên quan") == "voting.not_yours"
    assert room.refused("p-2", "voting.recuse", **recusal, reason=" ") == "input.missing"
    room.do("p-2", "voting.recuse", **recusal, reason="Chồng là nhà thầu")
    assert room.refused("p-2", "voting.recuse", **recusal, reason="Lại") == "voting.already_recused"
    motion = put(room)
    assert room.refused("p-1", "voting.open", motion=motion) == "voting.no_quorum"  # 3 of 6, 4 needed
    room.do("p-1", "voting.open", motion=motion, override="Việc gấp")
    poll = room.state.voting.polls[room.state.voting.open[0]]
    assert (poll.recused, poll.quorum.present, poll.quorum.base) == ((room.id("p-2"),), 3, 6)
    assert room.refused("p-2", "voting.cast", poll=poll.id, choice="yes") == "voting.recused"


def test_a_recused_holder_holds_nothing_and_a_recused_giver_gives_nothing() -> None:
    for who in ("p-3", "p-5"):
        room = given()
        room.do("p-5", "voting.give_proxy", giver=room.id("p-5"), holder=room.id("p-3"))
        room.do(SECRETARY, "voting.recuse", item=room.names["1"], participant=room.id(who), reason="Liên quan")
        assert room.id("p-5") not in opened(room).entitled


def test_both_sides_of_a_share_are_weights() -> None:
    room = given(present=6, p2=(5, 2), p3=(1, 3))
    poll = opened(room, "ubnd-session")
    assert (poll.unit, poll.office) == (6, 4 * 6 + 15 + 2)  # in sixths: four votes of 1, one of 5/2, one of 1/3
    room.do("p-2", "voting.cast", poll=poll.id, choice="yes")
    room.do("p-1", "voting.cast", poll=poll.id, choice="yes")
    (closed,) = room.do("p-1", "voting.close", poll=poll.id)
    assert isinstance(closed, PollClosed)
    assert (closed.totals.yes, closed.reasoning.base, closed.reasoning.needed) == (21, 41, 21)
    assert closed.reasoning.carried


@pytest.mark.parametrize(("p", "q"), [(0, 1), (-1, 1), (1, 0), (10_001, 1), (1, 11)])
def test_a_weight_is_more_than_nothing(p: int, q: int) -> None:
    room = given_convened_meeting(members=2)
    assert room.refused(SECRETARY, "voting.set_weight", participant=room.id("p-1"), p=p, q=q) == "input.out_of_range"


def test_weights_are_set_before_the_session_and_for_members() -> None:
    room = given_convened_meeting(members=2)
    guest = {"participant": room.id("p-guest"), "p": 2, "q": 1}
    assert room.refused(SECRETARY, "voting.set_weight", **guest) == "voting.unknown_member"
    running = given()
    late = {"participant": running.id("p-1"), "p": 2, "q": 1}
    assert running.refused(SECRETARY, "voting.set_weight", **late) == "meeting.wrong_phase"


def test_no_secret_vote_among_unequal_weights() -> None:
    room = given(present=6, p2=(2, 1))
    assert room.refused("p-1", "voting.open", motion=put(room, "secret")) == "voting.secret_weights"


def test_a_pack_may_have_a_quorum_of_its_own() -> None:
    room = given(present=3)
    rule = replace(PACKS["open-handed"], quorum=None)
    assert rule.quorum is None
    assert room.refused("p-1", "voting.open", motion=put(room)) == "voting.no_quorum"
    room.do("p-1", "voting.open", motion=put(room, "half-here"))
