"""A secret vote leaves nothing behind of who chose what: in no file, log, backup or figure, not in lengths or order.

The burglar of `forensics` gets everything. Known bad, and caught by the same burglar: tablets that do not seal, and a
house that keeps key and ballots.
"""

import base64
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from ecabinet.backup.export import export
from ecabinet.backup.take import backup
from ecabinet.clerk import store
from ecabinet.logs import configure
from ecabinet.urn import keys
from ecabinet.urn.seal import Plain
from tests.secrecy.booth import QUESTION, Booth, election, given_a_booth, patterns
from tests.secrecy.forensics import Burglar, by_chance, everything, found, score, written
from tests.secrecy.sealing import by_the_client
from voting.urn import merkle_root, sealed_length

SIDES = (Plain("yes"), Plain("no"), Plain("abstain"))
VOTERS = 85
SEED = 20261121


def quiet(_words: str) -> None:
    """Nobody watches."""


def dealt(booth: Booth, shares: Mapping[str, int], seed: int = SEED) -> dict[int, Plain]:
    """So many voters for each choice, by lot."""
    column = [Plain(choice) for choice, number in shares.items() for _ in range(number)]  # type: ignore[arg-type]
    random.Random(seed).shuffle(column)
    return dict(zip(booth.voters.values(), column, strict=True))


def copies(booth: Booth, to: Path) -> None:
    """A backup and an export, made by the server's own verbs while it runs."""
    folder = booth.home.house.settings.data
    to.mkdir()
    backup(folder, to / "backup", quiet)
    export(folder, booth.meeting, to / "meeting.zip", quiet)


async def metrics(booth: Booth) -> bytes:
    return (await booth.session["chair"].http.get("/metrics")).content


def journal(data: Path) -> list[tuple[str, str]]:
    """Kind and payload of every entry."""
    with sqlite3.connect(data / "ecabinet.db") as connection:
        rows = connection.execute("SELECT CAST(header AS TEXT), CAST(payload AS TEXT) FROM entry ORDER BY seq")
        return [(json.loads(header)["kind"], payload) for header, payload in rows]


async def test_a_secret_vote_of_85_leaves_nothing_behind(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every voter marks a pattern nobody else has; its text must be nowhere, before and after the close."""
    configure(json=True, level="debug")
    data = tmp_path / "data"
    async with given_a_booth(data, VOTERS) as booth:
        await booth.open(election())
        ballots = patterns(list(booth.voters.values()), SEED)
        some = list(ballots.items())[:5]
        ready = by_the_client(booth.urn, booth.meeting, booth.poll, some)
        await booth.vote(ballots, {voter: sealed for (voter, _), sealed in zip(some, ready, strict=True)})
        canaries = [word for plain in ballots.values() for word in written(plain)]
        canaries += [",".join(map(str, plain.marks or ())) for plain in ballots.values()]

        # While it is open: ballots lie sealed in the database, the key beside it, and in no copy.
        copies(booth, tmp_path / "before")
        out, err = capfd.readouterr()
        before = everything(tmp_path, out=out.encode(), err=err.encode(), metrics=await metrics(booth))
        assert found(before, canaries) == []
        lengths = {(len(sent), len(answer)) for _, sent, answer in booth.traffic}
        assert len(lengths) == 1, "every ballot and every answer has one length"
        assert len(keys.there(data)) == 1
        assert not any("urns" in name for name in before if "/before/" in name)
        with sqlite3.connect(tmp_path / "before/backup/ecabinet.db") as copy:
            assert copy.execute("SELECT COUNT(*) FROM deposit").fetchone() == (0,)
        sealed = [json.loads(sent)["args"]["sealed"] for _, sent, _ in booth.traffic]
        assert {len(one) for one in sealed} == {2 * sealed_length(booth.urn.size)}
        assert {name for name, _ in found(before, sealed)} <= {str(data / f"ecabinet.db{end}") for end in ("", "-wal")}
        receipts = {voter: sha256(bytes.fromhex(one)).hexdigest() for voter, one in zip(ballots, sealed, strict=True)}
        assert receipts == dict(booth.state.receipts), "everybody's receipt is of what they sent"

        # Afterwards: the figures, the receipts, and nothing else.
        await booth.close()
        poll = await booth.until_over()
        assert poll.state == "closed"
        marks = Counter(mark for plain in ballots.values() for mark in plain.marks or ())
        assert {one.option: one.yes for one in poll.outcome.tallies if one.yes} == marks
        assert poll.opening.receipts == tuple(sorted(receipts.values()))
        assert poll.opening.root == merkle_root(receipts.values())
        copies(booth, tmp_path / "after")
        out, err = capfd.readouterr()
        after = everything(tmp_path, out=out.encode(), err=err.encode(), metrics=await metrics(booth))
        assert keys.there(data) == []
        assert found(after, canaries) == []
        assert found(after, sealed) == [], "not even what was sealed"
    assert b"urn_emptied" in after["<err>"], "the log was listened to"
    assert [kind for kind, _ in journal(data)].count("voting.ballot_sealed") == VOTERS
    assert found(everything(data), canaries + sealed) == []
    offered = list(ballots.values())
    assert Burglar(everything(tmp_path), booth.meeting, booth.poll, list(ballots), offered).proved == {}


SPLIT = {"yes": 50, "no": 24, "abstain": 11}


async def robbed(folder: Path, shares: Mapping[str, int], *, sealing: bool = True) -> tuple[Burglar, dict[int, Plain]]:
    """A vote from its opening to its end, and a burglar with everything that is left."""
    async with given_a_booth(folder / "data", sum(shares.values())) as booth:
        await booth.open(QUESTION)
        ballots = dealt(booth, shares)
        bare = {} if sealing else {who: unsealed(booth, plain) for who, plain in ballots.items()}
        await booth.vote(ballots, bare)
        copies(booth, folder / "before")
        await booth.close()
        await booth.until_over()
        copies(booth, folder / "after")
    return Burglar(everything(folder), booth.meeting, booth.poll, list(ballots), SIDES), ballots


def unsealed(booth: Booth, plain: Plain) -> str:
    """A bad tablet: of the right length, and open to everybody."""
    text = written(plain)[0].encode()
    return text.center(sealed_length(booth.urn.size)).hex()


async def test_whoever_steals_everything_guesses_no_better_than_the_totals_allow(tmp_path: Path) -> None:
    burglar, truth = await robbed(tmp_path, SPLIT)
    assert burglar.proved == {}
    scores = {name: score(guess, truth) for name, guess in burglar.guesses(Counter(truth.values())).items()}
    assert scores.pop("the most") == max(SPLIT.values())
    assert len(scores) == 3
    assert max(scores.values()) <= by_chance(truth), scores


async def test_tablets_that_do_not_seal_are_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a house that does not delete what they sent."""
    monkeypatch.setattr(store, "EMPTY", "SELECT :meeting, :poll")
    burglar, truth = await robbed(tmp_path, {"yes": 4, "no": 3}, sealing=False)
    assert burglar.proved == truth


async def test_a_house_that_keeps_key_and_ballots_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "EMPTY", "SELECT :meeting, :poll")
    monkeypatch.setattr(keys, "destroy", lambda path: None)
    burglar, truth = await robbed(tmp_path, {"yes": 4, "no": 3})
    assert burglar.proved == truth


