"""The rehearsal's own picture of the meeting, and that it would notice if a server showed anything else."""

from typing import Any

import pytest

from ecabinet.demo import agenda, cast
from ecabinet.rehearse import parts
from ecabinet.rehearse.compare import differences, leaks
from ecabinet.rehearse.expected import Ids, Poll, Room

MEMBER, GUEST = "thao.dtp", "dung.nt"


@pytest.fixture
def room() -> Room:
    """A meeting that has begun with everybody here, at item 3, its resolution on the screen."""
    keys = [item.key for item, _ in agenda.walk()]
    papers = [paper.versions[-1] for item, _ in agenda.walk() for paper in item.papers]
    made = Room(
        Ids(
            people={one.key: n for n, one in enumerate(cast.PARTICIPANTS, 1)},
            items={key: n for n, key in enumerate(keys, 101)},
            papers={key: n for n, key in enumerate(papers, 201)},
            versions={key: f"v-{key}" for key in papers},
            motions={item.key: n for n, (item, _) in enumerate(agenda.walk(), 301) if item.motion},
            pages=dict.fromkeys(papers, 40),
        )
    )
    for one in cast.MEMBERS:
        made.happened(one.key, "agenda.check_in", {"mode": "room"})
    made.happened(cast.CHAIR.key, "meeting.start", {})
    made.happened(cast.CHAIR.key, "agenda.open_item", {"item": "3"})
    made.happened("khai.vd", "papers.present", {"paper": "du-thao-nghi-quyet", "page": 12})
    return made


def vote(room: Room, no: int, abstain: int, chair: str = "yes") -> Poll:
    room.happened(cast.CHAIR.key, "voting.open", {"motion": "3"}, made=900)
    others = [one.key for one in cast.MEMBERS if one is not cast.CHAIR]
    room.happened(cast.CHAIR.key, "voting.cast", {"choice": chair})
    for n, who in enumerate(others):
        choice = "no" if n < no else "abstain" if n < no + abstain else "yes"
        room.happened(who, "voting.cast", {"choice": choice})
    return room.polls[-1]


def test_a_view_equal_to_the_expected_one_has_no_differences(room: Room) -> None:
    for who in (cast.CHAIR.key, MEMBER, GUEST, "screen"):
        assert differences(room.view(who), room.view(who)) == []


def test_a_key_too_many_a_key_missing_and_a_wrong_field_are_noticed(room: Room) -> None:
    wanted = room.view(MEMBER)
    held: dict[str, Any] = {**wanted, "voted/1/2": {}, "stage": {**wanted["stage"], "page": 11}}
    del held["quorum"]
    found = differences(held, wanted)
    assert found == ["missing quorum", "must not have voted/1/2", "stage.page: 11 instead of 12"]


def test_a_guest_sees_one_item_and_its_papers_and_nothing_of_the_others(room: Room) -> None:
    view = room.view(GUEST)
    assert [key for key in view if key.startswith("item/")] == [f"item/{room.ids.items['3']}"]
    assert len([key for key in view if key.startswith("paper/")]) == 3
    assert view["stage"]["page"] == 12
    room.happened(cast.CHAIR.key, "agenda.open_item", {"item": "4"})
    assert room.view(GUEST)["stage"] == {
        "item": None, "paper": None, "version": None, "page": None, "presenter": None, "hidden": True,
    }  # fmt: skip


def test_the_screen_knows_no_person_and_only_the_presented_paper(room: Room) -> None:
    view = room.view("screen")
    assert not [key for key in view if key.startswith(("person/", "motion/"))]
    assert [key for key in view if key.startswith("paper/")] == [f"paper/{room.ids.papers['du-thao-nghi-quyet']}"]


def test_whoever_chairs_is_staff_and_the_former_chair_is_not(room: Room) -> None:
    room.happened(cast.SECRETARY.key, "meeting.hand_chair", {"to": cast.DEPUTY.key})
    assert (room.audience(cast.DEPUTY.key), room.audience(cast.CHAIR.key)) == ("staff", "members")
    assert parts.own(room, cast.DEPUTY.key)["me"]["chair"]


def test_fourteen_of_twenty_seven_carry_and_thirteen_do_not(room: Room) -> None:
    assert room.verdict(vote(room, no=13, abstain=0))["carried"]
    room.polls.clear()
    assert not room.verdict(vote(room, no=11, abstain=3))["carried"]


def test_on_equal_votes_the_chairs_own_ballot_decides(room: Room) -> None:
    assert room.verdict(vote(room, no=13, abstain=1)) == {
        "base": 27, "needed": 14, "has": 13, "carried": True, "by": "chair",
    }  # fmt: skip
    room.polls.clear()
    against = room.verdict(vote(room, no=12, abstain=1, chair="no"))
    assert (against["carried"], against["by"]) == (False, "chair")


def test_while_a_vote_is_open_only_staff_knows_who_has_voted_and_nobody_knows_what(room: Room) -> None:
    vote(room, no=1, abstain=1)
    staff, member = room.view(cast.SECRETARY.key), room.view(MEMBER)
    assert len([key for key in staff if key.startswith("voted/")]) == 27
    assert not [key for key in member if key.startswith(("voted/", "ballot/"))]
    assert member["poll/900"]["totals"] is None
    room.happened(cast.CHAIR.key, "voting.close", {})
    assert len([key for key in room.view(MEMBER) if key.startswith("ballot/")]) == 27
    assert not [key for key in room.view(GUEST) if key.startswith("ballot/")]
    assert room.view(GUEST)["poll/900"]["totals"]["yes"] == 25


@pytest.mark.parametrize(
    ("audience", "keys", "items"),
    [
        ("members", {"voted/1/2": {}}, None),
        ("members", {"poll/1": {"state": "open", "totals": {"yes": 3}, "reasoning": None, "item": 3}}, None),
        ("screen", {"ballot/1/2": {}}, None),
        ("guest", {"item/9": {"id": 9}}, {3}),
        ("guest", {"paper/9": {"item": 4}}, {3}),
        ("guest", {"request/9": {}}, {3}),
    ],
)
def test_what_must_never_be_shown_is_noticed_at_once(
    audience: str, keys: dict[str, Any], items: set[int] | None
) -> None:
    assert leaks(audience, keys, items)


def test_what_may_be_shown_is_no_leak(room: Room) -> None:
    vote(room, no=1, abstain=1)
    poll = {"state": "open", "totals": None, "reasoning": None, "item": room.ids.items["3"]}
    assert leaks("guest", {"poll/900": poll}, {room.ids.items["3"]}) == []
    assert leaks("staff", {"voted/900/2": {}}, None) == []
