"""Random people: who is in the body, who comes, with what weight; proxies, recusals, comings and goings."""

from typing import Any

from tests.meeting.world import EIGHT, SECRETARY
from tests.verify.assembly import Assembly


def create(room: Assembly, form: str, **more: Any) -> None:
    """A meeting with three items."""
    frame = {"title": "Phiên họp", "type": "regular", "starts_at": EIGHT, "place": "Phòng họp số 1", "form": form}
    room.do(SECRETARY, "meeting.create", **frame, **more)
    for number in range(1, 4):
        room.do(SECRETARY, "agenda.add_item", title=f"Nội dung {number}", minutes=30)


def members(room: Assembly) -> int:
    """Adds a random number of them, the chair first."""
    many = room.rng.choice((1, 2, 3, 4, 5, 6, 8, 9, 13))
    for number in range(1, many + 1):
        duties = ["chair"] if number == 1 else []
        room.do(SECRETARY, "meeting.add_participant", person=f"p-{number}", capacity="member", duties=duties)
    return many


def convene(room: Assembly) -> None:
    """A session of one to thirteen members, most of them here."""
    rng = room.rng
    quorum = rng.choice(("ubnd-quorum", "half-quorum", "no-quorum"))
    create(room, "mixed", quorum=quorum)
    many = members(room)
    for number in range(2, many + 1):
        if room.likely(0.2):
            replaces = room.id(f"p-{number}")
            substitute = {"person": f"p-s{number}", "capacity": "substitute", "replaces": replaces}
            room.do(SECRETARY, "meeting.add_participant", **substitute)
    room.do(SECRETARY, "meeting.add_participant", person="p-guest", capacity="guest")
    weigh(room, many)
    room.do(SECRETARY, "meeting.convene")
    for person in room.voters:
        if person == "p-1" or room.likely(0.75):
            room.tries(person, "agenda.check_in", mode=rng.choice(("room", "room", "online")))
    room.do("p-1", "meeting.start", override="Họp khẩn")


def weigh(room: Assembly, many: int) -> None:
    """A third of the bodies weigh their votes, some of them all alike."""
    style = room.rng.choice(("none", "none", "none", "none", "some", "all", "alike"))
    for number in range(1, many + 1):
        if style == "alike" or (style != "none" and (style == "all" or room.likely(0.4))):
            p, q = (3, 2) if style == "alike" else (room.rng.randint(1, 9), room.rng.choice((1, 1, 2, 3, 4)))
            room.do(SECRETARY, "voting.set_weight", participant=room.id(f"p-{number}"), p=p, q=q)


def churn(room: Assembly) -> None:
    """People come and go, give proxies, recuse themselves; now and then somebody else takes the chair."""
    rng = room.rng
    for person in room.voters:
        if room.likely(0.15):
            room.tries(person, rng.choice(("agenda.check_in", "agenda.check_out")))
        if room.likely(0.3):
            holder = room.id(rng.choice(room.voters))
            room.tries(person, "voting.give_proxy", giver=room.id(person), holder=holder)
        if room.likely(0.05):
            room.tries(person, "voting.withdraw_proxy", giver=room.id(person))
        if room.likely(0.08):
            item = rng.choice(sorted(room.state.agenda.items))
            room.tries(person, "voting.recuse", item=item, participant=room.id(person), reason="Có liên quan")
        if room.likely(0.02):
            item = rng.choice(sorted(room.state.agenda.items))
            room.tries(person, "voting.end_recusal", item=item, participant=room.id(person))
    if room.likely(0.1):
        room.tries(room.leader, "meeting.hand_chair", to=room.id(rng.choice(room.voters)))
    if room.likely(0.1):
        wrong = {"participant": room.id(rng.choice(room.voters)), "mode": rng.choice(("room", None))}
        room.tries(SECRETARY, "agenda.correct_attendance", reason="Nhầm", **wrong)