async def test_the_key_alone_keeps_the_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the disk keep all ballots for ever: without the key they say nothing."""
    monkeypatch.setattr(store, "EMPTY", "SELECT :meeting, :poll")
    burglar, truth = await robbed(tmp_path, {"yes": 4, "no": 3})
    assert len(list(burglar.deposits())) >= len(truth)
    assert burglar.proved == {}


async def test_while_it_is_open_a_copy_of_the_whole_disk_opens_it_and_nothing_less(tmp_path: Path) -> None:
    """What docs/security.md says of snapshots: ballots, key and the installation's secret together, or nothing."""
    async with given_a_booth(tmp_path, 7) as booth:
        await booth.open(QUESTION)
        truth = dealt(booth, {"yes": 4, "no": 3})
        await booth.vote(truth)
        disk = everything(tmp_path)
        for missing in ("", "/urns/", "/secret", "/ecabinet.db"):
            less = {name: content for name, content in disk.items() if not missing or missing not in name}
            burglar = Burglar(less, booth.meeting, booth.poll, list(truth), SIDES)
            assert burglar.proved == ({} if missing else truth), missing


def test_words_are_found_however_they_are_written() -> None:
    word = '"marks":[117,103,150]'
    raw = word.encode()
    for content in (raw, raw.hex().encode(), *(base64.b64encode(b"x" * n + raw + b"y" * 3) for n in range(3))):
        assert found({"file": b"before" + content + b"after"}, [word]) == [("file", word)]
    assert found({"file": b"marks 117 103 150"}, [word]) == []


async def test_the_burglar_reads_hashes_of_what_can_be_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known bad: a table that keeps the hash of a plain choice."""
    from ecabinet.clerk import clerk

    real, truth = clerk.fingerprint, {}

    def guessable(name: str, args: dict[str, Any]) -> str:
        return real(name, {"poll": args["poll"], "choice": "no"} if name == "voting.cast" else args)

    monkeypatch.setattr(clerk, "fingerprint", guessable)
    burglar, truth = await robbed(tmp_path, {"no": 5})
    assert burglar.proved == truth


@pytest.mark.parametrize("shares", [{"yes": 5}, {"no": 3, "abstain": 2}])
async def test_figures_are_right_however_they_fall(tmp_path: Path, shares: dict[str, int]) -> None:
    async with given_a_booth(tmp_path, 5) as booth:
        await booth.open(QUESTION)
        await booth.vote(dealt(booth, shares))
        await booth.close()
        totals = (await booth.until_over()).totals
    assert {name: getattr(totals, name) for name in ("yes", "no", "abstain")} == {
        "yes": 0, "no": 0, "abstain": 0, **shares,
    }  # fmt: skip
