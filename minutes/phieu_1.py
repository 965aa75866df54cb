"""Template phieu-1: the document model of a signed opinion, "PHIẾU LẤY Ý KIẾN". Frozen once published.

What it is: words and layout of the form that a member signs. What it is not: the record of the consultation.
"""

from typing import Any

from journal.shapes import Value
from minutes.times import day, hour
from voting.rule import Choice, Rule

TITLE = "PHIẾU LẤY Ý KIẾN"
WORDS: dict[Choice, str] = {
    "yes": "Tán thành",
    "no": "Không tán thành",
    "abstain": "Không biểu quyết",
    "other": "Ý kiến khác",
}


class Question(Value):
    """One question with the answer that was given."""

    text: str
    rule: Rule
    choice: Choice
    words: str


class File(Value):
    """A file that belongs to the opinion."""

    name: str
    sha256: str


class Form(Value):
    """Everything on the form. Times are UTC milliseconds; `digest` is the hash of answers and files in the journal."""

    unit: str
    parent_unit: str
    locality: str
    offset: int
    title: str
    deadline: int
    name: str
    position: str
    member_unit: str
    questions: tuple[Question, ...]
    papers: tuple[str, ...]
    answered_at: int
    signed_at: int
    digest: str
    files: tuple[File, ...] = ()


def word_of(rule: Rule, choice: Choice) -> str:
    """The body's own word for a choice, or the usual one."""
    return next((label.vi for label in rule.labels if label.choice == choice), WORDS[choice])


def model(form: Form) -> dict[str, Any]:
    """The JSON-able model."""
    late = form.answered_at > form.deadline
    return {
        "template": "phieu-1",
        "parent": form.parent_unit.upper(),
        "unit": _unit_lines(form.unit.upper()),
        "place_date": f"{form.locality}, {day(form.signed_at, form.offset)}",
        "title": TITLE,
        "abstract": form.title,
        "lines": [
            ["Họ và tên", form.name],
            ["Chức vụ", form.position],
            ["Đơn vị", form.member_unit],
            ["Thời hạn cho ý kiến", _moment(form.deadline, form.offset)],
            ["Tài liệu kèm theo", "; ".join(form.papers)],
        ],
        "questions": [_question(place, one) for place, one in enumerate(form.questions, start=1)],
        "files": [[one.name, one.sha256] for one in form.files],
        "answered": f"Ý kiến gửi lúc {_moment(form.answered_at, form.offset)}{' (sau thời hạn)' if late else ''}.",
        "sign": "NGƯỜI CHO Ý KIẾN",
        "name": form.name,
        "digest": form.digest,
    }


def _unit_lines(unit: str) -> list[str]:
    """ "ỦY BAN NHÂN DÂN" takes a line of its own above the place."""
    body, place = unit[:15], unit[15:].strip()
    return [body, place] if body == "ỦY BAN NHÂN DÂN" and place else [unit]


def _moment(at: int, offset: int) -> str:
    return f"{hour(at, offset)}, {day(at, offset)}"


def _question(place: int, one: Question) -> dict[str, Any]:
    choices = [[word_of(one.rule, choice), choice == one.choice] for choice in one.rule.choices]
    return {"number": f"{place}.", "text": one.text, "choices": choices, "words": one.words}
