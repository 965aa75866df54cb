"""What holds for every meeting, whoever asks whatever: checked on random ones, step by step."""

from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from immutables import Map
from msgspec.structs import replace

from agenda.commands import AgendaCommand
from agenda.events import AgendaEvent
from journal.chain import verify
from journal.shapes import Command, Decision, Refusal
from meeting.events import Created, Edited, MeetingEvent
from meeting.facts import Facts
from meeting.objects import OBJECTS, Object
from meeting.rules import decide
from meeting.state import EMPTY, MeetingState, evolve, fold
from meeting.view import Projector, audience_of, hears, may_read, mine, mine_after, view
from meeting.views.once import MOST, Once, changed
from meeting.wire import COMMANDS, EVENTS
from papers.events import PapersEvent
from tests.meeting.generate import arguments, play, simulate, start
from tests.meeting.world import RESERVED, Room
from voting.events import BallotCast, VotingEvent

SEEDS = range(60)
STEPS = 60


def audiences(state: MeetingState) -> set[str]:
    """Every audience there is now, and some that should see little."""
    known = {audience_of(state, person) for person in state.by_person}
    return known | {"staff", "members", "screen", "none", "guests:", "guests:99"}


@pytest.mark.parametrize("seed", SEEDS)
def test_replaying_the_journal_gives_the_state(seed: int) -> None:
    room = simulate(seed, STEPS)
    assert fold(room.entries) == room.state
    head = verify((entry.header for entry in room.entries), {})
    assert (head.seq, head.hash, head.at) == (room.state.seq, room.state.head, room.state.at)


@pytest.mark.parametrize("seed", SEEDS)
def test_pushes_add_up_to_the_view_for_every_audience(seed: int) -> None:
    rng = Random(seed)
    room = start(rng)
    projectors: dict[str, Projector] = {}
    clients: dict[str, dict[str, Object]] = {}
    once = Once()
    for step in play(room, rng, STEPS):
        if step.refusal is not None:
            continue
        for audience in audiences(room.state) | projectors.keys():
            projector = projectors.setdefault(audience, Projector(audience, once))
            client = clients.setdefault(audience, {})
            set_, del_ = projector.project(room.state)
            assert not set(set_) & set(del_)
            client.update(set_)
            for key in del_:
                del client[key]
            assert client == projector.objects == view(room.state, audience)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_push_may_cover_many_changes_and_audiences_need_not_keep_step(seed: int) -> None:
    rng, once = Random(seed), Once()
    room = start(rng)
    projectors = {name: Projector(name, once) for name in ("staff", "members", "screen", "guests:1,2,3,4,5,6,7,8,9")}
    for _ in play(room, rng, 2 * STEPS):
        for name, projector in projectors.items():
            if rng.random() < 0.15:
                projector.project(room.state)
                assert projector.objects == view(room.state, name)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_push_says_nothing_that_did_not_change(seed: int) -> None:
    rng = Random(seed)
    room = start(rng)
    staff = Projector("staff")
    before = dict(staff.project(room.state)[0])
    for _ in play(room, rng, STEPS):
        set_, del_ = staff.project(room.state)
        assert all(before.get(key) != made for key, made in set_.items())
        assert all(key in before for key in del_)
        before = dict(staff.objects)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_an_event_may_have_changed_of_ones_own_is_all_that_it_changed(seed: int) -> None:
    rng = Random(seed)
    room = start(rng)
    known = {person: mine(room.state, person) for person in room.state.by_person}
    for step in play(room, rng, STEPS):
        if step.refusal is not None:
            continue
        for person in room.state.by_person:
            part = mine_after(room.state, person, step.events)
            now = mine(room.state, person)
            if part is not None:
                assert known.get(person, {}) | part == now
            known[person] = now


maps = st.dictionaries(st.integers(0, 12), st.integers(0, 3))


@given(maps, maps)
def test_what_changed_between_two_tables_is_told_exactly(before: dict[int, int], now: dict[int, int]) -> None:
    told = changed(Map(before), Map(now))
    assert len(told) == len(set(told))
    assert set(told) == {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}


def test_what_is_asked_once_is_asked_again_of_another_object_and_when_it_was_forgotten() -> None:
    asked: list[list[int]] = []

    def length(row: list[int]) -> int:
        asked.append(row)
        return len(row)

    once, row = Once(), [1, 2]
    assert [once(length, row), once(length, row), once(length, [1, 2])] == [2, 2, 2]
    assert len(asked) == 2
    for _ in range(2 * MOST):
        assert once(length, [0]) == 1
    assert once(length, row) == 2
    assert len(asked) == 2 + 2 * MOST + 1


