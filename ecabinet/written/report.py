"""A consultation in words and figures: the title of its report to a session, and its table as CSV.

Rules
- The table has one line for each member and, once it is closed and its rules publish ballots by name, what they
  answered; before that, and where only totals are published, whether and when.
- A cell that a spreadsheet would take for a formula begins with an apostrophe. UTF-8 with a byte order mark, for Excel.
"""

import csv
import io
from collections.abc import Iterator

from meeting.state import MeetingState
from meeting.view import published
from meeting.views.opinions import facts_of, files_of
from minutes.phieu_1 import word_of
from minutes.times import clock, local
from voting.rules_written import everybody
from voting.state import Poll

MOST_TITLE = 500
HEAD = ("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Đã trả lời", "Thời điểm", "Quá hạn", "Đã ký số", "Mã băm phiếu đã ký")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def title_of(state: MeetingState) -> str:
    """What the item is called: what was asked about, and what came of the first question."""
    frame = state.frame
    title = frame.title if frame is not None else ""
    said = f"Báo cáo kết quả lấy ý kiến bằng phiếu: {title}{_result(state)}"
    return said if len(said) <= MOST_TITLE else f"{said[: MOST_TITLE - 1]}…"


def _result(state: MeetingState) -> str:
    polls = [poll for _, poll in sorted(state.voting.polls.items()) if poll.totals and poll.reasoning]
    if len(polls) != 1:
        carried = sum(poll.reasoning.carried for poll in polls if poll.reasoning)
        return f" ({carried}/{len(polls)} nội dung được thông qua)" if polls else ""
    poll = polls[0]
    if poll.totals is None or poll.reasoning is None:
        return ""
    word = word_of(poll.rule, "yes").lower()
    verdict = "được thông qua" if poll.reasoning.carried else "không được thông qua"
    return f" ({poll.totals.yes // poll.unit}/{poll.members} {word}, {verdict})"


def table(state: MeetingState) -> str:
    """The whole file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    polls = [poll for _, poll in sorted(state.voting.polls.items())]
    shown = polls if published(state) else []
    asked = [_safe(cell) for poll in shown for cell in (poll.text, "Nội dung ý kiến khác")]
    writer.writerow([*HEAD, *asked, *(["Tệp kèm theo"] if shown else [])])
    for place, who in enumerate(everybody(state.voting), start=1):
        files = [_safe("; ".join(one.name for one in files_of(state, who)))] if shown else []
        writer.writerow([place, *_line(state, who), *_answers(shown, who), *files])
    return "\ufeff" + out.getvalue()


def _line(state: MeetingState, who: int) -> Iterator[str]:
    person = state.participants[who]
    answered, asked, at, late, signed = facts_of(state, who)
    yield _safe(person.name)
    yield _safe(person.position)
    yield _safe(person.unit)
    yield f"{answered}/{asked}"
    yield _when(state, at)
    yield "x" if late else ""
    yield _when(state, signed.signed_at) if signed is not None and signed.current else ""
    yield signed.sha256 if signed is not None and signed.current else ""


def _answers(polls: list[Poll], who: int) -> Iterator[str]:
    for poll in polls:
        ballot = poll.ballots.get(who)
        yield word_of(poll.rule, ballot.choice) if ballot is not None and ballot.choice is not None else ""
        yield _safe(ballot.text) if ballot is not None else ""


def _when(state: MeetingState, at: int | None) -> str:
    offset = state.frame.offset if state.frame is not None else 0
    return "" if at is None else f"{local(at, offset):%d/%m/%Y} {clock(at, offset)}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
