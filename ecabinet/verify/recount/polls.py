"""A poll's life: what it may be opened on, pauses, and the end of voting in a secret one.

Rules
- Question, rule and way of voting are those of its motion; a motion that was decided is not voted again.
- A poll opens beside another only in one act with it (entries that follow each other), and none of these is secret.
- A bloc is several questions under one rule, none of them taken out.
"""

from ecabinet.verify.recount import electorate
from ecabinet.verify.recount.room import Body, Poll, Room, need

BASES = ("members", "entitled", "present", "cast", "valid", "yes_no")
MAJORITIES = ("more", "at_least", "relative", "plurality", "none")
KINDS = ("question", "options", "approval", "each", "ranked", "score")


def opened(room: Room, body: Body) -> None:
    """A poll opens."""
    poll = Poll(body)
    need(poll.id not in room.polls, poll.id, "opened_twice")
    _check_rule(poll)
    _check_alone(room, poll)
    bloc = body.get("bloc") or [body["motion"]]
    for motion in bloc:
        need(motion in room.motions, poll.id, "motion", motion=motion)
        need(motion not in room.decided, poll.id, "decided_before", motion=motion)
        _check_motion(poll, room.motions[motion], together=len(bloc) > 1)
    need(len(bloc) == 1 or not room.taken_out & set(bloc), poll.id, "taken_out")
    need(body["motion"] in bloc and len(set(bloc)) == len(bloc), poll.id, "bloc")
    electorate.check(room, poll)
    room.polls[poll.id] = poll
    room.last_opened = room.seq


def _check_rule(poll: Poll) -> None:
    rule = poll.rule
    known = rule["base"] in BASES and rule["majority"] in MAJORITIES and poll.kind in KINDS
    need(known and rule["p"] >= 0 and rule["q"] >= 1, poll.id, "rule")
    need(poll.by in ("seats", "hands", "paper"), poll.id, "rule")
    _check_method(poll)
    need(poll.secret == (not rule.get("named", True) and poll.by == "seats"), poll.id, "secret")
    same = len({voter.get("weight", 1) for voter in poll.voters.values()}) == 1
    need(same or not poll.secret, poll.id, "secret_weights")


def _check_method(poll: Poll) -> None:
    """Options are numbered, and what a ballot may hold makes sense."""
    method = poll.method
    ids = [option["id"] for option in method["options"]]
    need(ids == list(range(1, len(ids) + 1)) and bool(ids) == (poll.kind != "question"), poll.id, "options")
    if ids:
        limits = 0 <= method["least"] <= method["most"] <= len(ids) and method["most"] > 0
        need(limits and 1 <= method["seats"] <= len(ids) and method["top"] >= 0, poll.id, "options")


def _check_alone(room: Room, poll: Poll) -> None:
    others = [one for one in room.polls.values() if one.state not in ("closed", "void")]
    if others:
        in_one_act = room.last_opened == room.seq - 1 and all(not one.ballots for one in others)
        open_ = not any(one.secret for one in (*others, poll))
        need(in_one_act and open_, poll.id, "another_open", other=others[0].id)


def _check_motion(poll: Poll, motion: Body, together: bool) -> None:
    body = poll.opened
    need(motion["item"] == body["item"], poll.id, "motion", motion=motion["motion"])
    need(motion["rule"] == poll.rule["code"], poll.id, "motion_rule", motion=motion["motion"])
    need(motion["pack"] in (None, poll.rule), poll.id, "motion_rule", motion=motion["motion"])
    need(motion["method"] == poll.method, poll.id, "motion_method", motion=motion["motion"])
    need(together or motion["text"] == body["text"], poll.id, "motion_text", motion=motion["motion"])
    need(not together or poll.kind == "question", poll.id, "bloc")


def paused(room: Room, body: Body) -> None:
    """No ballots for a while."""
    room.poll(body, "open", what="not_open").state = "paused"


def resumed(room: Room, body: Body) -> None:
    """Ballots again."""
    room.poll(body, "paused", what="not_paused").state = "open"


def ended(room: Room, body: Body) -> None:
    """No more sealed ballots: the urn is opened."""
    poll = room.poll(body, "open", "paused", what="ended_twice")
    need(poll.secret, poll.id, "not_secret")
    poll.state = "counting"