@pytest.mark.parametrize("seed", SEEDS)
def test_keys_name_the_kind_of_their_object(seed: int) -> None:
    room = simulate(seed, STEPS)
    for audience in audiences(room.state):
        for key, made in view(room.state, audience).items():
            assert type(made) is OBJECTS[key.split("/")[0]]
    for person in room.state.by_person:
        for key, made in mine(room.state, person).items():
            kind = key if key in OBJECTS else key.rsplit("/", 1)[0]
            assert type(made) is OBJECTS[kind]


def own_items(state: MeetingState, invited: set[int]) -> set[int]:
    """The items a guest may know: invited ones and all below. Told by walking up, unlike the view."""

    def above(item: int | None) -> set[int]:
        return set() if item is None else {item} | above(state.agenda.items[item].parent)

    return {item for item in state.agenda.items if above(item) & invited}


def item_of(state: MeetingState, key: str, made: Object) -> set[int | None]:
    """The items an object tells of."""
    kind = key.split("/")[0]
    if kind == "ink":
        return {state.papers.papers[state.papers.of_version[made.version]].item}  # type: ignore[attr-defined]
    if kind == "item":
        return {made.id, made.parent or made.id}  # type: ignore[attr-defined]
    if kind == "stage" and made.paper is not None:  # type: ignore[attr-defined]
        return {made.item or 0, state.papers.papers[made.paper].item} - {0}  # type: ignore[attr-defined]
    return {getattr(made, "item", None)} - ({None} if kind == "stage" else set())


