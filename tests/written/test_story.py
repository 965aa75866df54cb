"""The whole of a written opinion: 27 members, three of them late, every opinion signed, a record that verifies."""

import subprocess
import sys
from pathlib import Path

import pytest

from ecabinet.signing.store import DEMO_PIN
from tests.kit.device import fine
from tests.kit.home import serving
from tests.record import quick
from tests.written.world import DAY, HOUR, Consultation, sent, written

MEMBERS = 27
LATE = ("m24", "m25", "m26")
OTHERS = ("m21", "m22")
AGAINST = "m23"


async def test_twenty_seven_members_three_of_them_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick.use(monkeypatch)
    async with serving(tmp_path / "data", (*quick.ROOMS, "written"), demo=True) as home:
        it = await sent(home, monkeypatch, members=MEMBERS)
        assert len(it.state.voting.polls[it.poll].electorate) == MEMBERS
        await it.tick()
        await in_time(it)
        await reminded(it)
        await late(it)
        await counted(it)
        every_signature_is_valid(tmp_path, [(await it.opinion("officer", name)).content for name in it.members])
        record = written(tmp_path / "record.pdf", await filed(it))
    roots = tmp_path / "data" / "trust" / "demo-root.pem"
    verified = subprocess.run(
        [sys.executable, "-m", "ecabinet.cli", "verify", str(record), "--roots", str(roots)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr


async def in_time(it: Consultation) -> None:
    """24 answer and sign; one changes nothing, for the rule takes one answer."""
    for name in it.members[: MEMBERS - len(LATE)]:
        choice = "other" if name in OTHERS else "no" if name == AGAINST else "yes"
        fine(await it.answer(name, choice, f"Ý kiến của {name}: bổ sung vốn đối ứng" if choice == "other" else ""))
        fine(await it.sign(name))
    again = await it.answer("m0", "no")
    assert again["code"] == "voting.already_cast"


async def reminded(it: Consultation) -> None:
    """A day and two hours before, and once after; only who has not answered."""
    for at in (it.deadline - 23 * HOUR, it.deadline - HOUR, it.deadline + HOUR, it.deadline + 2 * HOUR):
        it.clock.to(at)
        await it.tick()
    for name in LATE:
        assert await it.kinds(name) == ["due_24h", "due_2h", "overdue", "sent"]
    for name in it.members[: MEMBERS - len(LATE)]:
        assert await it.kinds(name) == ["sent"]


async def late(it: Consultation) -> None:
    """Three answer after the deadline, while it is still open."""
    it.clock.to(it.deadline + DAY)
    for name in LATE:
        fine(await it.answer(name, "yes"))
        fine(await it.sign(name))
    fine(await it["officer"].post("meeting.close_written"))


async def counted(it: Consultation) -> None:
    """24 of 27 for it, 14 needed; three late."""
    poll = it.state.voting.polls[it.poll]
    assert (poll.totals.yes, poll.totals.no, poll.totals.other, poll.totals.missing) == (24, 1, 2, 0)
    assert (poll.reasoning.base, poll.reasoning.needed, poll.reasoning.carried) == (27, 14, True)
    fine(await it["m3"].join(it.meeting))
    lines = {key: one for key, one in it["m3"].view.items() if key.startswith("opinion/")}
    assert sum(one["late"] for one in lines.values()) == len(LATE)
    assert all(one["current"] for one in lines.values())


async def filed(it: Consultation) -> bytes:
    """The record: final, signed by officer and chair, in the document store."""
    base, officer, chair = f"/m/{it.meeting}", it["officer"].http, it["m0"].http
    prose = {"key": "closing", "text": "Kết quả sẽ được báo cáo tại phiên họp gần nhất.", "rev": 0}
    fine((await officer.put(f"{base}/prose", json=prose)).json())
    fine((await officer.post(f"{base}/finalise", json={"id": "final"})).json())
    for http in (officer, chair):
        fine((await http.post(f"{base}/sign", json={"pin": DEMO_PIN}, timeout=60)).json())
    assert it.state.record.stage == "filed"
    return (await officer.get(f"{base}/record.pdf")).content


def every_signature_is_valid(folder: Path, forms: list[bytes]) -> None:
    """In the words of `pdfsig`: one signature each, valid, of the whole document."""
    assert len(forms) == MEMBERS
    for number, content in enumerate(forms):
        path = written(folder / f"opinion-{number}.pdf", content)
        said = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
        assert said.count("Signature is Valid.") == 1, said
        assert f"Common Name: Thành viên số {number + 1}" in said
        assert "Total document signed" in said
