"""Wording 1, Vietnamese: from facts to the sentences of a biên bản. Frozen once published.

Every function is pure. Counts below ten take a leading nought, times are "08 giờ 55 phút". No honorifics: the journal
does not know them.
"""

from collections.abc import Iterable

from minutes.doc import Attendee, Chairing, ItemDoc, MinutesDoc, PaperShown, Speech
from minutes.times import count, day, hour
from minutes.words.parts import Fact, fact, plain
from minutes.words.v1_people import attendance
from minutes.words.v1_votes import vote_fact

TITLE = "BIÊN BẢN"
SIGN_SECRETARY = "THƯ KÝ"
SIGN_CHAIR = "CHỦ TỌA"
FORMS = {"room": "trực tiếp", "online": "trực tuyến", "mixed": "trực tiếp kết hợp trực tuyến"}
DEFAULT_RECIPIENTS = "Như thành phần tham dự\nLưu: VT"
NOT_DEALT_WITH = {
    "planned": "Chưa xem xét tại phiên họp.",
    "postponed": "Hoãn xem xét",
    "withdrawn": "Rút khỏi chương trình",
}


def named(name: str, position: str) -> str:
    """ "Lê Quang Vinh, Chủ tịch Ủy ban nhân dân tỉnh"."""
    return f"{name}, {position}" if position else name


def opening(doc: MinutesDoc) -> tuple[Fact, ...]:
    """Time, place, form."""
    return (
        fact("time", "Thời gian bắt đầu", _start(doc)),
        fact("place", "Địa điểm", f"{doc.frame.place}."),
        fact("form", "Hình thức họp", f"{FORMS[doc.frame.form]}."),
    )


def _start(doc: MinutesDoc) -> str:
    offset = doc.frame.offset
    if doc.started_at is None:
        return f"dự kiến {hour(doc.frame.starts_at, offset)}, {day(doc.frame.starts_at, offset)}."
    return f"{hour(doc.started_at, offset)}, {day(doc.started_at, offset)}."


def chairing(doc: MinutesDoc) -> Fact:
    """Who chaired, and from when on each of them."""
    first, *later = doc.chairs or (Chairing(participant=0, name="", position="", since=None),)
    handed = "".join(f" Từ {hour(c.since or 0, doc.frame.offset)}: {named(c.name, c.position)} chủ tọa." for c in later)
    return fact("chair", "Chủ tọa", f"{named(first.name, first.position)}.{handed}")


def secretary(doc: MinutesDoc) -> Fact:
    """Who kept the minutes."""
    person = doc.secretary
    return fact("secretary", "Thư ký", f"{named(person.name, person.position)}." if person else "")


def people(doc: MinutesDoc) -> tuple[Fact, ...]:
    """Attendance in counts, absentees, substitutes, guests."""
    return attendance(doc)


def pauses(doc: MinutesDoc) -> tuple[Fact, ...]:
    """Breaks of the session."""
    offset = doc.frame.offset
    spans = [f"từ {hour(p.since, offset)} đến {hour(p.until, offset)}" for p in doc.pauses if p.until is not None]
    return (fact("pauses", "Tạm nghỉ", f"{'; '.join(spans)}."),) if spans else ()


def item_heading(item: ItemDoc) -> str:
    """ "3. Title"; the full stop is part of the page, not of the title."""
    dot = "" if "." in item.number else "."
    return f"{item.number}{dot} {item.title.rstrip('.')}."


def item_facts(doc: MinutesDoc, item: ItemDoc) -> tuple[Fact, ...]:
    """Everything the journal knows of one item, in the order of the record."""
    offset = doc.frame.offset
    return (
        *_item_time(item, offset),
        *_presenter(item),
        *_papers(item.papers),
        *_speeches(item.speeches),
        *(vote_fact(vote, offset) for vote in item.votes),
        *_not_dealt_with(item),
    )


def _item_time(item: ItemDoc, offset: int) -> Iterable[Fact]:
    if item.opened_at is None:
        return
    start = hour(item.opened_at, offset)
    end = hour(item.finished_at, offset) if item.finished_at is not None else None
    text = f"từ {start}." if end is None else f"lúc {start}." if end == start else f"từ {start} đến {end}."
    yield fact("item_time", "Thời gian", text)


def _presenter(item: ItemDoc) -> Iterable[Fact]:
    if item.presenter:
        yield fact("presenter", "Người trình bày", f"{named(item.presenter, item.presenter_position)}.")


def _papers(papers: tuple[PaperShown, ...]) -> Iterable[Fact]:
    shown = [p for p in papers if p.shown]
    if shown:
        titles = "; ".join(f"“{p.title}”" + (f" (bản thứ {p.number})" if p.number > 1 else "") for p in shown)
        yield fact("papers", "Tài liệu trình chiếu", f"{titles}.")


def _speeches(speeches: tuple[Speech, ...]) -> Iterable[Fact]:
    if not speeches:
        return
    seen: dict[int, Speech] = {}
    for speech in speeches:
        seen.setdefault(speech.participant, speech)
    names = "; ".join(named(s.name, s.position) + (", trực tuyến" if s.mode == "online" else "") for s in seen.values())
    yield fact("speeches", "Thảo luận", f"có {count(len(speeches))} lượt ý kiến phát biểu ({names}).")


def _not_dealt_with(item: ItemDoc) -> Iterable[Fact]:
    words = NOT_DEALT_WITH.get(item.state)
    if item.state == "planned" and item.opened_at is None:
        yield Fact(code="state", label="", runs=plain(str(words)))
    elif words:
        reason = f": {item.reason.rstrip('.')}" if item.reason else ""
        yield Fact(code="state", label="", runs=plain(f"{words}{reason}."))


def ending(doc: MinutesDoc) -> str:
    """The closing sentence, end mark attached."""
    if doc.closed_at is None:
        return "Cuộc họp kết thúc vào … giờ … phút, ngày … tháng … năm …./."
    return f"Cuộc họp kết thúc vào {hour(doc.closed_at, doc.frame.offset)}, {day(doc.closed_at, doc.frame.offset)}./."


def recipients(doc: MinutesDoc) -> list[str]:
    """ "Nơi nhận": one line each, ";" after all but the last."""
    lines = [
        line.strip().lstrip("-").strip().rstrip(";.,")
        for line in (doc.text("recipients") or DEFAULT_RECIPIENTS).splitlines()
    ]
    kept = [line for line in lines if line]
    return [f"- {line}{'.' if line == kept[-1] else ';'}" for line in kept]


def attendee_note(person: Attendee, doc: MinutesDoc) -> str:
    """The last column of the list of people: mode, late arrival, early leaving, absence with its reason."""
    if not person.came:
        words = f"Vắng: {person.absent}" if person.absent else "Vắng"
        return f"{words} ({person.substitute.split(',')[0]} dự thay)" if person.substitute else words
    notes = ["Trực tuyến" if person.stays[-1].mode == "online" else "Trực tiếp"]
    offset = doc.frame.offset
    if doc.started_at is not None and person.stays[0].since > doc.started_at:
        notes.append(f"từ {hour(person.stays[0].since, offset)}")
    left = person.stays[-1].until
    if left is not None and (doc.closed_at is None or left < doc.closed_at):
        notes.append(f"đến {hour(left, offset)}")
    if person.replaces:
        notes.append(f"dự thay {person.replaces}")
    return ", ".join(notes)
