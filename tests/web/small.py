"""A small meeting of its own on the demo's server: five members, three items, one paper, two motions."""

import secrets
import time
from typing import Any

import pymupdf

from tests.web.conftest import Demo, Seat

SECRETARY, CHAIR = "Đỗ Thị Ngọc Ánh", "Lê Quang Vinh"
MEMBERS = (CHAIR, "Bùi Văn Tuấn", "Mai Thị Hồng Vân", "Trịnh Công Hậu", "Phạm Đức Long")
LONG = (
    "Thông qua dự thảo Nghị quyết của HĐND tỉnh quy định về phòng họp không giấy tờ và chữ ký số "
    "trong cơ quan nhà nước trên địa bàn tỉnh, giai đoạn 2027–2030"
)
DAY = 24 * 3_600_000


def pdf(pages: int) -> bytes:
    """Pages that say which they are."""
    blank: Any = pymupdf.open
    document = blank()
    for number in range(1, pages + 1):
        document.new_page().insert_text((72, 120), f"Trang {number}", fontsize=40)
    return bytes(document.tobytes())


class Small:
    """Convened, nobody checked in. `seats` act over HTTP."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.http = demo.seat(SECRETARY).http
        self.meeting = self.create()
        self.people = {name: self.add(name) for name in MEMBERS}
        for title in ("Khai mạc", LONG, "Kết luận"):
            self.do("agenda.add_item", title=title, minutes=20)
        self.items = [item["id"] for item in self.objects("item")]
        self.paper = self.upload(self.items[1], "Dự thảo Nghị quyết", 5)
        for text in (LONG, "Giao Sở Khoa học và Công nghệ hoàn thiện hồ sơ"):
            self.do("voting.add_motion", item=self.items[1], text=text, rule="ubnd-session")
        self.do("meeting.convene")

    def create(self) -> str:
        args = {
            "title": "Phiên họp chuyên đề về chuyển đổi số",
            "type": "thematic",
            "starts_at": int(time.time() * 1000) - 30 * DAY,  # last in everybody's list
            "place": "Phòng họp số 2",
            "form": "room",
        }
        answer = self.http.post("/api/v1/meetings", json={"id": secrets.token_hex(16), "args": args}).json()
        assert answer["ok"], answer
        return str(answer["meeting"])

    def add(self, name: str) -> int:
        person = self.http.get("/api/v1/people", params={"q": name}).json()["people"][0]["id"]
        duties = ["chair"] if name == CHAIR else []
        self.do("meeting.add_participant", person=person, capacity="member", duties=duties)
        return int(next(one["id"] for one in self.objects("person") if one["name"] == name))

    def upload(self, item: int, title: str, pages: int) -> int:
        params: dict[str, str | int] = {"item": item, "title": title}
        headers = {"content-type": "application/pdf"}
        answer = self.http.post(
            f"/m/{self.meeting}/papers", params=params, content=pdf(pages), headers=headers, timeout=60
        ).json()
        assert answer["ok"], answer
        return int(answer["paper"])

    def do(self, command: str, by: str = SECRETARY, **args: Any) -> dict[str, Any]:
        """Must be accepted."""
        body = {"id": secrets.token_hex(16), "cmd": command, "args": args}
        seat = self.seat(by)
        answer: dict[str, Any] = seat.http.post(f"/api/v1/meetings/{self.meeting}/commands", json=body).json()
        assert answer["ok"], (command, answer)
        return answer

    def seat(self, name: str) -> Seat:
        return self.demo.seat(name)

    def view(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get(f"/m/{self.meeting}/view").json()["set"]
        return found

    def objects(self, kind: str) -> list[dict[str, Any]]:
        found = [one for key, one in self.view().items() if key.startswith(f"{kind}/")]
        return sorted(found, key=lambda one: one.get("order", one["id"]))

    def check_in(self, *names: str) -> None:
        for name in names:
            self.do("agenda.check_in", participant=self.people[name], mode="room")

    def open_poll(self) -> dict[str, Any]:
        """The vote under way."""
        return next(poll for poll in self.objects("poll") if poll["state"] == "open")

    def screen_link(self) -> str:
        return str(self.http.post(f"/m/{self.meeting}/screen-link").json()["url"])

    def end(self) -> None:
        """Closed, so that nobody's start page leads here."""
        view = self.view()
        chair = next(one["name"] for one in self.objects("person") if "chair" in one["duties"])
        for poll in [one for one in self.objects("poll") if one["state"] == "open"]:
            self.do("voting.close", by=chair, poll=poll["id"])
        if view["meeting"]["phase"] in ("running", "paused"):
            self.do("meeting.close", by=chair)
        elif view["meeting"]["phase"] != "closed":
            self.do("meeting.cancel", reason="thử nghiệm")
