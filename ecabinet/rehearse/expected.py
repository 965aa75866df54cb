"""What every seat should see, worked out again from what people did, without any code of the rooms.

`Room.happened` takes a command that was accepted, by keys of the demo; `Room.view(audience)` and `Room.own(who)` give
the exact set of keys and, for each, the fields that matter. Deliberately naive: plain dictionaries, made afresh.
"""

from typing import Any

import msgspec

from ecabinet.demo import agenda, cast

Fields = dict[str, Any]
View = dict[str, Fields]

MEMBERS = len(cast.MEMBERS)
QUORUM = 18  # two thirds of 27
NEEDED = 14  # more than half of 27
CHAIR, SECRETARY = cast.CHAIR.key, cast.SECRETARY.key


class Ids(msgspec.Struct):
    """Keys of the demo -> ids in this meeting."""

    people: dict[str, int]
    items: dict[str, int]
    papers: dict[str, int]
    versions: dict[str, str]
    motions: dict[str, int]
    pages: dict[str, int]


class Poll(msgspec.Struct):
    """A poll as this side counts it."""

    id: int
    motion: str
    electorate: list[str]
    present: int
    state: str = "open"
    ballots: dict[str, tuple[str, str]] = {}
    reason: str | None = None
    chair: str = CHAIR


class Room:
    """The meeting as the people in it know it."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.phase = "convened"
        self.chair = CHAIR
        self.here: dict[str, tuple[str, str]] = {}
        self.was_here: set[str] = set()
        self.absent: dict[str, str] = {}
        self.state = {item.key: "planned" for item, _ in agenda.walk()}
        self.open: str | None = None
        self.starts_at = 0  # as the meeting's frame says
        self.stage: tuple[str, int, str] | None = None
        self.speech: tuple[str, int, str | None] | None = None
        self.queue: list[tuple[str, str]] = []
        self.polls: list[Poll] = []
        self.ink: dict[int, tuple[str, int, str]] = {}
        self.record: Fields = {"state": "draft", "notation": None, "signatures": [], "document": None}

    # -- what happens -------------------------------------------------------------------------------------------------

    def happened(self, who: str, cmd: str, args: Fields, made: int | None = None) -> None:
        """An accepted command. `made`: the id of the poll or mark that it made."""
        match cmd:
            case "agenda.check_in":
                self._check_in(args.get("participant", who), args.get("mode", "room"), args.get("site", ""))
            case "agenda.check_out":
                self._check_out(args.get("participant", who))
            case "agenda.correct_attendance":
                self.here[args["participant"]] = (args["mode"], "")
            case "agenda.mark_absent":
                self.absent[args["participant"]] = args["reason"]
            case _:
                self._order(who, cmd, args, made)

    def _order(self, who: str, cmd: str, args: Fields, made: int | None) -> None:
        match cmd:
            case "agenda.open_item":
                self._end_item()
                self.open, self.state[args["item"]] = args["item"], "open"
            case "agenda.finish_item":
                self._end_item()
            case "agenda.postpone_item":
                self.state[args["item"]] = "postponed"
            case "agenda.request_floor":
                self.queue.append((who, args.get("topic", "")))
            case "agenda.withdraw_request":
                self._leave_queue(args.get("participant", who))
            case "agenda.give_floor":
                self._leave_queue(args["participant"])
                self.speech = (args["participant"], args["seconds"], self.open)
            case "agenda.extend_floor":
                self._extend(args["seconds"])
            case "agenda.end_floor":
                self.speech = None
            case _:
                self._meeting_or_table(who, cmd, args, made)

    def _meeting_or_table(self, who: str, cmd: str, args: Fields, made: int | None) -> None:
        match cmd:
            case "meeting.start" | "meeting.resume":
                self.phase = "running"
            case "meeting.pause":
                self.phase = "paused"
            case "meeting.close":
                self._end_item()
                self.phase = "closed"
            case "meeting.hand_chair":
                self.chair = args["to"]
            case "papers.present":
                self.stage = (args["paper"], args["page"], who)
            case "papers.turn_page":
                assert self.stage is not None
                self.stage = (self.stage[0], args["page"], self.stage[2])
            case "papers.stop_presenting":
                self.stage = None
            case "papers.mark":
                assert made is not None
                assert self.stage is not None
                self.ink[made] = (self.stage[0], args["page"], who)
            case "papers.unmark":
                del self.ink[args["mark"]]
            case _:
                self._voting(who, cmd, args, made)

    def _voting(self, who: str, cmd: str, args: Fields, made: int | None) -> None:
        match cmd:
            case "voting.open":
                assert made is not None
                voters = [one.key for one in cast.MEMBERS if one.key in self.here]
                self.polls.append(Poll(made, args["motion"], voters, len(voters), chair=self.chair))
            case "voting.cast":
                self.polls[-1].ballots[who] = (args["choice"], args.get("text", ""))
            case "voting.close":
                self.polls[-1].state = "closed"
            case "voting.void":
                self.polls[-1].state, self.polls[-1].reason = "void", args["reason"]
            case _:
                raise NotImplementedError(cmd)

    def _check_in(self, who: str, mode: str, site: str) -> None:
        self.here[who] = (mode, site)
        self.was_here.add(who)
        self.absent.pop(who, None)

    def _check_out(self, who: str) -> None:
        del self.here[who]
        self._leave_queue(who)
        if self.speech is not None and self.speech[0] == who:
            self.speech = None

    def _end_item(self) -> None:
        self.speech = self.stage = None
        if self.open is not None:
            self.state[self.open] = "done"
            self.open = None

    def _leave_queue(self, who: str) -> None:
        self.queue = [waiting for waiting in self.queue if waiting[0] != who]

    def _extend(self, seconds: int) -> None:
        assert self.speech is not None
        who, granted, item = self.speech
        self.speech = (who, granted + seconds, item)

    # -- who sees what ------------------------------------------------------------------------------------------------

    def audience(self, who: str) -> str:
        """In words of this side: "staff", "members", "guest" or "screen"."""
        if who in (self.chair, SECRETARY):
            return "staff"
        if who == "screen":
            return "screen"
        return "guest" if cast.person(who).capacity == "guest" else "members"

    def items_of(self, who: str) -> set[str]:
        """Item keys this seat may know of."""
        everything = {item.key for item, _ in agenda.walk()}
        if self.audience(who) != "guest":
            return everything
        invited = cast.person(who).items
        return {key for key in everything if any(key == own or key.startswith(f"{own}.") for own in invited)}

    def view(self, who: str) -> View:
        """The whole view of this seat's audience."""
        from ecabinet.rehearse import parts

        return parts.view(self, who)

    def count(self, poll: Poll, choice: str) -> int:
        return sum(1 for given, _ in poll.ballots.values() if given == choice)

    def verdict(self, poll: Poll) -> Fields:
        """Why it is carried, or not: more than half of all members; when equal, the chair's own ballot."""
        yes, no = self.count(poll, "yes"), self.count(poll, "no")
        chair = poll.ballots.get(poll.chair, (None, ""))[0]
        carried, by = 2 * yes > MEMBERS, "majority"
        if yes == no and not carried:
            carried, by = chair == "yes", "chair"
        return {"base": MEMBERS, "needed": NEEDED, "has": yes, "carried": carried, "by": by}
