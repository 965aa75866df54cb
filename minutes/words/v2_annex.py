"""Wording 2: the annex of votes: by name, option by option, stage by stage, and what a secret ballot can be checked by.

Tables are those of the template (see `minutes.bienban_1_annexes`). A secret ballot stands in no table of names, and
what the rule does not publish in none.
"""

from typing import Any

from minutes.doc import Attendee, Ballot, MinutesDoc, Vote
from minutes.times import count
from minutes.words import v2_contests as contests
from minutes.words.v2_figures import amount, choice_words, listed
from minutes.words.v2_questions import is_weighted
from voting.method import Outcome, Round

TITLE = "KẾT QUẢ BIỂU QUYẾT CHI TIẾT"
VOTES_A_TABLE, ROUNDS_A_TABLE = 5, 5
PLACES = 100_000  # votes of a count by preference are hundred-thousandths
NO_OPINION = -1
Table = dict[str, Any]


def tables(doc: MinutesDoc) -> list[Table]:
    """All tables of the annex of votes."""
    numbers = {item.item: item.number for item in doc.items}
    held = [vote for item in doc.items for vote in item.votes if vote.state == "closed"]
    headed = [(vote, f"Nội dung {numbers[vote.item]}: {vote.text}") for vote in held]
    named = [(vote, head) for vote, head in headed if _by_name_too(vote)]
    groups = [named[i : i + VOTES_A_TABLE] for i in range(0, len(named), VOTES_A_TABLE)]
    by_name = [_by_name(doc, group, first=i * VOTES_A_TABLE + 1) for i, group in enumerate(groups)]
    options = [table for vote, head in headed for table in _options(vote, head)]
    return [*by_name, *options, *_urns(headed)]


def _by_name_too(vote: Vote) -> bool:
    return vote.rule.named and vote.by == "seats" and vote.rule.published == "ballots"


def _by_name(doc: MinutesDoc, votes: list[tuple[Vote, str]], first: int) -> Table:
    voters = {voter.participant for vote, _ in votes for voter in vote.voters}
    people = [p for p in doc.attendees if p.capacity == "member" or p.participant in voters]
    notes = [f"({first + i}) {head}{_key(vote)}" for i, (vote, head) in enumerate(votes)]
    return {
        "size": 10,
        "cols": ["9mm", "40mm", *("1fr" for _ in votes)],
        "align": ["center", "left", *("center" for _ in votes)],
        "head": ["TT", "Họ và tên", *(f"({first + i})" for i in range(len(votes)))],
        "rows": [
            [str(place), _person(person), *(_cell(vote, person) for vote, _ in votes)]
            for place, person in enumerate(people, start=1)
        ],
        "notes": [*notes, *_weights(votes)],
    }


def _person(person: Attendee) -> str:
    return f"{person.name} (dự thay {person.replaces})" if person.replaces else person.name


def _key(vote: Vote) -> str:
    """What the numbers in the cells mean."""
    options = [f"{one.id} là {one.text}" for one in vote.method.options]
    return f" ({listed(options)})" if options else ""


def _weights(votes: list[tuple[Vote, str]]) -> list[str]:
    """The weights of the first of these votes that is weighted; they do not change within a session."""
    weighed = next((vote for vote, _ in votes if is_weighted(vote)), None)
    if weighed is None:
        return []
    each = [f"{voter.name} {amount(voter.weight, weighed.unit)}" for voter in weighed.voters]
    return [f"Giá trị phiếu: {listed(each)}."]


def _cell(vote: Vote, person: Attendee) -> str:
    if any(one.participant == person.participant for one in vote.recused):
        return "Không tham gia"
    ballot = next((one for one in vote.ballots if one.participant == person.participant), None)
    if ballot is None:
        return "—"
    proxy = " (ủy quyền)" if ballot.by is not None else ""
    return f"{_said(vote, ballot).capitalize()}{proxy}"


def _said(vote: Vote, ballot: Ballot) -> str:
    if ballot.choice is not None:
        return choice_words(vote.rule, ballot.choice)
    if not ballot.marks:
        return "phiếu trắng"
    if vote.method.kind == "each":
        return ", ".join(f"{place}: {_side(mark)}" for place, mark in enumerate(ballot.marks, start=1))
    if vote.method.kind == "score":
        return ", ".join(f"{place}: {mark} đ" for place, mark in enumerate(ballot.marks, start=1))
    arrow = " > " if vote.method.kind == "ranked" else ", "
    return arrow.join(str(mark) for mark in ballot.marks)


