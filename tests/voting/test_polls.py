"""Several polls, pauses, counts by hand, casting votes, second rounds: told as they happen."""

from meeting.view import view
from tests.meeting.world import SECRETARY, Room
from tests.voting.test_electorate import given, put
from voting.events import PollClosed, PollOpened, PollTied
from voting.method import Outcome

NAMES = [{"id": 0, "text": name} for name in ("Bà An", "Ông Bình", "Bà Cúc", "Ông Dũng")]
ELECTION = {"kind": "approval", "options": NAMES, "least": 0, "most": 2, "seats": 2}


def cast(room: Room, poll: int, **ballots: object) -> None:
    """p1="yes" or p1=[1, 2]."""
    for name, ballot in ballots.items():
        args = {"choice": ballot} if isinstance(ballot, str) else {"marks": ballot}
        room.do(name.replace("p", "p-"), "voting.cast", poll=poll, **args)


def outcome(room: Room, poll: int) -> Outcome:
    found = room.state.voting.polls[poll].outcome
    assert found is not None
    return found


def test_motions_opened_together_are_closed_one_by_one() -> None:
    room = given()
    motions = [put(room), put(room, "ubnd-session")]
    opened = room.do("p-1", "voting.open_together", motions=motions)
    first, second = [event.poll for event in opened if isinstance(event, PollOpened)]
    assert room.state.voting.open == (first, second)
    cast(room, first, p2="yes")
    cast(room, second, p2="no", p3="no")
    assert room.refused("p-1", "voting.open", motion=put(room)) == "voting.another_open"
    assert room.refused("p-1", "meeting.close") == "meeting.poll_open"
    room.do("p-1", "voting.close", poll=first)
    assert room.state.voting.open == (second,)
    cast(room, second, p4="yes")
    room.do("p-1", "voting.close", poll=second)
    assert room.state.voting.open == ()


def test_together_means_two_at_least_each_once_and_none_secret() -> None:
    room = given()
    motion, secret = put(room), put(room, "secret")
    for motions in ([], [motion], [motion, motion]):
        assert room.refused("p-1", "voting.open_together", motions=motions) == "voting.not_several"
    assert room.refused("p-1", "voting.open_together", motions=[motion, secret]) == "voting.secret_alone"
    assert room.refused("p-1", "voting.open_together", motions=[motion, 999]) == "voting.unknown_motion"


def test_a_bloc_decides_all_but_what_was_taken_out() -> None:
    room = given()
    motions = [put(room) for _ in range(3)]
    other = put(room, "ubnd-session")
    room.do("p-3", "voting.take_out", motion=motions[2])
    assert room.refused("p-guest", "voting.take_out", motion=motions[1]) == "meeting.not_allowed"
    assert room.refused("p-1", "voting.open_bloc", motions=motions, text="Cả ba?") == "voting.taken_out"
    assert room.refused("p-1", "voting.open_bloc", motions=[motions[0], other], text="?") == "voting.bloc_differs"
    room.do("p-1", "voting.open_bloc", motions=motions[:2], text="Thông qua cả hai?")
    poll = room.state.voting.open[0]
    cast(room, poll, p1="yes", p2="yes", p3="yes", p4="yes")
    room.do("p-1", "voting.close", poll=poll)
    assert [room.state.voting.motions[motion].poll for motion in motions] == [poll, poll, None]
    assert room.refused("p-1", "voting.open", motion=motions[1]) == "voting.already_decided"
    room.do("p-1", "voting.open", motion=motions[2])


def test_a_paused_poll_takes_no_ballots() -> None:
    room = given()
    room.do("p-1", "voting.open", motion=put(room))
    poll = room.state.voting.open[0]
    room.do("p-1", "voting.pause", poll=poll)
    assert room.refused("p-2", "voting.cast", poll=poll, choice="yes") == "voting.not_open"
    assert room.refused("p-1", "voting.pause", poll=poll) == "voting.not_open"
    room.do("p-1", "voting.resume", poll=poll)
    cast(room, poll, p2="yes")


