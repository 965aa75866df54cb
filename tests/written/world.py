"""A consultation in a running house: members with tablets, a tracking officer, a clock that tests turn."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from ecabinet import ids
from ecabinet.signing.store import DEMO_PIN
from tests.kit.device import Device, fine
from tests.kit.home import Home
from tests.pages.files import paper

HOUR = 3_600_000
DAY = 24 * HOUR
CLOCKS = (
    "ecabinet.clerk.clerk.now",
    "ecabinet.written.room.now",
    "ecabinet.http.written.now",
    "ecabinet.record.room.now",
)


class Clock:
    """The house's time: the machine's, and as much later as tests say."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = 0
        for name in CLOCKS:
            monkeypatch.setattr(name, self.now)

    def now(self) -> int:
        return ids.now() + self.ahead

    def to(self, at: int) -> None:
        """It is now (about) `at`."""
        self.ahead = at - ids.now()


class Consultation:
    """Ids of who and what, and a device for each person."""

    def __init__(self, home: Home, clock: Clock) -> None:
        self.home = home
        self.clock = clock
        self.meeting = ""
        self.devices: dict[str, Device] = {}
        self.people: dict[str, str] = {}
        self.deadline = 0

    def __getitem__(self, name: str) -> Device:
        return self.devices[name]

    @property
    def state(self) -> Any:
        clerk = self.home.house.clerks.loaded(self.meeting)
        assert clerk is not None
        return clerk.state

    @property
    def poll(self) -> int:
        return min(self.state.voting.polls)

    @property
    def members(self) -> list[str]:
        return [name for name in self.people if name != "officer"]

    def participant(self, name: str) -> int:
        return int(self.state.by_person[self.people[name]])

    async def join(self, name: str, person: str, **more: Any) -> None:
        self.people[name] = person
        self.devices[name] = await self.home.device(person)
        self.devices[name].meeting = self.meeting
        if name != "officer":
            fine(await self["officer"].post("meeting.add_participant", person=person, capacity="member", **more))

    async def answer(self, name: str, choice: str, text: str = "", poll: int | None = None) -> dict[str, Any]:
        return await self[name].post("voting.cast", poll=poll or self.poll, choice=choice, text=text)

    async def sign(self, name: str, pin: str = DEMO_PIN) -> dict[str, Any]:
        made = await self[name].http.post(f"/m/{self.meeting}/opinion", json={"pin": pin}, timeout=60)
        found: dict[str, Any] = made.json()
        return found

    async def opinion(self, name: str, of: str) -> httpx.Response:
        return await self[name].http.get(f"/m/{self.meeting}/opinion/{self.participant(of)}")

    async def tick(self) -> None:
        """The house looks, as it does every minute."""
        await self.home.house.rooms["written"].reminders.tick(self.clock.now())

    async def notices(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self[name].http.get("/api/v1/notices")).json()["notices"]
        return found

    async def kinds(self, name: str) -> list[str]:
        return sorted(one["kind"] for one in await self.notices(name))


async def prepared(
    home: Home, monkeypatch: pytest.MonkeyPatch, members: int = 3, rule: str = "government-written", **frame: Any
) -> Consultation:
    """A draft with a paper and one question; due in three days."""
    it = Consultation(home, Clock(monkeypatch))
    officer = await home.person("Nguyễn Thị Thu Hà", "secretary", position="Chuyên viên Văn phòng")
    it.deadline = it.clock.now() + 3 * DAY
    device = await home.device(officer)
    args = {
        "title": "Dự thảo Nghị quyết về phân bổ vốn đợt 2",
        "type": "thematic",
        "starts_at": it.deadline,
        "place": "",
        "form": "written",
        "deadline": it.deadline,
        **frame,
    }
    made = (await device.http.post("/api/v1/meetings", json={"id": "create", "args": args})).json()
    it.meeting = fine(made)["meeting"]
    await it.join("officer", officer)
    for number in range(members):
        person = await home.person(f"Thành viên số {number + 1}", position=f"Giám đốc Sở {number + 1}")
        await it.join(f"m{number}", person, **({"duties": ["chair"]} if number == 0 else {}))
    fine(await it["officer"].post("agenda.add_item", title="Phân bổ vốn đợt 2"))
    item = min(it.state.agenda.items)
    query = {"item": item, "title": "Tờ trình", "name": "to-trinh.pdf"}
    sent = await it["officer"].http.post(f"/m/{it.meeting}/papers", params=query, content=paper(1))
    fine(sent.json())
    question = {"item": item, "text": "Đồng ý với phương án phân bổ vốn?", "rule": rule}
    fine(await it["officer"].post("voting.add_motion", **question))
    return it


async def sent(home: Home, monkeypatch: pytest.MonkeyPatch, **more: Any) -> Consultation:
    """Sent to its members."""
    it = await prepared(home, monkeypatch, **more)
    fine(await it["officer"].post("meeting.send"))
    return it


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
