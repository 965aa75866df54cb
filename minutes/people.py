"""Who took part, in what capacity, when they came and left, and who chaired: one page of the fold's notebook.

Rules: a check-in while checked in changes the mode and begins a new stretch; a correction to "was not here" removes
every stretch; a correction to a mode restores the last stretch in that mode; a reason for absence falls away when
the person comes.
"""

from agenda import events as a
from journal.shapes import Event
from meeting import events as m
from minutes.doc import Attendee, Chairing, Stay


class People:
    """The notebook page: mutable while folding, never seen outside."""

    def __init__(self) -> None:
        self.added: dict[int, m.ParticipantAdded] = {}
        self.removed: set[int] = set()
        self.stays: dict[int, list[Stay]] = {}
        self.reasons: dict[int, str] = {}
        self.chairs: list[tuple[int, int | None]] = []
        self.started = False

    def mode_of(self, participant: int) -> a.Mode | None:
        """How somebody attends right now."""
        last = self.stays.get(participant, [])[-1:]
        return last[0].mode if last and last[0].until is None else None

    def name_of(self, participant: int) -> tuple[str, str]:
        person = self.added.get(participant)
        return (person.name, person.position) if person else ("", "")


def note(people: People, event: Event, at: int) -> None:
    """Write one event into the notebook; events of other topics change nothing."""
    match event:
        case m.ParticipantAdded():
            people.added[event.participant] = event
            if "chair" in event.duties:
                _chair(people, event.participant, at)
        case m.ParticipantEdited():
            _edit(people, event, at)
        case m.ParticipantRemoved(participant=gone):
            people.removed.add(gone)
        case m.ChairHanded(to=to):
            _chair(people, to, at)
        case m.Started():
            people.started = True
        case a.CheckedIn(participant=who, mode=mode):
            _check_in(people, who, mode, at)
        case a.CheckedOut(participant=who):
            _end_stay(people, who, at)
        case a.AttendanceCorrected(participant=who, mode=corrected):
            _correct(people, who, corrected, at)
        case a.MarkedAbsent(participant=who, reason=reason):
            people.reasons[who] = reason
        case _:
            pass


def _chair(people: People, participant: int, at: int) -> None:
    """Changes before the start only say who chairs; later ones are handings-over."""
    if people.started and people.chairs:
        people.chairs.append((participant, at))
    else:
        people.chairs = [(participant, None)]


def _edit(people: People, event: m.ParticipantEdited, at: int) -> None:
    before = people.added[event.participant]
    people.added[event.participant] = m.ParticipantAdded(
        participant=before.participant,
        person=before.person,
        name=before.name,
        position=before.position,
        unit=before.unit,
        unit_short=before.unit_short,
        capacity=event.capacity,
        duties=event.duties,
        items=event.items,
        replaces=event.replaces,
    )
    if "chair" in event.duties and "chair" not in before.duties:
        _chair(people, event.participant, at)


def _check_in(people: People, who: int, mode: a.Mode, at: int) -> None:
    _end_stay(people, who, at)
    people.stays.setdefault(who, []).append(Stay(mode=mode, since=at))
    people.reasons.pop(who, None)


def _end_stay(people: People, who: int, at: int) -> None:
    stays = people.stays.get(who, [])
    if stays and stays[-1].until is None:
        stays[-1] = Stay(mode=stays[-1].mode, since=stays[-1].since, until=at)


def _correct(people: People, who: int, mode: a.Mode | None, at: int) -> None:
    stays = people.stays.setdefault(who, [])
    if mode is None:
        stays.clear()
        return
    since = stays.pop().since if stays else at
    stays.append(Stay(mode=mode, since=since))
    people.reasons.pop(who, None)


def attendees(people: People) -> tuple[Attendee, ...]:
    """Everybody who belongs to the meeting, in the order they were entered."""
    here = [person for who, person in people.added.items() if who not in people.removed]
    stands_for = {person.replaces: person for person in here if person.replaces is not None}
    return tuple(_attendee(people, person, stands_for.get(person.participant)) for person in here)


def _attendee(people: People, person: m.ParticipantAdded, substitute: m.ParticipantAdded | None) -> Attendee:
    replaced = people.added.get(person.replaces) if person.replaces is not None else None
    return Attendee(
        participant=person.participant,
        person=person.person,
        name=person.name,
        position=person.position,
        unit=person.unit,
        capacity=person.capacity,
        duties=person.duties,
        items=person.items,
        replaces=replaced.name if replaced else None,
        substitute=f"{substitute.name}, {substitute.position}" if substitute else None,
        stays=tuple(people.stays.get(person.participant, ())),
        absent=people.reasons.get(person.participant),
    )


def chairings(people: People) -> tuple[Chairing, ...]:
    """Who chaired, first to last."""
    named = ((who, since, *people.name_of(who)) for who, since in people.chairs)
    return tuple(Chairing(participant=who, name=name, position=pos, since=since) for who, since, name, pos in named)
