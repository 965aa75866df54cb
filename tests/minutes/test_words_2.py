"""Wording 2: everything that can be voted, in the sentences of the record."""

from typing import Any

import pytest
from msgspec.structs import replace

from ecabinet.record import source
from minutes.doc import Ballot, Recusal, Vote
from minutes.fold import fold
from minutes.layout import layout
from minutes.words import CURRENT, WORDINGS, v1, v2
from minutes.words.v2_annex import amount_of
from minutes.words.v2_figures import amount
from minutes.words.v2_votes import vote_fact
from tests.minutes.story import EIGHT, RULE, prose, session
from tests.verify.voting_day import assembly
from voting.events import Opening, Quorum, Reasoning, Totals, Voter
from voting.method import Method, Option, Outcome, Round, Tallied
from voting.rule import Label

A, B, C = Option(1, "Trần An"), Option(2, "Lê Bình"), Option(3, "Vũ Chi")
CARRIED = Reasoning(27, 14, 20, True, "majority")


def vote(**changes: Any) -> Vote:
    """A vote of 25 of 27 members, 20 for."""
    plain = Vote(
        poll=1, item=1, text="Thông qua dự thảo.", rule=RULE, opened_at=EIGHT, closed_at=EIGHT, state="closed",
        members=27, entitled=25, quorum=Quorum(25, 18, 27, True), override=None, void_reason=None,
        totals=Totals(yes=20, no=3, abstain=2, absent=2), reasoning=CARRIED, ballots=(), office=27,
        voters=tuple(Voter(n, f"Ông {n}", "") for n in range(1, 26)),
    )  # fmt: skip
    return replace(plain, **changes)


def said(one: Vote) -> str:
    """Label and text."""
    fact = vote_fact(one, 420)
    return f"{fact.label} " + "".join(text for text, _ in fact.runs)


def election(kind: str, outcome: Outcome, why: Reasoning, **rule: Any) -> Vote:
    method = Method(kind, (A, B, C), 1, 2, 2, 0)  # type: ignore[arg-type]
    totals = Totals(marked=25, absent=2)
    return vote(method=method, outcome=outcome, reasoning=why, totals=totals, rule=replace(RULE, **rule))


def test_a_plain_vote_says_figures_reason_verdict_and_quorum() -> None:
    assert said(vote()) == (
        "Biểu quyết công khai lúc 08 giờ 00 phút về “Thông qua dự thảo”: tán thành 20; không tán thành 03; "
        "không biểu quyết 02; vắng mặt 02. Cần 14/27 thành viên tán thành; có 20. Được thông qua. "
        "Khi mở biểu quyết có mặt 25/27 thành viên, cần ít nhất 18."
    )


def test_a_secret_ballot_says_how_many_voted_and_no_name() -> None:
    rule = replace(RULE, named=False, published="totals", choices=("yes", "no", "abstain"))
    text = said(vote(rule=rule, secret=True, voted=25, urn=Opening(("a" * 64,), "b" * 64)))
    assert text.startswith("Bỏ phiếu kín lúc")
    assert "25/25 người được biểu quyết đã bỏ phiếu; tán thành 20" in text
    assert "Ông" not in text


def test_where_only_the_verdict_is_published_there_is_no_figure() -> None:
    rule = replace(RULE, named=False, published="verdict")
    hidden = vote(rule=rule, secret=True, hidden=True, voted=25, totals=Totals(marked=25, absent=2),
                  reasoning=Reasoning(27, 14, 0, True, "majority"))  # fmt: skip
    text = said(hidden)
    assert "25/25 người được biểu quyết đã bỏ phiếu. Theo quy tắc áp dụng chỉ công bố kết luận. Được thông qua." in text
    assert "tán thành" not in text


def test_weights_are_exact_and_both_sides_in_one_unit() -> None:
    voters = (Voter(1, "Ông 1", "", weight=5), Voter(2, "Ông 2", "", weight=2))
    weighed = vote(voters=voters, unit=2, office=9, totals=Totals(yes=5, no=2, absent=2),
                   reasoning=Reasoning(9, 5, 5, True, "majority"))  # fmt: skip
    text = said(weighed)
    assert "tán thành 2,5; không tán thành 01" in text
    assert "Cần 2,5/4,5 giá trị phiếu của thành viên tán thành; có 2,5." in text
    assert "tổng giá trị 4,5." in text
    assert [amount(10, 3), amount(1, 3), amount(1, 8), amount(12, 3)] == ["3 1/3", "1/3", "0,125", "04"]


