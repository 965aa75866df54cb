"""A hall of 500 voters that is only said to be there: what the server would say of one vote, played to the real client
by a websocket that stands in the page itself.
"""

import json
import time
from typing import Any

from playwright.sync_api import Page

from tests.web.small import CHAIR, MEMBERS, Small

VOTERS = 500
FIRST, POLL = 1000, 900
SEATS = {"delegate": MEMBERS[1], "chair": CHAIR, "screen": "screen"}
WHOLE = {
    "yes": 480, "no": 12, "abstain": 8, "other": 0, "missing": 0, "absent": 0, "marked": 0, "invalid": 0, "silent": 0,
}  # fmt: skip


class Hall:
    """The objects of a meeting with 500 members, as one kind of seat sees them: the demo's own, multiplied."""

    def __init__(self, small: Small, seat: str) -> None:
        self.seat = seat
        self.meeting = small.meeting
        view = small.seat(CHAIR if seat == "chair" else MEMBERS[2]).http.get(f"/m/{small.meeting}/view").json()["set"]
        one = next(value for key, value in view.items() if key.startswith("person/") and value["capacity"] == "member")
        self.people = [{**one, "id": FIRST + n, "name": name_of(n), "duties": []} for n in range(VOTERS)]
        self.view = {key: value for key, value in view.items() if not key.startswith(("poll/", "voted/", "stage"))}
        self.view |= {f"person/{one['id']}": one for one in self.people}
        now = int(time.time() * 1000)
        motion = next(value for key, value in view.items() if key.startswith("motion/"))
        self.poll = {
            "id": POLL, "motion": motion["id"], "item": motion["item"], "text": motion["text"], "rule": motion["rule"],
            "state": "open", "opened_at": now, "closed_at": None, "entitled": VOTERS, "members": VOTERS, "voted": 0,
            "needed": 251, "quorum": {"present": VOTERS, "needed": 334, "base": VOTERS, "reached": True},
            "override": None, "void_reason": None, "totals": None, "reasoning": None, "carried": None,
            "method": motion["method"], "by": "seats", "unit": 1, "bloc": [], "urn": None, "outcome": None,
            "root": None,
        }  # fmt: skip
        who = [value for key, value in view.items() if key.startswith("person/") and value["name"] == SEATS[seat]]
        self.mine = {"me": self.me(who[0])} if who else {}

    def me(self, who: dict[str, Any]) -> dict[str, Any]:
        return {
            **{name: who[name] for name in ("name", "position", "capacity", "duties", "checked_in_at")},
            "participant": who["id"], "person": "nobodynobody", "chair": self.seat == "chair", "secretary": False,
            "votes": True, "replaces": None, "presence": "room", "checked_out_at": None,
        }  # fmt: skip

    def ballot(self) -> dict[str, Any]:
        """One's own, not sent yet: the sheet rises by itself."""
        return {
            f"me/ballot/{POLL}": {
                "poll": POLL,
                "entitled": True,
                "reason": None,
                "choice": None,
                "text": "",
                "at": None,
                "marks": [],
                "receipt": None,
                "voter": self.mine["me"]["participant"],
                "name": self.mine["me"]["name"],
                "weight": 1,
            }
        }

    def joined(self) -> dict[str, Any]:
        return {
            "ok": True, "seq": 1, "head": "", "epoch": "e", "audience": self.seat, "now": int(time.time() * 1000),
            "full": True, "set": self.view, "del": [], "mine": {"n": 0, "set": self.mine},
        }  # fmt: skip

    def opened(self) -> dict[str, Any]:
        """The poll; the chair also sees who has not voted yet."""
        voted = {f"voted/{POLL}/{one['id']}": self.voted(one, None) for one in self.people}
        return {f"poll/{POLL}": self.poll} | (voted if self.seat == "chair" else {})

    def cast(self, done: int, more: int) -> dict[str, Any]:
        """What changes when `more` ballots come in after `done`."""
        some = self.people[done : done + more]
        voted = {f"voted/{POLL}/{one['id']}": self.voted(one, int(time.time() * 1000)) for one in some}
        return {f"poll/{POLL}": {**self.poll, "voted": done + more}} | (voted if self.seat == "chair" else {})

    def voted(self, one: dict[str, Any], at: int | None) -> dict[str, Any]:
        return {"poll": POLL, "participant": one["id"], "name": one["name"], "voted": at is not None, "at": at}

    def closed(self) -> tuple[dict[str, Any], list[str]]:
        """The result, and each voter's choice: the vote was an open one."""
        why = {"base": VOTERS, "needed": 251, "has": 480, "carried": True, "by": "majority", "chair_choice": None}
        end = {
            "state": "closed",
            "closed_at": int(time.time() * 1000),
            "voted": VOTERS,
            "totals": WHOLE,
            "reasoning": why,
            "carried": True,
        }
        ballots = {
            f"ballot/{POLL}/{one['id']}": {
                "poll": POLL, "participant": one["id"], "name": one["name"], "choice": "yes", "text": "",
                "marks": [], "weight": 1, "by": None,
            } for one in self.people
        }  # fmt: skip
        gone = [f"voted/{POLL}/{one['id']}" for one in self.people] if self.seat == "chair" else []
        return {f"poll/{POLL}": {**self.poll, **end}} | ({} if self.seat == "screen" else ballots), gone


