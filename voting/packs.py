"""Rule packs: majorities and quorums as data, each with its legal source.

What it is: a table. What it is not: arithmetic (see `tally`). A poll copies its rule when it opens and a meeting its
quorum when it is created, so changing a pack never changes what has been decided; a changed pack gets a new `version`.
"""

from journal.shapes import Value
from voting.events import Choice, Rule

CHOICES: tuple[Choice, ...] = ("yes", "no", "abstain", "other")

LAW = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15"


class QuorumPack(Value):
    """q*present >= p*members in office."""

    code: str
    citation: str
    p: int
    q: int


RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
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
            code="simple-present",
            version=1,
            citation="Quy chế làm việc của cơ quan, tổ chức",
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
    )
}

QUORUMS: dict[str, QuorumPack] = {
    pack.code: pack
    for pack in (
        QuorumPack("ubnd-quorum", f"{LAW}, Điều 40: ít nhất hai phần ba tổng số thành viên", 2, 3),
        QuorumPack("half-quorum", "Quy chế làm việc: ít nhất một nửa tổng số thành viên", 1, 2),
        QuorumPack("no-quorum", "Không quy định số thành viên tối thiểu", 0, 1),
    )
}