def test_proxies_substitutes_and_recusals_are_named() -> None:
    voters = (
        Voter(1, "Ông 1", ""),
        Voter(2, "Ông 2", "", mode="away", holder=1),
        Voter(9, "Bà Thay", "", replaces=3),
    )
    text = said(vote(voters=voters, recused=(Recusal(4, "Ông 4", "là người có liên quan"),)))
    assert "Biểu quyết theo ủy quyền: Ông 2 ủy quyền cho Ông 1." in text
    assert "Người được cử dự họp thay tham gia biểu quyết: Bà Thay." in text
    assert "Không tham gia biểu quyết: Ông 4 (là người có liên quan)." in text
    assert "vắng mặt hoặc không tham gia 02" in text


def test_counts_by_people_are_marked_as_such() -> None:
    hands = said(vote(by="hands", entered="Đỗ Ngọc Ánh", totals=Totals(yes=20, no=3, absent=2, missing=2)))
    assert hands.startswith("Biểu quyết bằng hình thức giơ tay lúc")
    assert "Số phiếu do người kiểm phiếu đếm, Đỗ Ngọc Ánh nhập." in hands
    paper = said(vote(by="paper", rule=replace(RULE, named=False), totals=Totals(yes=20, invalid=3, absent=2)))
    assert paper.startswith("Bỏ phiếu kín bằng phiếu giấy lúc")
    assert "phiếu không hợp lệ 03" in paper


def test_ties_and_the_casting_vote() -> None:
    equal = Totals(yes=12, no=12, absent=3)
    casting = vote(totals=equal, reasoning=Reasoning(27, 14, 12, False, "casting", "no"))
    assert (
        "Số tán thành và số không tán thành ngang nhau; chủ tọa biểu quyết quyết định: không tán thành. "
        "Không được thông qua." in said(casting)
    )
    chair = vote(totals=equal, reasoning=Reasoning(27, 14, 12, True, "chair", "yes"))
    assert "theo ý kiến của chủ tọa (tán thành). Được thông qua." in said(chair)


@pytest.mark.parametrize(
    ("majority", "by", "words"),
    [
        ("relative", "majority", "Cần số tán thành nhiều hơn số không tán thành; có 20/27."),
        ("plurality", "majority", "Cần số tán thành nhiều hơn từng lựa chọn khác; có 20/27."),
        ("none", "none", "Quy tắc áp dụng không quy định tỷ lệ thông qua. Kết quả được ghi nhận."),
    ],
)
def test_other_majorities(majority: str, by: Any, words: str) -> None:
    assert words in said(vote(rule=replace(RULE, majority=majority), reasoning=replace(CARRIED, by=by)))


def test_silence_that_is_consent_is_told() -> None:
    text = said(vote(totals=Totals(yes=20, no=3, absent=2, silent=4)))
    assert "tán thành 20 (trong đó 04 không trả lời, theo quy tắc được tính là tán thành)" in text


def test_a_body_has_its_own_words_for_choices() -> None:
    labels = (Label("yes", "Đồng ý", "Agree"), Label("no", "Không đồng ý", "Disagree"))
    text = said(vote(rule=replace(RULE, labels=labels)))
    assert "đồng ý 20; không đồng ý 03; không biểu quyết 02" in text
    assert "Cần 14/27 thành viên đồng ý; có 20." in text


def test_a_bloc_names_its_motions_and_a_further_round_itself() -> None:
    text = said(vote(text="Thông qua cả gói?", bloc=("Việc một.", "Việc hai"), second=True))
    assert "(vòng tiếp theo) (biểu quyết chung 02 nội dung: “Việc một”; “Việc hai”)" in text


def test_an_election_by_approval_with_a_tie_at_the_border() -> None:
    tallies = (Tallied(1, 20, needed=14, won=True), Tallied(2, 15, needed=14), Tallied(3, 15, needed=14))
    outcome = Outcome(tallies, (1,), (2, 3))
    text = said(election("approval", outcome, Reasoning(27, 14, 1, False, "tie")))
    assert "Trần An: 20 phiếu; Lê Bình: 15 phiếu; Vũ Chi: 15 phiếu. Phiếu hợp lệ 25; vắng mặt 02." in text
    assert (
        "Mỗi lựa chọn cần ít nhất 14/27 thành viên. Trúng cử: Trần An. Ngang phiếu, chưa quyết định: Lê Bình; Vũ Chi."
        in text
    )
    assert "Chưa bầu đủ số lượng (01/02)." in text


def test_yes_or_no_for_each_points_and_options() -> None:
    each = Outcome((Tallied(1, 20, 3, 2, 14, True), Tallied(2, 16, 9, 0, 14, True), Tallied(3, 1, 24, 0, 14)), (1, 2))
    text = said(election("each", each, Reasoning(27, 14, 2, True, "majority")))
    assert "Trần An: tán thành 20, không tán thành 03, không có ý kiến 02;" in text
    assert "Đã bầu đủ số lượng (02/02)." in text
    score = Outcome((Tallied(1, 90, won=True), Tallied(2, 75, won=True), Tallied(3, 0)), (1, 2))
    text = said(election("score", score, Reasoning(25, 0, 2, True, "majority")))
    assert "Trần An: 90 điểm" in text
    assert "Chọn theo tổng số điểm từ cao xuống thấp. Được chọn: Trần An; Lê Bình. Đã chọn đủ số lượng" in text


