"""A demo on a free port and one browser, for as long as the tests of this folder run; then both are gone."""

import secrets
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Hall
from tests.web.conftest import chromium, serving_demo

__all__ = ["chromium"]

CHAIR, SECRETARY, DELEGATE = "Lê Quang Vinh", "Đỗ Thị Ngọc Ánh", "Hoàng Thị Bích Ngọc"
MEMBERS = ("Nguyễn Thị Minh Tâm", "Bùi Văn Tuấn", "Mai Thị Hồng Vân")
PIN = "123456"
PAPER = "Dự thảo Nghị quyết và Quy định kèm theo"


class Session:
    """The demo meeting; people act over HTTP, whoever looks has a browser."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.people = {name: self.signed_in(name) for name in (CHAIR, SECRETARY, DELEGATE, *MEMBERS)}
        self.id: str = self.people[CHAIR].get("/api/v1/meetings").json()[0]["id"]
        self.poll = 0

    @property
    def screen(self) -> str:
        return next(name for name, link in self.hall.demo.links.items() if "/s/" in link)

    def signed_in(self, name: str) -> httpx.Client:
        """Somebody who acts without a browser."""
        made = httpx.Client(base_url=self.hall.demo.url, headers={"origin": self.hall.demo.url}, timeout=120)
        made.get(self.hall.demo.links[name])
        return made

    def leave(self) -> None:
        for person in self.people.values():
            person.close()

    def do(self, name: str, cmd: str, **args: Any) -> None:
        body = {"id": secrets.token_hex(8), "cmd": cmd, "args": args}
        answer = self.people[name].post(f"/api/v1/meetings/{self.id}/commands", json=body).json()
        assert answer["ok"], (name, cmd, answer)

    def view(self, name: str = CHAIR) -> dict[str, Any]:
        found: dict[str, Any] = self.people[name].get(f"/m/{self.id}/view").json()["set"]
        return found

    def one(self, kind: str, **wanted: Any) -> dict[str, Any]:
        """The object of this kind with these fields."""
        found = (one for key, one in self.view().items() if key.startswith(f"{kind}/"))
        return next(one for one in found if wanted.items() <= one.items())

    def post(self, name: str, part: str, **body: Any) -> dict[str, Any]:
        """What is asked over HTTP only, and accepted."""
        answer: dict[str, Any] = self.people[name].post(f"/m/{self.id}/{part}", json=body).json()
        assert answer["ok"], (part, answer)
        return answer

    # -- the story ----------------------------------------------------------------------------------------------------

    def starts(self) -> None:
        """Checked in, opened, a paper of the third item presented; somebody wants to speak."""
        for name in (CHAIR, DELEGATE, *MEMBERS):
            self.do(name, "agenda.check_in")
        self.do(CHAIR, "meeting.start", override="Phiên thử")
        self.do(CHAIR, "agenda.open_item", item=self.one("item", number="3")["id"])
        self.do(CHAIR, "papers.present", paper=self.paper, page=2)
        self.do(MEMBERS[0], "agenda.request_floor", topic="Về lộ trình thực hiện")

    @property
    def paper(self) -> int:
        return int(self.one("paper", title=PAPER)["id"])

    def opens_the_vote(self) -> None:
        item = self.one("item", number="3")["id"]
        self.do(CHAIR, "voting.open", motion=self.one("motion", item=item)["id"], override="Phiên thử")
        self.poll = self.one("poll", state="open")["id"]

    def ends(self) -> None:
        """The vote is closed, the session too."""
        for name in (CHAIR, *MEMBERS):
            self.do(name, "voting.cast", poll=self.poll, choice="yes")
        self.do(CHAIR, "voting.close", poll=self.poll)
        self.do(CHAIR, "meeting.close")

    def is_filed(self) -> str:
        """Final, signed twice, in the document store; the document."""
        self.post(SECRETARY, "finalise", id=secrets.token_hex(8))
        self.post(SECRETARY, "sign", pin=PIN)
        self.post(CHAIR, "sign", pin=PIN)
        return str(self.view()["record"]["document"])


@pytest.fixture(scope="module")
def session(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with serving_demo(tmp_path_factory.mktemp("access")) as demo:
        hall = Hall(demo, chromium)
        made = Session(hall)
        yield made
        made.leave()
        hall.leave()
