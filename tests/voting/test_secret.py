"""A secret poll as the journal knows it: who, never what."""

from hashlib import sha256

import msgspec
import pytest

from journal.shapes import Refusal
from meeting.view import view
from tests.meeting.world import SECRETARY, URN, Room
from tests.voting.test_electorate import given, put
from voting.events import PollClosed
from voting.rules_ballots import Deposit
from voting.urn import merkle_root, sealed_length

LONG = sealed_length(URN.size)


def ballot(who: str) -> str:
    return (sha256(who.encode()).digest() * 9)[:LONG].hex()


def receipt(who: str) -> str:
    return sha256(bytes.fromhex(ballot(who))).hexdigest()


def given_secret_poll(*voters: str) -> tuple[Room, int]:
    room = given()
    room.do("p-1", "voting.open", motion=put(room, "secret"))
    poll = room.state.voting.open[0]
    for who in voters:
        room.do(who, "voting.cast", poll=poll, sealed=ballot(who))
    return room, poll


def test_the_bytes_are_a_deposit_and_the_journal_has_the_receipt() -> None:
    room, poll = given_secret_poll()
    decision = room.decide("p-2", "voting.cast", poll=poll, sealed=ballot("p-2"))
    (event,), (body,) = decision.events, decision.deposits
    assert msgspec.to_builtins(event) == {
        "kind": "voting.ballot_sealed", "poll": poll, "participant": room.id("p-2"), "receipt": receipt("p-2"),
    }  # fmt: skip
    assert msgspec.json.decode(body, type=Deposit) == Deposit(poll, room.id("p-2"), ballot("p-2"))


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"choice": "yes"}, "voting.must_be_sealed"),
        ({}, "voting.must_be_sealed"),
        ({"sealed": ballot("p-2"), "choice": "yes"}, "voting.must_be_sealed"),
        ({"sealed": ballot("p-2"), "text": "có"}, "voting.must_be_sealed"),
        ({"sealed": ballot("p-2")[:-2]}, "voting.bad_seal"),
        ({"sealed": ballot("p-2").upper()}, "voting.bad_seal"),
        ({"sealed": "không phải hex"}, "voting.bad_seal"),
        ({"sealed": ""}, "voting.bad_seal"),
    ],
)
def test_only_a_sealed_ballot_of_one_length_is_taken(args: dict[str, str], code: str) -> None:
    room, poll = given_secret_poll()
    assert room.refused("p-2", "voting.cast", poll=poll, **args) == code


def test_a_named_poll_takes_no_sealed_ballot() -> None:
    room = given()
    room.do("p-1", "voting.open", motion=put(room))
    poll = room.state.voting.open[0]
    assert room.refused("p-2", "voting.cast", poll=poll, sealed=ballot("p-2")) == "voting.not_secret"


def test_closing_ends_it_and_only_the_house_counts() -> None:
    room, poll = given_secret_poll("p-1", "p-2", "p-3")
    room.do("p-1", "voting.close", poll=poll)
    assert room.state.voting.polls[poll].state == "counting"
    assert room.refused("p-4", "voting.cast", poll=poll, sealed=ballot("p-4")) == "voting.not_open"
    receipts = sorted(map(receipt, ("p-1", "p-2", "p-3")))
    papers = [{"choice": "yes", "count": 2}, {"choice": "no", "count": 1}]
    counted = {"poll": poll, "papers": papers, "receipts": receipts}
    assert room.refused("p-1", "voting.count", **counted) == "meeting.house_only"
    for wrong in ({"receipts": receipts[1:]}, {"papers": papers[:1]}, {"receipts": receipts[::-1]}):
        assert room.refused(None, "voting.count", house=True, **counted | wrong) == "voting.urn_differs"
    (closed,) = room.house("voting.count", **counted)
    assert isinstance(closed, PollClosed)
    assert (closed.totals.yes, closed.totals.no, closed.totals.missing) == (2, 1, 1)
    assert closed.opening is not None
    assert closed.opening.root == merkle_root(receipts)


