"""A tablet takes frames by the rules of the protocol and never guesses."""

from typing import Any

from ecabinet.rehearse.tablet import Tablet


def joined(seq: int = 10, **keys: Any) -> Tablet:
    tablet = Tablet()
    tablet.joined(answer(seq, True, keys))
    return tablet


def answer(seq: int, full: bool, keys: dict[str, Any], gone: tuple[str, ...] = ()) -> dict[str, Any]:
    mine = {"n": 3, "set": {"me": {"chair": False}}}
    return {
        "seq": seq,
        "full": full,
        "epoch": "e/members",
        "audience": "members",
        "set": keys,
        "del": gone,
        "mine": mine,
    }


def push(since: int, seq: int, **keys: Any) -> dict[str, Any]:
    return {"from": since, "seq": seq, "set": keys, "del": []}


def test_a_push_that_follows_is_taken() -> None:
    tablet = joined(10, stage={"page": 1})
    assert tablet.pushed(push(10, 12, stage={"page": 2})) == "taken"
    assert (tablet.have, tablet.keys["stage"]["page"]) == (12, 2)


def test_a_push_that_reaches_back_further_is_taken_too() -> None:
    assert joined(10).pushed(push(8, 11)) == "taken"


def test_an_old_push_changes_nothing() -> None:
    tablet = joined(10, stage={"page": 5})
    assert tablet.pushed(push(7, 10, stage={"page": 1})) == "old"
    assert tablet.keys["stage"]["page"] == 5


def test_a_gap_means_joining_again() -> None:
    tablet = joined(10, stage={"page": 5})
    assert tablet.pushed(push(11, 13, stage={"page": 9})) == "gap"
    assert (tablet.have, tablet.keys["stage"]["page"]) == (10, 5)


def test_removed_keys_go() -> None:
    tablet = joined(10, floor={}, stage={})
    tablet.pushed({"from": 10, "seq": 11, "set": {}, "del": ["floor", "unknown"]})
    assert set(tablet.keys) == {"stage"}


def test_a_full_join_forgets_what_was_there_and_a_resumed_one_keeps_it() -> None:
    tablet = joined(10, a=1, b=2)
    tablet.joined(answer(14, False, {"b": 3}, ("a",)))
    assert tablet.keys == {"b": 3}
    tablet.joined(answer(20, True, {"c": 4}))
    assert tablet.keys == {"c": 4}
    assert (tablet.full_joins, tablet.resumed_joins) == (2, 1)


def test_after_a_lost_connection_it_asks_for_what_is_new_since_what_it_has() -> None:
    assert Tablet().wants("m") == {"meeting": "m"}
    assert joined(10).wants("m") == {"meeting": "m", "have": 10, "epoch": "e/members", "audience": "members"}


def test_what_is_personal_has_its_own_counter() -> None:
    tablet = joined()
    assert tablet.mine({"n": 4, "set": {"me/ballot/7": {"choice": "yes"}}, "del": []}) == "taken"
    assert tablet.mine({"n": 4, "set": {"me/ballot/7": {"choice": "no"}}, "del": []}) == "old"
    assert tablet.mine({"n": 6, "set": {}, "del": []}) == "gap"
    assert tablet.own["me/ballot/7"] == {"choice": "yes"}
