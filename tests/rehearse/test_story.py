"""The script is whole: everybody in it exists, every name it uses too, and its figures are possible."""

from typing import Any

from ecabinet.demo import agenda, cast
from ecabinet.rehearse.hooks import HOOKS
from ecabinet.rehearse.record import TEXTS
from ecabinet.rehearse.story import ABSENT, STORY, Hook, Say, Together
from meeting.wire import COMMANDS, decode_command

SAYINGS = [act for act in STORY if isinstance(act, Say)] + [
    one for act in STORY if isinstance(act, Together) for one in act.acts
]


def test_everybody_who_acts_takes_part() -> None:
    known = {one.key for one in cast.PARTICIPANTS}
    assert {act.who for act in SAYINGS} <= known


def test_everybody_who_is_here_votes_and_checks_in() -> None:
    voters = {act.who for act in SAYINGS if act.cmd == "voting.cast" and not act.refused}
    assert voters == {one.key for one in cast.MEMBERS} - set(ABSENT)
    comers = {act.who for act in SAYINGS if act.cmd == "agenda.check_in" and not act.refused}
    assert {one.key for one in cast.PARTICIPANTS} - comers == set(ABSENT)


def test_every_command_exists_and_takes_these_arguments() -> None:
    for act in SAYINGS:
        assert act.cmd in COMMANDS
        decode_command(act.cmd, {name: stand_in(value) for name, value in act.args.items()})


def stand_in(value: Any) -> Any:
    """An id where the script has a name."""
    if isinstance(value, str) and value.startswith("@version"):
        return "abc"
    return 1 if isinstance(value, str) and value.startswith("@") else value


def test_every_hook_exists() -> None:
    assert {act.name for act in STORY if isinstance(act, Hook)} <= set(HOOKS)


def test_the_story_has_what_a_meeting_can_have() -> None:
    done = {act.cmd for act in SAYINGS if not act.refused}
    assert done >= {
        "meeting.start", "meeting.pause", "meeting.resume", "meeting.hand_chair", "meeting.close",
        "agenda.check_out", "agenda.correct_attendance", "agenda.mark_absent", "agenda.extend_floor",
        "papers.present", "papers.turn_page", "papers.mark", "voting.void", "voting.close",
    }  # fmt: skip
    assert len([act for act in SAYINGS if act.cmd == "voting.open" and not act.refused]) == 5
    assert len([act for act in SAYINGS if act.refused]) >= 15


def test_the_minutes_have_words_for_every_item_with_a_decision() -> None:
    keys = {item.key for item, _ in agenda.walk()}
    assert {place.partition("/")[2] for place in TEXTS} <= keys
    assert all(f"conclusion/{item.key}" in TEXTS for item, _ in agenda.walk() if item.motion)
