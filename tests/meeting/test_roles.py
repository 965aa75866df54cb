"""The table of rights, cell by cell: what the rules allow is what is written here, in words."""

import pytest

from journal.shapes import Refusal
from meeting.roles import PHASES, RIGHTS, ROLES, check, roles_for, roles_of
from meeting.view import audience_of, hears, may_signal
from meeting.wire import COMMANDS
from tests.meeting.generate import simulate
from tests.meeting.world import SECRETARY, given_running_meeting, version_of

CHAIR_ONLY = {"meeting.start", "meeting.pause", "meeting.resume", "meeting.close"}
CHAIR_ONLY |= {"voting.open", "voting.close", "voting.void"}
CHAIR_ONLY |= {"voting.open_together", "voting.open_bloc", "voting.pause", "voting.resume", "voting.decide_tie"}
HOUSE = {"meeting.sign", "meeting.file", "papers.add_version", "voting.count", "voting.lose_urn"}
HOUSE |= {"voting.sign_opinion", "voting.attach_file"}
DELEGATES = {
    "agenda.check_in",
    "agenda.check_out",
    "agenda.mark_absent",
    "agenda.request_floor",
    "agenda.withdraw_request",
    "agenda.end_floor",
    "voting.cast",
}
PRESENTERS = {"papers.present", "papers.turn_page", "papers.stop_presenting", "papers.mark", "papers.unmark"}


def askers(name: str) -> set[str]:
    """All roles that may ever ask a command."""
    return {role for who, _ in RIGHTS[name] for role in who}


def test_every_command_has_a_row_of_known_roles_and_phases() -> None:
    assert RIGHTS.keys() == COMMANDS.keys()
    for rows in RIGHTS.values():
        for roles, phases in rows:
            assert roles <= ROLES
            assert phases <= PHASES


def test_who_may_ask_what() -> None:
    for name in COMMANDS:
        roles = askers(name)
        assert (roles == {"house"}) == (name in HOUSE)
        assert (roles == {"chair"}) == (name in CHAIR_ONLY)
        assert ("guest" in roles) == (name in DELEGATES)
        assert ({"member", "substitute", "staff"} <= roles) == (name in DELEGATES)
        assert ("presenter" in roles) == (name in PRESENTERS)
        assert "screen" not in roles


def test_votes_are_cast_only_while_the_session_runs() -> None:
    for name in ("voting.open", "voting.cast", "voting.close", "voting.void"):
        assert {phase for _, phases in RIGHTS[name] for phase in phases} == {"running"}


def test_a_stranger_and_a_screen_may_ask_nothing() -> None:
    for name in COMMANDS:
        with pytest.raises(Refusal):
            check(name, frozenset(), "running")
        with pytest.raises(Refusal):
            check(name, frozenset({"screen"}), "running")


def test_the_reason_of_a_no_is_told() -> None:
    for name, roles, phase, code in (
        ("voting.open", {"member"}, "running", "meeting.not_allowed"),
        ("voting.open", {"chair"}, "paused", "meeting.wrong_phase"),
        ("meeting.file", {"secretary"}, "closed", "meeting.house_only"),
        ("agenda.mark_absent", {"member"}, "closed", "meeting.wrong_phase"),
        ("voting.cast", set(), "running", "meeting.not_a_participant"),
    ):
        with pytest.raises(Refusal) as no:
            check(name, frozenset(roles), phase)
        assert no.value.code == code


def test_roles_follow_the_meeting_and_not_the_account() -> None:
    room = given_running_meeting()
    assert roles_of(room.state, "p-1") == {"member", "chair"}
    assert roles_of(room.state, SECRETARY) == {"staff", "secretary"}
    assert roles_of(room.state, "p-sub") == {"substitute"}
    assert roles_of(room.state, "p-stranger") == roles_of(room.state, None) == frozenset()
    room.do(SECRETARY, "agenda.edit_item", item=room.names["2"], presenter=room.id("p-guest"))
    assert roles_of(room.state, "p-guest") == {"guest", "presenter"}


def test_signals_come_from_who_presents_and_reach_who_sees_the_paper() -> None:
    room = given_running_meeting()
    room.do("p-1", "agenda.open_item", item=room.names["1"])
    stroke = {"kind": "stroke", "version": version_of(room, "1")}
    assert not may_signal(room.state, "p-1", stroke)
    assert not hears(room.state, "members", stroke)
    room.do("p-1", "papers.present", paper=room.names["paper 1"])
    assert may_signal(room.state, "p-1", stroke)
    assert may_signal(room.state, SECRETARY, stroke)
    assert not may_signal(room.state, "p-2", stroke)
    assert not may_signal(room.state, "p-1", {**stroke, "version": version_of(room, "2")})
    assert not may_signal(room.state, "p-1", {"kind": "presence"})
    heard = [audience for audience in ("staff", "members", "screen", "none") if hears(room.state, audience, stroke)]
    assert heard == ["staff", "members", "screen"]
    assert not hears(room.state, audience_of(room.state, "p-guest"), stroke)
    assert [a for a in ("staff", "members", "screen") if hears(room.state, a, {"kind": "presence"})] == ["staff"]
    assert not hears(room.state, "staff", {"kind": "other"})
    assert not hears(room.state, "members", {**stroke, "version": version_of(room, "2")})


@pytest.mark.parametrize("seed", range(10))
def test_the_roles_a_command_asks_for_decide_as_all_roles_would(seed: int) -> None:
    state = simulate(seed, 60).state
    for person in [*state.by_person, "p-stranger", None]:
        for name in RIGHTS:
            wanted = askers(name)
            assert roles_for(state, person, name) & wanted == roles_of(state, person) & wanted
            assert bool(roles_for(state, person, name)) == bool(roles_of(state, person))
