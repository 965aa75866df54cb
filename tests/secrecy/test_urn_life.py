"""The life of an urn on one server: a key only for a poll that opens, ballots until the close, nothing afterwards."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ecabinet.urn import keys
from ecabinet.urn.apart import OpeningFailed
from ecabinet.urn.opening import Job, Result
from ecabinet.urn.seal import Plain
from tests.kit.device import fine
from tests.kit.home import serving
from tests.secrecy.booth import QUESTION, Booth, given_a_booth


def ballots(data: Path) -> int:
    """Sealed ballots in the database."""
    connection = sqlite3.connect(f"file:{data / 'ecabinet.db'}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT COUNT(*) FROM deposit").fetchone()[0])
    finally:
        connection.close()


@pytest.fixture
async def booth(tmp_path: Path) -> AsyncIterator[Booth]:
    async with given_a_booth(tmp_path, 3) as booth:
        yield booth


async def test_a_voided_vote_leaves_neither_ballots_nor_key(booth: Booth, tmp_path: Path) -> None:
    await booth.open(QUESTION)
    await booth.vote(dict.fromkeys(booth.voters.values(), Plain("no")))
    assert (ballots(tmp_path), len(keys.there(tmp_path))) == (3, 1)
    fine(await booth.session["chair"].post("voting.void", poll=booth.poll, reason="Mở nhầm"))
    await booth.until_over()
    assert (ballots(tmp_path), len(keys.there(tmp_path))) == (0, 0)
    assert (tmp_path / "ecabinet.db-wal").stat().st_size == 0


async def test_a_vote_that_nobody_took_part_in_is_counted_too(booth: Booth, tmp_path: Path) -> None:
    await booth.open(QUESTION)
    await booth.close()
    poll = await booth.until_over()
    assert (poll.state, poll.totals.missing, poll.opening.receipts) == ("closed", 3, ())
    assert keys.there(tmp_path) == []


async def test_an_opening_that_fails_is_tried_again(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies is no lost urn."""
    urns = booth.home.house.urns
    real, tries = urns.open_apart, []

    async def dying(job: Job) -> Result:
        tries.append(job.poll)
        if len(tries) < 3:
            raise OpeningFailed
        return await real(job)

    monkeypatch.setattr(urns, "open_apart", dying)
    monkeypatch.setattr("ecabinet.urn.urns.AGAIN", 0.05)
    await booth.open(QUESTION)
    await booth.vote(dict.fromkeys(booth.voters.values(), Plain("yes")))
    await booth.close()
    assert (await booth.until_over()).totals.yes == 3
    assert len(tries) == 3


async def test_keys_are_made_only_for_polls_that_open(booth: Booth, tmp_path: Path) -> None:
    motion = await booth.motion(QUESTION)
    for name in ("member0", "guest", "secretary"):
        answer = await booth.session[name].post("voting.open", motion=motion)
        assert not answer["ok"]
    assert keys.there(tmp_path) == []
    await booth.open(QUESTION)
    assert len(keys.there(tmp_path)) == 1
    assert (await booth.session["chair"].post("voting.open", motion=motion))["code"] == "voting.another_open"
    [(_, path)] = keys.there(tmp_path)
    assert path.name.startswith(f"{booth.meeting}-{booth.urn.key[:16]}")
    stray = path.with_name(f"{booth.meeting}-{'0' * 16}.key")
    stray.write_bytes(b"of a poll that never opened")
    await booth.close()
    await booth.until_over()
    await booth.open(QUESTION)
    assert [one for _, one in keys.there(tmp_path)] == [keys.path_of(tmp_path, booth.meeting, booth.urn.key)]


