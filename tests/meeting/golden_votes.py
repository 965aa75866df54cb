"""A meeting in which people vote in every way there is: one of the golden stories."""

from hashlib import sha256

from tests.meeting.world import SECRETARY, URN, Room, given_convened_meeting
from voting.urn import sealed_length

CANDIDATES = [{"id": 0, "text": name} for name in ("Bà An", "Ông Bình", "Bà Cúc")]


def votes() -> Room:
    """Weights, proxies and a recusal; then one vote after the other, each of another kind."""
    room = given_convened_meeting(members=5)
    before(room)
    for number in range(1, 5):
        room.do(f"p-{number}", "agenda.check_in")
    room.do("p-1", "meeting.start")
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    in_a_bloc(room)
    by_the_chairs_casting_vote(room)
    in_an_election(room)
    by_hands(room)
    room.do("p-1", "agenda.open_item", item=room.names["2"])
    room.do("p-3", "agenda.check_out")  # no secret vote among unequal weights
    in_secret(room)
    return room


def before(room: Room) -> None:
    """In preparation."""
    room.do(SECRETARY, "voting.set_weight", participant=room.id("p-3"), p=3, q=2)
    room.do("p-5", "voting.give_proxy", giver=room.id("p-5"), holder=room.id("p-2"))
    room.do(SECRETARY, "voting.give_proxy", giver=room.id("p-4"), holder=room.id("p-2"))
    room.do(SECRETARY, "voting.withdraw_proxy", giver=room.id("p-4"))
    recusal = {"item": room.names["2"], "participant": room.id("p-4")}
    room.do("p-4", "voting.recuse", **recusal, reason="Có liên quan")
    room.do(SECRETARY, "voting.end_recusal", **recusal)
    room.do("p-4", "voting.recuse", **recusal, reason="Là người được bầu")


def put(room: Room, item: str, text: str, rule: str, **method: object) -> int:
    """A motion put ready."""
    args = {"method": method} if method else {}
    room.do(SECRETARY, "voting.add_motion", item=room.names[item], text=text, rule=rule, **args)
    return room.state.next_id - 1


def in_a_bloc(room: Room) -> None:
    """Three questions, one of them taken out and put back, decided alike."""
    motions = [put(room, "1", f"Thông qua phụ lục {n}?", "open-handed") for n in (1, 2, 3)]
    room.do("p-2", "voting.take_out", motion=motions[2])
    room.do(SECRETARY, "voting.put_back", motion=motions[2])
    room.do("p-1", "voting.open_bloc", motions=motions, text="Thông qua ba phụ lục?")
    poll = room.state.voting.open[0]
    room.do("p-1", "voting.pause", poll=poll)
    room.do("p-1", "voting.resume", poll=poll)
    room.do("p-2", "voting.cast", poll=poll, choice="no")
    room.do("p-2", "voting.cast", poll=poll, choice="yes")  # changed
    room.do("p-2", "voting.cast", poll=poll, choice="yes", voter=room.id("p-5"))  # by proxy
    room.do("p-3", "voting.cast", poll=poll, choice="yes")
    room.do("p-1", "voting.close", poll=poll)
    room.do("p-1", "voting.show_names", poll=poll, shown=True)


def by_the_chairs_casting_vote(room: Room) -> None:
    """Two polls at once; one ends equal."""
    motions = [put(room, "1", f"Phương án {n}?", "open-handed") for n in (1, 2)]
    room.do("p-1", "voting.open_together", motions=motions)
    first, second = room.state.voting.open
    room.do("p-1", "voting.cast", poll=first, choice="yes")
    room.do("p-4", "voting.cast", poll=first, choice="no")
    room.do("p-1", "voting.close", poll=first)
    room.do("p-1", "voting.decide_tie", poll=first, choice="yes")
    room.do("p-1", "voting.close", poll=second)


def in_an_election(room: Room) -> None:
    """Two of three candidates are equal for the second seat, and stand again."""
    motion = put(
        room, "1", "Bầu ban kiểm phiếu", "open-handed", kind="approval", options=CANDIDATES, least=0, most=2, seats=2
    )
    room.do("p-1", "voting.open", motion=motion)
    poll = room.state.voting.open[0]
    for who, marks in (("p-1", [1, 2]), ("p-2", [1, 3]), ("p-4", [1])):
        room.do(who, "voting.cast", poll=poll, marks=marks)
    room.do("p-1", "voting.close", poll=poll)
    room.do(SECRETARY, "voting.second_round", poll=poll)


def by_hands(room: Room) -> None:
    """Counted by people, entered by the secretary."""
    motion = put(room, "1", "Nghỉ giải lao?", "simple-present")
    room.do("p-1", "voting.open", motion=motion, by="hands")
    poll = room.state.voting.open[0]
    room.do(SECRETARY, "voting.enter_count", poll=poll, papers=[{"choice": "yes", "count": 3}], invalid=0)
    room.do("p-1", "voting.close", poll=poll)


def in_secret(room: Room) -> None:
    """An urn that is opened and counted, and one that is lost."""
    for lost in (True, False):
        motion = put(room, "2", "Bỏ phiếu tín nhiệm?", "secret")
        room.do("p-1", "voting.open", motion=motion, override="Việc gấp")
        poll = room.state.voting.open[0]
        receipts = sorted(sealed(room, poll, who) for who in ("p-1", "p-2"))
        room.do("p-1", "voting.close", poll=poll)
        if lost:
            room.house("voting.lose_urn", poll=poll, reason="Mất khóa")
        else:
            papers = [{"choice": "yes", "count": 2}]
            room.house("voting.count", poll=poll, papers=papers, receipts=receipts)


def sealed(room: Room, poll: int, who: str) -> str:
    """Casts bytes that nobody can open; the receipt."""
    raw = (sha256(f"{poll} {who}".encode()).digest() * 9)[: sealed_length(URN.size)]
    room.do(who, "voting.cast", poll=poll, sealed=raw.hex())
    return sha256(raw).hexdigest()