def ranked() -> Vote:
    rounds = (
        Round("elected", (1,), (1_200_000, 700_000, 600_000), 0),
        Round("excluded", (3,), (900_000, 833_333, 766_666), 1, by_lot=True),
        Round("filled", (2,), (900_000, 1_599_999, 0), 1),
    )
    outcome = Outcome((Tallied(1, 12, won=True), Tallied(2, 7, won=True), Tallied(3, 6)), (1, 2), (), 9, rounds)
    return election("ranked", outcome, Reasoning(25, 9, 2, True, "majority"))


def test_a_count_by_preference_is_told_and_its_stages_stand_in_the_annex() -> None:
    text = said(ranked())
    assert "số phiếu ưu tiên thứ nhất: Trần An: 12 phiếu" in text
    assert "Kiểm phiếu theo thứ tự ưu tiên, chỉ tiêu 09 phiếu, 03 lượt (Phụ lục). Trúng cử: Trần An; Lê Bình." in text
    assert "xét trước" in text
    tables = annex(ranked())
    stages = tables[-1]
    assert stages["rows"][1] == ["2", "Lê Bình", "7", "8,33333", "15,99999"]
    assert stages["notes"][2] == "Lượt 2: loại Vũ Chi (ngang phiếu ở mọi lượt, xét theo số thứ tự)."
    assert amount_of(1_200_000, 200_000) == "6"


def annex(one: Vote) -> list[dict[str, Any]]:
    """The tables of a record with this one vote."""
    doc = fold(session().happened)
    item = replace(doc.items[0], votes=(replace(one, item=doc.items[0].item),))
    return v2.vote_tables(replace(doc, items=(item,)))


def test_the_annex_names_voters_only_where_the_rule_publishes_ballots() -> None:
    doc = fold(session().happened)
    first, second, third = (doc.attendees[n] for n in (0, 1, 2))
    ballots = (
        Ballot(first.participant, first.name, "yes", ""),
        Ballot(second.participant, second.name, "no", "", by=first.name),
    )
    recused = (Recusal(third.participant, third.name, ""),)
    rows = annex(vote(ballots=ballots, recused=recused))[0]["rows"]
    assert [row[2] for row in rows[:4]] == ["Tán thành", "Không tán thành (ủy quyền)", "Không tham gia", "—"]
    assert annex(vote(ballots=ballots, rule=replace(RULE, published="totals"))) == []


def test_marks_stand_in_the_annex_by_number() -> None:
    doc = fold(session().happened)
    ballot = Ballot(doc.attendees[0].participant, doc.attendees[0].name, None, "", marks=(2, 1))
    table = annex(replace(ranked(), ballots=(ballot,)))[0]
    assert table["rows"][0][2] == "2 > 1"
    assert table["notes"][0].endswith("(1 là Trần An; 2 là Lê Bình; 3 là Vũ Chi)")


def test_the_root_of_sealed_ballots_stands_in_the_annex() -> None:
    rule = replace(RULE, named=False, published="totals")
    tables = annex(vote(rule=rule, secret=True, voted=1, urn=Opening(("a" * 64,), "b" * 64)))
    assert [table["rows"][0][1:] for table in tables] == [["01", "b" * 64]]


def test_wording_2_says_of_old_sessions_what_wording_1_says_and_the_quorum() -> None:
    doc = fold(session().happened, prose(session()))
    for item in doc.items:
        for old, new in zip(v1.item_facts(doc, item), v2.item_facts(doc, item), strict=True):
            if old.code != "vote":
                assert (old.code, old.label) == (new.code, new.label)
                continue
            before, after = ("".join(text for text, _ in fact.runs) for fact in (old, new))
            assert after.startswith(before.split(" Ý kiến khác")[0])
            assert "Khi mở biểu quyết có mặt" in after
    assert CURRENT == max(WORDINGS) == 2


def test_random_sessions_have_a_record_that_names_only_who_voted_openly() -> None:
    for seed in range(300, 360):
        doc = fold(source.happened(assembly(seed).entries))
        if doc.frame.form == "written":
            continue
        assert layout(doc, "bienban-1", CURRENT)["body"]
        votes = [one for item in doc.items for one in item.votes]
        assert not [one for one in votes if one.secret and one.ballots]
        tables = [table for table in v2.vote_tables(doc) if table["head"][1] == "Họ và tên"]
        shown = [one for one in votes if one.state == "closed" and one.rule.named and one.by == "seats"]
        columns = sum(len(table["head"]) - 2 for table in tables)
        assert columns == sum(one.rule.published == "ballots" for one in shown)
