"""What the stories of votes on a delegate's device share: a meeting in session, motions of every kind, the ballot."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page, expect

from ecabinet import protocol
from tests.web.conftest import Demo, Open
from tests.web.small import CHAIR, MEMBERS, SECRETARY, Small

AXE = protocol.ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
VOTER = MEMBERS[1]
CANDIDATES = ("Hoàng Thị Bích Ngọc", "Trịnh Công Hậu", "Đặng Thị Phương Thảo", "Bùi Văn Tuấn")
ALIVE = ("open", "paused", "counting", "tied")


@contextmanager
def in_session(demo: Demo) -> Iterator[Small]:
    """Everybody is here, and the item with the motions is open."""
    small = Small(demo)
    small.check_in(*MEMBERS)
    small.do("meeting.start", by=CHAIR)
    small.do("agenda.open_item", by=CHAIR, item=small.items[1])
    yield small
    for poll in small.objects("poll"):
        if poll["state"] in ALIVE:
            small.do("voting.void", by=CHAIR, poll=poll["id"], reason="thử nghiệm")
    small.end()


def method(kind: str, *texts: str, **more: int) -> dict[str, Any]:
    options = [{"id": at, "text": text} for at, text in enumerate(texts or CANDIDATES, start=1)]
    return {"kind": kind, "options": options, "most": len(options), **more}


def motion(small: Small, text: str, rule: str, how: dict[str, Any] | None = None) -> int:
    """A motion put ready under the open item."""
    before = {one["id"] for one in small.objects("motion")}
    small.do("voting.add_motion", item=small.items[1], text=text, rule=rule, method=how)
    return int(next(one["id"] for one in small.objects("motion") if one["id"] not in before))


def opened(small: Small, motion_id: int) -> int:
    small.do("voting.open", by=CHAIR, motion=motion_id)
    return int(small.open_poll()["id"])


def own_rule(small: Small, code: str, **changes: Any) -> str:
    """A rule that the unit wrote itself, from one that is shipped."""
    http = small.seat(SECRETARY).http
    shipped = next(one for one in http.get("/api/v1/rules").json()["rules"] if one["code"] == code)
    name = f"{code}-{'-'.join(changes)}".replace("_", "-")
    rule = {**shipped, "code": name, "vi": name, "en": name, **changes}
    answer = http.post("/api/v1/rules", json={"rule": rule}).json()
    assert answer["ok"], answer
    return str(answer["rule"]["code"])


def seat(device: Open, small: Small, width: int = 800, height: int = 1280, **more: Any) -> Page:
    """A member's device, in the meeting."""
    page = device(VOTER, width, height, **more)
    page.goto(f"/m/{small.meeting}")
    expect(page.locator(".link.connected")).to_be_visible()
    return page


def risen(page: Page) -> Locator:
    """The ballot came up by itself, and may be touched."""
    expect(page.locator("dialog.ballot:not([data-unarmed])")).to_be_visible(timeout=15_000)
    return page.locator("dialog.ballot")


def ballots(small: Small) -> list[dict[str, Any]]:
    return [one for key, one in small.view().items() if key.startswith("ballot/")]


def in_the_book(small: Small, poll: int, name: str = VOTER) -> dict[str, Any]:
    """What the closed poll has of this member's named ballot."""
    return next(one for one in ballots(small) if one["poll"] == poll and one["name"] == name)


def serious(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]
