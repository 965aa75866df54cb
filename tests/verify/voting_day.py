"""Random votes: what is put, how it is opened, who casts what, how it ends. `assembly(seed)` plays a whole meeting."""

import json
from random import Random
from typing import Any

from tests.meeting.world import SECRETARY
from tests.verify.assembly import Assembly
from tests.verify.ballots import ballot, blank, method, paper
from tests.verify.consultation import consult
from tests.verify.gathering import churn, convene
from voting.state import Poll
from voting.urn import sealed_length


def assembly(seed: int) -> Assembly:
    """One meeting, with a handful of polls; every tenth is a consultation in writing."""
    room = Assembly(rng=Random(seed))
    if room.likely(0.1):
        consult(room)
        return room
    convene(room)
    for item in sorted(room.state.agenda.items):
        room.do(room.leader, "agenda.open_item", item=item)
        churn(room)
        vote_on(room, item)
    return room


def vote_on(room: Assembly, item: int) -> None:
    """Motions of an item: one by one, several together, several at once."""
    rng = room.rng
    way = rng.choice(("alone", "alone", "alone", "alone", "together", "bloc"))
    many = 1 if way == "alone" else rng.randint(2, 4)
    code = room.rules.any(rng)
    motions = []
    for _ in range(many):
        rule = code if way == "bloc" else room.rules.any(rng)
        kind = "question" if way == "bloc" else None
        room.do(SECRETARY, "voting.add_motion", item=item, text=f"Thông qua {len(room.entries)}?", rule=rule,
                method=method(rng, room.rules.packs[rule], kind))  # fmt: skip
        motions.append(room.state.next_id - 1)
    _open(room, way, motions)
    _run_all(room)
    if way == "alone" and room.likely(0.3):
        _again(room, motions[0])


def _open(room: Assembly, way: str, motions: list[int]) -> None:
    override = {"override": "Việc gấp"}
    if way == "together" and room.tries(room.leader, "voting.open_together", motions=motions, **override):
        return
    if way == "bloc":
        if room.likely(0.2):
            room.tries(room.rng.choice(room.voters), "voting.take_out", motion=motions[0])
        if room.tries(room.leader, "voting.open_bloc", motions=motions, text="Thông qua cả gói?", **override):
            return
    room.opening = motions[0]
    by = room.rng.choice(("seats", "seats", "seats", "seats", "hands", "paper"))
    room.tries(room.leader, "voting.open", motion=motions[0], by=by, **override)
    room.opening = None


def _again(room: Assembly, motion: int) -> None:
    """A second round of an election, or the same motion once more after it was void."""
    before = room.state.voting.motions[motion].poll
    if before is None:
        return
    poll = room.state.voting.polls[before]
    if poll.state == "closed":
        if poll.hidden or not room.tries(SECRETARY, "voting.second_round", poll=before):
            return
        motion = room.state.next_id - 1
    _open(room, "alone", [motion])
    _run_all(room)


def _run_all(room: Assembly) -> None:
    for poll in room.state.voting.open:
        _run(room, room.state.voting.polls[poll])


def _run(room: Assembly, poll: Poll) -> None:
    """From the first ballot to the end."""
    mood = room.rng.choice(("mixed", "mixed", "even", "even", "for"))
    if room.likely(0.2):
        room.do(room.leader, "voting.pause", poll=poll.id)
        if room.likely(0.8):
            room.do(room.leader, "voting.resume", poll=poll.id)
    if poll.by == "seats":
        _cast(room, poll, mood)
    else:
        _enter(room, poll, mood)
    if room.likely(0.05):
        room.do(room.leader, "voting.void", poll=poll.id, reason="Mở nhầm")
        return
    room.do(room.leader, "voting.close", poll=poll.id)
    if poll.urn is not None:
        _count(room, poll)
    if room.state.voting.polls[poll.id].state == "tied":
        room.do(room.leader, "voting.decide_tie", poll=poll.id, choice=room.rng.choice(("yes", "no")))


def _cast(room: Assembly, poll: Poll, mood: str) -> None:
    people = {one.id: one.person for one in room.state.participants.values()}
    voters = [*poll.electorate, *(voter for voter in poll.electorate if room.likely(0.2))]
    room.rng.shuffle(voters)
    for turn, voter in enumerate(voters):
        if mood != "even" and room.likely(0.12):
            continue
        hand = people[voter.holder or voter.participant] if room.likely(0.97) else room.rng.choice([*people.values()])
        for_whom = {"voter": voter.participant} if voter.holder is not None else {}
        held = ballot(room.rng, poll.rule, poll.method, mood, turn)
        if poll.urn is None:
            room.tries(hand, "voting.cast", poll=poll.id, **held, **for_whom)
            continue
        sealed = room.rng.randbytes(sealed_length(poll.urn.size)).hex()
        if room.tries(hand, "voting.cast", poll=poll.id, sealed=sealed, **for_whom):
            whose = voter.participant if for_whom else room.id(hand)
            room.urns.setdefault(poll.id, {})[whose] = held if room.likely(0.95) else blank(poll.method)


def _enter(room: Assembly, poll: Poll, mood: str) -> None:
    """Tellers count, sometimes twice."""
    left = sum(voter.weight for voter in poll.electorate)
    for _ in range(room.rng.randint(1, 2)):
        rest, papers = left, []
        for turn in range(room.rng.randint(0, 4)):
            many = room.rng.randint(0, rest)
            rest -= many
            papers.append(paper(ballot(room.rng, poll.rule, poll.method, mood, turn), many))
        invalid = room.rng.randint(0, rest) if room.likely(0.3) else 0
        room.do(SECRETARY, "voting.enter_count", poll=poll.id, papers=papers, invalid=invalid)


def _count(room: Assembly, poll: Poll) -> None:
    """The house opens the urn: equal ballots together, in no order."""
    held = [paper(one, 1) for one in room.urns.get(poll.id, {}).values()]
    grouped: dict[str, dict[str, Any]] = {}
    for one in held:
        same = grouped.setdefault(json.dumps(one), {**one, "count": 0})
        same["count"] += 1
    papers = list(grouped.values())
    room.rng.shuffle(papers)
    receipts = sorted(room.state.voting.polls[poll.id].receipts.values())
    room.do(None, "voting.count", house=True, poll=poll.id, papers=papers, receipts=receipts)