def _side(mark: int) -> str:
    return "không có ý kiến" if mark == NO_OPINION else "có" if mark else "không"


def _options(vote: Vote, head: str) -> list[Table]:
    outcome = vote.outcome
    if outcome is None or vote.rule.published == "verdict":
        return []
    rows = [
        [
            str(one.option),
            contests.option_name(vote, one.option),
            contests.received(vote, one),
            amount(one.needed, vote.unit) if one.needed else "—",
            _fate(vote, outcome, one.option),
        ]
        for one in outcome.tallies
    ]
    table = {
        "size": 10,
        "cols": ["9mm", "1fr", "1fr", "16mm", "32mm"],
        "align": ["center", "left", "left", "center", "center"],
        "head": ["TT", "Lựa chọn", "Kết quả", "Cần", "Kết luận"],
        "rows": rows,
        "notes": [head],
    }
    return [table, *_stages(vote, outcome, head)]


def _fate(vote: Vote, outcome: Outcome, option: int) -> str:
    if option in outcome.elected:
        return "Trúng cử" if vote.method.kind in contests.ELECTIONS else "Được chọn"
    return "Ngang phiếu" if option in outcome.tied else "—"


def _stages(vote: Vote, outcome: Outcome, head: str) -> list[Table]:
    """The stages of a count by preference, some side by side."""
    rounds = list(enumerate(outcome.rounds, start=1))
    groups = [rounds[i : i + ROUNDS_A_TABLE] for i in range(0, len(rounds), ROUNDS_A_TABLE)]
    return [_stage_table(vote, group, head) for group in groups]


def _stage_table(vote: Vote, rounds: list[tuple[int, Round]], head: str) -> Table:
    unit = PLACES * vote.unit
    rows = [
        [str(one.id), one.text, *(amount_of(stage.votes[place], unit) for _, stage in rounds)]
        for place, one in enumerate(vote.method.options)
    ]
    spent = ["", "Không chuyển được nữa", *(amount_of(stage.exhausted, unit) for _, stage in rounds)]
    return {
        "size": 10,
        "cols": ["9mm", "1fr", *("21mm" for _ in rounds)],
        "align": ["center", "left", *("center" for _ in rounds)],
        "head": ["TT", "Lựa chọn", *(f"Lượt {number}" for number, _ in rounds)],
        "rows": [*rows, spent],
        "notes": [f"{head}: kiểm phiếu theo thứ tự ưu tiên", *(_stage_note(vote, *one) for one in rounds)],
    }


def amount_of(n: int, unit: int) -> str:
    """Votes of a stage to five places, cut off: "12", "8,33333"."""
    whole, rest = divmod(n, unit)
    places = f"{rest * PLACES // unit:05d}".rstrip("0")
    return f"{whole},{places}" if places else str(whole)


def _stage_note(vote: Vote, number: int, stage: Round) -> str:
    names = listed([contests.option_name(vote, option) for option in stage.options])
    lot = " (ngang phiếu ở mọi lượt, xét theo số thứ tự)" if stage.by_lot else ""
    match stage.act:
        case "elected":
            said = f"{names} đạt chỉ tiêu"
        case "surplus":
            said = f"chuyển số phiếu vượt chỉ tiêu của {names}"
        case "excluded":
            said = f"loại {names}"
        case "filled":
            said = f"{names} trúng cử vì số người còn lại bằng số cần bầu"
    return f"Lượt {number}: {said}{lot}."


def _urns(votes: list[tuple[Vote, str]]) -> list[Table]:
    """What anybody with a receipt can check it against: all receipts are in the attached journal."""
    rows = [[head, count(len(vote.urn.receipts)), vote.urn.root] for vote, head in votes if vote.urn is not None]
    table = {
        "size": 10,
        "cols": ["1fr", "18mm", "53mm"],
        "align": ["left", "center", "left"],
        "head": ["Bỏ phiếu kín", "Số phiếu", "Mã gốc SHA-256 của các phiếu đã niêm phong"],
        "rows": rows,
        "digits": 2,
    }
    return [table] if rows else []
