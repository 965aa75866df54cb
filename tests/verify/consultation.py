"""A random consultation in writing: questions to all members, answers in time or late, signed; closed by hand."""

import json
from hashlib import sha256

from tests.meeting.world import EIGHT, SECRETARY
from tests.verify.assembly import Assembly
from tests.verify.ballots import ballot
from tests.verify.gathering import create, members, weigh

HOUR = 3_600_000


def consult(room: Assembly) -> None:
    """From the draft to the result."""
    closes = room.rng.choice(([], ["deadline"], ["answered"], ["deadline", "answered"]))
    create(room, "written", quorum="no-quorum", deadline=EIGHT + HOUR, closes=closes)
    many = members(room)
    weigh(room, many)
    for item in sorted(room.state.agenda.items):
        rule = room.rules.any(room.rng, named=True)
        room.do(SECRETARY, "voting.add_motion", item=item, text="Đồng ý?", rule=rule)
        if many > 1 and room.likely(0.3):
            who = room.id(f"p-{room.rng.randint(2, many)}")
            room.do(SECRETARY, "voting.recuse", item=item, participant=who, reason="Có liên quan")
    if not room.tries(SECRETARY, "meeting.send"):
        return
    _answer(room)
    if room.likely(0.3):
        room.do(SECRETARY, "meeting.extend", deadline=EIGHT + 3 * HOUR, reason="Còn thiếu ý kiến")
    room.wait(room.rng.choice((0, 2, 4)) * 3600)
    _answer(room)
    room.tries(SECRETARY, "meeting.close_written")
    for poll in room.state.voting.open:
        if room.state.voting.polls[poll].state == "tied":
            room.do(room.leader, "voting.decide_tie", poll=poll, choice=room.rng.choice(("yes", "no")))
    if room.state.phase == "running":
        room.tries(SECRETARY, "meeting.close_written")


def _answer(room: Assembly) -> None:
    """Some answer some questions; who has answered all of them may sign."""
    mood = room.rng.choice(("mixed", "even", "for"))
    for turn, person in enumerate(room.voters):
        for poll in room.state.voting.polls.values():
            if room.likely(0.7):
                held = ballot(room.rng, poll.rule, poll.method, mood, turn)
                room.tries(person, "voting.cast", poll=poll.id, **held)
        _attach(room, person)
        _sign(room, room.id(person))


def _attach(room: Assembly, person: str) -> None:
    """Some bring a file or several, some take one away again."""
    while room.likely(0.3):
        file = {"sha256": room.rng.choice("0123") * 64, "name": 'góp "ý".pdf', "size": 9}
        room.tries(None, "voting.attach_file", participant=room.id(person), **file)
    if room.likely(0.2):
        room.tries(person, "voting.detach_file", sha256="1" * 64)


def _sign(room: Assembly, who: int) -> None:
    polls = [poll for _, poll in sorted(room.state.voting.polls.items()) if who in poll.ballots]
    given = [[poll.id, poll.ballots[who].choice, poll.ballots[who].text] for poll in polls]
    given += [[one.sha256, one.name] for one in room.state.voting.files.get(who, ())]
    answers = sha256(json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
    paper = {"sha256": "a" * 64, "certificate": "b" * 64, "signed_at": room.now}
    room.tries(None, "voting.sign_opinion", participant=who, answers=answers, **paper)