def test_a_ballot_may_be_changed_where_the_rule_says_so_and_the_last_one_counts() -> None:
    room = given()
    room.do("p-1", "voting.open", motion=put(room))
    poll = room.state.voting.open[0]
    cast(room, poll, p2="no")
    cast(room, poll, p2="yes")
    (closed,) = room.do("p-1", "voting.close", poll=poll)
    assert isinstance(closed, PollClosed)
    assert (closed.totals.yes, closed.totals.no) == (1, 0)


def test_a_tie_waits_for_the_chairs_casting_vote() -> None:
    room = given()
    room.do("p-1", "voting.open", motion=put(room))
    poll = room.state.voting.open[0]
    cast(room, poll, p1="yes", p2="no")
    (tied,) = room.do("p-1", "voting.close", poll=poll)
    assert isinstance(tied, PollTied)
    assert room.refused("p-1", "meeting.close") == "meeting.poll_open"
    assert room.refused("p-2", "voting.decide_tie", poll=poll, choice="yes") == "meeting.not_allowed"
    assert room.refused("p-1", "voting.decide_tie", poll=poll, choice="abstain") == "voting.unknown_choice"
    (closed,) = room.do("p-1", "voting.decide_tie", poll=poll, choice="no")
    assert isinstance(closed, PollClosed)
    assert (closed.reasoning.carried, closed.reasoning.by, closed.reasoning.chair_choice) == (False, "casting", "no")


def test_a_show_of_hands_is_entered_by_the_secretary_and_marked_as_such() -> None:
    room = given()
    room.do("p-1", "voting.open", motion=put(room), by="hands")
    poll = room.state.voting.open[0]
    assert room.refused("p-2", "voting.cast", poll=poll, choice="yes") == "voting.counted_by_people"
    assert room.refused("p-1", "voting.close", poll=poll) == "voting.not_counted"
    papers = [{"choice": "yes", "count": 3}, {"choice": "no", "count": 1}]
    more = {"poll": poll, "papers": papers, "invalid": 1}
    assert room.refused(SECRETARY, "voting.enter_count", **more) == "voting.too_many_votes"
    assert room.refused("p-2", "voting.enter_count", poll=poll, papers=papers) == "meeting.not_allowed"
    wrong = [{"choice": "yes", "count": -1}]
    assert room.refused(SECRETARY, "voting.enter_count", poll=poll, papers=wrong) == "input.out_of_range"
    room.do(SECRETARY, "voting.enter_count", poll=poll, papers=papers)
    (closed,) = room.do("p-1", "voting.close", poll=poll)
    assert isinstance(closed, PollClosed)
    assert (closed.totals.yes, closed.totals.no, room.state.voting.polls[poll].by) == (3, 1, "hands")


def test_paper_ballots_may_be_secret_without_an_urn() -> None:
    room = given()
    room.do("p-1", "voting.open", motion=put(room, "secret"), by="paper")
    poll = room.state.voting.open[0]
    assert room.state.voting.polls[poll].urn is None
    papers = [{"choice": "yes", "count": 3}]
    room.do(SECRETARY, "voting.enter_count", poll=poll, papers=papers, invalid=1)
    (closed,) = room.do("p-1", "voting.close", poll=poll)
    assert isinstance(closed, PollClosed)
    assert (closed.totals.yes, closed.totals.invalid) == (3, 1)


def test_an_election_that_ends_equal_is_put_again_for_the_seats_left() -> None:
    room = given()
    room.do("p-1", "voting.open", motion=put(room, method=ELECTION))
    poll = room.state.voting.open[0]
    assert room.refused("p-2", "voting.cast", poll=poll, marks=[1, 2, 3]) == "voting.bad_marks"
    assert room.refused("p-2", "voting.cast", poll=poll, marks=[1, 1]) == "voting.bad_marks"
    assert room.refused("p-2", "voting.cast", poll=poll, choice="yes") == "voting.marks_wanted"
    cast(room, poll, p1=[1, 2], p2=[1, 3], p3=[1, 2], p4=[1, 3])
    room.do("p-1", "voting.close", poll=poll)
    assert (outcome(room, poll).elected, outcome(room, poll).tied) in (((1,), (2, 3)), ((1,), ()))
    room.do(SECRETARY, "voting.second_round", poll=poll)
    motion = room.state.voting.motions[room.state.next_id - 1]
    assert (motion.follows, motion.method.seats) == (poll, 1)
    assert [one.text for one in motion.method.options] == ["Ông Bình", "Bà Cúc"]
    assert [one.id for one in motion.method.options] == [1, 2]
    assert room.refused(SECRETARY, "voting.second_round", poll=poll) == "voting.second_round_there"
    room.do("p-1", "voting.open", motion=motion.id)
    second = room.state.voting.open[0]
    cast(room, second, p1=[1], p2=[1], p3=[1])
    room.do("p-1", "voting.close", poll=second)
    assert outcome(room, second).elected == (1,)
    assert room.refused(SECRETARY, "voting.second_round", poll=second) == "voting.nothing_left"