async def test_a_close_amid_the_ballots_loses_none_that_was_acknowledged(tmp_path: Path) -> None:
    async with given_a_booth(tmp_path, 30) as booth:
        await booth.open(QUESTION)
        sealed = {voter: booth.sealed(voter, Plain("yes")) for voter in booth.voters.values()}
        clerk = await booth.home.house.clerks.get(booth.meeting)

        async def cast(name: str) -> str | None:
            args = {"poll": booth.poll, "sealed": sealed[booth.voters[name]]}
            answer = await clerk.do(booth.session.people[name], "mine", "voting.cast", args)
            return sha256(bytes.fromhex(args["sealed"])).hexdigest() if answer.ok else None

        async def close() -> None:
            await clerk.do(booth.session.people["chair"], "close", "voting.close", {"poll": booth.poll})

        names = list(booth.voters)
        asked_for = [*map(cast, names[:17]), close(), *map(cast, names[17:])]
        given = await asyncio.gather(*asked_for)
        acknowledged = sorted(receipt for receipt in given if receipt is not None)
        poll = await booth.until_over()
        assert len(acknowledged) == 17
        assert list(poll.opening.receipts) == acknowledged
        assert poll.totals.yes == 17


def given_rule(booth: Booth, **changes: Any) -> None:
    """The open poll as if its rule pack had said so."""
    clerk = booth.home.house.clerks.loaded(booth.meeting)
    assert clerk is not None
    rule = msgspec.structs.replace(booth.state.rule, **changes)
    poll = msgspec.structs.replace(booth.state, rule=rule)
    voting = msgspec.structs.replace(clerk.state.voting, polls=clerk.state.voting.polls.set(booth.poll, poll))
    clerk.state = msgspec.structs.replace(clerk.state, voting=voting)


async def test_a_changed_ballot_counts_as_it_was_changed(booth: Booth) -> None:
    """Where the rule lets it be changed; the last one counts, and its receipt."""
    await booth.open(QUESTION)
    given_rule(booth, changeable=True)
    voters = booth.voters
    await booth.vote(dict.fromkeys(voters.values(), Plain("yes")))
    args = {"poll": booth.poll, "sealed": booth.sealed(voters["member0"], Plain("no"))}
    fine(await booth.session["member0"].post("voting.cast", **args))
    await booth.close()
    totals = (await booth.until_over()).totals
    assert (totals.yes, totals.no) == (2, 1)


async def test_a_tie_that_waits_for_the_chair_keeps_neither_ballots_nor_key(booth: Booth, tmp_path: Path) -> None:
    await booth.open(QUESTION)
    given_rule(booth, tie="chair_casts")
    chosen = (Plain("yes"), Plain("no"), Plain("abstain"))
    await booth.vote(dict(zip(booth.voters.values(), chosen, strict=True)))
    await booth.close()
    assert (await booth.until_over()).state == "tied"
    assert (ballots(tmp_path), keys.there(tmp_path)) == (0, [])
    fine(await booth.session["chair"].post("voting.decide_tie", poll=booth.poll, choice="yes"))
    poll = await booth.until_over()
    assert (poll.state, poll.totals.yes, len(poll.opening.receipts)) == ("closed", 1, 3)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"demo": True}, None),
        ({"demo": False}, "voting.needs_https"),
        ({"demo": False, "public_url": "https://hop.tinh.vn"}, None),
    ],
)
async def test_secret_votes_need_https_outside_the_demo(
    tmp_path: Path, settings: dict[str, Any], code: str | None
) -> None:
    """Asked of the clerk, as a socket would: behind a proxy tests have no name of their own."""
    async with given_a_booth(tmp_path, 3) as booth:
        motion = await booth.motion(QUESTION)
        meeting, chair = booth.meeting, booth.session.people["chair"]
    async with serving(tmp_path, **settings) as home:
        clerk = await home.house.clerks.get(meeting)
        answer = await clerk.do(chair, "open", "voting.open", {"motion": motion})
        assert answer.code == code
        assert len(keys.there(tmp_path)) == (code is None)
        assert (await clerk.do(chair, "open-named", "voting.open", {"motion": motion})).code != "house.error"