FOR_GUESTS = {"meeting", "quorum", "stage", "floor", "item", "person", "paper", "motion", "poll", "ink"}
FRAME = {"meeting", "quorum", "person"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_guest_hears_nothing_of_another_item(seed: int) -> None:
    rng = Random(seed)
    room = start(rng)
    for _ in play(room, rng, STEPS):
        for participant in room.state.participants.values():
            if audience_of(room.state, participant.person).startswith("guests:"):
                assert_guest_sees_only_own(room.state, participant.person, set(participant.items))


def assert_guest_sees_only_own(state: MeetingState, person: str, invited: set[int]) -> None:
    """In the view, in pages, in signals and in personal frames."""
    allowed = own_items(state, invited)
    audience = audience_of(state, person)
    for key, made in view(state, audience).items():
        kind = key.split("/")[0]
        assert kind in FOR_GUESTS
        if kind not in FRAME:
            assert item_of(state, key, made) <= allowed
        if kind == "person":
            seen = state.participants[made.id]  # type: ignore[attr-defined]
            assert seen.id == state.chair or seen.capacity == "staff" or "secretary" in seen.duties
            assert made.person is None  # type: ignore[attr-defined]
            assert made.items == ()  # type: ignore[attr-defined]
    for version, paper in state.papers.of_version.items():
        if state.papers.papers[paper].item not in allowed:
            assert not may_read(state, person, False, version)
            assert not hears(state, audience, {"kind": "stroke", "version": version})
    assert set(mine(state, person)) <= {"me", "me/request"}


@pytest.mark.parametrize("seed", SEEDS)
def test_before_convening_only_staff_sees_anything(seed: int) -> None:
    rng = Random(seed)
    room = start(rng)
    for _ in play(room, rng, 30):
        if room.state.session.convened_at is None:
            for audience in audiences(room.state) - {"staff"}:
                assert view(room.state, audience) == {}
            for person in [*room.state.by_person, "p-stranger"]:
                if audience_of(room.state, person) != "staff":
                    assert mine(room.state, person) == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_can_tell_the_choices_of_an_open_or_void_poll(seed: int) -> None:
    """Turn every ballot that is not yet counted around: no view changes, but the voter's own."""
    room = simulate(seed, STEPS)
    polls = room.state.voting.polls.values()
    counted = {poll.id for poll in polls if poll.state == "closed" or poll.rule.shown == "figures"}
    turned = EMPTY
    for seq, (entry, event) in enumerate(zip(room.entries, room.events, strict=True), start=1):
        if isinstance(event, BallotCast) and event.poll not in counted:
            event = replace(event, choice="other", text="Ngược lại")
        turned = evolve(turned, event, msgspec.json.decode(entry.header)["at"], seq)
    turned = replace(turned, meeting=room.state.meeting)
    for audience in audiences(room.state):
        assert view(turned, audience) == view(room.state, audience)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_screen_names_no_voter_and_reads_only_what_is_shown(seed: int) -> None:
    rng = Random(seed)
    room = start(rng)
    for _ in play(room, rng, STEPS):
        shown = {f"ballot/{poll.id}/" for poll in room.state.voting.polls.values() if poll.names_shown}
        keys = [key for key in view(room.state, "screen") if not key.startswith(tuple(shown))]
        kinds = {key.split("/")[0] for key in keys}
        assert kinds <= {"meeting", "quorum", "stage", "floor", "item", "paper", "poll", "ink", "request"}
        stage = room.state.papers.stage
        for version in room.state.papers.of_version:
            if may_read(room.state, None, True, version):
                assert stage is not None
                assert stage.version == version


SLICES = {AgendaEvent: {"agenda"}, VotingEvent: {"voting"}, PapersEvent: {"papers"}}
OWN = {"phase", "frame", "session", "participants", "by_person", "chair", "record"}
ALWAYS = {"seq", "at", "head", "next_id"}


@pytest.mark.parametrize("seed", SEEDS)
def test_an_event_changes_only_the_slice_of_its_room(seed: int) -> None:
    room = simulate(seed, STEPS)
    state = EMPTY
    for seq, event in enumerate(room.events, start=1):
        after = evolve(state, event, seq, seq)
        own = next((names for union, names in SLICES.items() if isinstance(event, union)), OWN)
        for name in set(MeetingState.__struct_fields__) - ALWAYS - own:
            assert getattr(after, name) is getattr(state, name)
        assert after.next_id >= state.next_id
        state = after


def test_every_event_belongs_to_one_room() -> None:
    for event in EVENTS:
        owners = [room for room in (AgendaEvent, VotingEvent, PapersEvent, MeetingEvent) if event in room.__args__]
        assert len(owners) == 1


def answer_to(state: MeetingState, command: Command, facts: Facts) -> Decision | Refusal:
    """Yes or no; anything else is a fault and comes through."""
    try:
        return decide(state, command, facts)
    except Refusal as no:
        return no


WILD_INTS = st.sampled_from([-(2**70), -1, 0, 1, 2, 3, 5, 10, 2**31, 2**63, 2**70])
WILD_TEXT = st.sampled_from(["", " ", "x", "\x00", "\ud800", "á" * 3000, "p-1", "guests:", "ubnd-session", "e\u0301"])


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_deciding_ends_in_a_decision_or_a_refusal_whatever_is_asked(data: st.DataObject) -> None:
    """Values of the right shape but beyond all sense, from anybody, in any state."""
    room = simulate(data.draw(st.integers(0, 30)), 40)
    name = data.draw(st.sampled_from(sorted(COMMANDS)))
    rng = Random(data.draw(st.integers(0, 1000)))
    args = arguments(room, rng, COMMANDS[name])
    for key, value in args.items():
        if isinstance(value, int) and not isinstance(value, bool):
            args[key] = data.draw(WILD_INTS)
        elif isinstance(value, str) and key not in ("mode", "form", "capacity", "choice", "role", "tool", "by"):
            args[key] = data.draw(WILD_TEXT)
    command = msgspec.convert(args, COMMANDS[name])
    person = data.draw(st.sampled_from([None, "p-1", "p-2", "p-guest", "p-secretary", "p-stranger"]))
    facts = room.facts(person, house=data.draw(st.booleans()))
    answer = answer_to(room.state, command, facts)
    if isinstance(answer, Refusal):
        assert answer.code.count(".") == 1
        return
    after = room.state
    for event in answer.events:
        after = evolve(after, event, room.now, after.seq + 1)
    for audience in audiences(after):
        view(after, audience)


def test_commands_and_events_keep_to_their_rooms() -> None:
    assert all(name.split(".")[0] in ("meeting", "agenda", "papers", "voting") for name in COMMANDS)
    assert set(AgendaCommand.__args__) <= set(COMMANDS.values())
    assert {Created, Edited} <= set(EVENTS)
    assert RESERVED.number == 1


def test_a_meeting_without_its_first_entry_does_nothing() -> None:
    room = Room()
    for name in COMMANDS:
        if name != "meeting.create":
            args = arguments(Room(), Random(1), COMMANDS[name])
            with pytest.raises(Refusal) as no:
                decide(EMPTY, msgspec.convert(args, COMMANDS[name]), room.facts("p-secretary", house=True))
            assert no.value.code == "meeting.no_meeting"
