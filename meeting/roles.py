"""Who may ask what, and when: the one table of rights.

What it is: command x role x phase -> allowed. What it is not: the rules of the act itself (each room's `rules`) or
secrecy (see `view`). Roles are those of this meeting, never of an account.

Roles
- house: the server itself (a file was received, the record was filed). Nobody else may ask its commands.
- creator: may create meetings of the unit; only before the first entry.
- chair: whoever chairs now. secretary: has that duty; prepares, checks in, assists, keeps the record.
- presenter: presents some item (or has that duty); which one is for the rules to check.
- member, substitute, guest, staff: the capacities. A substitute attends in a member's place and never votes.
- screen: a projector. It asks for nothing.
"""

from journal.shapes import Refusal
from meeting.state import MeetingState, Participant
from meeting.wire import COMMANDS

ROLES = frozenset(
    {"house", "creator", "chair", "secretary", "presenter", "member", "substitute", "guest", "staff", "screen"}
)
PHASES = frozenset({"draft", "convened", "running", "paused", "closed", "cancelled"})

Right = tuple[tuple[frozenset[str], frozenset[str]], ...]  # (roles, phases), any of them


def _row(roles: str, phases: str) -> Right:
    return ((frozenset(roles.split()), frozenset(phases.split())),)


_PREPARE = _row("secretary", "draft convened")
_ARRANGE = _row("secretary chair", "draft convened running paused")
_CONDUCT = _row("chair secretary", "running")
_CHAIR = _row("chair", "running")
_EVERYBODY = "chair secretary member substitute guest staff"
_ATTEND = _row(_EVERYBODY, "convened running paused")
_SHOW = _row("chair secretary presenter", "convened running paused")

RIGHTS: dict[str, Right] = {
    "meeting.create": _row("creator", "draft"),
    "meeting.edit": _PREPARE,
    "meeting.add_participant": _row("secretary", "draft convened running paused"),
    "meeting.edit_participant": _row("secretary", "draft convened running paused"),
    "meeting.remove_participant": _PREPARE,
    "meeting.convene": _row("secretary chair", "draft"),
    "meeting.cancel": _row("secretary chair", "draft convened"),
    "meeting.postpone": _row("secretary chair", "draft convened"),
    "meeting.start": _row("chair", "convened"),
    "meeting.pause": _CHAIR,
    "meeting.resume": _row("chair", "paused"),
    "meeting.close": _row("chair", "running paused"),
    "meeting.send": _row("chair secretary", "draft"),
    "meeting.extend": _row("chair secretary", "running"),
    "meeting.close_written": _row("chair secretary house", "running"),
    "meeting.hand_chair": _row("chair secretary", "convened running paused"),
    "meeting.finalise": _row("secretary", "closed"),
    "meeting.withdraw_final": _row("secretary", "closed"),
    "meeting.sign": _row("house", "closed"),
    "meeting.file": _row("house", "closed"),
    "agenda.add_item": _ARRANGE,
    "agenda.edit_item": _ARRANGE,
    "agenda.move_item": _ARRANGE,
    "agenda.remove_item": _PREPARE,
    "agenda.open_item": _CONDUCT,
    "agenda.finish_item": _CONDUCT,
    "agenda.postpone_item": _row("chair secretary", "convened running paused"),
    "agenda.withdraw_item": _row("chair secretary", "convened running paused"),
    "agenda.check_in": _ATTEND,
    "agenda.check_out": _ATTEND,
    "agenda.correct_attendance": _row("chair secretary", "convened running paused closed"),
    "agenda.mark_absent": _ATTEND + _row("chair secretary", "closed"),
    "agenda.request_floor": _row(_EVERYBODY, "running paused"),
    "agenda.withdraw_request": _row(_EVERYBODY, "running paused"),
    "agenda.give_floor": _CONDUCT,
    "agenda.extend_floor": _CONDUCT,
    "agenda.end_floor": _row(_EVERYBODY, "running paused"),
    "papers.add_version": _row("house", "draft convened running paused"),
    "papers.rename": _ARRANGE,
    "papers.move": _ARRANGE,
    "papers.recall": _ARRANGE,
    "papers.present": _SHOW,
    "papers.turn_page": _SHOW,
    "papers.stop_presenting": _SHOW,
    "papers.mark": _SHOW,
    "papers.unmark": _SHOW,
    "voting.add_motion": _ARRANGE,
    "voting.edit_motion": _ARRANGE,
    "voting.remove_motion": _ARRANGE,
    "voting.take_out": _row("member chair secretary", "convened running paused"),
    "voting.put_back": _ARRANGE,
    "voting.second_round": _ARRANGE,
    "voting.give_proxy": _row("member chair secretary", "draft convened running paused"),
    "voting.withdraw_proxy": _row("member chair secretary", "draft convened running paused"),
    "voting.set_weight": _PREPARE,
    "voting.recuse": _row("member chair secretary", "draft convened running paused"),
    "voting.end_recusal": _row("member chair secretary", "draft convened running paused"),
    "voting.open": _CHAIR,
    "voting.open_together": _CHAIR,
    "voting.open_bloc": _CHAIR,
    "voting.cast": _row("member substitute guest staff chair secretary", "running"),
    "voting.enter_count": _row("chair secretary", "running paused"),
    "voting.pause": _CHAIR,
    "voting.resume": _CHAIR,
    "voting.close": _CHAIR,
    "voting.decide_tie": _CHAIR,
    "voting.count": _row("house", "running paused"),
    "voting.lose_urn": _row("house", "running paused"),
    "voting.show_names": _row("chair secretary", "running paused"),
    "voting.void": _CHAIR,
    "voting.sign_opinion": _row("house", "running closed"),
    "voting.attach_file": _row("house", "running"),
    "voting.detach_file": _row("member", "running"),
}