def test_a_paper_that_is_no_ballot_is_an_invalid_one() -> None:
    room, poll = given_secret_poll("p-1", "p-2")
    room.do("p-1", "voting.close", poll=poll)
    papers = [{"choice": "yes", "count": 1}, {"marks": [7], "count": 1}]
    receipts = sorted(map(receipt, ("p-1", "p-2")))
    (closed,) = room.house("voting.count", poll=poll, papers=papers, receipts=receipts)
    assert isinstance(closed, PollClosed)
    assert (closed.totals.yes, closed.totals.invalid) == (1, 1)


def test_no_audience_sees_more_than_how_many_before_the_end() -> None:
    room, _ = given_secret_poll("p-1", "p-2")
    for audience in ("staff", "members", "guests:2", "screen"):
        for key, made in view(room.state, audience).items():
            assert receipt("p-2") not in str(made), key
            assert not key.startswith(("ballot/", "urn/"))


def test_a_lost_urn_voids_the_poll_and_frees_the_motion() -> None:
    room, poll = given_secret_poll("p-1")
    room.do("p-1", "voting.close", poll=poll)
    room.house("voting.lose_urn", poll=poll, reason="Mất khóa")
    assert room.state.voting.polls[poll].state == "void"
    assert room.state.voting.open == ()
    room.do("p-1", "voting.open", motion=room.state.voting.polls[poll].motion)


def test_the_rule_may_publish_the_verdict_without_figures() -> None:
    room = given()
    room.do("p-1", "voting.open", motion=put(room, "hush"))
    poll = room.state.voting.open[0]
    for who in ("p-1", "p-2", "p-3"):
        room.do(who, "voting.cast", poll=poll, sealed=ballot(who))
    room.do("p-1", "voting.close", poll=poll)
    receipts = sorted(map(receipt, ("p-1", "p-2", "p-3")))
    (closed,) = room.house("voting.count", poll=poll, papers=[{"choice": "yes", "count": 3}], receipts=receipts)
    assert isinstance(closed, PollClosed)
    assert (closed.hidden, closed.totals.yes, closed.totals.marked, closed.reasoning.has) == (True, 0, 3, 0)
    for audience in ("staff", "members", "screen"):
        shown = view(room.state, audience)[f"poll/{poll}"]
        assert (shown.carried, shown.totals, shown.reasoning) == (True, None, None)  # type: ignore[attr-defined]


def test_after_an_election_whose_figures_are_not_told_all_who_are_left_stand_again() -> None:
    room = given()
    names = [{"id": 0, "text": name} for name in ("Bà An", "Ông Bình", "Bà Cúc")]
    method = {"kind": "each", "options": names, "least": 0, "most": 3, "seats": 2}
    room.do("p-1", "voting.open", motion=put(room, "hush", method=method))
    poll = room.state.voting.open[0]
    for who in ("p-1", "p-2", "p-3"):
        room.do(who, "voting.cast", poll=poll, sealed=(sha256(who.encode()).digest() * 9)[:LONG].hex())
    room.do("p-1", "voting.close", poll=poll)
    receipts = sorted(room.state.voting.polls[poll].receipts.values())
    room.house("voting.count", poll=poll, papers=[{"marks": [1, 0, 0], "count": 3}], receipts=receipts)
    room.do(SECRETARY, "voting.second_round", poll=poll)
    motion = room.state.voting.motions[room.state.next_id - 1]
    assert [one.text for one in motion.method.options] == ["Ông Bình", "Bà Cúc"]


def test_a_secret_motion_wants_a_key_and_no_other_opinion() -> None:
    room = given()
    secret = put(room, "secret")
    with pytest.raises(Refusal) as no:
        room.without_urn("p-1", "voting.open", motion=secret)
    assert no.value.code == "voting.no_urn"
    asked = {"item": room.names["1"], "text": "Kín?", "rule": "secret-other"}
    assert room.refused(SECRETARY, "voting.add_motion", **asked) == "voting.secret_without_other"
