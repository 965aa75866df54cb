"""What the recount knows so far: people, motions and polls, as plain values."""

from typing import Any, Literal

Body = dict[str, Any]
Line = tuple[int, int, str, Body]  # seq, at (UTC ms), kind, body
State = Literal["open", "paused", "counting", "tied", "closed", "void"]
QUESTION: Body = {"kind": "question", "options": [], "least": 1, "most": 1, "seats": 1, "top": 0}


class Miscounted(Exception):
    """A vote does not hold: which poll, what about it."""

    def __init__(self, poll: int, what: str, **args: Any) -> None:
        super().__init__(f"poll {poll}: {what} {args}")
        self.poll = poll
        self.what = what
        self.args_ = args


def need(holds: bool, poll: int, what: str, **args: Any) -> None:
    """It must hold, or the poll is miscounted."""
    if not holds:
        raise Miscounted(poll, what, **args)


class Poll:
    """One poll: as it was opened, and what came in. Weights are in its units."""

    def __init__(self, body: Body) -> None:
        self.id: int = body["poll"]
        self.opened = body
        self.rule: Body = body["rule"]
        self.method: Body = body.get("method") or QUESTION
        self.voters: dict[int, Body] = {voter["participant"]: voter for voter in body["electorate"]}
        self.office: int = body.get("office") or body["members"]
        self.by: str = body.get("by", "seats")
        self.state: State = "open"
        self.ballots: dict[int, Body] = {}
        self.receipts: dict[int, str] = {}
        self.entry: Body | None = None  # what tellers counted
        self.tie: Body | None = None  # how it stood when the chair was asked

    @property
    def kind(self) -> str:
        return str(self.method["kind"])

    @property
    def secret(self) -> bool:
        """Its ballots are sealed."""
        return self.opened.get("urn") is not None

    @property
    def entitled(self) -> int:
        """The weight of all who may vote."""
        return sum(map(weight, self.voters.values()))

    @property
    def here(self) -> int:
        """The weight of those of them who were here when it opened, or for whom somebody here holds a proxy."""
        spoken_for = (v for v in self.voters.values() if v.get("mode") != "away" or v.get("holder") is not None)
        return sum(map(weight, spoken_for))


def weight(voter: Body) -> int:
    """Of one voter, in the poll's units."""
    return int(voter.get("weight", 1))


class Room:
    """The meeting, as far as votes rest on it. `seq`, `at`: of the entry that is being read.

    `written`: a consultation in writing; `deadline`: after it no answer is taken, where it closes by itself then."""

    def __init__(self) -> None:
        self.seq = self.at = 0
        self.written = False
        self.deadline: int | None = None
        self.closes: list[str] = []
        self.share: Body = {"p": 0, "q": 1}  # the meeting's quorum
        self.people: dict[int, Body] = {}
        self.modes: dict[int, str] = {}  # who is here, and how
        self.chair: int | None = None
        self.proxies: dict[int, int] = {}  # giver: holder
        self.weights: dict[int, tuple[int, int]] = {}
        self.recused: dict[int, set[int]] = {}  # by item
        self.motions: dict[int, Body] = {}
        self.taken_out: set[int] = set()
        self.decided: set[int] = set()  # motions
        self.polls: dict[int, Poll] = {}
        self.files: dict[int, list[list[str]]] = {}  # [sha256, name] of what somebody attached to their answers
        self.last_opened = 0  # seq

    def poll(self, body: Body, *states: State, what: str) -> Poll:
        """The poll an entry is about, which must be in one of these states."""
        found = self.polls.get(body["poll"])
        if found is None or found.state not in states:
            raise Miscounted(body["poll"], what)
        return found