HOUSE_ONLY = frozenset(name for name, rows in RIGHTS.items() if all(who == {"house"} for who, _ in rows))

if RIGHTS.keys() != COMMANDS.keys():
    raise AssertionError(f"commands and rights differ: {sorted(RIGHTS.keys() ^ COMMANDS.keys())}")


ASK_PRESENTERS = frozenset(name for name, rows in RIGHTS.items() if any("presenter" in who for who, _ in rows))


def roles_of(state: MeetingState, person: str | None) -> frozenset[str]:
    """The roles of a person in this meeting; none for a stranger."""
    found = state.by_person.get(person) if person is not None else None
    return participant_roles(state, state.participants[found]) if found is not None else frozenset()


def roles_for(state: MeetingState, person: str | None, name: str) -> frozenset[str]:
    """Their roles as far as this command asks for them: who presents some item takes a walk through the agenda."""
    found = state.by_person.get(person) if person is not None else None
    if found is None:
        return frozenset()
    participant = state.participants[found]
    return participant_roles(state, participant) if name in ASK_PRESENTERS else _own_roles(state, participant)


def leads(state: MeetingState, participant: Participant) -> bool:
    """Chairs now, or has the duty of secretary."""
    return state.chair == participant.id or "secretary" in participant.duties


def participant_roles(state: MeetingState, participant: Participant) -> frozenset[str]:
    """The roles of a participant."""
    roles = _own_roles(state, participant)
    return roles | {"presenter"} if "presenter" not in roles and _presents(state, participant.id) else roles


def _own_roles(state: MeetingState, participant: Participant) -> frozenset[str]:
    """What follows from capacity, duties and the chair."""
    roles: set[str] = {participant.capacity}
    roles.update(duty for duty in participant.duties if duty in ("secretary", "presenter"))
    if state.chair == participant.id:
        roles.add("chair")
    return frozenset(roles)


def _presents(state: MeetingState, participant: int) -> bool:
    items = state.agenda.items.values()
    return any(item.presenter is not None and item.presenter.participant == participant for item in items)


def check(name: str, roles: frozenset[str], phase: str) -> None:
    """Refuses a command that these roles may not ask in this phase."""
    if not roles:
        raise Refusal("meeting.not_a_participant")
    phases = [when for who, when in RIGHTS[name] if roles & who]
    if not phases and name in HOUSE_ONLY:
        raise Refusal("meeting.house_only", cmd=name)
    if not phases:
        raise Refusal("meeting.not_allowed", cmd=name)
    if not any(phase in when for when in phases):
        raise Refusal("meeting.wrong_phase", cmd=name, phase=phase)
