"""Rule packs: majorities and quorums as data, each with its legal source.

What it is: a table. What it is not: arithmetic (see `tally`). A poll copies its rule when it opens and a meeting its
quorum when it is created, so changing a pack never changes what has been decided; a changed pack gets a new `version`.

What is certain about the sources, and what a unit has to check before it relies on a pack
- People's Committee: Law 72/2025/QH15, article 40, governs sessions; its wording on majority and quorum was not at
  hand. The figures are those of the Law of 2015; that the chair's side decides a tie is taken from working rules. The
  written form was article 118 of the Law of 2015; it is cited as what it was.
- Government: Law on the Organisation of the Government of 2015, article 46 (session); Decree 138/2016/ND-CP, article 3
  (written form). Both are cited as they stood; what replaced them is to be checked.
- People's Council: Law of 2015, article 91 (more than half; removal two thirds); the quorum of two thirds and what a
  tie means are to be checked, and the article of the Law of 2025.
- Confidence vote: the quorum of two thirds of those summoned is Party practice; what follows from the figures is said
  by the regulation of each body, so the pack decides nothing.
- All others rest on the working rules ("quy chế") of the body, not on a law.
- `since` stands only where the day is known: the two Laws of 2015 from 1 January 2016.
- Where the majority is no share, p/q says nothing; it is one half for a unit that copies the pack and asks for one.
"""

from journal.shapes import Value
from voting.rule import CHOICES as CHOICES
from voting.rule import Choice, Label, Rule, Share

LAW = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15"
LAW_2015 = "Luật Tổ chức chính quyền địa phương năm 2015"
GOVERNMENT = "Luật Tổ chức Chính phủ năm 2015, Điều 46"
WRITTEN = "Quy chế làm việc của Chính phủ ban hành kèm theo Nghị định 138/2016/NĐ-CP, Điều 3"
RULES_OF_BODY = "Quy chế làm việc của cơ quan, tổ chức"

SIDES: tuple[Choice, ...] = ("yes", "no", "abstain")  # no opinion in words: in a secret ballot they would tell whose
TWO_THIRDS, HALF, NO_QUORUM = Share(2, 3), Share(1, 2), Share(0, 1)

AGREE = (
    Label("yes", "Đồng ý", "Agree"),
    Label("no", "Không đồng ý", "Disagree"),
    Label("other", "Ý kiến khác", "Other opinion"),
)
CONFIDENCE = (
    Label("yes", "Tín nhiệm cao", "High confidence"),
    Label("abstain", "Tín nhiệm", "Confidence"),
    Label("no", "Tín nhiệm thấp", "Low confidence"),
)


class QuorumPack(Value):
    """q*present >= p*members in office."""

    code: str
    citation: str
    p: int
    q: int


_COMMITTEE = (
    Rule(
        code="ubnd-session",
        version=1,
        citation=f"{LAW}, Điều 40; quy chế làm việc của Ủy ban nhân dân",
        base="members",
        majority="more",
        p=1,
        q=2,
        tie="chair_decides",
        choices=CHOICES,
    ),
    Rule(
        code="ubnd-written",
        version=1,
        citation=f"Quy chế làm việc của Ủy ban nhân dân (phiếu ghi ý kiến); trước đây: {LAW_2015}, Điều 118",
        base="members",
        majority="more",
        p=1,
        q=2,
        tie="chair_decides",
        choices=CHOICES,
        quorum=NO_QUORUM,
    ),
)

_GOVERNMENT = (
    Rule(
        code="government-session",
        version=1,
        citation=GOVERNMENT,
        base="members",
        majority="more",
        p=1,
        q=2,
        tie="chair_decides",
        choices=CHOICES,
        quorum=TWO_THIRDS,
        since="2016-01-01",
    ),
    Rule(
        code="government-written",
        version=1,
        citation=f"{WRITTEN}; {GOVERNMENT}",
        base="members",
        majority="more",
        p=1,
        q=2,
        tie="chair_decides",
        choices=("yes", "no", "other"),
        quorum=NO_QUORUM,
        labels=AGREE,
    ),
)

_COUNCIL = (
    Rule(
        code="council-resolution",
        version=1,
        citation=f"{LAW_2015}, Điều 91; nay theo {LAW}",
        base="members",
        majority="more",
        p=1,
        q=2,
        tie="not_carried",
        choices=SIDES,
        quorum=TWO_THIRDS,
        since="2016-01-01",
    ),
    Rule(
        code="council-removal",
        version=1,
        citation=f"{LAW_2015}, Điều 91: bãi nhiệm đại biểu, ít nhất hai phần ba tổng số đại biểu; nay theo {LAW}",
        base="members",
        majority="at_least",
        p=2,
        q=3,
        tie="not_carried",
        choices=SIDES,
        named=False,
        published="totals",
        quorum=TWO_THIRDS,
        since="2016-01-01",
    ),
)

# Three levels, one person a motion: a question whose choices carry the levels' names. Nothing follows by itself.
_CONFIDENCE = Rule(
    code="confidence-vote",
    version=1,
    citation="Quy định về lấy phiếu tín nhiệm; quy chế của cơ quan, tổ chức",
    base="members",
    majority="none",
    p=1,
    q=2,
    tie="not_carried",
    choices=SIDES,
    named=False,
    published="totals",
    quorum=TWO_THIRDS,
    labels=CONFIDENCE,
)

_BODIES = (
    Rule(
        code="simple-present",
        version=1,
        citation=RULES_OF_BODY,
        base="present",
        majority="more",
        p=1,
        q=2,
        tie="not_carried",
        choices=CHOICES,
    ),
    Rule(
        code="two-thirds-members",
        version=1,
        citation=f"{LAW}: hai phần ba tổng số thành viên",
        base="members",
        majority="at_least",
        p=2,
        q=3,
        tie="not_carried",
        choices=CHOICES,
    ),
    Rule(
        code="department-meeting",
        version=1,
        citation=RULES_OF_BODY,
        base="entitled",
        majority="more",
        p=1,
        q=2,
        tie="chair_decides",
        choices=CHOICES,
        quorum=NO_QUORUM,
    ),
    Rule(
        code="board",
        version=1,
        citation="Điều lệ hoặc quy chế hoạt động của hội đồng",
        base="cast",
        majority="more",
        p=1,
        q=2,
        tie="chair_casts",
        choices=SIDES,
        proxies=1,
        quorum=HALF,
    ),
    Rule(
        code="secret-election",
        version=1,
        citation="Quy chế bầu cử của cơ quan, tổ chức: quá nửa số phiếu hợp lệ",
        base="valid",
        majority="more",
        p=1,
        q=2,
        tie="not_carried",
        choices=SIDES,
        named=False,
        published="totals",
    ),
    Rule(
        code="consultation",
        version=1,
        citation=f"{RULES_OF_BODY}: lấy ý kiến tham khảo",
        base="valid",
        majority="plurality",
        p=1,
        q=2,
        tie="not_carried",
        choices=CHOICES,
        quorum=NO_QUORUM,
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in (*_COMMITTEE, *_GOVERNMENT, *_COUNCIL, _CONFIDENCE, *_BODIES)}

QUORUMS: dict[str, QuorumPack] = {
    pack.code: pack
    for pack in (
        QuorumPack("ubnd-quorum", f"{LAW}, Điều 40: ít nhất hai phần ba tổng số thành viên", 2, 3),
        QuorumPack("half-quorum", "Quy chế làm việc: ít nhất một nửa tổng số thành viên", 1, 2),
        QuorumPack("no-quorum", "Không quy định số thành viên tối thiểu", 0, 1),
    )
}
