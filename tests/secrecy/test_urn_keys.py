"""Sealing, opening, and the keys on the disk."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ecabinet.urn import keys
from ecabinet.urn.opening import Job, Lost, Opened, open_urn, receipt_of
from ecabinet.urn.seal import Plain, Unreadable, open_sealed, seal
from tests.secrecy.sealing import by_the_client
from voting.events import Paper, Urn
from voting.method import QUESTION, Method, Option
from voting.rule import CHOICES
from voting.urn import ballot_size, sealed_length

MEETING = "m0secretmeet"
SECRET = bytes(range(32))
FIVE = Method("approval", tuple(Option(n, f"Ứng viên {n}") for n in range(1, 6)), least=1, most=3, seats=2)


def given_urn(data: Path, method: Method = QUESTION) -> Urn:
    (data / "secret").write_bytes(SECRET)
    return Urn(keys.make(data, SECRET, MEETING), ballot_size(method))


def job(data: Path, urn: Urn, sealed: dict[int, str], method: Method = QUESTION) -> Job:
    receipts = {voter: receipt_of(one) for voter, one in sealed.items()}
    return Job(str(data), MEETING, 3, urn, method, CHOICES, receipts, sealed)


@pytest.mark.parametrize("method", [QUESTION, FIVE])
def test_the_house_opens_what_the_client_seals(tmp_path: Path, method: Method) -> None:
    urn = given_urn(tmp_path, method)
    plains = [Plain("yes"), Plain("abstain"), Plain(marks=(5, 1, 3)), Plain(marks=())]
    ballots = list(enumerate(plains, start=7))
    sealed = by_the_client(urn, MEETING, 3, ballots)
    assert {len(one) for one in sealed} == {2 * sealed_length(urn.size)}
    key = keys.read(tmp_path, SECRET, MEETING, urn.key)
    for (voter, plain), one in zip(ballots, sealed, strict=True):
        assert open_sealed(key, MEETING, 3, voter, bytes.fromhex(one), urn.size) == plain
        for meeting, poll, other in ((MEETING, 3, voter + 1), (MEETING, 4, voter), ("m1", 3, voter)):
            with pytest.raises(Unreadable):
                open_sealed(key, meeting, poll, other, bytes.fromhex(one), urn.size)


def test_what_does_not_fit_is_not_sealed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="longer"):
        seal(given_urn(tmp_path), MEETING, 3, 7, Plain(marks=tuple(range(20))))


def test_an_urn_gives_its_ballots_without_names(tmp_path: Path) -> None:
    urn = given_urn(tmp_path)
    chosen = {7: "yes", 9: "no", 8: "yes", 12: "abstain"}
    sealed = {who: seal(urn, MEETING, 3, who, Plain(what)) for who, what in chosen.items()}  # type: ignore[arg-type]
    wanted = job(tmp_path, urn, sealed)
    papers = (Paper(1, "abstain"), Paper(1, "no"), Paper(2, "yes"))
    assert open_urn(wanted) == Opened(papers, tuple(sorted(wanted.receipts.values())))


def test_one_tablet_cannot_spoil_the_vote(tmp_path: Path) -> None:
    """Junk, a copy of somebody's ballot, and what the poll does not offer count as invalid."""
    urn = given_urn(tmp_path, FIVE)
    good = seal(urn, MEETING, 3, 7, Plain(marks=(2,)))
    sealed = {
        7: good,
        8: good,
        9: os.urandom(sealed_length(urn.size)).hex(),
        10: seal(urn, MEETING, 3, 10, Plain("yes")),
        11: seal(urn, MEETING, 3, 11, Plain(marks=(1, 2, 3, 4))),
        12: seal(urn, MEETING, 3, 12, Plain(marks=(6,))),
    }
    found = open_urn(job(tmp_path, urn, sealed, FIVE))
    assert isinstance(found, Opened)
    assert found.papers == (Paper(1, marks=(2,)), Paper(5, "other"))


def test_an_urn_that_lacks_something_is_lost(tmp_path: Path) -> None:
    urn = given_urn(tmp_path)
    sealed = {who: seal(urn, MEETING, 3, who, Plain("yes")) for who in (7, 8)}
    whole = job(tmp_path, urn, sealed)
    less = Job(str(tmp_path), MEETING, 3, urn, QUESTION, CHOICES, whole.receipts, {7: sealed[7]})
    more = Job(str(tmp_path), MEETING, 3, urn, QUESTION, CHOICES, {7: whole.receipts[7]}, sealed)
    other = {**sealed, 8: seal(urn, MEETING, 3, 8, Plain("no"))}
    swapped = Job(str(tmp_path), MEETING, 3, urn, QUESTION, CHOICES, whole.receipts, other)
    assert [open_urn(one) for one in (less, more, swapped)] == [
        Lost("ballots_lost"), Lost("ballots_changed"), Lost("ballots_changed"),
    ]  # fmt: skip
    stranger = X25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    foreign = Job(str(tmp_path), MEETING, 3, Urn(stranger, 32), QUESTION, CHOICES, whole.receipts, sealed)
    assert open_urn(foreign) == Lost("key_lost")
    keys.destroy(keys.path_of(tmp_path, MEETING, urn.key))
    assert open_urn(whole) == Lost("key_lost")


def test_a_key_is_for_its_owner_and_its_installation_only(tmp_path: Path) -> None:
    urn = given_urn(tmp_path)
    path = keys.path_of(tmp_path, MEETING, urn.key)
    assert keys.there(tmp_path) == [(MEETING, path)]
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    raw = keys.read(tmp_path, SECRET, MEETING, urn.key).private_bytes_raw()
    assert raw not in path.read_bytes()
    assert raw.hex().encode() not in path.read_bytes()
    for folder, secret, public in ((tmp_path, bytes(32), urn.key), (tmp_path, SECRET, urn.key[:16] + "0" * 48)):
        with pytest.raises(keys.NoKey):
            keys.read(folder, secret, MEETING, public)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(keys.NoKey):
        keys.read(tmp_path, SECRET, MEETING, urn.key)


def test_a_destroyed_key_is_overwritten_first(tmp_path: Path) -> None:
    path = keys.path_of(tmp_path, MEETING, given_urn(tmp_path).key)
    before = path.read_bytes()
    beside = tmp_path / "the same bytes by another name"
    os.link(path, beside)
    keys.destroy(path)
    keys.destroy(path)
    assert not path.exists()
    assert len(beside.read_bytes()) == len(before)
    assert beside.read_bytes() != before
    assert all(before[at : at + 8] not in beside.read_bytes() for at in range(0, len(before) - 8, 8))