def test_a_ranked_vote_explains_its_rounds() -> None:
    room = given()
    method = {"kind": "ranked", "options": NAMES, "least": 1, "most": 4, "seats": 1}
    room.do("p-1", "voting.open", motion=put(room, "simple-present", method=method))
    poll = room.state.voting.open[0]
    cast(room, poll, p1=[1, 2], p2=[2, 1], p3=[3, 1], p4=[1])
    room.do("p-1", "voting.close", poll=poll)
    assert outcome(room, poll).elected == (1,)
    assert outcome(room, poll).rounds


def test_the_way_to_vote_must_make_sense() -> None:
    room = given()
    for change in ({"most": 9}, {"seats": 0}, {"options": []}, {"least": 3, "most": 2}):
        asked = {"item": room.names["1"], "text": "Bầu?", "rule": "open-handed", "method": ELECTION | change}
        assert room.refused(SECRETARY, "voting.add_motion", **asked) == "voting.bad_method"
    twice = ELECTION | {"options": [*NAMES[:1], {"id": 0, "text": "bà an"}]}
    asked = {"item": room.names["1"], "text": "Bầu?", "rule": "open-handed", "method": twice}
    assert room.refused(SECRETARY, "voting.add_motion", **asked) == "voting.same_option_twice"


def test_names_are_on_the_wall_while_somebody_wants_them_there() -> None:
    room = given()
    room.do("p-1", "voting.open", motion=put(room, "ubnd-session"))
    poll = room.state.voting.open[0]
    cast(room, poll, p1="yes", p2="no")
    room.do("p-3", "voting.cast", poll=poll, choice="other", text="Giảm mức thu")
    assert room.refused("p-1", "voting.show_names", poll=poll, shown=True) == "voting.not_open"
    room.do("p-1", "voting.close", poll=poll)
    assert named(room, poll) == {}
    assert room.refused("p-2", "voting.show_names", poll=poll, shown=True) == "meeting.not_allowed"
    room.do(SECRETARY, "voting.show_names", poll=poll, shown=True)
    assert named(room, poll) == {"Ông p-1": "yes", "Ông p-2": "no", "Ông p-3": "other"}
    assert "Giảm mức thu" not in str(view(room.state, "screen"))
    room.do("p-1", "voting.show_names", poll=poll, shown=False)
    assert named(room, poll) == {}


def named(room: Room, poll: int) -> dict[str, str]:
    """Who chose what, as the wall has it."""
    found = (one for key, one in view(room.state, "screen").items() if key.startswith(f"ballot/{poll}/"))
    return {one.name: one.choice for one in found}  # type: ignore[attr-defined]


def test_a_secret_vote_and_one_that_publishes_totals_have_no_names_to_show() -> None:
    room = given()
    for rule in ("quiet", "secret"):
        room.do("p-1", "voting.open", motion=put(room, rule), by="paper" if rule == "secret" else "seats")
        poll = room.state.voting.open[0]
        if rule == "secret":
            room.do(SECRETARY, "voting.enter_count", poll=poll, papers=[{"choice": "yes", "count": 3}])
        else:
            cast(room, poll, p1="yes")
        room.do("p-1", "voting.close", poll=poll)
        assert room.refused("p-1", "voting.show_names", poll=poll, shown=True) == "voting.no_names"
