"""Until the end nothing tells how people vote: two secret votes with everything the other way round leave equal traces.

A trace: what each seat is sent, frame by frame, what is answered, every row of the database, every line of the log and
every counter; of each the kind and the length. Known bad, and seen by the same eyes: a choice that shows by its length,
and one that is noted beside the ballot.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ecabinet.logs import configure
from ecabinet.metrics import FIGURES
from ecabinet.urn.seal import Plain
from tests.kit.device import Device
from tests.secrecy.booth import QUESTION, Booth, election, given_a_booth
from voting import rules_ballots

SEEING = ("secretary", "chair", "member0", "member1", "guest")
FLIPPED = {"yes": "no", "no": "yes"}
VOTERS = 5
Trace = dict[str, list[Any]]


def rows(data: Path) -> list[Any]:
    """Kind and lengths of what a ballot writes."""
    with sqlite3.connect(data / "ecabinet.db") as connection:
        entries = connection.execute("SELECT CAST(header AS TEXT), length(header), length(payload) FROM entry")
        found: list[Any] = [(json.loads(header)["kind"], *lengths) for header, *lengths in entries]
        found += connection.execute("SELECT length(body), seq FROM deposit").fetchall()
        found += connection.execute("SELECT length(command_id), length(body), seq FROM command").fetchall()
        return found


def shape(value: Any) -> Any:
    """An object without its random parts: times, hashes and ids by their lengths."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return len(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else value


def seen(device: Device) -> list[Any]:
    """Every frame."""
    return [shape(frame) for frame in device.pushes] + [shape(device.mine), shape(device.view)]


async def in_step(booth: Booth) -> None:
    """Every seat has been told of everything: what is sent does not depend on how fast anybody is."""
    clerk = booth.home.house.clerks.loaded(booth.meeting)
    assert clerk is not None
    await booth.session["secretary"].until(lambda: clerk.hall.channels["staff"].told == clerk.state.seq)
    for name in SEEING:
        device = booth.session[name]
        channel = clerk.hall.channels[device.audience]
        await device.until(lambda device=device, channel=channel: device.have >= channel.told)  # type: ignore[misc]


async def trace(
    folder: Path, capfd: pytest.CaptureFixture[str], wanted: Mapping[str, Any], ballots: list[Plain]
) -> Trace:
    """A vote up to its end, which it does not come to."""
    configure(json=True, level="debug")
    async with given_a_booth(folder, VOTERS) as booth:
        for name in SEEING:
            await booth.session[name].join(booth.meeting)
        await booth.open(wanted)
        await in_step(booth)
        done, refusals = FIGURES.done, dict(FIGURES.refusals)
        capfd.readouterr()
        for name in SEEING:
            booth.session[name].pushes.clear()
        for voter, plain in zip(booth.voters.values(), ballots, strict=True):
            await booth.vote({voter: plain})
            await in_step(booth)
        out, err = capfd.readouterr()
        lines = [json.loads(line) for line in err.splitlines()]
        return {
            "sent": [len(sent) for _, sent, _ in booth.traffic],
            "answered": [len(answer) for _, _, answer in booth.traffic],
            "rows": rows(folder),
            "log": [out, *({**line, "timestamp": None} for line in lines)],
            "figures": [FIGURES.done - done, {**FIGURES.refusals} == refusals],
            **{name: seen(booth.session[name]) for name in SEEING},
        }


def questions(*choices: str) -> list[Plain]:
    return [Plain(choice) for choice in choices]  # type: ignore[arg-type]


ONE = questions("yes", "yes", "no", "abstain", "yes")
OTHER = questions("no", "no", "yes", "yes", "abstain")
MARKS = [Plain(marks=marks) for marks in ((1,), (2, 3), (), (9, 8, 7), (4,))]
OTHERS = [Plain(marks=marks) for marks in ((5, 6, 7), (), (9,), (1,), (2, 3))]


@pytest.mark.parametrize(("wanted", "one", "other"), [(QUESTION, ONE, OTHER), (election(9), MARKS, OTHERS)])
async def test_flipped_ballots_leave_the_same_traces(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], wanted: dict[str, Any], one: list[Plain], other: list[Plain]
) -> None:
    first = await trace(tmp_path / "one", capfd, wanted, one)
    second = await trace(tmp_path / "other", capfd, wanted, other)
    assert {name for name in first if first[name] != second[name]} == set()
    assert len(first["sent"]) == VOTERS
    assert len(first["secretary"]) > VOTERS, "staff is told who has voted"


def noted(poll: Any, voter: Any, command: Any) -> Any:
    """Known bad: a house that writes something of what it cannot know beside the ballot."""
    decision = REAL(poll, voter, command)
    return msgspec.structs.replace(decision, deposits=(decision.deposits[0] + b" " * LEAK(voter.participant),))


REAL = rules_ballots._sealed
LEAK: Callable[[int], int] = len


async def test_a_length_that_tells_is_seen(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    """One byte more for some voters in one of two runs."""
    monkeypatch.setattr(rules_ballots, "_sealed", noted)
    monkeypatch.setitem(globals(), "LEAK", lambda voter: 0)
    first = await trace(tmp_path / "one", capfd, QUESTION, ONE)
    monkeypatch.setitem(globals(), "LEAK", lambda voter: voter % 2)
    second = await trace(tmp_path / "other", capfd, QUESTION, OTHER)
    assert {name for name in first if first[name] != second[name]} == {"rows"}


async def test_an_unpadded_choice_is_seen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tablet that forgets to fill up, and a house that takes it."""

    def unpadded(self: Booth, voter: int, plain: Plain) -> str:
        return msgspec.json.encode(plain).hex()

    monkeypatch.setattr(Booth, "sealed", unpadded)
    monkeypatch.setattr(rules_ballots, "sealed_length", lambda size: AnyLength())
    first = await trace(tmp_path / "one", capfd, QUESTION, ONE)
    second = await trace(tmp_path / "other", capfd, QUESTION, OTHER)
    assert {"sent", "rows"} <= {name for name in first if first[name] != second[name]}


class AnyLength:
    """Equal to every length."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]
