"""Wording 1: attendance. Members, substitutes and guests are counted apart; only members make a quorum."""

from collections.abc import Iterable

from minutes.doc import Attendee, MinutesDoc
from minutes.times import count
from minutes.words.parts import Fact, fact


def attendance(doc: MinutesDoc) -> tuple[Fact, ...]:
    """All facts on who was there."""
    by_capacity = {
        kind: [person for person in doc.attendees if person.capacity == kind]
        for kind in ("member", "substitute", "guest", "staff")
    }
    return (
        *_members(by_capacity["member"]),
        *_absent(by_capacity["member"]),
        *_opening_count(doc),
        *_group("substitutes", "Người được cử dự họp thay (không biểu quyết)", by_capacity["substitute"]),
        *_group("guests", "Khách mời", by_capacity["guest"]),
    )


def _members(members: list[Attendee]) -> Iterable[Fact]:
    came = [person for person in members if person.came]
    online = sum(person.stays[-1].mode == "online" for person in came)
    modes = f" (trực tiếp {count(len(came) - online)}, trực tuyến {count(online)})" if online else ""
    absent = count(len(members) - len(came))
    text = f"có mặt {count(len(came))}/{count(len(members))} thành viên{modes}; vắng mặt {absent}."
    yield fact("members", "Thành viên", text)


def _absent(members: list[Attendee]) -> Iterable[Fact]:
    gone = [person for person in members if not person.came]
    if gone:
        yield fact("absent", "Thành viên vắng mặt", "; ".join(_absentee(person) for person in gone) + ".")


def _absentee(person: Attendee) -> str:
    notes = [note for note in (person.absent, f"{person.substitute} dự thay" if person.substitute else None) if note]
    return f"{person.name}, {person.position}" + (f" ({'; '.join(notes)})" if notes else "")


def _opening_count(doc: MinutesDoc) -> Iterable[Fact]:
    """The quorum at the start, as the journal counted it then."""
    if doc.opening is None:
        return
    o = doc.opening
    text = f"có mặt {count(o.present)}/{count(o.members)} thành viên, cần ít nhất {count(o.needed)} thành viên."
    if o.override is not None:
        text += (
            f" Chủ tọa quyết định khai mạc khi chưa đủ số thành viên theo quy định, lý do: {o.override.rstrip('.')}."
        )
    yield fact("opening_count", "Khi khai mạc", text)


def _group(code: str, label: str, people: list[Attendee]) -> Iterable[Fact]:
    came = [person for person in people if person.came]
    if not came:
        return
    names = "; ".join(f"{p.name}, {p.position}" + (f" (dự thay {p.replaces})" if p.replaces else "") for p in came)
    yield fact(code, label, f"{count(len(came))} người: {names}.")