def name_of(n: int) -> str:
    last = ("Ngọc", "Khải", "Thảo", "Vân", "Hậu", "Tuấn", "Hằng", "Trường", "Bảo", "Đạt", "Long", "Ánh", "Lệ")
    return f"{('Nguyễn', 'Trần', 'Lê', 'Phạm')[n % 4]} Văn {last[n % len(last)]} {n}"


SOCKET = """
window.WebSocket = class extends EventTarget {
  static OPEN = 1;
  readyState = 0;
  constructor() {
    super();
    window.__hear = (text) => this.onmessage?.({ data: text });
    setTimeout(() => { this.readyState = 1; this.onopen?.({}); window.__hear(OPENING); });
  }
  send(text) {
    if (text.startsWith('40')) return void setTimeout(() => window.__hear('40{"sid":"s"}'));
    const asked = /^42(\\d+)\\["(\\w+)"/.exec(text);
    const answer = asked?.[2] === 'join' ? JOINED : '{"ok":true,"seq":1,"n":0}';
    if (asked) setTimeout(() => window.__hear(`43${asked[1]}[${answer}]`));
  }
  close() {}
};
window.__play = (frames) => new Promise((done) => {
  for (const [ms, text] of frames) setTimeout(() => window.__hear(text), ms);
  setTimeout(done, frames.at(-1)[0] + 1);
});
"""


class Player:
    """The server's side of one socket, played in the page itself: nothing but the client's own work is measured."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.seq = 1
        self.mine = 0
        self.frames: list[tuple[float, str]] = []

    def script(self) -> str:
        opening = {"sid": "s", "upgrades": [], "pingInterval": 600000, "pingTimeout": 600000, "maxPayload": 1000000}
        said = {"OPENING": "0" + json.dumps(opening), "JOINED": json.dumps(self.hall.joined())}
        return "\n".join(f"const {name} = {json.dumps(text)};" for name, text in said.items()) + SOCKET

    def push(self, after: float, changed: dict[str, Any], gone: list[str] | None = None) -> None:
        """`after` so many milliseconds."""
        now = int(time.time() * 1000)
        frame = {"meeting": self.hall.meeting, "from": self.seq, "seq": self.seq + 1, "head": "", "now": now}
        self.seq += 1
        self.frames.append((after, "42" + json.dumps(["push", frame | {"set": changed, "del": gone or []}])))

    def tell_me(self, changed: dict[str, Any]) -> None:
        self.mine += 1
        told = {"meeting": self.hall.meeting, "n": self.mine, "set": changed}
        self.frames.append((0, "42" + json.dumps(["mine", told])))

    def run(self, page: Page) -> None:
        frames, self.frames = self.frames, []
        page.evaluate("window.__play", frames)
